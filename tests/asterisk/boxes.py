"""Voicemail boxes in node tests: companies that have them, messages that are left, and what lamps are told."""

import struct
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from telephony.asterisk.snapshot import MailboxConfig, TenantConfig
from tests.asterisk.agents import Agent, AgentCall
from tests.asterisk.companies import company
from tests.asterisk.node import Node
from tests.asterisk.wire import Wire

LEAVES = "299"  # dialled in these tests before a number to leave a message there
SUBSCRIBES = "Event: message-summary\nExpires: 60\nAccept: application/simple-message-summary"
PHRASE_SECONDS = 40  # a greeting, or what a box says before a message, on a loaded machine
# Of a message that is long enough (minsecs) on the disk: Asterisk writes it in blocks of 32 kB, which are 2.05 s.
LONG_ENOUGH_BYTES = 32_768


def until(found: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Wait until `found()` is true."""
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def with_boxes(code: str, *numbers: str, **options: Any) -> TenantConfig:
    """The company with a box for each of these numbers."""
    found = tuple(MailboxConfig(number, **options) for number in numbers)
    return replace(company(code), mailboxes=found)


def leads_to_boxes(node: Node) -> None:
    """From acme's phones 299201 leads into the box of acme's 201."""
    steps = ("1,Set,__TENANT=acme", '2,Gosub,"voicemail-leave,${EXTEN:3},1"', "3,Hangup,16")
    for step in steps:
        node.command(f"dialplan add extension _{LEAVES}XXX,{step} into acme-internal replace")


def messages(node: Node, code: str, number: str, folder: str = "INBOX") -> list[Path]:
    """Text files of the messages in a folder of a box."""
    place = node.paths.root / "spool/voicemail" / code / number / folder
    return sorted(place.glob("msg*.txt"))


def box_fill(node: Node, code: str, number: str, count: int) -> None:
    """Lay so many messages into a box, as far as Asterisk counts them."""
    place = node.paths.root / "spool/voicemail" / code / number / "INBOX"
    place.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        (place / f"msg{index:04d}.txt").touch()


def spoken(node: Node, number: str, *, code: str = "acme") -> None:
    """Wait until somebody who leaves a message there has said enough for one."""
    recording = node.paths.root / "spool/voicemail" / code / number / "tmp"

    def is_long_enough() -> bool:
        return any(each.stat().st_size >= LONG_ENOUGH_BYTES for each in recording.glob("*.wav"))

    until(is_long_enough, "nothing is recorded", PHRASE_SECONDS)


def message_leave(node: Node, caller: Agent, number: str) -> None:
    """Have this phone of acme leave a message in a box that `leads_to_boxes` leads to."""
    before = len(messages(node, "acme", number))
    call = caller.call(f"{LEAVES}{number}").confirmed()
    call.hears_something()
    call.do("dtmf", digits="#")  # the greeting has been heard often enough
    spoken(node, number)
    call.hang_up()
    until(lambda: len(messages(node, "acme", number)) > before, "no message came")


def samples(text: Path) -> list[int]:
    """The sound of a message."""
    with wave.open(str(text.with_suffix(".wav"))) as file:
        data = file.readframes(file.getnframes())
    return list(struct.unpack(f"<{len(data) // 2}h", data))


def runs(node: Node, application: str) -> bool:
    """Whether a call of the node is in this application now."""
    listed = node.command("core show channels concise").splitlines()
    return any(f"!{application}!" in line for line in listed)


def opened(node: Node, call: AgentCall) -> AgentCall:
    """Wait until the call is inside of a box."""
    until(lambda: runs(node, "VoiceMailMain"), "no box is opened")
    return call.confirmed()


def listens(node: Node, call: AgentCall, frequency: int) -> AgentCall:
    """Have the call play the first message of the box that it is in, and hear the one who left it."""
    opened(node, call)
    call.do("dtmf", digits="11")  # the second one skips when and from whom it came
    call.hears(frequency, seconds=PHRASE_SECONDS)
    return call


def watches(phone: Wire) -> Wire:
    """Have the phone ask for its lamp."""
    answer = phone.request("SUBSCRIBE", phone.login, headers=SUBSCRIBES)
    assert " 200 " in answer, answer
    return phone


def lamp(phone: Wire) -> tuple[str, str]:
    """What the phone is told next: whether messages wait, and how many new and old ones (`yes`, `1/0`)."""
    notify = phone.receive("NOTIFY", seconds=20)
    body = dict(
        line.split(": ", 1) for line in notify.partition("\r\n\r\n")[2].splitlines() if line
    )
    return body["Messages-Waiting"], body["Voice-Message"].partition(" ")[0]
