"""The path that a call took through call flows, from its events."""

from telephony.calls.flow_path import flow_path
from telephony.calls.fold import fold
from telephony.calls.protocol import protocol
from tests.calls.traces import trace


def test_the_path_names_every_element_with_the_exit_that_led_there():
    steps = flow_path(trace("flow_announcement"))

    assert [(step.flow, step.version, step.element, step.exit) for step in steps] == [
        (1, 1, "start", ""),
        (1, 1, "hello", "next"),
        (1, 1, "end", "next"),
    ]
    assert [step.ended for step in steps] == ["", "", "hangup"]
    assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_a_call_that_met_no_flow_has_no_path():
    assert flow_path(trace("answered")) == []


def test_a_call_that_a_flow_answered_was_answered():
    call = fold(trace("flow_announcement"))

    assert call is not None
    assert call.result.name == "ANSWERED"
    assert call.answered_by is None
    assert call.callee.number == "+74951110001"


def test_the_protocol_leaves_the_path_to_those_who_draw_it():
    told = [line.event for line in protocol(trace("flow_announcement"))]
    assert not [event for event in told if event.startswith("x-flow")]
