"""Voicemail: a message is left, its lamp shines, its owner listens to it and deletes it."""

import struct
import time
import wave
from dataclasses import replace

import pytest

from compose.provider.sound import tone_share
from telephony.asterisk.snapshot import MailboxConfig, MediaConfig
from tests.asterisk.companies import company
from tests.asterisk.test_media import KEY, LOW, publish, sounds, tones

__all__ = ["publish", "sounds", "tones"]

MESSAGES = "Event: message-summary\nExpires: 60\nAccept: application/simple-message-summary"
LEAVES = "299"  # dialled in these tests before a number to leave a message there


@pytest.fixture
def boxes(node):
    """acme and acme1 with boxes for 201 and 203; from acme's phones 299201 leads into acme's."""
    for code in ("acme", "acme1"):
        node.apply(with_boxes(code, "201", "203", pin="4321"))
    leads_to_boxes(node)
    return node


def leads_to_boxes(node):
    steps = ("1,Set,__TENANT=acme", '2,Gosub,"voicemail-leave,${EXTEN:3},1"', "3,Hangup,16")
    for step in steps:
        node.command(f"dialplan add extension _{LEAVES}XXX,{step} into acme-internal replace")


def with_boxes(code, *numbers, **options):
    """The company with a box for each of these numbers."""
    found = tuple(MailboxConfig(number, **options) for number in numbers)
    return replace(company(code), mailboxes=found)


def messages(node, code, number, folder="INBOX"):
    """Text files of the messages in a folder of a box."""
    place = node.paths.root / "spool/voicemail" / code / number / folder
    return sorted(place.glob("msg*.txt"))


def until(found, what, seconds=8):
    """Wait until `found()` is true."""
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@pytest.fixture
def leave(boxes, phones):
    """`leave("201")`: 200 leaves a message of two seconds there; the phone that did."""

    def left(number="201"):
        before = len(messages(boxes, "acme", number))
        agent = phones("acme+200")
        call = agent.call(f"{LEAVES}{number}").confirmed()
        call.hears_something()
        call.do("dtmf", digits="#")  # the greeting has been heard often enough
        recording = boxes.paths.root / f"spool/voicemail/acme/{number}/tmp"
        until(lambda: any(recording.glob("*.wav")), "nothing is recorded")
        time.sleep(2.5)
        call.hang_up()
        until(lambda: len(messages(boxes, "acme", number)) > before, "no message came")
        return agent

    yield left
    for number in ("201", "203"):
        empty(boxes, number)
    boxes.with_ami(lambda ami: ami.action("VoicemailRefresh", Context="acme"))


def empty(node, number):
    """Take everything out of a box."""
    for folder in ("INBOX", "Old", "Deleted"):
        for text in messages(node, "acme", number, folder):
            text.with_suffix(".wav").unlink()
            text.unlink()


def samples(text):
    """The sound of a message."""
    with wave.open(str(text.with_suffix(".wav"))) as file:
        data = file.readframes(file.getnframes())
    return list(struct.unpack(f"<{len(data) // 2}h", data))


def lamp(notify):
    """What a NOTIFY says: whether messages wait, and how many new and old ones."""
    body = dict(
        line.split(": ", 1) for line in notify.partition("\r\n\r\n")[2].splitlines() if line
    )
    return body["Messages-Waiting"], body["Voice-Message"].partition(" ")[0]


def test_what_a_caller_says_is_what_lies_in_the_box(boxes, leave, trace):
    anna = leave()
    trace("voicemail")

    (text,) = messages(boxes, "acme", "201")
    assert tone_share(samples(text)[-8000:], anna.frequency) > 0.5
    said = text.read_text()
    assert 'callerid="Анна Ёлкина" <200>' in said
    assert not messages(boxes, "acme1", "201")


@pytest.mark.parametrize("device", ["desk", "mobile"])
def test_the_lamp_of_the_owners_phones_shines(leave, wire, device):
    """Of one that asks for it, and of one that has only registered (what has asked once is told nothing else)."""
    phone = wire(f"acme+{device}")
    if device == "mobile":
        assert " 200 " in phone.request("REGISTER", headers="Expires: 60")
    else:
        assert " 200 " in phone.request("SUBSCRIBE", "acme+desk", headers=MESSAGES)
    assert lamp(phone.receive("NOTIFY")) == ("no", "0/0")

    leave("203")

    assert lamp(phone.receive("NOTIFY")) == ("yes", "1/0")


