"""Calls that are led outside: rules that lead them elsewhere, and what may not be called."""

from dataclasses import replace

import pytest

from telephony.dialling.company import Company
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    FilterConfig,
    OutsideConfig,
    OverrideConfig,
    OwnNumber,
    PlatformConfig,
    RedirectConfig,
    Times,
    TrunkConfig,
)
from telephony.dialling.plan import GENERAL, NumberPlan
from telephony.dialling.way import World as Shared
from telephony.flow.outside_rules import OutsideRules
from telephony.flow.world import Way, Ways
from tests.flow.calls import STRANGER, call
from tests.flow.company import WORLD, element, flow, start

NEAR, FAR, ABROAD = "+74957654321", "+78127654321", "+442079460958"
PLAN = NumberPlan((*GENERAL, ("7495", "77:fixed"), ("7812", "78:fixed")))
LINE = TrunkConfig("office", addresses=("192.0.2.1",))
LOCAL = (CallClass.LOCAL,)
ALL = tuple(CallClass)


def company(*overrides, platform=None, moment=0, block="", rights=(), **outside):
    """The company, whose numbers are of the region of NEAR."""
    given = {
        "area": "495",
        "ceiling": ALL,
        "trunks": (LINE,),
        "numbers": (OwnNumber("+74951230002", "trunk:office", "internal:500"),),
        "redirects": (RedirectConfig("duty", FAR),),
        "rights": rights,
        "overrides": overrides,
        **outside,
    }
    known = Company(
        "acme", internal=frozenset(WORLD.numbers), block=block, outside=OutsideConfig(**given)
    )
    shared = Shared(platform or PlatformConfig(), PLAN, moment)
    return replace(WORLD, rules=OutsideRules(known, shared))


def forwarded(world, **ways):
    """The company, where 200 has this way."""
    return replace(world, forwards={"200": Ways((Way(20, **ways),))})


def rung(world, kind="outside", *, caller=STRANGER, phones=None, **settings):
    """The trace of a call to one element."""
    given = flow(start("a1"), element("a1", kind, **settings))
    return call(given, world=world, number=caller, phones=phones or {})


def told(trace):
    """What is told of the element."""
    return trace.steps[1].reason, dict(trace.steps[1].extra)


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        ({"number": NEAR}, ""),
        ({"number": ABROAD}, "class-international"),
        ({"redirect": "duty"}, "class-long_distance"),
    ],
)
def test_what_the_company_may_not_call_is_not_rung(settings, refused):
    trace = rung(company(ceiling=LOCAL), **settings)
    assert trace.steps[1].extra.get("refused", "") == refused
    assert trace.steps[1].reason == ("unreachable" if refused else "answered")
    if refused:
        assert trace.seconds == 0


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"block": "voluntary"}, "blocked-voluntary"),
        ({"is_restricted": True}, "restricted"),
        ({"trunks": ()}, "no_carrier"),
        (
            {"platform": PlatformConfig(filters=(FilterConfig("no", "out", (r"\+7495.*",)),))},
            "filtered",
        ),
    ],
)
def test_whatever_else_stands_against_a_leg(given, refused):
    assert rung(company(**given), number=NEAR).steps[1].extra["refused"] == refused


@pytest.mark.parametrize("at_once", [False, True])
def test_a_person_forwards_to_where_they_may_call(at_once):
    """The rights are theirs, whoever calls; the next way is tried."""
    rights = (CallerRights("200", LOCAL), CallerRights("201", ALL))
    world = company(rights=rights)
    ways = (Way(20, FAR), Way(20, NEAR, busy=FAR))
    person = replace(world, forwards={"200": Ways(ways, at_once)})
    for caller in (STRANGER, "201"):
        reached = rung(person, "person", extension="200", caller=caller)
        assert reached.outcome.extra == {"number": NEAR}
        busy = rung(person, "person", extension="200", caller=caller, phones={NEAR: "busy"})
        assert busy.outcome.key == "unlinked:unreachable"


def test_a_caller_from_inside_has_their_own_rights_and_the_company_its_redirect_numbers():
    world = company(rights=(CallerRights("200", LOCAL),))
    assert rung(world, number=FAR, caller="200").steps[1].extra["refused"] == "class-long_distance"
    assert rung(world, redirect="duty", caller="200").outcome.code == "answered"
    assert rung(world, number=FAR).outcome.code == "answered"


def test_nobody_follows_a_member_of_a_group_to_where_they_may_not_call():
    world = company(rights=(CallerRights("202", LOCAL),))
    group = replace(world, forwards={"202": Ways((Way(20, always=FAR),))})
    assert rung(group, "group", queue="501").outcome.code == "waiting"


@pytest.mark.parametrize(
    ("rule", "outcome", "led"),
    [
        (OverrideConfig("vip", NEAR[1:], target="201"), "answered:201", "201"),
        (OverrideConfig("vip", NEAR, target="88127654321"), f"answered:{FAR}", FAR),
        (OverrideConfig("vip", NEAR, target="+74951230002"), "answered:500", "+74951230002"),
        (OverrideConfig("vip", NEAR, target="802"), "missing:", "802"),
        (OverrideConfig("vip", NEAR, target="*77"), "unlinked:unreachable", "*77"),
        (OverrideConfig("vip", NEAR, callers=("7812.*",), target="201"), f"answered:{NEAR}", ""),
        (OverrideConfig("vip", NEAR, lists=("black",), target="201"), f"answered:{NEAR}", ""),
        (OverrideConfig("vip", NEAR, times=Times((7,)), target="201"), f"answered:{NEAR}", ""),
    ],
)
def test_a_rule_leads_a_called_number_elsewhere(rule, outcome, led):
    trace = rung(company(rule), number=NEAR)
    assert trace.outcome.key == outcome
    chain = trace.steps[1].extra.get("forwards", ())
    assert chain == (((NEAR, led, "vip"),) if led and outcome != "missing:" else ())


def test_a_rule_ends_a_call_and_rules_in_a_circle_reach_nobody():
    ended = rung(company(OverrideConfig("stop", NEAR)), number=NEAR)
    assert told(ended) == ("declined", {"number": NEAR, "rule": "stop"})
    there, back = (
        OverrideConfig("there", NEAR, target=FAR),
        OverrideConfig("back", FAR, target=NEAR),
    )
    circle = rung(company(there, back), number=NEAR)
    assert circle.steps[1].reason == "unreachable"
    assert circle.steps[1].extra["loop"] is True


def test_a_rule_is_asked_where_somebody_forwards_inside():
    world = company(
        OverrideConfig("away", "201", target=ABROAD), rights=(CallerRights("200", LOCAL),)
    )
    trace = rung(forwarded(world, always="201"), "person", extension="200")
    assert told(trace) == (
        "unreachable",
        {
            "number": ABROAD,
            "refused": "class-international",
            "forwards": (("200", "201"), ("201", ABROAD, "away")),
        },
    )
    straight = rung(world, "person", extension="201")
    assert straight.outcome.key == "answered:201"  # who is not called by a number follows no rule


def test_a_listed_caller_is_meant_as_the_question_says():
    world = company(OverrideConfig("black", NEAR, lists=("black",), target="201"))
    given = flow(start("a1"), element("a1", "outside", number=NEAR))
    listed = call(given, world=world, listed=frozenset(("black",)))
    assert listed.outcome.key == "answered:201"


def test_an_own_number_needs_no_line():
    world = company(ceiling=())
    assert rung(world, number="+74951230002").outcome.extra["queue"] == "500"
