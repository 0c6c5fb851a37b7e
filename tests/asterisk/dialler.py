"""Calls of extensions made inside the node, many at once, without a phone."""

import socket
import time
from collections import defaultdict
from dataclasses import dataclass

from telephony.asterisk import names
from tests.asterisk.node import ADDRESS, Event, Node, event_of

AT_ONCE = 40
CALL_SECONDS = 60


@dataclass(frozen=True)
class InnerCall:
    """`extension` of a company dials, at a moment (epoch seconds; 0: now), and stays for `hold` seconds once
    answered."""

    code: str
    extension: str
    dialled: str
    moment: int = 0
    hold: int = 1
    device: str = ""  # that it calls from; empty: the one that is named as the extension


class Dialler:
    """Makes calls over AMI and tells what became of each. No phone dials: they pass for transfers by one."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._ami = socket.create_connection((ADDRESS, node.settings.ami_port))
        self._act("Login", Username=node.settings.ami_user, Secret="test", Events="off")
        self._made = 0

    def close(self) -> None:
        """Hang up on Asterisk."""
        self._ami.close()

    def calls(self, calls: list[InnerCall]) -> list[list[Event]]:
        """Make these calls, some at once; the events of each, in order, when all are over."""
        since = self._node.mark()
        ids = []
        for call in calls:
            ids.append(self.start(call))
            if len(ids) % AT_ONCE == 0:
                self._ended(ids, since)
        found = self._ended(ids, since)
        return [found[each] for each in ids]

    def start(self, call: InnerCall) -> str:
        """Make a call; the linkedid of its events. They have one length: to Asterisk an id that begins another one is
        the same."""
        self._made += 1
        channel_id = f"inner-{id(self):x}-{self._made:06d}"
        variables = [f"__BLINDTRANSFER=PJSIP/{call.code}+{call.device or call.extension}-00000000"]
        if call.moment:
            variables.append(f"__CLOCK={call.moment}")
        self._act(
            "Originate",
            Channel=f"Local/{call.dialled}@{names.internal_context(call.code)}/n",
            Application="Wait",
            Data=str(call.hold),
            CallerID=f"<{call.extension}>",
            ChannelId=channel_id,
            Async="true",
            Variable=",".join(variables),
        )
        return channel_id

    def _act(self, name: str, **headers: str) -> None:
        lines = [f"Action: {name}", *(f"{key}: {value}" for key, value in headers.items())]
        self._ami.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def _ended(self, ids: list[str], since: int) -> dict[str, list[Event]]:
        """Events of these calls by their id, once all are over."""
        deadline = time.monotonic() + CALL_SECONDS
        found: dict[str, list[Event]] = defaultdict(list)
        while True:
            lines = self._node.lines(since)
            since += sum(len(line.encode()) + 1 for line in lines)
            for line in lines:
                event = event_of(line)
                found[event["linkedid"]].append(event)
            ended = {
                key for key, value in found.items() if value[-1]["eventtype"] == "LINKEDID_END"
            }
            if ended.issuperset(ids):
                return found
            assert time.monotonic() < deadline, f"never ended: {set(ids) - ended}"
            time.sleep(0.05)