def test_the_owner_listens_and_deletes_by_phone(boxes, leave, phones, wire):
    anna = leave()
    watching = wire("acme+201")
    watching.request("SUBSCRIBE", "acme+201", headers=MESSAGES)
    assert lamp(watching.receive("NOTIFY")) == ("yes", "1/0")
    call = phones("acme+201").call("*97").confirmed()

    call.do("dtmf", digits="1")
    call.hears(anna.frequency, seconds=20)
    call.do("dtmf", digits="7")
    time.sleep(1)
    call.hang_up()

    until(lambda: not messages(boxes, "acme", "201"), "the message is still there")
    assert not messages(boxes, "acme", "201", "Old")
    assert len(messages(boxes, "acme", "201", "Deleted")) == 1
    assert lamp(watching.receive("NOTIFY")) == ("no", "0/0")


@pytest.mark.parametrize(("pin", "opens"), [("4321", True), ("1111", False)])
def test_another_phone_opens_the_box_with_its_pin(boxes, leave, phones, pin, opens):
    anna = leave()
    call = phones("acme+202").call("*98").confirmed()
    call.hears_something()
    call.do("dtmf", digits="201#")
    time.sleep(1.2)
    call.do("dtmf", digits=f"{pin}#")
    time.sleep(2.5)
    call.do("dtmf", digits="1")

    if opens:
        call.hears(anna.frequency, seconds=20)
    else:
        with pytest.raises(AssertionError, match="does not hear"):
            call.hears(anna.frequency, seconds=8)
    call.hang_up()
    boxes.command("database deltree pin", check=False)


def test_a_box_whose_pin_was_guessed_at_is_closed_to_others(boxes, node, phones):
    def ask(pin, number="201"):
        since = node.mark()
        call = phones("acme+202").call("*98").confirmed()
        call.hears_something()
        call.do("dtmf", digits=f"{number}#")
        time.sleep(1.2)
        told = [each["extra"] for each in node.events(since) if each["eventtype"] == "x-refused"]
        if told:
            call.ended()
            return told[0]["kind"]
        call.do("dtmf", digits=f"{pin}#")
        time.sleep(2.5)
        call.hang_up()
        call.ended()
        return ""

    try:
        assert [ask("1111") for _ in range(3)] == ["", "", ""]
        assert ask("4321") == "closed"
        assert ask("4321", "203") == ""
        assert ask("4321", "999") == "wrong"
        node.command(f"database put pin/acme 201 3-{int(time.time()) - 3601}")
        assert ask("4321") == ""
        assert "not found" in node.command("database get pin/acme 201", check=False)
    finally:
        node.command("database deltree pin", check=False)


def test_a_box_asks_for_a_message_in_its_owners_words(publish, tones, node, phones):
    publish(media=(MediaConfig(KEY, tones(LOW)),), mailboxes=(MailboxConfig("201", greeting=KEY),))
    leads_to_boxes(node)
    anna = phones("acme+200")
    call = anna.call(f"{LEAVES}201").confirmed()

    call.hears(LOW)
    call.do("dtmf", digits="1")  # which skips the rest
    time.sleep(3)
    call.hang_up()

    until(lambda: messages(node, "acme", "201"), "no message came")
    (text,) = messages(node, "acme", "201")
    assert tone_share(samples(text)[-8000:], anna.frequency) > 0.5
    empty(node, "201")


def test_who_has_no_box_is_told_so(boxes, phones):
    assert phones("acme+202").call("*97").outcome() == 404


def test_a_message_that_a_manager_removes_puts_out_the_lamp(boxes, leave, wire):
    leave()
    (text,) = messages(boxes, "acme", "201")
    key = text.read_text().split("msg_id=")[1].split()[0]
    watching = wire("acme+201")
    watching.request("SUBSCRIBE", "acme+201", headers=MESSAGES)
    assert lamp(watching.receive("NOTIFY")) == ("yes", "1/0")
    place = {"Context": "acme", "Mailbox": "201", "ID": key}

    boxes.with_ami(lambda ami: ami.action("VoicemailMove", **place, Folder="INBOX", ToFolder="Old"))
    assert lamp(watching.receive("NOTIFY")) == ("no", "0/1")
    boxes.with_ami(lambda ami: ami.action("VoicemailRemove", **place, Folder="Old"))

    assert lamp(watching.receive("NOTIFY")) == ("no", "0/0")
    assert not messages(boxes, "acme", "201", "Old")
