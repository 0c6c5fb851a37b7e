"""Which layers calls take: the example of 004, lists, times."""

import pytest

from telephony.flow.graph import When
from tests.flow.calls import call
from tests.flow.company import COMPLEX, element, flow, start


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        ("2026-11-16 09:29:59", "night"),
        ("2026-11-16 09:30", "work"),
        ("2026-11-16 12:59:59", "work"),
        ("2026-11-16 13:00", "lunch"),
        ("2026-11-16 13:59:59", "lunch"),
        ("2026-11-16 14:00", "work"),
        ("2026-11-16 18:29:59", "work"),
        ("2026-11-16 18:30", "duty"),
        ("2026-11-16 20:29:59", "duty"),
        ("2026-11-16 20:30", "night"),
        ("2026-11-21 12:00", "night"),
    ],
)
def test_the_complex_example_of_004(when, taken):
    phones = dict.fromkeys(("200", "201", "202", "duty"), "no_answer")
    trace = call(COMPLEX, when=when, phones=phones)
    assert [each.element for each in trace.steps] == [
        "start",
        "level1",
        "black",
        "level2",
        taken,
        "level3",
        "box",
    ]
    assert trace.outcome.key == "message:500"
    assert trace.steps[-1].seconds == 90


def test_the_reasons_of_layers_are_told():
    level = next(
        each for each in call(COMPLEX, when="2026-11-21 12:00").steps if each.element == "level2"
    )
    assert level.extra["skipped"] == (("lunch", "day"), ("work", "day"), ("duty", "day"))
    level = next(
        each for each in call(COMPLEX, when="2026-11-16 20:00").steps if each.element == "level2"
    )
    assert level.extra["skipped"] == (("lunch", "time"), ("work", "time"))
    assert (level.exit, level.reason, level.kind) == ("duty", "layer_taken", "level")


def test_a_listed_caller_goes_to_a_level_that_is_not_there():
    trace = call(COMPLEX, listed=frozenset(("black",)))
    assert trace.outcome.key == "no_layer:20"
    assert (trace.steps[-1].element, trace.steps[-1].reason) == ("level20", "no_layer")
    assert trace.path[-1] == (1, "black", "next")


def test_a_layer_for_a_list_is_for_nobody_else():
    given = flow(
        start("level:1"),
        element("v1", "hangup", level=1, when=When(lists=("vip", "black")), cause="busy"),
        element("o1", "hangup", level=1),
    )
    assert call(given, listed=frozenset(("black",))).outcome.key == "hung_up:busy"
    assert call(given).outcome.key == "hung_up:normal"


def test_a_pretended_moment_is_the_clock_of_the_whole_call():
    """An hour of ringing does not bring the next period."""
    given = flow(
        start("a1"),
        element("a1", "person", extension="200", ring_seconds=600, exits={"no_answer": "b1"}),
        element("b1", "schedule", schedule="office", exits={"p1": "z1", "p2": "z2"}),
        element("z1", "hangup"),
        element("z2", "hangup", cause="busy"),
    )
    trace = call(given, when="2026-11-16 17:59:59", phones={"200": "no_answer"})
    assert trace.outcome.key == "hung_up:normal"
