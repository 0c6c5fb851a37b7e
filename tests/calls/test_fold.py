"""Events of a call -> the call. The cases are recordings of a real Asterisk with real phones."""

import random
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.calls.channels import components
from telephony.calls.codes import Direction, Result, Role, Side
from telephony.calls.fold import fold
from telephony.calls.records import CallRecord, Party
from tests.calls.traces import Script, all_cases, parsed, trace

CALLER, CALLEE, SYSTEM = Side.CALLER, Side.CALLEE, Side.SYSTEM


@dataclass(frozen=True)
class Expected:
    """What a recording must come to: legs as number -> result in the order in which they rang."""

    caller: str
    callee: str
    result: Result
    answered_by: str | None
    ended_by: Side
    legs: str
    linkedids: int = 1
    reason: str = ""


def answered(
    caller: str, callee: str, by: str, ended_by: Side, legs: str, *, linkedids: int = 1
) -> Expected:
    return Expected(caller, callee, Result.ANSWERED, by, ended_by, legs, linkedids)


def unanswered(
    callee: str, result: Result, ended_by: Side, legs: str, *, caller: str = "200", reason: str = ""
) -> Expected:
    return Expected(caller, callee, result, None, ended_by, legs, reason=reason)


CASES = {
    "answered": answered("200", "201", "201", CALLER, "201 answered"),
    "answered_callee_ends": answered("200", "201", "201", CALLEE, "201 answered"),
    "hold": answered("200", "201", "201", CALLER, "201 answered"),
    "busy": unanswered("201", Result.BUSY, CALLEE, "201 busy"),
    "declined": unanswered("201", Result.DECLINED, CALLEE, "201 declined"),
    "no_answer": unanswered("201", Result.NO_ANSWER, SYSTEM, "201 no_answer"),
    "cancelled": unanswered("201", Result.CANCELLED, CALLER, "201 cancelled"),
    "unreachable": unanswered("204", Result.UNREACHABLE, SYSTEM, ""),
    "unknown_number": unanswered("299", Result.REFUSED, SYSTEM, "", reason="unknown_number"),
    "several_devices": answered(
        "200", "203", "203", CALLER, "203 answered_elsewhere, 203 answered"
    ),
    "one_of_two_busy": answered("200", "203", "203", CALLER, "203 busy, 203 answered"),
    "sequential_devices": answered("200", "203", "203", CALLER, "203 no_answer, 203 answered"),
    "confirm_declined": answered("200", "203", "203", CALLER, "203 answered, 203 declined"),
    "group": answered(
        "203", "500", "202", CALLER, "200 answered_elsewhere, 201 answered_elsewhere, 202 answered"
    ),
    "group_no_answer": unanswered(
        "500", Result.NO_ANSWER, SYSTEM, "200 no_answer, 201 no_answer, 202 no_answer", caller="203"
    ),
    "group_cancelled": unanswered(
        "500", Result.CANCELLED, CALLER, "201 busy, 202 cancelled", caller="200"
    ),
    "group_music_cancelled": unanswered(
        "500", Result.CANCELLED, CALLER, "201 busy, 202 cancelled", caller="200"
    ),
    "group_music_no_answer": unanswered(
        "500", Result.NO_ANSWER, SYSTEM, "201 no_answer", caller="200"
    ),
    "group_two_phones": answered(
        "200", "500", "203", CALLER, "201 answered_elsewhere, 203 answered, 203 answered_elsewhere"
    ),
    "voicemail": unanswered(
        "299201", Result.NO_ANSWER, SYSTEM, "", caller="200", reason="voicemail"
    ),
    "voicemail_full": unanswered(
        "299201", Result.NO_ANSWER, SYSTEM, "", caller="200", reason="limit_box"
    ),
    "group_sequential": answered("200", "501", "202", CALLER, "201 busy, 202 answered"),
    "forward_always": answered("200", "201", "202", CALLER, "202 answered"),
    "forward_busy": answered("200", "201", "202", CALLER, "201 busy, 202 answered"),
    "forward_declined": answered("200", "201", "202", CALLER, "201 declined, 202 answered"),
    "forward_unreachable": answered("200", "204", "202", CALLER, "202 answered"),
    "forward_to_group": answered(
        "203", "201", "202", CALLER, "200 answered_elsewhere, 202 answered"
    ),
    "forward_timeout": answered("200", "201", "202", CALLER, "201 no_answer, 202 answered"),
    "blocked_administrative": unanswered(
        "201", Result.REFUSED, SYSTEM, "", reason="blocked_administrative"
    ),
    "blocked_voluntary": unanswered("201", Result.REFUSED, SYSTEM, "", reason="blocked_voluntary"),
    "forward_outside": unanswered("201", Result.UNREACHABLE, SYSTEM, "", reason="no_carrier"),
    "blind": answered("200", "201", "201", CALLER, "201 answered, 202 answered"),
    "blind_by_caller": answered("200", "201", "201", CALLEE, "201 answered, 202 answered"),
    "blind_busy": answered("200", "201", "201", SYSTEM, "201 answered, 202 busy"),
    "attended": answered("200", "201", "201", CALLER, "201 answered, 202 answered", linkedids=2),
    "attended_ringing": answered(
        "200", "201", "201", CALLER, "201 answered, 202 answered", linkedids=2
    ),
    "pickup": answered(
        "200", "201", "202", CALLER, "201 answered_elsewhere, 202 answered", linkedids=2
    ),
}


