"""What becomes of calls that ring people, groups and numbers outside."""

from dataclasses import replace

import pytest

from telephony.flow.world import Way, Ways
from tests.flow.calls import RINGING, call, led
from tests.flow.company import WORLD, element, flow, start


@pytest.mark.parametrize(
    ("kind", "settings", "phone"),
    [
        ("person", {"extension": "200"}, "200"),
        ("group", {"queue": "500"}, "500"),
        ("outside", {"number": "+74957654321"}, "+74957654321"),
        ("outside", {"redirect": "duty"}, "duty"),
    ],
)
@pytest.mark.parametrize(
    ("state", "exit_name"),
    [
        ("answers", "answered"),
        ("busy", "busy"),
        ("no_answer", "no_answer"),
        ("unreachable", "unreachable"),
        ("declines", "declined"),
    ],
)
def test_ringing_leaves_by_its_result(kind, settings, phone, state, exit_name):
    phones = {phone: state}
    assert led(kind, RINGING, settings=settings, phones=phones)[0] == exit_name
    if state != "answers":
        assert led(kind, ("otherwise",), settings=settings, phones=phones) == (
            "otherwise",
            exit_name,
        )
        with_own = (exit_name, "otherwise")
        assert led(kind, with_own, settings=settings, phones=phones)[0] == exit_name


def test_an_answer_ends_the_call_unless_the_flow_goes_on():
    given = flow(start("a1"), element("a1", "person", extension="200", exits={"otherwise": "a1"}))
    trace = call(given, stays=True)
    assert trace.outcome.code == "answered"
    assert trace.outcome.key == "answered:200"
    assert [(each.element, each.exit, each.reason) for each in trace.steps] == [
        ("start", "next", "started"),
        ("a1", "", "answered"),
    ]
    goes_on = flow(
        start("a1"),
        element("a1", "person", extension="200", exits={"answered": "b1"}),
        element("b1", "hangup"),
    )
    assert call(goes_on, stays=False).outcome.key == "answered:200"
    assert call(goes_on, stays=True).outcome.key == "hung_up:normal"


@pytest.mark.parametrize(
    ("phones", "expected"),
    [
        ({"200": "busy"}, "answered:500"),
        ({"200": "busy", "201": "unreachable"}, "unlinked:no_answer"),
        ({"200": "unreachable", "201": "unreachable"}, "unlinked:unreachable"),
    ],
)
def test_a_group_does_as_its_members_do(phones, expected):
    given = flow(start("a1"), element("a1", "group", queue="500"))
    assert call(given, phones=phones).outcome.key == expected


def test_who_of_a_group_answers_is_told():
    given = flow(start("a1"), element("a1", "group", queue="500"))
    trace = call(given, phones={"200": "busy"})
    assert trace.outcome.extra == {"queue": "500", "number": "201"}


def test_the_seconds_of_ringing_are_told():
    given = flow(
        start("a1"),
        element("a1", "person", extension="200", ring_seconds=90, exits={"no_answer": "b1"}),
        element("b1", "person", extension="201", exits={"no_answer": "c1"}),
        element("c1", "hangup"),
    )
    trace = call(given, phones={"200": "no_answer", "201": "no_answer"})
    assert [each.seconds for each in trace.steps] == [0, 0, 90, 120]


def test_a_group_without_a_longest_wait_is_waited_in_without_an_end():
    given = flow(start("a1"), element("a1", "group", queue="501", exits={"no_answer": "a1"}))
    assert call(given, phones={"202": "no_answer"}).outcome.key == "waiting:501"


def test_a_person_without_a_device_is_unreachable():
    settings = {"extension": "203", "ring_seconds": 20}
    assert led("person", RINGING, settings=settings) == ("unreachable", "unreachable")


@pytest.mark.parametrize("kind", ["person", "group", "outside"])
def test_nobody_chosen_is_unreachable(kind):
    assert led(kind, RINGING) == ("unreachable", "nobody")


@pytest.mark.parametrize(
    ("exit_name", "cause", "goodbye"),
    [("busy", "busy", False), ("no_answer", "unavailable", False), ("declined", "declined", False)],
)
def test_an_exit_that_leads_nowhere_ends_the_call(exit_name, cause, goodbye):
    given = flow(start("a1"), element("a1", "person", extension="200"))
    state = {"declined": "declines"}.get(exit_name, exit_name)
    outcome = call(given, phones={"200": state}).outcome
    assert (outcome.code, outcome.flow, outcome.element) == ("unlinked", 1, "a1")
    assert outcome.extra == {"exit": exit_name, "cause": cause, "goodbye": goodbye}


