"""Events of calls with the outside world -> the record. The cases are recordings of a real Asterisk and real phones."""

from dataclasses import dataclass

import pytest

from telephony.asterisk.cel import CallEvent
from telephony.calls.channels import components
from telephony.calls.codes import Direction, Result, Role
from telephony.calls.fold import fold
from telephony.calls.protocol import protocol
from telephony.calls.records import NOT_OUTSIDE, CallRecord, OutsideRecord
from tests.calls.traces import all_cases, trace

IN, OUT, INTERNAL = Direction.IN, Direction.OUT, Direction.INTERNAL
OWN, CALLER, FAR, MOBILE = "+74951110001", "+79161234567", "+74957654321", "+79261234567"
NORTH, SOUTH = "carrier:north", "carrier:south"
OUTSIDE_CASES = [
    name
    for name in all_cases()
    if name.startswith(("incoming_", "outgoing_", "mobile_", "forwarded_"))
]


@dataclass(frozen=True)
class Expected:
    """What a recording must come to: `legs` outside as line -> result and SIP status."""

    direction: Direction
    result: Result
    parties: str
    reason: str = ""
    line: str = ""
    call_class: str = ""
    dialled: str = ""
    legs: str = ""


CASES = {
    "incoming_answered": Expected(IN, Result.ANSWERED, f"{CALLER} {OWN} 201", line=NORTH),
    "incoming_busy": Expected(IN, Result.BUSY, f"{CALLER} {OWN}", line=NORTH),
    "incoming_cancelled": Expected(IN, Result.CANCELLED, f"{CALLER} {OWN}", line=NORTH),
    "incoming_declined": Expected(IN, Result.DECLINED, f"{CALLER} {OWN}", line=NORTH),
    "incoming_no_answer": Expected(IN, Result.NO_ANSWER, f"{CALLER} {OWN}", line=NORTH),
    "incoming_unreachable": Expected(IN, Result.UNREACHABLE, f"{CALLER} {OWN}", line=NORTH),
    "incoming_hidden": Expected(IN, Result.BUSY, f" {OWN}", line=NORTH),
    "incoming_filtered": Expected(IN, Result.REFUSED, f"{CALLER} {OWN}", "filtered", NORTH),
    "incoming_listed": Expected(IN, Result.REFUSED, f"{CALLER} {OWN}", "listed", NORTH),
    "incoming_no_target": Expected(IN, Result.REFUSED, f"{CALLER} {OWN}", "no_target", NORTH),
    "incoming_override": Expected(IN, Result.REFUSED, f"{CALLER} {OWN}", "override", NORTH),
    "incoming_foreign_number": Expected(
        IN, Result.REFUSED, f"{CALLER} +74953330001", "foreign_number", "trunk:own"
    ),
    "incoming_unknown_number": Expected(
        IN, Result.REFUSED, f"{CALLER} +74959999999", "unknown_number", NORTH
    ),
    "incoming_forwarded_outside": Expected(
        IN, Result.ANSWERED, f"{CALLER} {OWN} {MOBILE}", line=NORTH, legs=f"{NORTH} answered 200"
    ),
    "incoming_mobile": Expected(
        IN, Result.ANSWERED, f"{CALLER} {OWN} {MOBILE}", line=NORTH, legs=f"{NORTH} answered 200"
    ),
    "incoming_redirected": Expected(
        IN, Result.BUSY, f"{CALLER} {OWN}", line=NORTH, legs=f"{NORTH} busy 486"
    ),
    "outgoing_own_trunk": Expected(
        OUT,
        Result.ANSWERED,
        f"200 {FAR} {FAR}",
        line="trunk:own",
        call_class="local",
        legs="trunk:own answered 200",
    ),
    "outgoing_hidden": Expected(
        OUT,
        Result.ANSWERED,
        "200 +493012345678 +493012345678",
        line=NORTH,
        call_class="international",
        dialled="810493012345678",
        legs=f"{NORTH} answered 200",
    ),
    "outgoing_emergency_blocked": Expected(
        OUT, Result.ANSWERED, "200 112 112", line=NORTH, legs=f"{NORTH} answered 200"
    ),
    "outgoing_overridden": Expected(OUT, Result.ANSWERED, f"200 {FAR} 201", dialled="84957654321"),
    "outgoing_own_number": Expected(INTERNAL, Result.BUSY, f"200 {OWN}", dialled="84951110001"),
    "outgoing_class": Expected(
        OUT,
        Result.REFUSED,
        f"200 {MOBILE}",
        "class_mobile",
        call_class="mobile",
        dialled="89261234567",
    ),
    "outgoing_blocked": Expected(
        OUT, Result.REFUSED, f"200 {FAR}", "blocked_voluntary", dialled="84957654321"
    ),
    "outgoing_restricted": Expected(OUT, Result.REFUSED, f"200 {FAR}", "restricted"),
    "outgoing_no_carrier": Expected(OUT, Result.REFUSED, f"200 {FAR}", "no_carrier"),
    "outgoing_unknown_number": Expected(OUT, Result.REFUSED, "200 7654321", "unknown_number"),
}
# Cases in which each call is followed by another; the expected one is the last.
SEVERAL = {
    "incoming_limit": Expected(IN, Result.REFUSED, f"{CALLER} {OWN}", "limit_in", NORTH),
    "outgoing_limit_out": Expected(
        OUT, Result.REFUSED, "200 +74957650001", "limit_out", NORTH, "local"
    ),
    "outgoing_line_full": Expected(
        OUT,
        Result.BUSY,
        f"200 {FAR}",
        line=SOUTH,
        call_class="local",
        dialled="84957654321",
        legs=f"{SOUTH} busy 486",
    ),
    "incoming_internal_line": Expected(INTERNAL, Result.BUSY, "301 201", line="trunk:own"),
}


