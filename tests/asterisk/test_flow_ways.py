"""Where calls go in flows: by time, list, number, layer, and from flow to flow; told by the node's own events.

The calls are made inside the node, many at once, at pretended moments.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from telephony.asterisk.snapshot import FlowNumber, ScheduleConfig
from tests.asterisk.companies import company, extension, with_extensions
from tests.asterisk.dialler import Dialler, InnerCall
from tests.asterisk.flows import begins, element, flow, path_of, with_flows
from tests.asterisk.node import Node

END = element("hangup", "end")
OTHER_END = element("hangup", "otherend")
ZONE = ZoneInfo("Europe/Moscow")


@pytest.fixture(scope="module")
def dialler(running_node: Node) -> Iterator[Dialler]:
    made = Dialler(running_node)
    yield made
    made.close()


def at(text: str) -> int:
    """Epoch second of a moment where the company is."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


@pytest.fixture
def walk(node, dialler):
    """`walk(flows, moment=..., caller=...)`: the path of a call to 600, the first start of the first flow."""

    def publish(*flows, **options):
        first = flows[0].flow.starts[0].id
        options.setdefault("flow_numbers", (FlowNumber("600", flows[0].key, first),))
        base = options.pop("base", company("acme"))
        node.apply(with_flows(base, *flows, **options))

    def made(*flows, moment="2026-11-25 12:00", **options):
        if flows:
            publish(*flows, **options)
        events = dialler.calls([InnerCall("acme", "200", "600", at(moment))])[0]
        return path_of(events)

    return made


def level(kind, key, number, *, exits=None, lists=(), days=(), minutes=(), **settings):
    """A layer."""
    when = {"lists": list(lists), "days": list(days), "minutes": [list(each) for each in minutes]}
    return element(kind, key, level=number, when=when, exits=exits or {}, **settings)


# ---------------------------------------------------------------- schedules

HOURS = ((570, 1110, "p1"), (1110, 1230, "p2"))  # 9:30-18:30, 18:30-20:30
WEEK = ScheduleConfig(
    "5c4ed01e", weekly=(*(HOURS for _ in range(5)), (), ()),
    dated=(("20261225", ()), ("20261226", ((600, 720, "p2"),))), number="780", opens="p1",
)  # fmt: skip


def by_time():
    exits = {"p1": "day", "p2": "duty", "closed": "night"}
    ends = [element("hangup", key) for key in ("day", "duty", "night")]
    return flow(
        begins("hours"), element("schedule", "hours", schedule=WEEK.key, exits=exits), *ends
    )


@pytest.mark.parametrize(
    ("moment", "exit"),
    [
        ("2026-11-25 09:29:59", "closed"),
        ("2026-11-25 09:30:00", "p1"),
        ("2026-11-25 18:29:59", "p1"),
        ("2026-11-25 18:30:00", "p2"),
        ("2026-11-25 20:29:59", "p2"),
        ("2026-11-25 20:30:00", "closed"),
        ("2026-11-28 12:00:00", "closed"),  # a Saturday
        ("2026-12-25 12:00:00", "closed"),  # closed on this date, and in this year alone
        ("2027-12-24 12:00:00", "p1"),
        ("2026-12-26 10:00:00", "p2"),  # a Saturday with hours of its own
    ],
)
def test_a_period_includes_its_first_moment_and_excludes_its_last(walk, moment, exit):
    assert walk(by_time(), schedules=(WEEK,), moment=moment)[-1][1] == exit


@pytest.mark.parametrize(
    ("override", "until", "exit"),
    [
        ("closed", "", "closed"),
        ("open", "", "p1"),
        ("closed", "2026-11-25 12:00:01", "closed"),
        ("closed", "2026-11-25 12:00:00", "p1"),
    ],
)
def test_the_switch_by_hand_counts_before_the_week(walk, override, until, exit):
    switched = replace(WEEK, override=override, override_until=at(until) if until else 0)
    assert walk(by_time(), schedules=(switched,))[-1][1] == exit


def test_a_day_of_many_ranges(walk):
    """They lie in several facts."""
    minutes = tuple((minute, minute + 4, "p1") for minute in range(0, 1440, 8))
    busy = replace(WEEK, weekly=(minutes,) * 7, dated=())
    assert walk(by_time(), schedules=(busy,), moment="2026-11-25 23:55:59")[-1][1] == "p1"
    assert walk(moment="2026-11-25 23:56:00")[-1][1] == "closed"
    assert walk(moment="2026-11-25 00:03:59")[-1][1] == "p1"


def test_a_schedule_that_is_gone_is_closed(walk):
    assert walk(by_time())[-1][1] == "closed"


# ---------------------------------------------------------------- layers