# ---------------------------------------------------------------- what people forward

OUTSIDE = "+74957654321"


def forwarding(*ways, at_once=False, **others):
    """The company, where 200 has these ways; `others` by their numbers, as `n201=`."""
    known = {name.removeprefix("n"): Ways((way,)) for name, way in others.items()}
    return replace(WORLD, forwards={"200": Ways(ways, at_once), **known})


def rung(world, seconds=0, **caller):
    """What is told of a call that rings 200 in a flow which ends by any exit."""
    given = flow(start("a1"), element("a1", "person", extension="200", ring_seconds=seconds))
    return call(given, world=world, **caller)


def told(trace):
    """The result, whose it is, and who forwarded to whom."""
    extra = trace.steps[1].extra
    return trace.steps[1].reason, extra["number"], extra.get("forwards", ())


@pytest.mark.parametrize(
    ("way", "states", "expected"),
    [
        (Way(20, always="201"), {"201": "busy"}, ("busy", "201", (("200", "201"),))),
        (Way(20, always=OUTSIDE), {"200": "busy"}, ("answered", OUTSIDE, (("200", OUTSIDE),))),
        (Way(20, busy="201"), {"200": "busy"}, ("answered", "201", (("200", "201"),))),
        (Way(20, busy="201"), {"200": "declines"}, ("answered", "201", (("200", "201"),))),
        (Way(20, busy="201"), {"200": "no_answer"}, ("no_answer", "200", ())),
        (Way(20, timeout="201"), {"200": "no_answer"}, ("answered", "201", (("200", "201"),))),
        (Way(20, timeout="201"), {"200": "unreachable"}, ("answered", "201", (("200", "201"),))),
        (Way(20, timeout="201"), {"200": "declines"}, ("declined", "200", ())),
        (Way(20, timeout="201"), {}, ("answered", "200", ())),
        (Way(20, timeout="299"), {"200": "no_answer"}, ("unreachable", "299", (("200", "299"),))),
        (Way(20, OUTSIDE, busy="201"), {OUTSIDE: "busy"}, ("answered", "201", (("200", "201"),))),
    ],
)
def test_a_person_is_followed_where_they_forward(way, states, expected):
    assert told(rung(forwarding(way), phones=states)) == expected


def test_a_chain_of_forwards_is_followed():
    world = forwarding(Way(20, always="201"), n201=Way(20, busy="202"))
    assert told(rung(world, phones={"201": "busy"})) == (
        "answered",
        "202",
        (("200", "201"), ("201", "202")),
    )


def test_people_who_forward_to_each_other_are_not_reached():
    world = forwarding(Way(20, always="201"), n201=Way(20, always="200"))
    trace = rung(world)
    assert told(trace) == ("unreachable", "200", (("200", "201"), ("201", "200")))
    assert trace.steps[1].extra["loop"] is True


def test_ways_in_turn_keep_the_result_that_tells_most():
    world = forwarding(Way(20, busy="201"), Way(10, OUTSIDE))
    states = {"200": "busy", "201": "no_answer", OUTSIDE: "unreachable"}
    trace = rung(world, phones=states)
    assert told(trace) == ("no_answer", "201", (("200", "201"),))
    assert trace.seconds == 30  # 201 as they say themselves; the others at once
    assert told(rung(world, phones={**states, OUTSIDE: "declines"})) == ("declined", OUTSIDE, ())


@pytest.mark.parametrize(
    ("states", "result"),
    [
        ({"200*1": "busy", OUTSIDE: "declines"}, "busy"),
        ({"200*1": "busy", OUTSIDE: "no_answer"}, "no_answer"),
        ({"200*1": "unreachable", OUTSIDE: "declines"}, "declined"),
        ({"200*1": "unreachable", OUTSIDE: "answers"}, "answered"),
        ({"200*1": "unreachable", "201": "busy", OUTSIDE: "unreachable"}, "busy"),
        ({"200*1": "unreachable", OUTSIDE: "unreachable"}, "unreachable"),
    ],
)
def test_ways_at_once_have_one_result(states, result):
    world = forwarding(Way(20, timeout="201"), Way(10, OUTSIDE), at_once=True)
    assert rung(world, phones={"201": "unreachable", **states}).steps[1].reason == result