def calls(case: str) -> list[CallRecord]:
    return [call for group in components(trace(case)) if (call := fold(group))]


def told(call: CallRecord) -> Expected:
    parties = [call.caller.number, call.callee.number]
    if call.answered_by:
        parties.append(call.answered_by.number)
    legs = [
        f"{leg.outside.line} {leg.result.label} {leg.outside.sip}"
        for leg in call.legs
        if leg.outside.line and leg.role is Role.CALLEE
    ]
    return Expected(
        call.direction,
        call.result,
        " ".join(parties),
        call.reason,
        call.outside.line,
        call.outside.call_class,
        call.dialled,
        ", ".join(legs),
    )


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_recorded_call_is_told_with_its_line_and_numbers(case: str) -> None:
    (call,) = calls(case)
    assert told(call) == CASES[case]


@pytest.mark.parametrize("case", sorted(SEVERAL))
def test_one_call_among_others_is_told_apart(case: str) -> None:
    assert SEVERAL[case] in map(told, calls(case))


@pytest.mark.parametrize(
    ("case", "result", "sip"),
    [
        ("outgoing_busy", Result.BUSY, 486),
        ("outgoing_declined", Result.DECLINED, 603),
        ("outgoing_failed", Result.FAILED, 503),
        ("outgoing_unreachable", Result.UNREACHABLE, 480),
        ("outgoing_unknown", Result.REFUSED, 404),
        ("outgoing_cancelled", Result.CANCELLED, None),
    ],
)
def test_the_far_ends_answer_is_on_record(case: str, result: Result, sip: int | None) -> None:
    (call,) = calls(case)
    assert (call.direction, call.result, call.legs[-1].outside.sip) == (OUT, result, sip)


def test_a_line_that_failed_stands_beside_the_one_that_took_the_call() -> None:
    (call,) = calls("outgoing_failover")
    failed, taken = call.legs[1:]
    assert (failed.result, failed.outside.sip) == (Result.FAILED, 503)
    assert (taken.result, taken.outside.sip) == (Result.ANSWERED, 200)
    assert failed.outside.line != taken.outside.line == call.outside.line
    assert failed.outside.route == taken.outside.route != ""


def test_a_line_that_took_no_call_is_the_reason() -> None:
    (call,) = calls("outgoing_failed")
    assert call.reason == "line_failed"


def test_what_the_far_end_is_shown_is_on_record() -> None:
    (hidden,) = calls("outgoing_hidden")
    assert (hidden.outside.shown, hidden.outside.is_hidden) == ("74951110001", True)
    (forwarded,) = calls("incoming_forwarded_outside")
    assert forwarded.legs[-1].outside == OutsideRecord(
        NORTH, "", "mobile", MOBILE[1:], CALLER[1:], False, OWN, 200
    )


def test_help_is_marked() -> None:
    (call,) = calls("outgoing_emergency_blocked")
    assert call.is_emergency
    assert not any(each.is_emergency for case in CASES for each in calls(case) if each != call)


