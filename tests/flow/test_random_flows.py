"""What holds of every flow, tried with many random ones."""

from graphlib import TopologicalSorter

import pytest

from telephony.flow.parse import parse
from telephony.flow.paths import followers
from telephony.flow.simulate import LEVEL
from telephony.flow.write import document
from tests.flow.random_flows import OUTSIDE, random_case

SEEDS = range(400)


def test_the_same_seed_gives_the_same_call():
    assert random_case(7) == random_case(7)
    assert random_case(7).trace() == random_case(7).trace()


def test_all_kinds_reasons_and_outcomes_occur():
    traces = [random_case(seed).trace() for seed in SEEDS]
    kinds = {step.kind for trace in traces for step in trace.steps}
    assert len(kinds) == 16  # fifteen, and levels
    outcomes = {trace.outcome.code for trace in traces}
    assert outcomes >= {"answered", "message", "hung_up", "unlinked", "no_layer", "back"}
    reasons = {step.reason for trace in traces for step in trace.steps}
    assert reasons >= {
        "key_pressed",
        "keys_wrong",
        "nothing_pressed",
        "number_unknown",
        "forwarded",
        "came_back",
    }


def test_people_forward_calls_to_each_other_outside_and_to_groups():
    traces = [random_case(seed).trace() for seed in SEEDS]
    said = [
        pair
        for trace in traces
        for extra in (trace.outcome.extra, *(step.extra for step in trace.steps))
        for pair in extra.get("forwards", ())
    ]
    assert {target for _number, target in said} >= {"200", "201", "202", OUTSIDE, "500"}
    assert any(len(trace.outcome.extra.get("forwards", ())) > 1 for trace in traces)


def test_rules_refuse_calls_outside_end_them_and_lead_them_elsewhere():
    traces = [random_case(seed, with_rules=True).trace() for seed in SEEDS]
    told = [step.extra for trace in traces for step in trace.steps]
    assert {extra["refused"] for extra in told if "refused" in extra} >= {
        "class-long_distance",
        "class-local",
        "filtered",
    }
    assert any("rule" in extra for extra in told)
    assert sum(len(led) > 2 for extra in told for led in extra.get("forwards", ())) >= 10


@pytest.mark.parametrize("circles", [True, False])
def test_every_step_follows_from_a_link(circles):
    """Each step is at the beginning of a flow, or where the exit of a step before it leads."""
    for seed in SEEDS:
        case = random_case(seed, circles=circles)
        steps = case.trace().steps
        for index, step in enumerate(steps):
            flow = case.flows[step.flow]
            if not step.entered:
                assert step.kind == LEVEL or step.element in flow.by_id
                continue
            before = next(
                each
                for each in reversed(steps[:index])
                if each.flow == step.flow and _led(each, step)
            )
            assert before.exit == step.entered or before.kind == LEVEL


def _led(before, step):
    if before.kind == LEVEL:
        return before.exit == step.element
    return before.exit == step.entered


def test_without_circles_every_link_leads_onward():
    for seed in SEEDS:
        for flow in random_case(seed, circles=False).flows.values():
            links = {
                each.id: {found.id for _exit, found in followers(flow, each)}
                for each in flow.elements
            }
            TopologicalSorter(links).prepare()  # refuses circles


def test_a_circle_of_a_flow_without_errors_takes_time():
    """The check of circles leaves none in which nobody waits, but for what happens in other flows."""
    ends = [random_case(seed).trace() for seed in SEEDS]
    circles = [trace for trace in ends if trace.outcome.code == "loop"]
    assert circles
    for trace in circles:
        assert trace.seconds > 0 or any(step.kind == "flow" for step in trace.steps)


def test_documents_hold_all_of_a_flow():
    for seed in SEEDS:
        for flow in random_case(seed).flows.values():
            read = parse(document(flow))
            assert (read.flow, read.problems) == (flow, ())
