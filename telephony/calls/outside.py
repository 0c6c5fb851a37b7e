"""What the events of one call tell of the outside world: the line that brought it, the lines that were tried. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from telephony.asterisk import names
from telephony.asterisk.cel import CallEvent
from telephony.calls.channels import Channel
from telephony.calls.records import NOT_OUTSIDE, OutsideRecord
from telephony.dialling.dialled import EMERGENCY_NUMBERS

_SIP_OK = 200


@dataclass(frozen=True, slots=True)
class LineTry:
    """A line was told to call a number. `by` is the channel it was done for, `number` what was to be reached: E.164,
    or a short one."""

    at: datetime
    by: str
    number: str
    outside: OutsideRecord


class Outside:
    """The lines in one call. `events` are in order."""

    def __init__(self, events: Sequence[CallEvent], caller: Channel) -> None:
        self._caller = caller
        self._results = [event for event in events if event.kind == "x-result"]
        self.tries = [
            line_try(event)
            for event in events
            if event.kind == "x-dial" and event.details().get("kind") == "outside"
        ]

    @property
    def numbers(self) -> list[str]:
        """Numbers outside that were to be reached, also those that were not even tried."""
        failed = (event.details().get("number", "") for event in self._results)
        tried = [each.number for each in self.tries]
        return [*tried, *(number for number in failed if number.startswith("+"))]

    def of_leg(self, channel: Channel) -> OutsideRecord:
        """How a channel came in by a line, or was sent out by one; nothing of a phone of the company."""
        if not channel.is_line:
            return NOT_OUTSIDE
        if channel.is_origin:
            return OutsideRecord(line=came_by(channel), is_hidden=not channel.number)
        made = self.made(channel)
        if made is None:
            return OutsideRecord(line=names.line_of(channel.endpoint))
        return replace(made.outside, sip=self._sip(channel, made))

    def made(self, channel: Channel) -> LineTry | None:
        """The try that a channel to the outside belongs to: the last before it by this line, to this number."""
        line = names.line_of(channel.endpoint)
        fitting = [each for each in self.tries if each.outside.line == line]
        exact = [each for each in fitting if each.number == channel.number] or fitting
        return next((each for each in reversed(exact) if each.at <= channel.start.at), None)

    def of_call(self, answerer: Channel | None) -> OutsideRecord:
        """What the record of the whole call says: the line it came by; else the one that took it, or the last tried."""
        if self._caller.is_line:
            return self.of_leg(self._caller)
        if answerer is not None and answerer.is_line:
            return self.of_leg(answerer)
        if answerer is not None or not self.tries:
            return NOT_OUTSIDE
        return self.tries[-1].outside

    def was_full(self, channel: Channel) -> bool:
        """Whether the call ended before anything was sent: another one had taken the last free place."""
        result = self._result(channel)
        return result is not None and result.get("reason", "").startswith("limit-")

    def _sip(self, channel: Channel, made: LineTry) -> int | None:
        """Final SIP status of the far end; None when it gave none, or nobody heard it."""
        said = (self._result(channel, made) or {}).get("sip", "")
        if said.isascii() and said.isdigit() and len(said) == 3:
            return int(said)
        return _SIP_OK if channel.first("ANSWER") else None

    def _result(self, channel: Channel, made: LineTry | None = None) -> Mapping[str, str] | None:
        """What the dialplan said when this channel was over."""
        made = made or self.made(channel)
        if made is None:
            return None
        return next(
            (
                said
                for event in self._results
                if event.uniqueid == made.by and event.at >= channel.start.at
                for said in [event.details()]
                if names.line_of(said.get("line", "")) == made.outside.line
                and said.get("number") == made.number
            ),
            None,
        )


def line_try(event: CallEvent) -> LineTry:
    """What an `x-dial` event of kind `outside` says."""
    said = event.details()
    return LineTry(
        at=event.at,
        by=event.uniqueid,
        number=said.get("number", ""),
        outside=OutsideRecord(
            line=names.line_of(said.get("line", "")),
            route=said.get("route", ""),
            call_class="" if said.get("number") in EMERGENCY_NUMBERS else said.get("class", ""),
            called=said.get("called", ""),
            shown=said.get("caller", ""),
            is_hidden=said.get("hidden") == "1",
            diversion=said.get("diversion", ""),
        ),
    )


def came_by(channel: Channel) -> str:
    """Line that a call from outside came by; empty when nobody could tell."""
    opening = channel.first("x-call")
    said = opening.details().get("line", "") if opening else ""
    return names.line_of(said) or names.line_of(channel.endpoint)


def called_number(channel: Channel, events: Iterable[CallEvent]) -> str:
    """The number that the caller's dialling meant, E.164 when it is outside; as dialled when nothing tells."""
    opening = channel.first("x-call")
    said = opening.details() if opening else {}
    if said.get("kind") != "outside":
        return channel.dialled
    own = (event for event in events if event.uniqueid == channel.uniqueid)
    meant = (
        event.details().get("from" if event.kind == "x-override" else "number", "")
        for event in own
        if event.kind in ("x-override", "x-dial", "x-result")
    )
    return said.get("number") or next(filter(None, meant), "") or channel.dialled


def is_emergency(events: Iterable[CallEvent]) -> bool:
    """Whether help was called, by whatever way the call came to that number."""
    return any(
        said.get("kind") == "emergency"
        or (event.kind == "x-dial" and said.get("number") in EMERGENCY_NUMBERS)
        for event in events
        if event.kind in ("x-call", "x-dial")
        for said in [event.details()]
    )
