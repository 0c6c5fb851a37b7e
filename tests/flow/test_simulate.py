"""What becomes of calls in flows: every kind by each of its exits, layers, loops, flows that call others."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from telephony.flow.call import Caller
from telephony.flow.graph import Flow, When
from telephony.flow.limits import DEPTH_MAX, HOPS_MAX
from telephony.flow.settings import Sound
from telephony.flow.simulate import simulate
from telephony.flow.world import World
from tests.flow.company import HELLO, WEEKDAYS, WORLD, element, flow, start

MONDAY = "2026-11-16 10:00"
STRANGER = "+79161234567"


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow")).timestamp())


def call(flows, *, when=MONDAY, number=STRANGER, world=WORLD, entry="", called="", **caller):
    """The trace of a call into a flow, or into the first of several."""
    known = {1: flows} if isinstance(flows, Flow) else flows
    asked = Caller(number=number, moment=at(when), **caller)
    return simulate(known, world, asked, flow=1, element=entry, number=called)


def led(kind, exits, *, stays=True, world=WORLD, others=(), settings=None, **caller):
    """The exit that a call takes of one element whose `exits` all lead on, with the reason."""
    ends = [element(f"z{index}", "hangup") for index in range(len(exits))]
    links = {name: f"z{index}" for index, name in enumerate(exits)}
    given = flow(start("a1"), element("a1", kind, exits=links, **(settings or {})), *ends)
    trace = call({1: given, **dict(others)}, stays=stays, world=world, **caller)
    step = next(each for each in trace.steps if each.element == "a1")
    return step.exit, step.reason


RINGING = ("answered", "busy", "no_answer", "unreachable", "declined")


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


def test_an_announcement_takes_its_time():
    given = flow(
        start("a1"),
        element("a1", "announcement", sound=HELLO, repeats=3, exits={"next": "b1"}),
        element("b1", "announcement", sound=Sound(text="x" * 28, rate=2.0)),
    )
    trace = call(given)
    assert [each.seconds for each in trace.steps] == [0, 0, 12]
    assert trace.seconds == 13
    assert led("announcement", ("next",)) == ("next", "silent")


MENU = {"prompt": HELLO}


@pytest.mark.parametrize(
    ("keys", "settings", "expected"),
    [
        (("1",), MENU, ("1", "key_pressed")),
        (("#",), MENU, ("#", "key_pressed")),
        ((), MENU, ("timeout", "nothing_pressed")),
        (("7", "8", "1"), MENU, ("1", "key_pressed")),
        (("7", "8", "9"), MENU, ("wrong", "keys_wrong")),
        (("7",), {"attempts": 1}, ("wrong", "keys_wrong")),
        (("7",), MENU, ("timeout", "nothing_pressed")),
        (("299", "1"), {"dials_direct": True}, ("1", "key_pressed")),
        (("2",), {"dials_direct": True}, ("2", "key_pressed")),
        (("900", "299", "298"), {"dials_direct": True}, ("wrong", "keys_wrong")),
    ],
)
def test_a_menu_goes_by_keys(keys, settings, expected):
    exits = ("1", "2", "#", "timeout", "wrong")
    assert led("menu", exits, keys=keys, settings=settings) == expected


def test_a_menu_dials_numbers():
    given = flow(start("a1"), element("a1", "menu", dials_direct=True, exits={"2": "start"}))
    trace = call(given, keys=("201",))
    assert trace.outcome.key == "answered:201"
    assert trace.steps[-1].element == "a1"
    outcome = call(given, keys=("201",), phones={"201": "busy"}).outcome
    assert (outcome.code, outcome.extra["exit"], outcome.extra["cause"]) == (
        "unlinked",
        "busy",
        "busy",
    )
    assert call(given, keys=("500",)).outcome.key == "answered:500"


def test_a_menu_that_nobody_uses_says_goodbye():
    outcome = call(flow(start("a1"), element("a1", "menu"))).outcome
    assert outcome.extra == {"exit": "timeout", "cause": "normal", "goodbye": True}
    outcome = call(flow(start("a1"), element("a1", "menu")), keys=("1", "1", "1")).outcome
    assert outcome.extra == {"exit": "wrong", "cause": "normal", "goodbye": False}


def test_keys_that_were_pressed_early_are_there_for_what_is_asked_next():
    given = flow(
        start("a1"),
        element("a1", "menu", exits={"1": "b1"}),
        element("b1", "dial", digits=3),
    )
    assert call(given, keys=("1202",)).outcome.key == "answered:202"


@pytest.mark.parametrize(
    ("keys", "exits", "expected"),
    [
        (("200",), RINGING, ("answered", "answered")),
        (("299",), (*RINGING, "unknown"), ("unknown", "number_unknown")),
        (("20",), (*RINGING, "unknown"), ("unknown", "number_unknown")),
        (
            ("900",),
            ("unknown",),
            ("unknown", "number_unknown"),
        ),  # a schedule's number is nobody to call
        ((), (*RINGING, "timeout"), ("timeout", "nothing_dialled")),
        (("#",), ("timeout",), ("timeout", "nothing_dialled")),
        (
            (),
            ("otherwise",),
            ("otherwise", "nothing_dialled"),
        ),  # 001: nothing dialled, the reserve exit
        (("299",), ("otherwise",), ("otherwise", "number_unknown")),
    ],
)
def test_an_extension_is_dialled(keys, exits, expected):
    assert led("dial", exits, keys=keys) == expected


def test_a_dialled_number_rings():
    phones = {"200": "no_answer"}
    assert led("dial", RINGING, keys=("200",), phones=phones) == ("no_answer", "no_answer")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-16 08:59:59", "closed"),
        ("2026-11-16 09:00", "p1"),
        ("2026-11-16 17:59:59", "p1"),
        ("2026-11-16 18:00", "p2"),
        ("2026-11-16 20:00", "closed"),
        ("2026-11-21 12:00", "closed"),
    ],
)
def test_a_schedule_parts_the_way(when, expected):
    settings = {"schedule": "office"}
    assert led("schedule", ("p1", "p2", "closed"), settings=settings, when=when) == (
        expected,
        "period",
    )


def test_a_schedule_that_is_gone_is_closed():
    assert led("schedule", ("p1", "closed")) == ("closed", "schedule_missing")


@pytest.mark.parametrize(
    ("number", "listed", "expected"),
    [
        (STRANGER, frozenset(("vip",)), ("listed", "listed")),
        (STRANGER, frozenset(("black",)), ("not_listed", "not_listed")),
        ("", frozenset(("vip",)), ("not_listed", "not_listed")),
        ("202", frozenset(("vip",)), ("not_listed", "not_listed")),
    ],
)
def test_lists_part_the_way(number, listed, expected):
    exits = ("listed", "not_listed")
    assert (
        led("list", exits, settings={"lists": ("vip",)}, number=number, listed=listed) == expected
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [(STRANGER, "match"), ("+74951112233", "no_match"), ("", "no_match"), ("202", "match")],
)
def test_patterns_part_the_way(number, expected):
    settings = {"patterns": ("7916.*", "2..")}
    assert led("caller", ("match", "no_match"), settings=settings, number=number)[0] == expected


def test_a_message_is_left():
    given = flow(start("a1"), element("a1", "voicemail", box="500"))
    assert call(given).outcome.key == "message:500"
    onward = flow(
        start("a1"),
        element("a1", "voicemail", box="500", exits={"next": "b1"}),
        element("b1", "hangup"),
    )
    assert call(onward).outcome.key == "message:500"
    assert led("voicemail", ("next",), settings={"box": "299"}) == ("next", "box_missing")


def test_a_call_is_marked_and_goes_on():
    assert led("set", ("next",), settings={"tag": "vip"}) == ("next", "assigned")


def test_a_hangup_tells_its_cause():
    outcome = call(flow(start("a1"), element("a1", "hangup", cause="busy"))).outcome
    assert outcome.key == "hung_up:busy"


def test_forward_comes_before_everything():
    exits = {"forward": "b1", "answered": "start"}
    given = flow(
        start("a1"), element("a1", "person", extension="200", exits=exits), element("b1", "hangup")
    )
    trace = call(given)
    assert [(each.element, each.exit, each.reason) for each in trace.steps] == [
        ("start", "next", "started"),
        ("a1", "forward", "forwarded"),
        ("b1", "", "hung_up"),
    ]


# ---------------------------------------------------------------- flows that call others

SECOND = flow(
    start("a1"),
    element("a1", "person", extension="202", exits={"busy": "b1"}),
    element("b1", "back"),
    element("other", "start", exits={"next": "c1"}),
    element("c1", "hangup", cause="declined"),
)


def test_a_flow_calls_another_which_comes_back():
    first = flow(
        start("f1"), element("f1", "flow", flow=2, exits={"next": "g1"}), element("g1", "hangup")
    )
    trace = call({1: first, 2: SECOND}, phones={"202": "busy"})
    assert [(each.flow, each.element, each.entered, each.exit) for each in trace.steps] == [
        (1, "start", "", "next"),
        (1, "f1", "next", "next"),
        (2, "start", "", "next"),
        (2, "a1", "next", "busy"),
        (2, "b1", "busy", ""),
        (1, "g1", "next", ""),
    ]
    assert trace.path[2] == (2, "start", "")


def test_another_start_may_be_called():
    first = flow(start("f1"), element("f1", "flow", flow=2, start="other"))
    assert call({1: first, 2: SECOND}).outcome.key == "hung_up:declined"


def test_what_is_missing_ends_the_call():
    gone = flow(start("f1"), element("f1", "flow", flow=9))
    assert (call(gone).outcome.code, call(gone).outcome.flow) == ("missing", 9)
    assert call(gone, entry="x1").outcome.code == "missing"
    assert call(flow(start("x1"))).outcome.code == "missing"
    assert call(flow(element("a1", "hangup"))).outcome.code == "missing"
    assert led("flow", ("next",)) == ("next", "nobody")


def test_there_may_be_nothing_to_go_back_to():
    assert call(flow(start("a1"), element("a1", "back"))).outcome.code == "back"


def test_a_circle_ends():
    given = flow(start("a1"), element("a1", "set", exits={"next": "a1"}))
    trace = call(given)
    assert trace.outcome.code == "loop"
    assert len(trace.steps) == HOPS_MAX + 1


def test_a_chain_of_many_elements_is_no_circle():
    links = [element(f"a{n}", "set", exits={"next": f"a{n + 1}"}) for n in range(499)]
    given = flow(start("a0"), *links, element("a499", "hangup"))
    assert call(given).outcome.code == "hung_up"


def test_flows_in_flows_end():
    itself = flow(start("f1"), element("f1", "flow", flow=1))
    trace = call(itself)
    assert trace.outcome.code == "loop"
    assert len(trace.steps) == 2 * DEPTH_MAX


# ---------------------------------------------------------------- plans of persons, numbers of elements

PLANNED = World(
    extensions={"200": 30, "201": 30},
    numbers={"200": "extension", "201": "extension", "801": "flow:2/m1"},
    plans={"200": (2, "p1")},
)
PLAN = flow(
    start("p1"),
    element("p1", "person", extension="200", exits={"busy": "p2", "no_answer": "b1"}),
    element("p2", "person", extension="201"),
    element("b1", "back"),
    element("m1", "hangup", cause="busy", own_number="801"),
)
FIRST = flow(
    start("a1"),
    element("a1", "person", extension="200", exits={"no_answer": "z1"}),
    element("z1", "hangup"),
)


def test_a_plan_takes_the_calls_of_its_person_who_is_rung_in_it():
    trace = call({1: FIRST, 2: PLAN}, world=PLANNED, phones={"200": "busy"})
    assert trace.outcome.key == "answered:201"
    assert trace.path[1:] == ((1, "a1", "next"), (2, "p1", ""), (2, "p2", "busy"))


def test_a_plan_that_goes_back_gives_its_last_result():
    trace = call({1: FIRST, 2: PLAN}, world=PLANNED, phones={"200": "no_answer"})
    assert trace.path[1:] == (
        (1, "a1", "next"),
        (2, "p1", ""),
        (2, "b1", "no_answer"),
        (1, "z1", "no_answer"),
    )


def test_a_call_to_the_person_begins_in_the_plan():
    trace = call(
        {1: PLAN},
        world=World(**{**PLANNED_FIELDS, "plans": {"200": (1, "p1")}}),
        entry="p1",
        called="200",
    )
    assert trace.outcome.key == "answered:200"


PLANNED_FIELDS = {"extensions": PLANNED.extensions, "numbers": PLANNED.numbers}


def test_an_element_with_a_number_is_dialled():
    given = flow(start("a1"), element("a1", "menu", dials_direct=True))
    assert call({1: given, 2: PLAN}, world=PLANNED, keys=("801",)).outcome.key == "hung_up:busy"


def test_a_person_is_not_reached_by_callers_on_their_list():
    world = World(extensions={"200": 30}, numbers={"200": "extension"}, blocked={"200": "black"})
    given = flow(
        start("a1"),
        element("a1", "person", extension="200", exits={"declined": "b1"}),
        element("b1", "dial"),
    )
    trace = call(given, world=world, keys=("200",), listed=frozenset(("black",)))
    assert trace.outcome.key == "unlinked:declined"
    assert trace.steps[1].extra == {"number": "200", "list": "black"}
    assert call(given, world=world).outcome.key == "answered:200"
    assert (
        call(given, world=world, number="201", listed=frozenset(("black",))).outcome.code
        == "answered"
    )


def test_a_plan_that_dials_its_own_person_goes_round():
    plan = flow(element("p1", "dial", exits={"unreachable": "z1"}), element("z1", "hangup"))
    world = World(**{**PLANNED_FIELDS, "plans": {"200": (1, "p1")}})
    trace = call(plan, world=world, entry="p1", called="200", keys=("200",))
    assert (trace.steps[0].exit, trace.steps[0].extra["loop"]) == ("unreachable", True)


# ---------------------------------------------------------------- layers: the example of 004


def days(*minutes):
    return When(days=WEEKDAYS, minutes=minutes)


COMPLEX = flow(
    start("level:1"),
    element(
        "black",
        "list",
        level=1,
        lists=("black",),
        exits={"listed": "level:20", "not_listed": "level:2"},
    ),
    element(
        "lunch",
        "person",
        level=2,
        when=days((780, 840)),
        extension="200",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element(
        "work",
        "person",
        level=2,
        when=days((570, 1110)),
        extension="201",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element(
        "duty",
        "person",
        level=2,
        when=days((1110, 1230)),
        extension="202",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element(
        "night",
        "outside",
        level=2,
        redirect="duty",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element("box", "voicemail", level=3, box="500"),
)


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
