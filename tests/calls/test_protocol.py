"""The protocol of a call (000): elapsed time, event, object."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.calls.protocol import protocol
from tests.calls.traces import Script, all_cases, parsed, trace


def told(case: str) -> list[str]:
    return [f"{line.event} {line.subject}".strip() for line in protocol(trace(case))]


def test_an_answered_call_reads_from_dialling_to_its_end() -> None:
    assert told("answered") == [
        "call_started 200",
        "dialled 201",
        "ringing 201",
        "answered 201",
        "talking 200, 201",
        "hung_up 200",
        "ended",
    ]


@pytest.mark.parametrize("case", ["busy", "declined", "no_answer"])
def test_a_phone_that_did_not_take_the_call_says_how(case: str) -> None:
    assert told(case) == ["call_started 200", "dialled 201", "ringing 201", f"{case} 201", "ended"]


def test_a_phone_that_is_not_there_is_named_although_nothing_rang() -> None:
    assert told("unreachable") == ["call_started 200", "dialled 204", "unreachable 204", "ended"]


def test_a_refused_number_comes_with_its_reason() -> None:
    line = next(line for line in protocol(trace("unknown_number")) if line.event == "refused")
    assert (line.subject, line.details["reason"]) == ("299", "unknown_number")


def test_a_group_names_itself_and_everybody_it_rang() -> None:
    lines = told("group")
    assert lines[:3] == ["call_started 203", "dialled 500", "group 500"]
    assert {line for line in lines if line.startswith("ringing")} == {
        "ringing 200",
        "ringing 201",
        "ringing 202",
    }
    assert {"answered_elsewhere 200", "answered_elsewhere 201", "answered 202"} <= set(lines)


def test_a_forward_tells_from_whom_to_whom_and_why() -> None:
    line = next(line for line in protocol(trace("forward_busy")) if line.event == "forwarded")
    assert (line.subject, line.details["by"], line.details["reason"]) == ("202", "201", "busy")


def test_a_blind_transfer_tells_who_sent_whom_where() -> None:
    line = next(line for line in protocol(trace("blind")) if line.event == "blind_transfer")
    assert (line.subject, line.details["by"], line.details["moved"]) == ("202", "201", "200")


def test_an_attended_transfer_shows_the_second_call_and_the_new_pair() -> None:
    lines = told("attended")
    assert [line for line in lines if line.startswith("call_started")] == [
        "call_started 200",
        "call_started 201",
    ]
    assert (
        lines.index("talking 200, 202")
        > lines.index("talking 201, 202")
        > lines.index("talking 200, 201")
    )
    assert "attended_transfer 202" in lines


def test_a_pickup_tells_who_took_whose_call() -> None:
    line = next(line for line in protocol(trace("pickup")) if line.event == "picked_up")
    assert (line.subject, line.details["rang"]) == ("202", "201")


def test_a_call_without_an_end_is_cut_off() -> None:
    assert protocol(parsed(Script().cut_off()))[-1].event == "cut_off"


def test_an_event_that_nobody_here_knows_comes_under_its_own_name_with_all_it_says() -> None:
    script = Script()
    lines = script.cancelled()
    first = parsed(lines)[0]
    extra = json.dumps({"extra": "event=x&code=y&subject=z&self=me"})
    lines.insert(
        2, script.line("x-Weather", first.uniqueid, first.channel, first.linkedid, extra=extra)
    )
    line = next(line for line in protocol(parsed(lines)) if line.event == "x-weather")
    assert dict(line.details) == {"event": "x", "code": "y", "subject": "z", "self": "me"}


@given(data=st.data(), case=st.sampled_from(all_cases()))
def test_a_protocol_never_runs_backwards_and_ends_once(data: st.DataObject, case: str) -> None:
    events = data.draw(st.lists(st.sampled_from(trace(case)), min_size=1))
    lines = protocol(events)
    elapsed = [line.elapsed for line in lines]
    assert elapsed == sorted(elapsed)
    assert elapsed[0] >= timedelta()
    assert [line.event for line in lines if line.event in ("ended", "cut_off")] == [lines[-1].event]


@pytest.mark.parametrize(
    ("forward", "told"),
    [
        ("202", ["forwarded 202"]),
        ("Local/+74957654321@acme-internal", ["forwarded +74957654321"]),
        ("PJSIP/globex+201", []),
        ("Local/anything@elsewhere", []),
        ("", []),
    ],
)
def test_a_phone_that_asks_to_be_called_elsewhere_shows_numbers_and_nobodys_channel(
    forward: str, told: list[str]
) -> None:
    script = Script()
    lines = script.cancelled()
    phone = parsed(lines)[1]
    extra = json.dumps({"forward": forward})
    lines.insert(
        2, script.line("FORWARD", phone.uniqueid, phone.channel, phone.linkedid, extra=extra)
    )
    found = [line for line in protocol(parsed(lines)) if line.event == "forwarded"]
    assert [f"{line.event} {line.subject}" for line in found] == told
    assert "globex" not in str(protocol(parsed(lines)))