def test_a_number_of_nobody_belongs_to_no_company() -> None:
    (call,) = calls("incoming_unknown_number")
    assert call.tenant == ""


def test_a_call_inside_knows_nothing_of_lines() -> None:
    (call,) = calls("answered")
    assert call.outside == NOT_OUTSIDE
    assert {leg.outside for leg in call.legs} == {NOT_OUTSIDE}


def test_a_number_that_was_not_even_tried_is_found() -> None:
    (call,) = calls("mobile_refused")
    assert (call.reason, "+442079460958" in call.numbers) == ("class_international", True)


def test_a_redirect_that_had_no_room_keeps_the_line_that_brought_the_call() -> None:
    (call,) = [call for call in calls("outgoing_limit_redirect") if call.reason]
    assert told(call) == Expected(
        IN, Result.REFUSED, f"{CALLER} +74951110002", "limit_redirect", NORTH
    )


def test_somebody_inside_whose_call_is_sent_on_outside_called_inside() -> None:
    (call,) = calls("forwarded_outside_busy")
    assert (call.direction, call.callee.number, call.outside.line) == (INTERNAL, "201", NORTH)
    assert call.outside.call_class == "local"


def test_numbers_are_found_as_they_were_dialled_and_as_they_are() -> None:
    (call,) = calls("outgoing_hidden")
    assert {"200", "+493012345678", "810493012345678"} <= set(call.numbers)


def test_a_call_that_its_line_had_no_room_for_any_more_was_refused() -> None:
    """Of two at once one is counted as too many after its channel was made: nothing was sent."""
    events = trace("outgoing_busy")
    (call,) = calls("outgoing_busy")
    late = [
        CallEvent(
            **{
                **{name: getattr(event, name) for name in CallEvent.__slots__},
                "extra": event.extra.replace("sip=486", "reason=limit-line"),
            }
        )
        for event in events
    ]
    again = fold(late)
    assert again is not None
    assert call.legs[-1].result is Result.BUSY
    assert again.legs[-1].result is Result.REFUSED


# ---------------------------------------------------------------- the protocol


def test_a_mobile_that_was_answered_and_not_confirmed_did_not_fail() -> None:
    told = [line.event for line in protocol(trace("mobile_not_confirmed"))]
    assert "not_confirmed" in told
    assert "line_failed" not in told


def lines(case: str) -> list[str]:
    return [f"{line.event} {line.subject}".strip() for line in protocol(trace(case))]


def test_a_protocol_tells_by_which_line_a_call_came() -> None:
    assert lines("incoming_answered") == [
        f"call_started {CALLER}",
        f"came_in {OWN}",
        "ringing 201",
        "answered 201",
        f"talking {CALLER}, 201",
        f"hung_up {CALLER}",
        "ended",
    ]


def test_a_protocol_tells_each_line_that_was_tried_and_why_it_was_left() -> None:
    (group, *_) = [
        group
        for group in components(trace("outgoing_line_full"))
        if (call := fold(group)) and call.result is Result.BUSY
    ]
    told = [
        (
            line.event,
            line.details.get("line"),
            line.details.get("reason") or line.details.get("sip"),
        )
        for line in protocol(group)
        if line.event.startswith("line_")
    ]
    assert told == [
        ("line_tried", NORTH, None),
        ("line_failed", NORTH, "limit_line"),
        ("line_tried", SOUTH, None),
        ("line_failed", SOUTH, "486"),
    ]


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("outgoing_overridden", "overridden 201"),
        ("incoming_override", "overridden end"),
        ("outgoing_own_number", f"own_number {OWN}"),
        ("incoming_forwarded_outside", f"forwarded {MOBILE}"),
        ("outgoing_class", f"refused {MOBILE}"),
        ("incoming_listed", f"refused {OWN}"),
        ("outgoing_unknown_number", "refused 7654321"),
    ],
)
def test_a_protocol_tells_what_led_the_call(case: str, line: str) -> None:
    assert lines(case).count(line) == 1


@pytest.mark.parametrize("case", OUTSIDE_CASES)
def test_a_company_reads_the_same_although_the_beginning_of_a_line_belongs_to_nobody(
    case: str,
) -> None:
    """Before its number is known, a channel of a line has no owner, and a company does not see that event."""
    for group in components(trace(case)):
        call = fold(group)
        assert call is not None
        own = [event for event in group if event.tenant == call.tenant]
        assert protocol(own, since=call.started_at) == protocol(group)
