"""Events of one call -> its protocol for people (000): time since the beginning, what happened, to whom. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telephony.asterisk.cel import CallEvent
from telephony.asterisk.names import line_of
from telephony.calls.channels import Channel, caller_of, channels_of, in_order
from telephony.calls.codes import Result
from telephony.calls.fold import fold, is_ended
from telephony.calls.outside import came_by, line_try
from telephony.calls.results import VERDICT_REASONS, reason_of
from telephony.calls.tags import TAGGED

_NUMBER_CHARACTERS = frozenset("0123456789*#+")
_ANSWERED = "200"  # SIP
_SILENT = frozenset(
    {"CHAN_END", "BRIDGE_EXIT", "LINKEDID_END", "x-ring", "x-flow", "x-flow-end"}
)  # the way through call flows is told apart (flow_path)
_REACHED = {
    "queue": "group",
    "own": "own_number",
    "voicemail": "voicemail",
}  # what `x-dial` begins to reach, inside


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """`event` is a stable code that clients translate, `subject` the number (or other thing) it is about, `details`
    what else is known. An event of a kind nobody here knows comes under its own name."""

    elapsed: timedelta
    event: str
    subject: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def protocol(events: Iterable[CallEvent], *, since: datetime | None = None) -> list[ProtocolLine]:
    """The protocol of one call, from its events, counted from its beginning `since` (else from the first event).

    It does not need the first event of a channel to the outside, which belongs to no company yet.
    """
    ordered = in_order(events)
    return list(_Protocol(ordered, since).lines()) if ordered else []


class _Protocol:
    """Walks over the events of one call, remembering who is connected with whom."""

    def __init__(self, events: list[CallEvent], since: datetime | None) -> None:
        self.events = events
        self.since = since or events[0].at
        self.channels = channels_of(events)
        self.caller = caller_of(self.channels)
        folded = fold(events, is_closed=True)
        self.results: dict[str, Result] = (
            {leg.uniqueid: leg.result for leg in folded.legs} if folded else {}
        )
        self.bridges: dict[str, dict[str, str]] = {}
        self.together: set[frozenset[str]] = set()
        self.rung: set[str] = set()
        self.refusal = ""  # why the last number was not even tried
        self.makers: Mapping[str, Callable[[CallEvent, Channel], Iterator[ProtocolLine]]] = {
            "CHAN_START": self._started,
            "ANSWER": self._answered,
            "BRIDGE_ENTER": self._connected,
            "HANGUP": self._hung_up,
            "BLINDTRANSFER": self._blind_transfer,
            "ATTENDEDTRANSFER": self._attended_transfer,
            "PICKUP": self._picked_up,
            "FORWARD": self._sent_on,
            "x-call": self._dialled,
            "x-dial": self._reached_for,
            "x-override": self._overridden,
            "x-forward": self._forwarded,
            "x-confirm": self._confirmed,
            TAGGED: self._tagged,
            "x-result": self._not_rung,
            "x-close": self._judged,
            "x-refused": self._refused,
        }

    def lines(self) -> Iterator[ProtocolLine]:
        for event in self.events:
            self._leave(event)
            if event.kind in _SILENT:
                continue
            yield from self.makers.get(event.kind, self._unknown)(
                event, self.channels[event.uniqueid]
            )
        yield self._line(self.events[-1], "ended" if is_ended(self.events) else "cut_off")

    def _line(
        self, event: CallEvent, code: str, subject: str = "", /, **details: str
    ) -> ProtocolLine:
        return ProtocolLine(event.at - self.since, code, subject, details)

    def _number_of(self, uniqueid: str) -> str:
        channel = self.channels.get(uniqueid)
        return channel.number if channel else ""

    def _started(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        if not channel.is_phone or channel.is_line:
            return  # of lines our dialplan tells: who they belong to is not known yet
        if channel is self.caller or channel.is_origin:
            yield self._line(
                event,
                "call_started",
                channel.number,
                name=channel.caller_name,
                device=channel.device,
            )
            if not channel.first("x-call") and not channel.is_rung:
                yield self._line(event, "dialled", event.exten)
            return
        self.rung.add(channel.number)
        yield self._line(
            event, "ringing", channel.number, name=channel.caller_name, device=channel.device
        )

    def _dialled(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        said = event.details()
        if channel.is_line and channel.is_origin:
            yield self._line(event, "call_started", channel.number, name=channel.caller_name)
            yield self._line(event, "came_in", said.get("to", ""), line=came_by(channel))
            return
        yield self._line(event, "dialled", said.get("to", ""), kind=said.get("kind", ""))

    def _reached_for(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        said = event.details()
        kind, number = said.get("kind"), said.get("number", "")
        if kind == "outside":
            yield self._line_tried(event)
        elif kind in _REACHED:
            yield self._line(event, _REACHED[kind], number)

    def _line_tried(self, event: CallEvent) -> ProtocolLine:
        made = line_try(event)
        outside = made.outside
        told = {
            "line": outside.line,
            "route": outside.route,
            "class": outside.call_class,
            "called": outside.called,
            "shown": outside.shown,
            "hidden": "1" if outside.is_hidden else "",
            "diversion": outside.diversion,
        }
        return self._line(event, "line_tried", made.number, **told)

    def _overridden(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        yield self._led_on(event, "overridden", rule=event.details().get("rule", ""))

    def _tagged(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        yield self._line(event, "tagged", event.details().get("tag", ""))

    def _forwarded(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        yield self._led_on(event, "forwarded", reason=event.details().get("why", ""))

    def _led_on(self, event: CallEvent, code: str, **why: str) -> ProtocolLine:
        said = event.details()
        return self._line(event, code, said.get("to", ""), by=said.get("from", ""), **why)

    def _confirmed(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        said = event.details().get("result", "")
        yield self._line(
            event,
            "confirmed" if said == "accepted" else "not_confirmed",
            channel.number,
            reason=said,
        )

    def _answered(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        if channel.is_phone and channel is not self.caller and not channel.is_origin:
            yield self._line(event, "answered", channel.number)

    def _connected(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        members = self.bridges.setdefault(event.details().get("bridge_id", ""), {})
        if channel.is_phone:
            members[channel.uniqueid] = channel.number
        parties = frozenset(members)
        if len(parties) >= 2 and parties not in self.together:
            self.together.add(parties)
            yield self._line(event, "talking", ", ".join(sorted(members.values())))

    def _leave(self, event: CallEvent) -> None:
        if event.kind in ("BRIDGE_EXIT", "HANGUP"):
            for members in self.bridges.values():
                members.pop(event.uniqueid, None)

    def _hung_up(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        if not channel.is_phone:
            return
        said = event.details()
        if channel.is_line and channel is not self.caller and not channel.bridged:
            return  # `line_failed` has said it
        result = self.results.get(channel.uniqueid)
        if channel is not self.caller and result is not None and result is not Result.ANSWERED:
            yield self._line(event, result.label, channel.number, cause=said.get("hangupcause", ""))
        elif channel is self.caller and result not in (Result.ANSWERED, Result.CANCELLED):
            return  # told "busy" or "declined", the caller's end follows by itself
        elif said.get("hangupsource") == channel.name:
            yield self._line(event, "hung_up", channel.number, cause=said.get("hangupcause", ""))
        elif not said.get("hangupsource"):
            yield self._line(event, "left", channel.number)

    def _blind_transfer(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        said = event.details()
        moved = self._number_of(said.get("transferee_channel_uniqueid", ""))
        yield self._line(
            event, "blind_transfer", said.get("extension", ""), by=channel.number, moved=moved
        )

    def _attended_transfer(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        said = event.details()
        target = self._number_of(said.get("transfer_target_channel_uniqueid", ""))
        moved = self._number_of(said.get("transferee_channel_uniqueid", ""))
        yield self._line(event, "attended_transfer", target, by=channel.number, moved=moved)

    def _picked_up(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        picker = self._number_of(event.details().get("pickup_channel_uniqueid", ""))
        yield self._line(event, "picked_up", picker, rang=channel.number)

    def _sent_on(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        """A phone asked to be called elsewhere (SIP 302): shown when that is a number, and not somebody's channel."""
        target = event.details().get("forward", "")
        number = target.partition("/")[2].partition("@")[0] if "/" in target else target
        if number and set(number) <= _NUMBER_CHARACTERS:
            yield self._line(event, "forwarded", number, by=channel.number, reason="phone")

    def _not_rung(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        """An attempt that came to nothing; where a phone rang, its own line says so already."""
        said = event.details()
        number, reason = said.get("number", ""), reason_of({"reason": said.get("reason", "")})
        if said.get("sip") == _ANSWERED:
            return  # and then not taken, or not by the key that was asked for: told on the leg
        if line := line_of(said.get("line", "")):
            told = {"line": line, "sip": said.get("sip", ""), "reason": reason}
            yield self._line(
                event, "line_failed", number, **told, result=said.get("result", "failed")
            )
        elif reason:
            self.refusal = reason
            yield self._line(event, "refused", number, reason=reason)
        elif number not in self.rung:
            yield self._line(event, said.get("result", "failed"), number)

    def _judged(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        """What the caller was told, where no line about a phone says it."""
        reason = VERDICT_REASONS.get(event.details().get("result", ""))
        if reason:
            yield self._line(event, "refused", self.caller.dialled, reason=reason)

    def _refused(self, event: CallEvent, _channel: Channel) -> Iterator[ProtocolLine]:
        reason = reason_of(event.details())
        if reason != self.refusal:  # else the number that was to be reached has said it
            yield self._line(event, "refused", self.caller.dialled, reason=reason)

    def _unknown(self, event: CallEvent, channel: Channel) -> Iterator[ProtocolLine]:
        said = event.details() or {"extra": event.extra}
        yield self._line(
            event,
            event.kind.lower(),
            channel.number,
            **{str(name): value for name, value in said.items()},
        )