def fold_case(case: str) -> CallRecord:
    (group,) = components(trace(case))
    call = fold(group)
    assert call is not None
    return call


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_recorded_call_is_told_as_people_would_tell_it(case: str) -> None:
    call, expected = fold_case(case), CASES[case]
    rung = sorted(
        (leg for leg in call.legs if leg.role is Role.CALLEE), key=lambda leg: leg.party.number
    )
    told = Expected(
        caller=call.caller.number,
        callee=call.callee.number,
        result=call.result,
        answered_by=call.answered_by.number if call.answered_by else None,
        ended_by=call.hung_up_by or Side.SYSTEM,
        legs=", ".join(sorted(f"{leg.party.number} {leg.result.label}" for leg in rung)),
        linkedids=len(call.linkedids),
        reason=call.reason,
    )
    assert told == Expected(
        **{**vars(expected), "legs": ", ".join(sorted(filter(None, expected.legs.split(", "))))}
    )
    assert call.direction is Direction.INTERNAL
    assert call.tenant == "acme"
    assert not call.is_incomplete
    assert (
        (call.answered_at is not None)
        == (call.result is Result.ANSWERED)
        == (call.talk > timedelta())
    )


def test_a_number_outside_makes_an_outgoing_call_even_when_no_line_took_it() -> None:
    call = fold_case("outside")
    assert (call.direction, call.result, call.reason) == (
        Direction.OUT,
        Result.UNREACHABLE,
        "no_carrier",
    )


def test_names_are_those_of_the_phones_cyrillic_included() -> None:
    call = fold_case("answered")
    assert call.caller == Party("200", "Анна Ёлкина")
    assert call.callee == call.answered_by == Party("201", "Борис Щукин")


def test_talk_is_the_time_in_which_two_phones_were_connected() -> None:
    call = fold(parsed(Script().answered(seconds=5)))
    assert call is not None
    assert abs(call.talk - timedelta(seconds=5)) < timedelta(milliseconds=10)
    assert abs(call.ended_at - call.started_at - timedelta(seconds=6)) < timedelta(milliseconds=20)


def test_a_person_who_transfers_is_no_longer_charged_with_the_talk_that_follows() -> None:
    call = fold_case("blind")
    talks = {leg.party.number: leg.talk for leg in call.legs}
    assert call.is_transferred
    assert talks["201"] + talks["202"] <= call.talk + timedelta(milliseconds=50)
    assert talks["201"] < call.talk


def test_a_transfer_that_joins_two_calls_makes_one_with_everybody_in_it() -> None:
    call = fold_case("attended")
    assert call.is_transferred
    assert set(call.numbers) == {"200", "201", "202"}
    assert len(call.legs) == 4  # 201 took part twice: called, and calling


def test_a_call_that_goes_on_is_no_call_yet() -> None:
    events = trace("answered")
    assert fold([event for event in events if event.kind != "LINKEDID_END"]) is None


