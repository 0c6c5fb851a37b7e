"""The random calls reach every rule, and what is decided about them is always possible."""

from collections import Counter
from functools import cache

import pytest

from telephony.dialling.config import CallClass
from telephony.dialling.decision import Decision, Outcome
from telephony.dialling.plan import packed, walk
from tests.dialling.random_calls import RandomCall, decision, random_calls
from tests.dialling.random_companies import RandomWorld, random_world

SEEDS = range(6)
CALLS = 1000
Told = list[tuple[RandomWorld, RandomCall, Decision]]


@cache
def _decided(seed: int) -> Told:
    """Kept here, because tests come in random order and a fixture would be made again for each."""
    world = random_world(seed, address="127.0.0.1:5060")
    return [(world, call, decision(world, call)) for call in random_calls(world, seed, count=CALLS)]


@pytest.fixture(params=SEEDS)
def told(request: pytest.FixtureRequest) -> Told:
    return _decided(request.param)


def test_no_call_shows_or_uses_what_is_not_the_companys(told):
    for world, call, made in told:
        outside = world.company(call.code).outside
        own = {each.number for each in outside.numbers}
        lines = {f"trunk:{each.name}" for each in outside.trunks if each.is_enabled}
        lines |= {f"carrier:{each.name}" for each in world.platform.carriers if each.is_enabled}
        endings = {number[-10:] for number in own}
        endings |= {each.number[-10:] for each in (*outside.trunks, *world.platform.carriers)}
        assert made.shown in own | {""}, call
        for attempt in made.attempts:
            assert attempt.line in lines, call
            assert attempt.caller[-10:] in endings | {""}, call
            assert attempt.diversion == "", call


def test_a_decision_is_one_thing_only(told):
    for _world, call, made in told:
        assert bool(made.attempts) == (made.outcome == Outcome.OUTSIDE), call
        assert bool(made.reason) == (made.outcome in (Outcome.REFUSED, Outcome.ENDED)), call
        assert made.steps, call


def test_only_digits_reach_a_line(told):
    for _world, call, made in told:
        for attempt in made.attempts:
            assert attempt.called.removeprefix("+").isdigit(), call
            assert attempt.caller.removeprefix("+").isdigit() or not attempt.caller, call


def test_the_tree_of_the_node_says_what_the_plan_says(told):
    world = told[0][0]
    tree = packed(world.platform.plan)
    for _world, call, made in told:
        if made.number.startswith("+"):
            assert walk(tree, made.number) == world.plan.find(made.number), call


def test_every_rule_is_met_by_some_call():
    seen: Counter[str] = Counter()
    for seed in range(20):
        world = random_world(seed, address="127.0.0.1:5060")
        for call in random_calls(world, seed, count=500):
            made = decision(world, call)
            seen[made.reason or made.outcome.value] += 1
            seen.update(f"step {step.key}" for step in made.steps)
            seen.update(
                f"table {step.extra['table']}" for step in made.steps if "table" in step.extra
            )
            seen[f"class {made.call_class}"] += 1
            seen["several lines"] += len(made.attempts) > 1
    wanted = {
        "internal", "outside", "override", "loop", "unknown_number", "no_carrier", "restricted", "filtered",
        "blocked-administrative", "blocked-voluntary", "step emergency", "step override", "step on_net",
        "table company", "table number", "table operator", "table default", "several lines",
    }  # fmt: skip
    wanted |= {f"class-{each}" for each in CallClass if each != CallClass.INTERNAL}
    wanted |= {f"class {each}" for each in CallClass}
    assert wanted - {key for key, count in seen.items() if count} == set()


def test_the_same_seed_makes_the_same_calls():
    first, second = (random_world(3, address="a:1") for _ in range(2))
    assert first.companies == second.companies
    assert list(random_calls(first, 1, count=50)) == list(random_calls(second, 1, count=50))
