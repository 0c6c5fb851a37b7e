"""A week painted by outcome: the same as trying every minute, with few calls tried."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from telephony.flow import week as week_module
from telephony.flow.call import Caller
from telephony.flow.graph import When
from telephony.flow.schedule import Calendar, Hours, Period, Schedule
from telephony.flow.simulate import simulate
from telephony.flow.week import week
from telephony.flow.world import World
from tests.flow.company import WORLD, element, flow, start
from tests.flow.random_flows import random_case
from tests.flow.test_simulate import COMPLEX, STRANGER

MONDAY = date(2026, 11, 16)
DAYS = 3


def local(moment, zone="Europe/Moscow"):
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%a %H:%M")


def painted(given, *, world=WORLD, monday=MONDAY, **caller):
    asked = Caller(STRANGER, 0, **caller)
    found = week({1: given}, world, asked, flow=1, monday=monday)
    return [
        (local(each.start, world.timezone), local(each.end, world.timezone), each.outcome.key)
        for each in found.segments
    ]


def test_a_flow_without_times_is_one_segment():
    assert painted(flow(start("a1"), element("a1", "person", extension="200"))) == [
        ("Mon 00:00", "Mon 00:00", "answered:200")
    ]


def test_the_example_of_004():
    found = painted(COMPLEX)
    assert found[:7] == [
        ("Mon 00:00", "Mon 09:30", "answered:duty"),
        ("Mon 09:30", "Mon 13:00", "answered:201"),
        ("Mon 13:00", "Mon 14:00", "answered:200"),
        ("Mon 14:00", "Mon 18:30", "answered:201"),
        ("Mon 18:30", "Mon 20:30", "answered:202"),
        ("Mon 20:30", "Tue 09:30", "answered:duty"),
        ("Tue 09:30", "Tue 13:00", "answered:201"),
    ]
    assert found[-1] == ("Fri 20:30", "Mon 00:00", "answered:duty")


def test_only_what_a_call_meets_is_tried(monkeypatch):
    tried = []
    monkeypatch.setattr(
        week_module, "simulate", lambda *args, **named: tried.append(1) or simulate(*args, **named)
    )
    given = flow(
        start("a1"),
        element(
            "a1", "schedule", schedule="office", exits={"p1": "b1", "p2": "b1", "closed": "c1"}
        ),
        element("b1", "person", extension="200"),
        element("c1", "hangup"),
    )
    assert len(painted(given)) == 11
    assert len(tried) == 3 * 5 + 1


def test_a_schedule_of_a_flow_that_is_called_counts():
    first = flow(start("f1"), element("f1", "flow", flow=2))
    second = flow(
        start("a1"),
        element("a1", "schedule", schedule="office", exits={"p1": "b1"}),
        element("b1", "person", extension="200"),
    )
    found = week({1: first, 2: second}, WORLD, Caller(STRANGER, 0), flow=1, monday=MONDAY)
    assert [each.outcome.key for each in found.segments[:3]] == [
        "unlinked:closed",
        "answered:200",
        "unlinked:p2",
    ]


def test_a_week_in_which_the_clock_is_turned_has_its_own_length():
    schedule = Schedule((Period("p1", (Hours((7,), 150, 240),)),))
    world = World(timezone="Europe/Berlin", schedules={"s": schedule}, extensions={"200": 5})
    given = flow(
        start("a1"),
        element("a1", "schedule", schedule="s", exits={"p1": "b1"}),
        element("b1", "person", extension="200"),
    )
    found = painted(given, world=world, monday=date(2026, 3, 23))
    assert found[1] == ("Sun 03:00", "Sun 04:00", "answered:200")
    segments = week(
        {1: given}, world, Caller(STRANGER, 0), flow=1, monday=date(2026, 3, 23)
    ).segments
    assert segments[-1].end - segments[0].start == 7 * 86_400 - 3600


def test_the_switch_by_hand_is_painted_until_it_ends():
    until = int(datetime(2026, 11, 18, 12, tzinfo=ZoneInfo("Europe/Moscow")).timestamp())
    closed = Schedule(WORLD.schedules["office"].periods, override="closed", override_until=until)
    world = World(schedules={"office": closed}, extensions={"200": 5})
    given = flow(
        start("a1"),
        element("a1", "schedule", schedule="office", exits={"p1": "b1"}),
        element("b1", "person", extension="200"),
    )
    assert painted(given, world=world)[:2] == [
        ("Mon 00:00", "Wed 12:00", "unlinked:closed"),
        ("Wed 12:00", "Wed 18:00", "answered:200"),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_a_painted_week_is_what_every_half_hour_tells(seed):
    """All borders of the random company lie on half hours."""
    case = random_case(seed)
    zone = ZoneInfo(case.world.timezone)
    begin = datetime(2026, 11, 20, tzinfo=zone)
    until = begin + timedelta(days=DAYS)
    caller = Caller(
        case.caller.number,
        int(begin.timestamp()),
        phones=case.caller.phones,
        listed=case.caller.listed,
    )
    found = week(case.flows, case.world, caller, flow=1, monday=begin.date(), days=DAYS).segments
    assert [each.end for each in found[:-1]] == [each.start for each in found[1:]]
    for moment in range(int(begin.timestamp()), int(until.timestamp()), 1800):
        asked = Caller(caller.number, moment, phones=caller.phones, listed=caller.listed)
        told = next(each for each in found if each.start <= moment < each.end)
        assert told.outcome.key == simulate(case.flows, case.world, asked, flow=1).outcome.key


def test_holidays_are_painted():
    calendar = Calendar({date(2026, 11, 17): "a day"})
    schedule = Schedule(WORLD.schedules["office"].periods, calendar=calendar)
    world = World(schedules={"office": schedule}, extensions={"200": 5})
    given = flow(
        start("a1"),
        element(
            "a1", "schedule", schedule="office", exits={"p1": "b1", "closed": "c1", "p2": "c1"}
        ),
        element("b1", "person", extension="200"),
        element("c1", "hangup"),
    )
    assert [each[:2] for each in painted(given, world=world) if each[2] == "answered:200"][:2] == [
        ("Mon 09:00", "Mon 18:00"),
        ("Wed 09:00", "Wed 18:00"),
    ]


def test_layers_by_day_begin_at_midnight():
    given = flow(
        start("level:1"),
        element("a1", "person", extension="200", level=1, when=When(days=(6, 7))),
        element("b1", "person", extension="201", level=1),
    )
    assert painted(given) == [
        ("Mon 00:00", "Sat 00:00", "answered:201"),
        ("Sat 00:00", "Mon 00:00", "answered:200"),
    ]


def minutes_apart(count):
    """Layers that take turns, a minute each, all day."""
    return [
        element(
            f"l{turn}",
            "hangup",
            level=1,
            when=When(minutes=tuple((each, each + 1) for each in range(turn, 1440, count))),
            cause=cause,
        )
        for turn, cause in zip(range(count), ("busy", "normal", "declined"), strict=False)
    ]


def test_what_changes_too_often_is_painted_by_quarters_of_an_hour():
    given = flow(start("level:1"), *minutes_apart(2))
    found = week({1: given}, WORLD, Caller(STRANGER, 0), flow=1, monday=MONDAY)
    assert found.grain_seconds == 900
    assert {each.start % 900 for each in found.segments} == {0}
    assert [each.end for each in found.segments[:-1]] == [each.start for each in found.segments[1:]]
    for each in found.segments:
        asked = Caller(STRANGER, each.start)
        assert simulate({1: given}, WORLD, asked, flow=1).outcome.key == each.outcome.key


def test_a_week_that_is_painted_exactly_says_so():
    found = week({1: COMPLEX}, WORLD, Caller(STRANGER, 0), flow=1, monday=MONDAY)
    assert found.grain_seconds == 0
