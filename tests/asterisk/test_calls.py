"""One person calls another: every way a call can go, with what both hear and what the caller's phone is told."""

import pytest

from tests.asterisk.agents import Agent, AgentCall
from tests.asterisk.companies import NAMES, company, extension, with_extensions


def talk(caller: AgentCall, callee: AgentCall) -> None:
    """Assert that each hears the other's tone."""
    caller.hears(callee.agent.frequency)
    callee.hears(caller.agent.frequency)


def connect(anna: Agent, boris: Agent, number: str = "201") -> tuple[AgentCall, AgentCall]:
    """Call, let it ring, answer, and hear that both talk."""
    since = boris.mark()
    call = anna.call(number).ringing()
    other = boris.incoming(since=since).answer()
    call.confirmed()
    talk(call, other)
    return call, other


def test_an_answered_call_carries_sound_both_ways_and_the_callers_name(phones, trace):
    anna, boris = phones("acme+200"), phones("acme+201")

    call, other = connect(anna, boris)

    assert NAMES["200"] in other.remote
    assert "sip:200@" in other.remote
    call.hang_up()
    assert other.ended()["code"] == 200
    trace("answered")


def test_the_callee_may_end_the_call(phones, trace):
    anna, boris = phones("acme+200"), phones("acme+201")

    call, other = connect(anna, boris)
    other.hang_up()

    call.ended()
    trace("answered_callee_ends")


def test_a_busy_phone_answers_busy(phones, node, trace):
    since = node.mark()
    phones("acme+201").refuses(486)

    ended = phones("acme+200").call("201").ended()

    assert ended["code"] == 486
    assert node.event("x-close", since=since)["extra"]["result"] == "busy"
    trace("busy")


def test_a_declined_call_is_told_from_a_busy_one(phones, node, trace):
    since = node.mark()
    phones("acme+201").refuses(603)

    ended = phones("acme+200").call("201").ended()

    assert ended["code"] == 603
    assert node.event("x-close", since=since)["extra"]["result"] == "declined"
    trace("declined")


def test_a_call_that_nobody_takes_ends_after_the_ring_time(phones, node, trace):
    since = node.mark()
    boris = phones("acme+201")

    call = phones("acme+200").call("201").ringing()
    ended = call.ended()

    assert ended["code"] == 480
    assert "cause=19" in ended["message"]
    assert boris.wait("state", state="DISCONNECTED")["code"] == 487
    assert node.event("x-close", since=since)["extra"]["result"] == "no_answer"
    trace("no_answer")


def test_a_phone_that_is_off_is_unreachable_at_once(phones, node, trace):
    node.apply(with_extensions(company("acme"), extension("204", ring_seconds=60)))
    since = node.mark()

    ended = phones("acme+200").call("204").ended()

    assert ended["code"] == 480
    assert "cause=20" in ended["message"]
    assert node.event("x-close", since=since)["extra"]["result"] == "unreachable"
    trace("unreachable")


def test_a_cancelled_call_stops_ringing(phones, trace):
    anna, boris = phones("acme+200"), phones("acme+201")

    call = anna.call("201").ringing()
    other = boris.incoming()
    call.hang_up()

    assert other.ended()["code"] == 487
    trace("cancelled")


def test_an_unknown_number_is_said_and_answered_not_found(phones, node, trace):
    since = node.mark()

    call = phones("acme+200").call("299")
    call.hears_something()

    assert call.ended()["code"] == 404
    assert node.event("x-close", since=since)["extra"]["result"] == "unknown"
    trace("unknown_number")


def test_keys_pressed_during_a_call_arrive(phones):
    anna, boris = phones("acme+200"), phones("acme+201")

    call, other = connect(anna, boris)
    call.do("dtmf", digits="15#")

    for digit in "15#":
        boris.wait("dtmf", digit=digit)
    call.hang_up()
    other.ended()


def test_a_caller_on_hold_hears_music_and_comes_back(phones, trace):
    anna, boris = phones("acme+200"), phones("acme+201")
    call, other = connect(anna, boris)

    call.do("hold")
    other.hears_nothing_of(anna.frequency)
    other.hears_something()
    call.do("unhold")

    talk(call, other)
    call.hang_up()
    other.ended()
    trace("hold")


@pytest.mark.parametrize(
    ("answer", "told", "result"),
    [
        (480, 480, "no_answer"),  # do not disturb
        (403, 603, "declined"),
        (600, 486, "busy"),
        (408, 480, "unreachable"),
        (404, 480, "unreachable"),
        (488, 480, "unreachable"),
        (500, 480, "unreachable"),
        (503, 503, "failed"),
    ],
)
def test_other_answers_of_a_phone_end_the_call_sensibly(phones, node, answer, told, result):
    since = node.mark()
    phones("acme+201").refuses(answer)

    assert phones("acme+200").call("201").ended()["code"] == told
    assert node.event("x-close", since=since)["extra"]["result"] == result


def test_a_phone_without_power_is_given_up_after_the_ring_time(phones, node, trace):
    """It is registered and answers nothing at all."""
    phones("acme+201")
    phones.forget("acme+201", quietly=True)

    ended = phones("acme+200").call("201").ended()

    assert ended["code"] == 480
    trace("no_power")
