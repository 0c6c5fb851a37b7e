"""Recorded and made-up call events for the tests of call history."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from telephony.asterisk.cel import CallEvent, event_parse

RECORDED = (
    Path(__file__).parents[1] / "cel_traces"
)  # by the tests that call through a real Asterisk
OWN = Path(__file__).parent / "traces"
RECENTLY = float(int(time.time()) - 600)  # calls silent for a day count as lost


def trace_path(case: str) -> Path:
    own = OWN / f"{case}.jsonl"
    return own if own.exists() else RECORDED / f"{case}.jsonl"


def trace_lines(case: str) -> list[str]:
    """Lines of a recorded case, as Asterisk wrote them."""
    return trace_path(case).read_text().splitlines()


def tagged_lines(case: str, tag: str) -> list[str]:
    """A recorded case whose call got a tag as it began."""
    first, second, *others = trace_lines(case)
    given = {"eventtype": "x-tag", "eventextra": json.dumps({"extra": f"tag={tag}"})}
    return [first, second, json.dumps(json.loads(second) | given), *others]


def trace(case: str) -> list[CallEvent]:
    """Events of a recorded case."""
    events = [event_parse(line) for line in trace_lines(case)]
    assert all(events), case
    return [event for event in events if event]


def all_cases() -> list[str]:
    return sorted(path.stem for folder in (RECORDED, OWN) for path in folder.glob("*.jsonl"))


class Script:
    """Writes lines the way Asterisk does, of calls that are easy to tell apart: one moment and one id per call."""

    def __init__(
        self, *, node: str = "node1", tenant: str = "acme", start: float = RECENTLY
    ) -> None:
        self.node = node
        self.tenant = tenant
        self.now = start
        self.count = 0

    def answered(
        self, caller: str = "200", callee: str = "201", *, seconds: float = 5.0
    ) -> list[str]:
        """An internal call that was answered after a second and lasted."""
        return list(self._answered(caller, callee, seconds))

    def cut_off(self, caller: str = "200", callee: str = "201") -> list[str]:
        """The same, but Asterisk died while they talked."""
        return [
            line
            for line in self._answered(caller, callee, 5.0)
            if '"BRIDGE_' not in line or '_ENTER"' in line
        ][:6]

    def cancelled(self, caller: str = "200", callee: str = "201") -> list[str]:
        """The caller gave up while it rang."""
        first, second = self._channels(caller, callee)
        link = first[0]
        return [
            self.line("CHAN_START", *first, link, number=caller, exten=callee),
            self.line("CHAN_START", *second, link, number=callee, exten="s"),
            self.line("HANGUP", *second, link, after=3, extra=_hangup(127)),
            self.line("HANGUP", *first, link, extra=_hangup(127, first[1], "CANCEL")),
            self.line("LINKEDID_END", *first, link),
        ]

    def rung_alone(self, device: str = "200", *, cause: int = 17) -> list[str]:
        """A phone that the node rang to try a call flow, and that did not take it."""
        ((uniqueid, channel),) = self._channels(device)
        return [
            self.line("CHAN_START", uniqueid, channel, uniqueid, number=device, exten="s"),
            self.line(
                "HANGUP", uniqueid, channel, uniqueid, after=3, extra=_hangup(cause, channel)
            ),
            self.line("LINKEDID_END", uniqueid, channel, uniqueid),
        ]

    def _answered(self, caller: str, callee: str, seconds: float) -> Iterator[str]:
        first, second = self._channels(caller, callee)
        link, bridge = first[0], json.dumps({"bridge_id": f"b{self.count}"})
        yield self.line("CHAN_START", *first, link, number=caller, exten=callee)
        yield self.line("CHAN_START", *second, link, number=callee, exten="s")
        yield self.line("ANSWER", *second, link, after=1)
        yield self.line("ANSWER", *first, link)
        yield self.line("BRIDGE_ENTER", *second, link, extra=bridge)
        yield self.line("BRIDGE_ENTER", *first, link, extra=bridge)
        yield self.line("BRIDGE_EXIT", *first, link, after=seconds, extra=bridge)
        yield self.line("HANGUP", *first, link, extra=_hangup(16, first[1], "ANSWER"))
        yield self.line("BRIDGE_EXIT", *second, link, extra=bridge)
        yield self.line("HANGUP", *second, link, extra=_hangup(16, first[1]))
        yield self.line("LINKEDID_END", *second, link)

    def _channels(self, *numbers: str) -> list[tuple[str, str]]:
        """(uniqueid, channel name) of new channels of these devices."""
        self.now += 1
        found = []
        for number in numbers:
            self.count += 1
            found.append(
                (
                    f"{self.node}-{int(self.now)}.{self.count}",
                    f"PJSIP/{self.tenant}+{number}-{self.count:08x}",
                )
            )
        return found

    def line(
        self,
        kind: str,
        uniqueid: str,
        channel: str,
        linkedid: str,
        *,
        after: float = 0.0,
        number: str = "",
        exten: str = "",
        extra: str = "",
    ) -> str:
        """One line, `after` seconds after the last; never two at the same moment."""
        self.now = round(self.now + after + 0.001, 6)
        return json.dumps(
            {
                "eventtype": kind,
                "eventtime": self.now,
                "uniqueid": uniqueid,
                "linkedid": linkedid,
                "tenantid": self.tenant,
                "channame": channel,
                "name": f"Person {number}" if number else "",
                "num": number,
                "dnid": "",
                "exten": exten,
                "context": f"{self.tenant}-internal",
                "appname": "",
                "peer": "",
                "userfield": "",
                "eventextra": extra,
            },
            separators=(",", ":"),
            ensure_ascii=False,
        )


def _hangup(cause: int, source: str = "", status: str = "") -> str:
    return json.dumps({"hangupcause": cause, "hangupsource": source, "dialstatus": status})


def parsed(lines: list[str]) -> list[CallEvent]:
    return [event for event in map(event_parse, lines) if event]
