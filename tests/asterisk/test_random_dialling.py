"""What the pure library decides about random calls is what Asterisk does with them.

Every line leads to a peer that answers 503, so that all the lines of a decision are tried, in their order. Phrases are
skipped and no phone is on, so that each call is over at once.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from telephony.asterisk import names
from telephony.asterisk.facts_lines import PLATFORM_ROUTE, route_label
from telephony.asterisk.number_lists import NumberLists
from telephony.dialling.decision import Attempt, Decision, Outcome
from tests.asterisk.dialler import Dialler, InnerCall
from tests.asterisk.node import Event, Node
from tests.asterisk.sink import Sink
from tests.dialling.random_calls import RandomCall, decision, random_calls
from tests.dialling.random_companies import RandomWorld, random_world

SEEDS = range(10)
CALLS = 200  # in the companies of each seed


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    """Where all lines lead."""
    with Sink(503) as made:
        yield made


@pytest.fixture(scope="module")
def dialler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, Dialler]]:
    """A node of its own, on which nobody is registered, with phrases taken out."""
    node = Node(Path(tmp_path_factory.mktemp("random")))
    node.prepare()
    node.start()
    node.command("dialplan add extension s,1,Return into phrase replace")
    made = Dialler(node)
    yield node, made
    made.close()
    node.remove()


@pytest.mark.parametrize("seed", SEEDS)
def test_asterisk_does_what_the_library_decides(dialler, sink, seed):
    node, phone = dialler
    world = random_world(seed, address=sink.address)
    publish(node, world, seed)
    calls = list(random_calls(world, seed, count=CALLS))

    inner = [
        InnerCall(each.code, each.extension, each.dialled, each.moment, device=device(each))
        for each in calls
    ]
    made = zip(calls, phone.calls(inner), strict=True)
    wrong = [
        (call, expected(decision(world, call)), short(events))
        for call, events in made
        if told(events) != expected(decision(world, call))
    ]

    assert wrong == []


def device(call: RandomCall) -> str:
    """A device of who calls."""
    return {"203": "desk"}.get(call.extension, call.extension)


def publish(node: Node, world: RandomWorld, seed: int) -> None:
    """Bring the companies, the operator's part and all lists to the node."""
    lists = NumberLists(node.paths.database)
    for config in world.companies:
        wanted = [replace(each, revision=seed + 1) for each in config.outside.lists]
        lists.apply(
            config.code, wanted, entries=lambda key, code=config.code: world.listed[code, key]
        )
    node.publish(world.platform, *world.companies)


def expected(made: Decision) -> dict[str, object]:
    """The decision in the words of the node's events."""
    if made.outcome == Outcome.INTERNAL:
        return {"reached": made.number, "attempts": [], "reason": ""}
    return {
        "reached": "",
        "attempts": [_attempt(each) for each in made.attempts],
        "reason": made.reason,
    }


def _attempt(attempt: Attempt) -> tuple[str, str, str, str, bool, str]:
    return (
        attempt.line,
        attempt.called,
        attempt.caller,
        route_label(attempt.route),
        attempt.is_hidden,
        attempt.diversion,
    )


def told(events: list[Event]) -> dict[str, object]:
    """What the node did: where inside the call went, or which lines were told what, or why it was refused."""
    ours = [(each["eventtype"], each["extra"]) for each in events]
    attempts = [
        (
            names.line_of(said["line"]),
            said["called"],
            said["caller"],
            said["route"].removeprefix(PLATFORM_ROUTE),
            said["hidden"] == "1",
            said["diversion"],
        )
        for kind, said in ours
        if kind == "x-dial" and said["kind"] == "outside"
    ]
    inside = [
        said["number"]
        for kind, said in ours
        if (kind == "x-dial" and said["kind"] == "queue")
        or (kind == "x-result" and "sip" not in said)
    ]
    return {
        "reached": "" if attempts or _reason(ours) else next(iter(inside), ""),
        "attempts": attempts,
        "reason": "" if attempts else _reason(ours),
    }


def _reason(ours: list[tuple[str, dict[str, str]]]) -> str:
    for kind, said in reversed(ours):
        if kind == "x-refused":
            return "-".join(filter(None, (said["reason"], said["kind"])))
        if kind == "x-result" and said.get("reason"):
            return said["reason"]
        if kind == "x-close" and said["result"] == "unknown":
            return "unknown_number"
    return ""


def short(events: list[Event]) -> str:
    """Events for whoever reads why it failed."""
    return json.dumps([(each["eventtype"], each["extra"]) for each in events if each["extra"]])
