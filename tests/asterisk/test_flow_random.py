"""The simulator and the node's dialplan take the same way, step by step, for random flows and callers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony.asterisk.snapshot import (
    FlowConfig,
    FlowNumber,
    QueueConfig,
    TenantConfig,
)
from telephony.dialling.config import (
    CallerRights,
    NumberListConfig,
    OutsideConfig,
    RedirectConfig,
)
from telephony.flow.simulate import Trace
from tests.asterisk.node import Event, Node
from tests.asterisk.outgoing import EVERYTHING
from tests.asterisk.random_node import (
    FlowCall,
    FlowDialler,
    devices,
    people,
    random_node,
    schedules,
)
from tests.flow.random_flows import COMPANY, DUTY, LISTS, random_case
from tests.flow.random_rules import PLATFORM

CASES = int(os.environ.get("VPBX_RANDOM_FLOWS", "1000"))
AT_ONCE = 40  # companies, with a case each
FREE = OutsideConfig(
    ceiling=EVERYTHING,
    rights=tuple(CallerRights(number, EVERYTHING) for number in COMPANY.extensions),
    lists=tuple(NumberListConfig(key) for key in LISTS),
    redirects=(RedirectConfig("duty", DUTY),),
)
ENDS = {"hung_up": "hangup"}  # outcomes that the node has another word for


@pytest.fixture(scope="module")
def dialler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, FlowDialler]]:
    """A node of its own."""
    node = random_node(Path(tmp_path_factory.mktemp("random")))
    made = FlowDialler(node)
    yield node, made
    made.close()
    node.remove()


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_the_node_goes_the_way_that_is_simulated(dialler, first):
    node, phone = dialler
    seeds = range(first, min(first + AT_ONCE, CASES))
    calls = [
        FlowCall(
            f"r{seed % AT_ONCE}", random_case(seed, circles=seed % 2 == 0, with_rules=seed % 4 > 1)
        )
        for seed in seeds
    ]
    node.publish(PLATFORM, *(config(call, first + 1) for call in calls))

    wrong = []
    for call, events in zip(calls, phone.calls(calls), strict=True):
        expected = simulated(call.case.trace())
        if told(events) != expected:
            wrong.append((call.case.seed, expected, told(events)))

    assert wrong == []


def config(call: FlowCall, revision: int) -> TenantConfig:
    """The company that the case is about, as the node is told of it."""
    case = call.case
    return TenantConfig(
        code=call.code,
        revision=revision,
        extensions=people(case.world),
        devices=devices(case.world),
        queues=tuple(
            QueueConfig(number, number, members=group.members, wait_seconds=group.wait_seconds)
            for number, group in COMPANY.queues.items()
        ),
        flows=tuple(FlowConfig(key, revision, flow) for key, flow in case.flows.items()),
        flow_numbers=tuple(
            FlowNumber(element.number, key, element.id)
            for key, flow in case.flows.items()
            for element in flow.elements
            if element.number
        ),
        schedules=schedules(),
        outside=case.world.rules.company.outside if case.world.rules else FREE,
    )


def simulated(trace: Trace) -> dict[str, object]:
    """The way and the end in the words of the node's events."""
    outcome = trace.outcome
    extra = outcome.extra
    answered = ""
    if outcome.code == "answered":
        number = extra.get("queue") or extra.get("number") or DUTY
        answered = str(number)
    end = str(extra["end"]) if outcome.code == "message" else outcome.code
    return {
        "path": list(trace.path),
        "end": "" if answered else ENDS.get(end, end),
        "exit": str(extra["exit"]) if outcome.code == "unlinked" else "",
        "answered": answered,
        "message": str(extra["box"]) if outcome.code == "message" else "",
    }


def told(events: list[Event]) -> dict[str, object]:
    """What the node did."""
    said = [(each["eventtype"], each["extra"]) for each in events]
    answered = next(
        (extra["answered"] for kind, extra in said if "answered" in extra and kind == "x-test"), ""
    )
    messages = [extra["message"] for kind, extra in said if kind == "x-test" and "message" in extra]
    end = next((extra for kind, extra in said if kind == "x-flow-end"), {})
    return {
        "path": [
            (int(extra["flow"]), extra["element"], extra["exit"])
            for kind, extra in said
            if kind == "x-flow"
        ],
        "end": end.get("reason", ""),
        "exit": end.get("exit", "") if end.get("reason") == "unlinked" and not messages else "",
        "answered": answered,
        "message": messages[-1] if messages and not answered else "",
    }