def test_half_of_an_attended_transfer_does_not_end_the_call() -> None:
    events = trace("attended")
    ends = [event for event in events if event.kind == "LINKEDID_END"]
    assert len(ends) == 2
    assert fold(event for event in events if event is not ends[1]) is None


def test_a_call_cut_off_by_a_crash_closes_at_its_last_event_and_says_so() -> None:
    events = parsed(Script().cut_off())
    assert fold(events) is None
    call = fold(events, is_closed=True)
    assert call is not None
    assert call.is_incomplete
    assert call.result is Result.ANSWERED
    assert call.ended_at == events[-1].at
    assert all(leg.ended_at <= events[-1].at for leg in call.legs)


def test_a_call_whose_last_line_alone_is_lost_is_complete() -> None:
    events = [event for event in trace("answered") if event.kind != "LINKEDID_END"]
    call = fold(events, is_closed=True)
    assert call is not None
    assert not call.is_incomplete


def test_a_refused_call_says_why() -> None:
    script = Script()
    start, *rest = script.cancelled()
    uniqueid = parsed([start])[0].uniqueid
    refusal = script.line(
        "x-refused",
        uniqueid,
        "PJSIP/acme+200-00000001",
        uniqueid,
        extra='{"extra":"reason=blocked&kind=voluntary"}',
    )
    call = fold(parsed([start, refusal, *rest]))
    assert call is not None
    assert (call.result, call.reason) == (Result.REFUSED, "blocked_voluntary")


@pytest.mark.parametrize(
    ("cause", "result"),
    [(17, Result.BUSY), (21, Result.DECLINED), (19, Result.NO_ANSWER), (0, Result.NO_ANSWER)],
)
def test_a_phone_that_was_rung_to_try_a_flow_has_called_nobody(cause: int, result: Result) -> None:
    call = fold(parsed(Script().rung_alone(cause=cause)))
    assert call is not None
    assert (call.result, call.caller.number) == (result, "200")
    assert (call.callee.number, call.dialled) == ("", "")


def test_a_line_from_outside_makes_an_incoming_call() -> None:
    lines = [
        line.replace("PJSIP/acme+200-", "PJSIP/trunk-moscow-")
        for line in Script().answered("74951234567", "201")
    ]
    outside = [line.replace("PJSIP/acme+74951234567-", "PJSIP/carrier7-") for line in lines]
    call = fold(parsed(outside))
    assert call is not None
    assert call.direction is Direction.IN


def test_a_callee_that_is_no_device_makes_an_outgoing_call() -> None:
    lines = [
        line.replace("PJSIP/acme+84951234567-", "PJSIP/carrier7-")
        for line in Script().answered("200", "84951234567")
    ]
    call = fold(parsed(lines))
    assert call is not None
    assert call.direction is Direction.OUT


def test_calls_of_one_spool_are_told_apart() -> None:
    cases = ["answered", "attended", "group", "pickup", "cancelled"]
    pool = [event for case in cases for event in trace(case)]
    random.Random(7).shuffle(pool)
    folded = [fold(group) for group in components(pool)]
    assert sorted(call.started_at for call in folded if call) == sorted(
        fold_case(case).started_at for case in cases
    )
    assert set(folded) == {fold_case(case) for case in cases}


@given(data=st.data(), case=st.sampled_from(all_cases()))
def test_neither_order_nor_copies_change_a_call(data: st.DataObject, case: str) -> None:
    events = trace(case)
    copies = data.draw(st.lists(st.sampled_from(events), max_size=10))
    shuffled = data.draw(st.permutations(events + copies))
    assert {fold(group) for group in components(shuffled)} == {
        fold(group) for group in components(events)
    }


@given(data=st.data(), case=st.sampled_from(all_cases()))
def test_any_part_of_the_events_folds_into_something(data: st.DataObject, case: str) -> None:
    """Lines may be lost (a full disk): what is left still makes calls, which end within their events."""
    events = data.draw(st.lists(st.sampled_from(trace(case)), min_size=1, unique=True))
    for group in components(events):
        call = fold(group, is_closed=True)
        assert call is not None
        assert call.started_at <= call.ended_at
        assert timedelta() <= call.talk <= call.ended_at - call.started_at
        assert all(leg.started_at <= leg.ended_at <= call.ended_at for leg in call.legs)
