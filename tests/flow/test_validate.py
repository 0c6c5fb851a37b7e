"""What is wrong with flows: each code where it belongs, and nothing about a flow that is well."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from telephony.flow.call import Caller
from telephony.flow.graph import When
from telephony.flow.levels import WallClock, layer_for
from telephony.flow.paths import pruned, pruned_document
from telephony.flow.settings import Sound
from telephony.flow.validate import check_document, validate
from telephony.flow.world import FlowFacts
from telephony.flow.write import document
from tests.flow.company import HELLO, WORLD, element, flow, start


def problems(given, key=1, world=WORLD):
    return [
        (each.level, each.element, each.field, each.code) for each in validate(given, world, key)
    ]


def found(given, code, key=1, world=WORLD):
    return [each for each in validate(given, world, key) if each.code == code]


def test_a_flow_that_is_well_has_no_problems():
    given = flow(
        start("hours", numbers=("+74951230001",)),
        element(
            "hours",
            "schedule",
            schedule="office",
            exits={"p1": "menu", "p2": "sales", "closed": "box"},
        ),
        element("menu", "menu", prompt=HELLO, exits={"1": "sales", "timeout": "sales"}),
        element("sales", "group", queue="500", exits={"no_answer": "box", "busy": "box"}),
        element("box", "voicemail", box="500"),
    )
    assert problems(given) == []


def test_unlinked_exits_are_nothing_wrong():
    assert problems(flow(start("a1"), element("a1", "person", extension="200"))) == []


def test_an_element_that_no_call_gets_to_is_named_and_left_out():
    given = flow(
        start("a1"), element("a1", "hangup"), element("b1", "person", exits={"busy": "c1"})
    )
    assert problems(given) == [
        ("warning", "b1", "", "unreachable"),
        ("warning", "b1", "exits.busy", "target_missing"),
        ("warning", "b1", "extension", "thing_missing"),
    ]
    assert [each.id for each in pruned(given).elements] == ["start", "a1"]
    left = pruned_document({**document(given), "more": 1}, given)
    assert [each["id"] for each in left["elements"]] == ["start", "a1"]
    assert left["more"] == 1


def test_numbers_plans_and_levels_reach_elements():
    given = flow(
        start("level:1"),
        element("a1", "hangup", level=1),
        element("b1", "hangup", level=2),
        element("c1", "hangup", own_number="801"),
        element("d1", "hangup"),
        element("e1", "hangup"),
    )
    world = WORLD.__class__(plans={"200": (1, "d1"), "201": (2, "e1")})
    assert [each.element for each in found(given, "unreachable", world=world)] == ["b1", "e1"]


def test_an_element_that_leads_on_has_no_other_exits():
    given = flow(
        start("a1"),
        element("a1", "person", extension="200", exits={"forward": "b1", "busy": "c1"}),
        element("b1", "hangup"),
        element("c1", "hangup"),
    )
    assert problems(given) == [("warning", "c1", "", "unreachable")]


def test_a_flow_into_which_no_call_comes_is_refused():
    given = flow(element("a1", "hangup"))
    assert problems(given)[0] == ("error", "", "", "start_missing")


def test_links_to_nowhere():
    given = flow(start("gone"), element("a1", "hangup", own_number="801", level=1))
    assert problems(given) == [("error", "start", "exits.next", "target_missing")]
    given = flow(start("level:20"))
    assert problems(given) == [
        ("warning", "start", "exits.next", "level_missing")
    ]  # as 004 hangs up


@pytest.mark.parametrize(
    ("made", "field", "what"),
    [
        (element("a1", "person", extension="299"), "extension", "extension"),
        (element("a1", "person"), "extension", "extension"),
        (element("a1", "group", queue="599"), "queue", "queue"),
        (element("a1", "schedule", schedule="gone"), "schedule", "schedule"),
        (element("a1", "list"), "lists", "list"),
        (element("a1", "list", lists=("black", "gone")), "lists", "list"),
        (element("a1", "outside", redirect="gone"), "redirect", "redirect"),
        (element("a1", "outside"), "redirect", "redirect"),
        (element("a1", "person", extension="200", music="gone"), "music", "music"),
        (element("a1", "outside", redirect="duty", music="gone"), "music", "music"),
        (element("a1", "set", music="gone"), "music", "music"),
        (element("a1", "voicemail", box="201"), "box", "box"),
        (element("a1", "flow", flow=3), "flow", "flow"),
        (element("a1", "flow"), "flow", "flow"),
        (element("a1", "flow", flow=2, start="gone"), "start", "start"),
        (element("a1", "announcement"), "sound", "sound"),
        (element("a1", "announcement", sound=Sound(media="gone")), "sound", "media"),
        (element("a1", "caller"), "patterns", "pattern"),
        (element("a1", "hangup", level=1, when=When(lists=("gone",))), "when.lists", "list"),
    ],
)
def test_things_that_are_not_there(made, field, what):
    (only,) = found(flow(start("a1"), made), "thing_missing")
    assert (only.level, only.element, only.field, only.extra["what"]) == (
        "error",
        "a1",
        field,
        what,
    )


@pytest.mark.parametrize("music", ["", "ringing", "default", "feed"])
def test_music_is_ringing_the_companys_own_or_a_package(music):
    assert problems(flow(start("a1"), element("a1", "set", music=music))) == []


def test_a_menu_wants_keys():
    menu = element("a1", "menu", exits={"timeout": "b1"})
    assert found(flow(start("a1"), menu, element("b1", "hangup")), "menu_without_exits")
    direct = element("a1", "menu", dials_direct=True)
    assert not found(flow(start("a1"), direct), "menu_without_exits")


def test_no_answer_wants_something_that_rings_for_a_time():
    exits = {"no_answer": "b1"}
    no_device = element("a1", "person", extension="203", ring_seconds=90, exits=exits)
    assert found(flow(start("a1"), no_device, element("b1", "hangup")), "no_answer_without_timeout")
    timed = element("a1", "person", extension="200", exits=exits)
    assert not found(flow(start("a1"), timed, element("b1", "hangup")), "no_answer_without_timeout")
    group = element("a1", "group", queue="501", exits={"no_answer": "b1"})
    assert found(flow(start("a1"), group, element("b1", "hangup")), "no_answer_without_timeout")


def test_a_period_that_is_gone_leaves_its_exit_unused():
    switch = element("a1", "schedule", schedule="office", exits={"p3": "b1", "p2": "b1"})
    (only,) = found(flow(start("a1"), switch, element("b1", "hangup")), "exit_unused")
    assert only.field == "exits.p3"


def test_a_period_that_leads_nowhere_is_told():
    switch = element("a1", "schedule", schedule="office", exits={"p2": "b1"})
    (only,) = found(flow(start("a1"), switch, element("b1", "hangup")), "period_unlinked")
    assert only.field == "exits.p1"
    whole = element("a1", "schedule", schedule="office", exits={"p2": "b1", "p1": "b1"})
    assert not found(flow(start("a1"), whole, element("b1", "hangup")), "period_unlinked")


def test_numbers_of_others():
    outside = ("+74951230001", "+74951230002", "+74950000000")
    given = flow(
        start("a1", numbers=outside),
        element("a1", "hangup", own_number="500"),
        element("b1", "hangup", own_number="802"),
        element("c1", "hangup", own_number="803"),
        element("d1", "hangup", own_number="803"),
    )
    assert problems(given) == [
        ("error", "start", "numbers", "thing_missing"),
        ("warning", "start", "numbers", "number_elsewhere"),
        ("error", "a1", "number", "number_taken"),
        ("error", "b1", "number", "number_taken"),
        ("error", "d1", "number", "number_repeated"),
    ]
    assert not found(
        flow(start("x"), element("x", "hangup", own_number="802")), "number_taken", key=2
    )


def test_a_circle_in_which_nobody_waits_is_refused():
    given = flow(
        start("a1"),
        element("a1", "person", extension="200", exits={"otherwise": "b1"}),
        element("b1", "list", lists=("vip",), exits={"listed": "c1", "not_listed": "a1"}),
        element("c1", "set", exits={"next": "b1"}),
    )
    (first,) = found(given, "loop_without_wait")
    assert first.level == "error"
    circles = ["a1", "b1"], ["b1", "c1"]
    assert first.extra["elements"] in circles
    assert first.element == first.extra["elements"][0]


def test_circles_go_by_levels_and_by_leading_on():
    given = flow(
        start("level:1"),
        element("a1", "list", lists=("vip",), level=1, exits={"not_listed": "level:2"}),
        element("b1", "person", extension="200", level=2, exits={"forward": "level:1"}),
    )
    (only,) = found(given, "loop_without_wait")
    assert only.extra["elements"] == ["a1", "b1"]


@pytest.mark.parametrize(
    "waiting",
    [
        element("a1", "person", extension="200", exits={"no_answer": "a1"}),
        element("a1", "menu", exits={"1": "a1"}),
        element("a1", "announcement", sound=HELLO, exits={"next": "a1"}),
        element("a1", "voicemail", box="200", exits={"next": "a1"}),
        element(
            "a1",
            "person",
            extension="200",
            exits={"busy": "b1", "unreachable": "b1", "declined": "b1", "otherwise": "a1"},
        ),
    ],
)
def test_a_circle_in_which_somebody_waits_is_allowed(waiting):
    assert not found(flow(start("a1"), waiting, element("b1", "hangup")), "loop_without_wait")


def test_a_menu_that_leads_on_does_not_wait():
    given = flow(start("a1"), element("a1", "menu", exits={"forward": "a1", "1": "a1"}))
    assert found(given, "loop_without_wait")


def test_flows_that_call_each_other_are_named():
    calls_second = flow(start("a1"), element("a1", "flow", flow=2))
    world = WORLD.__class__(
        flows={2: FlowFacts(("start",), frozenset((3,))), 3: FlowFacts((), frozenset((1,)))}
    )
    (only,) = found(calls_second, "loop_of_flows", world=world)
    assert only.extra["flows"] == [1, 2, 3]
    assert not found(calls_second, "loop_of_flows", key=4, world=world)
    itself = flow(start("a1"), element("a1", "flow", flow=1))
    assert found(itself, "loop_of_flows")
    assert not found(itself, "thing_missing")


def layers(*conditions):
    """A flow of layers of one level with these conditions, b0 the first."""
    made = (
        element(f"b{index}", "hangup", level=1, when=when) for index, when in enumerate(conditions)
    )
    return flow(start("level:1"), *made)


def shadowed(*conditions):
    return {each.element: each.extra["by"] for each in found(layers(*conditions), "shadowed_layer")}


LUNCH = When(days=(1, 2, 3, 4, 5), minutes=((780, 840),))
WORK = When(days=(1, 2, 3, 4, 5), minutes=((570, 1110),))
DUTY = When(days=(1, 2, 3, 4, 5), minutes=((1110, 1230),))


def test_the_order_of_004_is_no_shadow():
    assert shadowed(LUNCH, WORK, DUTY, When()) == {}


def test_a_wider_layer_above_is_a_shadow():
    assert shadowed(WORK, LUNCH) == {"b1": ["b0"]}
    assert shadowed(When(), LUNCH, WORK) == {"b1": ["b0"], "b2": ["b0"]}
    assert shadowed(LUNCH, LUNCH) == {"b1": ["b0"]}
    assert shadowed(When(days=(6, 7)), LUNCH) == {}


def test_layers_shadow_together():
    halves = When(minutes=((0, 720),)), When(minutes=((720, 1440),))
    assert shadowed(*halves, LUNCH) == {"b2": ["b1"]}
    assert shadowed(*halves, WORK) == {"b2": ["b0", "b1"]}
    assert shadowed(*halves, When()) == {"b2": ["b0", "b1"]}
    assert shadowed(halves[0], When(minutes=((721, 1440),)), When()) == {}


def test_lists_count_in_shadows():
    black, vip = When(lists=("black",)), When(lists=("vip",))
    both = When(lists=("black", "vip"))
    assert shadowed(black, When()) == {}
    assert shadowed(black, both) == {}
    assert shadowed(both, black) == {"b1": ["b0"]}
    assert shadowed(black, vip, both) == {"b2": ["b0", "b1"]}
    assert shadowed(When(), black) == {"b1": ["b0"]}
    assert shadowed(When(lists=("black",), days=(1,)), black) == {}


@pytest.mark.parametrize("seed", range(150))
def test_shadows_are_exactly_the_layers_that_nobody_gets(seed):
    """Tried with every caller, by lists, at every minute at which anything begins or ends."""
    dice = random.Random(seed)
    days = ((), (1, 2, 3, 4, 5), (6, 7), (5, 6), (1,))
    minutes = ((), ((540, 1080),), ((0, 720),), ((720, 1440),), ((540, 780), (840, 1080)))
    lists = ((), (), ("black",), ("vip",), ("black", "vip"))
    conditions = [
        When(dice.choice(lists), dice.choice(days), dice.choice(minutes))
        for _layer in range(dice.randint(2, 7))
    ]
    given = layers(*conditions)
    borders = (0, 540, 720, 780, 840, 1080)
    monday = int(datetime(2026, 11, 16, tzinfo=ZoneInfo(WORLD.timezone)).timestamp())
    taken = set()
    for known in ((), ("black",), ("vip",), ("black", "vip")):
        for day in range(7):
            for minute in borders:
                moment = monday + day * 86_400 + minute * 60
                caller = Caller("+79161234567", moment, listed=frozenset(known))
                clock = WallClock.at(moment, WORLD.timezone)
                chosen = layer_for(given, 1, caller, clock).layer
                taken.add(chosen.id if chosen else "")
    never = {each.id for each in given.layers[1]} - taken
    assert set(shadowed(*conditions)) == never


def test_a_document_is_read_and_checked_at_once():
    raw = document(flow(start("a1"), element("a1", "person", extension="299")))
    raw["elements"][1]["colour"] = "red"
    raw["elements"][0]["name"] = 7
    checked = check_document(raw, WORLD, 1)
    assert checked.has_errors
    assert [(each.level, each.element, each.field, each.code) for each in checked.problems] == [
        ("error", "start", "name", "wrong_type"),
        ("warning", "a1", "colour", "field_unknown"),
        ("error", "a1", "extension", "thing_missing"),
    ]
    many = {"format": 1, "elements": [{"id": f"a{n}", "kind": "start"} for n in range(501)]}
    assert [each.code for each in check_document(many, WORLD).problems] == ["too_large"]