def test_a_member_of_a_group_is_followed_only_where_everything_is_forwarded():
    group = flow(start("a1"), element("a1", "group", queue="500"))
    away = {"200": "unreachable", "201": "unreachable"}
    always = call(group, world=forwarding(Way(20, always="202")), phones=away)
    assert always.outcome.extra == {"number": "202", "forwards": (("200", "202"),), "queue": "500"}
    told_to_202 = forwarding(Way(20, timeout="202"))
    assert call(group, world=told_to_202, phones=away).outcome.key == "unlinked:unreachable"
    elsewhere = forwarding(Way(20, always="202"))
    missed = call(group, world=elsewhere, phones={**away, "202": "unreachable"})
    assert missed.outcome.key == "unlinked:no_answer"  # no lamp tells that nobody is there


def test_forwards_to_an_own_number_lead_where_it_leads():
    world = forwarding(Way(20, always="+74951230002"))
    assert rung(world).outcome.key == "answered:500"


def test_a_flow_to_which_somebody_forwards_may_give_the_call_back():
    """What was said of the person holds again then: the second way rings, and the call goes on after the talk."""
    world = replace(forwarding(Way(20, busy="802"), Way(20, OUTSIDE)), flows={})
    exits = {"answered": "z1"}
    first = flow(
        start("a1"),
        element("a1", "person", extension="200", exits=exits),
        element("z1", "hangup", cause="busy"),
    )
    second = flow(start("b1"), element("b1", "back"))
    trace = call({1: first, 2: second}, world=world, phones={"200": "busy"}, stays=True)
    assert trace.path == (
        (1, "start", ""),
        (1, "a1", "next"),
        (2, "start", ""),
        (2, "b1", "next"),
        (1, "z1", "answered"),
    )
    ends = call({1: first, 2: second}, world=world, phones={"200": "busy"})
    assert (ends.outcome.key, ends.outcome.element) == (f"answered:{OUTSIDE}", "a1")
    assert [each.reason for each in ends.steps] == ["started", "answered", "started", "went_back"]


def test_a_number_of_nobody_is_what_a_flow_gives_back():
    """Whoever was rung before it there."""
    second = flow(
        start("b1"),
        element("b1", "person", extension="201", exits={"busy": "b2"}),
        element("b2", "dial", exits={"unknown": "b3"}),
        element("b3", "back"),
    )
    given = flow(start("a1"), element("a1", "dial"))
    trace = call({1: given, 2: second}, phones={"201": "busy"}, keys=("802", "299"))
    assert trace.outcome.key == "unlinked:unreachable"


def test_an_element_says_how_long_all_ways_ring_together():
    """A way that has rung so long leads no call on any more, and no other rings after it."""
    ways = Way(20, timeout="201"), Way(20, OUTSIDE)
    states = {"200": "no_answer"}
    at_once, in_turn = forwarding(*ways, at_once=True), forwarding(*ways)
    busy = {**states, OUTSIDE: "busy"}
    assert told(rung(at_once, 10, phones=busy)) == ("no_answer", "200", ())
    assert told(rung(at_once, 30, phones=busy)) == ("answered", "201", (("200", "201"),))
    missed = {**states, "201": "busy"}
    assert told(rung(in_turn, 20, phones=missed)) == ("busy", "201", (("200", "201"),))
    assert told(rung(in_turn, 30, phones=missed)) == ("answered", OUTSIDE, ())


def test_a_group_rings_all_ways_of_a_member_at_once():
    group = flow(start("a1"), element("a1", "group", queue="500"))
    world = forwarding(Way(20, always="202"), Way(20, OUTSIDE))
    states = {"202": "busy", "201": "unreachable", OUTSIDE: "unreachable"}
    assert call(group, world=world, phones=states).outcome.extra["exit"] == "no_answer"
    assert call(group, world=world, phones={**states, OUTSIDE: "answers"}).outcome.extra == {
        "number": OUTSIDE,
        "queue": "500",
    }


def test_who_declined_on_a_leg_counts_where_nobody_is_there_in_the_end():
    world = forwarding(Way(20, busy="201"), Way(10, OUTSIDE), at_once=True)
    states = {"200": "declines", "201": "unreachable", OUTSIDE: "unreachable"}
    assert rung(world, phones=states).steps[1].reason == "declined"