def test_layers_are_tried_in_order_and_the_first_that_is_meant_takes_the_call(walk):
    made = flow(
        begins("level:1"),
        level("hangup", "lunch", 1, days=(1, 2, 3, 4, 5), minutes=((780, 840),)),
        level("hangup", "day", 1, days=(1, 2, 3, 4, 5), minutes=((540, 1080), (1140, 1200))),
        level("hangup", "saturday", 1, days=(6,)),
    )
    assert walk(made, moment="2026-11-25 13:00")[-1] == ("lunch", "next")
    assert walk(moment="2026-11-25 14:00")[-1] == ("day", "next")
    assert walk(moment="2026-11-25 19:59:59")[-1] == ("day", "next")
    assert walk(moment="2026-11-28 03:00")[-1] == ("saturday", "next")
    assert walk(moment="2026-11-29 03:00") == [("start", "")]


@pytest.mark.parametrize("target", ["level:1", "level:2"])
def test_a_level_where_no_layer_is_meant_ends_the_call(walk, node, target):
    since = node.mark()
    made = flow(begins(target), level("hangup", "never", 1, days=(7,)))
    assert walk(made) == [("start", "")]
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "no_layer"


def test_forward_is_taken_instead_of_what_the_element_does(walk):
    person = element("person", "who", extension="201", exits={"forward": "end", "busy": "start"})
    assert walk(flow(begins("who"), person, END)) == [
        ("start", ""), ("who", "next"), ("end", "forward"),
    ]  # fmt: skip


# ---------------------------------------------------------------- who calls


def test_callers_are_told_apart_by_patterns(walk):
    parts = element(
        "caller", patterns=["20[01]", "7495.*"], exits={"match": "end", "no_match": "otherend"}
    )
    assert walk(flow(begins("caller"), parts, END, OTHER_END))[-1] == ("end", "match")
    others = element("caller", patterns=["201"], exits={"match": "end", "no_match": "otherend"})
    assert walk(flow(begins("caller"), others, END, OTHER_END))[-1] == ("otherend", "no_match")


def test_somebody_inside_is_on_no_list(walk):
    parts = element("list", lists=["a1", "b2"], exits={"listed": "end", "not_listed": "otherend"})
    assert walk(flow(begins("list"), parts, END, OTHER_END))[-1] == ("otherend", "not_listed")


# ---------------------------------------------------------------- flows in flows


def test_a_flow_is_called_and_comes_back(walk):
    outer = flow(begins("inner"), element("flow", "inner", flow=2, exits={"next": "end"}), END)
    inner = flow(begins("home"), element("back", "home"), key=2, version=7)
    assert walk(outer, inner) == [
        ("start", ""), ("inner", "next"), ("start", ""), ("home", "next"), ("end", "next"),
    ]  # fmt: skip


def test_back_from_the_first_flow_ends_the_call(walk, node):
    since = node.mark()
    assert walk(flow(begins("home"), element("back", "home")))[-1] == ("home", "next")
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "back"


def test_a_circle_of_flows_ends(walk, node):
    since = node.mark()
    one = flow(begins("two"), element("flow", "two", flow=2, exits={}), key=1)
    two = flow(begins("one"), element("flow", "one", flow=1, exits={}), key=2)
    assert len(walk(one, two)) == 20
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "loop"


def test_a_circle_inside_a_flow_that_nothing_stops_ends(walk, node):
    since = node.mark()
    person = element("person", "who", extension="204", exits={"unreachable": "who"})
    assert len(walk(flow(begins("who"), person))) == 1001
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "loop"


def test_a_flow_that_was_deleted_ends_the_call(walk, node):
    since = node.mark()
    walk(flow(begins("two"), element("flow", "two", flow=2, exits={"next": "end"}), END))
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "missing"


# ---------------------------------------------------------------- plans of people


def planned(*elements):
    base = with_extensions(company("acme"), replace(extension("204"), plan="1/start"))
    return flow(begins("self"), *elements), base


def test_a_person_is_rung_inside_their_own_plan(node, dialler):
    made, base = planned(
        element("person", "self", extension="204", exits={"unreachable": "end"}), END
    )
    node.apply(with_flows(base, made))
    events = dialler.calls([InnerCall("acme", "200", "204")])[0]
    assert path_of(events) == [("start", ""), ("self", "next"), ("end", "unreachable")]


def test_a_plan_that_leads_back_says_what_came_of_it(walk):
    made, base = planned(
        element("person", "self", extension="204", exits={"unreachable": "home"}),
        element("back", "home"),
    )
    outer = flow(
        begins("who"), element("person", "who", extension="204", exits={"unreachable": "end"}), END,
        key=2,
    )  # fmt: skip
    steps = walk(outer, made, base=base)
    assert steps == [
        ("start", ""), ("who", "next"), ("start", ""), ("self", "next"), ("home", "unreachable"),
        ("end", "unreachable"),
    ]  # fmt: skip


# ---------------------------------------------------------------- marks


def test_what_a_call_is_marked_with_is_kept(walk, node, trace):
    since = node.mark()
    marks = element(
        "set", caller_prefix="Офис", language="en", priority=7, tag="VIP", records="on",
        exits={"next": "end"},
    )  # fmt: skip
    assert walk(flow(begins("set"), marks, END))[-1] == ("end", "next")
    assert node.event("x-tag", since=since)["extra"] == {"tag": "VIP"}
    trace("flow_tagged")
