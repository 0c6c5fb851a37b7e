"""Events of one call -> the call and its legs. Pure: the same events give the same call, in whatever order,
batches and number of copies they came."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from telephony.asterisk.cel import CallEvent
from telephony.calls.channels import Channel, Interval, caller_of, channels_of, in_order
from telephony.calls.codes import Direction, Result, Role, Side
from telephony.calls.outside import Outside, called_number, is_emergency
from telephony.calls.records import CallRecord, LegRecord, OutsideRecord, Party
from telephony.calls.results import (
    CAUSES,
    DIAL_STATUSES,
    GIVEN_UP,
    INTERWORKING,
    TELLING,
    last_said,
    verdict,
)
from telephony.calls.tags import tags_of

_ENDED_BY = {
    Result.CANCELLED: Side.CALLER,
    Result.DECLINED: Side.CALLEE,
    Result.BUSY: Side.CALLEE,
}
_ELSEWHERE = timedelta(seconds=1)  # in which legs end when another one was answered
_INTERNAL_DIGITS = 5  # numbers inside a company are not longer
_UNAVAILABLE = 480  # Asterisk makes of it the cause "no answer", like of a phone that rang in vain
_NUMBERED = ("x-call", "x-dial", "x-forward")  # events of our dialplan that name a number


def is_ended(events: Iterable[CallEvent]) -> bool:
    """Whether Asterisk said of each `linkedid` that its last channel is gone."""
    open_ids: set[str] = set()
    ended: set[str] = set()
    for event in events:
        (ended if event.kind == "LINKEDID_END" else open_ids).add(event.linkedid)
    return open_ids <= ended


def fold(events: Iterable[CallEvent], *, is_closed: bool = False) -> CallRecord | None:
    """The call that the events of one component make, or None while it goes on.

    `is_closed`: its end will not be reported any more (Asterisk crashed, the lines are lost).
    """
    ordered = in_order(events)
    if not ordered or not (is_closed or is_ended(ordered)):
        return None
    return _Fold(ordered).call()


class _Fold:
    """What the questions about one call have in common."""

    def __init__(self, events: Sequence[CallEvent]) -> None:
        self.events = events
        self.channels = channels_of(events)
        self.caller = caller_of(self.channels)
        self.outside = Outside(events, self.caller)
        self.phones = [
            channel
            for channel in self.channels.values()
            if channel.is_phone or channel is self.caller
        ]
        self.pickers = {
            event.details().get("pickup_channel_uniqueid", "")
            for event in events
            if event.kind == "PICKUP"
        }
        self.answerers = sorted(
            (channel for channel in self.phones if self._is_callee(channel) and channel.bridged),
            key=lambda channel: channel.bridged[0],
        )

    def call(self) -> CallRecord:
        result, reason = self._result()
        answerer = self.answerers[0] if self.answerers else None
        return CallRecord(
            linkedids=tuple(dict.fromkeys(event.linkedid for event in self.events)),
            tenant=self._tenant(),
            direction=self._direction(),
            result=result,
            reason=reason,
            caller=_party(self.caller),
            callee=self._callee(),
            answered_by=_party(answerer) if answerer else None,
            started_at=self.events[0].at,
            answered_at=self._answered_at() if result is Result.ANSWERED else None,
            ended_at=self.events[-1].at,
            talk=_together([channel.bridged for channel in self.phones]),
            hung_up_by=self._hung_up_by(result),
            cause=self.caller.cause,
            is_transferred=any(
                event.kind in ("BLINDTRANSFER", "ATTENDEDTRANSFER") for event in self.events
            ),
            is_incomplete=not is_ended(self.events)
            and any(not channel.hangup for channel in self.phones),
            numbers=self._numbers(),
            legs=tuple(self._leg(channel, result) for channel in self.phones),
            outside=self._outside(answerer),
            dialled="" if self.caller.dialled == self.called else self.caller.dialled,
            is_emergency=is_emergency(self.events),
            tags=tags_of(self.events),
        )

    def _is_callee(self, channel: Channel) -> bool:
        return channel is not self.caller and (
            not channel.is_origin or channel.uniqueid in self.pickers
        )

    def _tenant(self) -> str:
        """Owner of the call: the last that its first channel was given, else of any channel.

        A line to the outside is told its company only when the call has found it.
        """
        own = [event.tenant for event in self.caller.events if event.tenant]
        return own[-1] if own else next((event.tenant for event in self.events if event.tenant), "")

    def _direction(self) -> Direction:
        """By what the caller did, wherever the call was led from there: another PBX of the company that calls a person,
        and somebody who dials an own number of the company, stay inside."""
        opening = self.caller.first("x-call")
        kind = opening.details().get("kind", "") if opening else ""
        if self.caller.is_line:
            return Direction.INTERNAL if kind == "internal" else Direction.IN
        if kind in ("outside", "emergency"):
            return Direction.INTERNAL if self._stayed_inside() else Direction.OUT
        outside = any(self._is_callee(channel) and channel.is_line for channel in self.phones)
        is_out = len(self.called) > _INTERNAL_DIGITS if kind == "unknown" else outside and not kind
        return Direction.OUT if is_out else Direction.INTERNAL

    def _stayed_inside(self) -> bool:
        """Whether an outside number was dialled that is the company's own, and no line was needed."""
        own = any(
            event.kind == "x-dial" and event.details().get("kind") == "own" for event in self.events
        )
        return own and not self.outside.tries

    def _outside(self, answerer: Channel | None) -> OutsideRecord:
        """The line of the call, and its class, also when just that was forbidden."""
        found = self.outside.of_call(answerer)
        refusal = last_said(self.events, "x-refused") or {}
        is_forbidden = refusal.get("reason") == "class"
        return replace(found, call_class=refusal.get("kind", "")) if is_forbidden else found

    @cached_property
    def called(self) -> str:
        """What the caller called: an internal number, or E.164."""
        return called_number(self.caller, self.events)

    def _callee(self) -> Party:
        """What was called, with the name of the phone that has this number."""
        number = self.called
        names = (
            channel.caller_name
            for channel in self.phones
            if self._is_callee(channel) and channel.number == number
        )
        return Party(number, next(names, ""))

    def _answered_at(self) -> datetime | None:
        """When the first person took the call; of a call that the node itself answered, that moment."""
        if self.answerers:
            return self.answerers[0].bridged[0][0]
        answer = self.caller.first("ANSWER")
        return answer.at if answer else None

    def _result(self) -> tuple[Result, str]:
        """How the call ended: taken; else as the dialplan judged; else as the channels tell. What the node says itself
        (music, a menu, a voicemail box) is an answer where nobody else was to be reached."""
        if self.answerers:
            return Result.ANSWERED, ""
        said = verdict(self.events)
        if said or not self._answered_at():
            return said or (self._result_from_channels(), "")
        return (self._result_from_channels() if self._was_for_somebody() else Result.ANSWERED), ""

    def _was_for_somebody(self) -> bool:
        """Whether people were to be reached: a phone rang, or a group waited for one."""
        return any(self._is_callee(channel) for channel in self.phones) or any(
            event.kind == "x-dial" and event.details().get("kind") == "queue"
            for event in self.events
        )

    def _result_from_channels(self) -> Result:
        by_status = DIAL_STATUSES.get(self.caller.dial_status)
        if by_status is Result.CANCELLED or self._left_waiting():
            return Result.CANCELLED
        ended = {CAUSES.get(channel.cause) for channel in self.phones if self._is_callee(channel)}
        telling = next((result for result in TELLING if result in ended), None)
        if telling or by_status:
            return telling or by_status or Result.FAILED
        if self.caller.is_rung and not self._answered_at():
            return CAUSES.get(self.caller.cause, Result.NO_ANSWER)
        hangup = self.caller.hangup
        if hangup and hangup.details().get("hangupsource") == self.caller.name:
            return Result.CANCELLED
        return CAUSES.get(self.caller.cause, Result.FAILED)

    def _left_waiting(self) -> bool:
        """Whether the caller hung up while a group held the call: then the group says nothing of it any more."""
        told = [event for event in self.caller.events if event.kind in ("x-dial", "x-result")]
        return bool(told) and told[-1].details().get("kind") == "queue"

    def _hung_up_by(self, result: Result) -> Side | None:
        """Who ended it: of an answered call the source of the last hang-up that has one (a phone that leaves by
        transferring has none), else as the result says."""
        if result is not Result.ANSWERED:
            return _ENDED_BY.get(result, Side.SYSTEM)
        hangups = (event.details() for event in reversed(self.events) if event.kind == "HANGUP")
        source = next(filter(None, (hangup.get("hangupsource") for hangup in hangups)), None)
        if source is None:
            return None
        if source == self.caller.name:
            return Side.CALLER
        return (
            Side.CALLEE if any(source == channel.name for channel in self.phones) else Side.SYSTEM
        )

    def _numbers(self) -> tuple[str, ...]:
        said = [
            number
            for event in self.events
            if event.kind in _NUMBERED
            for number in map(event.details().get, ("to", "number"))
            if number
        ]
        own = [channel.number for channel in self.phones]
        said += [*self.outside.numbers, self.caller.dialled]
        return tuple(
            dict.fromkeys(number[:80] for number in [*own, self._callee().number, *said] if number)
        )

    def _leg(self, channel: Channel, call_result: Result) -> LegRecord:
        result = self._leg_result(channel, call_result)
        return LegRecord(
            uniqueid=channel.uniqueid,
            channel=channel.name,
            device=channel.device,
            party=_party(channel),
            role=Role.CALLEE if self._is_callee(channel) else Role.CALLER,
            result=result,
            started_at=channel.start.at,
            answered_at=_leg_answered_at(channel) if result is Result.ANSWERED else None,
            ended_at=channel.ended_at,
            talk=sum((end - start for start, end in channel.bridged), timedelta()),
            cause=channel.cause,
            outside=self.outside.of_leg(channel),
        )

    def _leg_result(self, channel: Channel, call_result: Result) -> Result:
        if channel.bridged:
            return Result.ANSWERED
        if channel is self.caller:
            return call_result
        if not self._is_callee(channel):  # a second call of somebody in this one, for a transfer
            return DIAL_STATUSES.get(channel.dial_status, Result.CANCELLED)
        if channel.first("PICKUP"):
            return Result.ANSWERED_ELSEWHERE
        confirm = channel.last("x-confirm")
        if confirm:
            return (
                Result.DECLINED
                if confirm.details().get("result") == "declined"
                else Result.NO_ANSWER
            )
        if channel.is_line and (result := self._line_result(channel)):
            return result
        is_given_up = channel.cause in GIVEN_UP or self._is_only_cancelled(channel)
        if (is_given_up or channel.cause == INTERWORKING) and call_result is Result.CANCELLED:
            return Result.CANCELLED
        return Result.NO_ANSWER if is_given_up else CAUSES.get(channel.cause, Result.FAILED)

    def _is_only_cancelled(self, channel: Channel) -> bool:
        """Whether a leg that ended as answered elsewhere ended before anybody answered: a group says so of all legs
        that it gives up."""
        if CAUSES.get(channel.cause) is not Result.ANSWERED_ELSEWHERE:
            return False
        answered = self.answerers[0].bridged[0][0] if self.answerers else None
        return answered is None or channel.ended_at < answered - _ELSEWHERE

    def _line_result(self, channel: Channel) -> Result | None:
        """What a leg outside came to where its cause does not tell."""
        if self.outside.was_full(channel):
            return Result.REFUSED
        is_unavailable = self.outside.of_leg(channel).sip == _UNAVAILABLE
        return Result.UNREACHABLE if is_unavailable else None


def _party(channel: Channel) -> Party:
    return Party(channel.number, channel.caller_name)


def _leg_answered_at(channel: Channel) -> datetime | None:
    if channel.bridged:
        return channel.bridged[0][0]
    answer = channel.first("ANSWER")
    return answer.at if answer else None


def _together(connected: Iterable[Sequence[Interval]]) -> timedelta:
    """Time in which at least two of the phones were connected at once."""
    steps = [
        (moment, change)
        for intervals in connected
        for start, end in intervals
        for moment, change in ((start, 1), (end, -1))
    ]
    steps.sort()
    total, count = timedelta(), 0
    for (moment, change), (following, _) in pairwise([*steps, steps[-1]] if steps else []):
        count += change
        if count >= 2:
            total += following - moment
    return total
