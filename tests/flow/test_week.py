"""A week painted by outcome: the same as trying every minute, with few calls tried."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from telephony.flow.call import Caller
from telephony.flow.graph import When
from telephony.flow.painting import paint
from telephony.flow.schedule import Calendar, Hours, Period, Schedule
from telephony.flow.simulate import simulate
from telephony.flow.week import WEEK_DAYS, Borders
from telephony.flow.world import World
from tests.flow.calls import STRANGER
from tests.flow.company import COMPLEX, WORLD, element, flow, start
from tests.flow.random_flows import random_case

MONDAY = date(2026, 11, 16)
DAYS = 3


def local(moment, zone="Europe/Moscow"):
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%a %H:%M")


def week(flows, world, caller, *, monday, days=WEEK_DAYS, tried=None):
    """What becomes of calls into the flow 1 during some days; `tried` gets the moments that were looked at."""
    zone = ZoneInfo(world.timezone)
    begin = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    start, until = (int((begin + timedelta(days=each)).timestamp()) for each in (0, days))
    borders = Borders(world, start)

    def look(moment):
        trace = simulate(flows, world, replace(caller, moment=moment), flow=1, is_brief=True)
        if tried is not None:
            tried.append(moment)
        return trace.outcome, borders.after(flows, trace, moment)

    return paint(look, start=start, until=until)


def painted(given, *, world=WORLD, monday=MONDAY, **caller):
    asked = Caller(STRANGER, 0, **caller)
    found = week({1: given}, world, asked, monday=monday)
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


def test_only_what_a_call_meets_is_tried():
    tried = []
    given = flow(
        start("a1"),
        element(
            "a1", "schedule", schedule="office", exits={"p1": "b1", "p2": "b1", "closed": "c1"}
        ),
        element("b1", "person", extension="200"),
        element("c1", "hangup"),
    )
    found = week({1: given}, WORLD, Caller(STRANGER, 0), monday=MONDAY, tried=tried)
    assert len(found.segments) == 11
    assert len(tried) == 3 * 5 + 1


def test_a_schedule_of_a_flow_that_is_called_counts():
    first = flow(start("f1"), element("f1", "flow", flow=2))
    second = flow(
        start("a1"),
        element("a1", "schedule", schedule="office", exits={"p1": "b1"}),
        element("b1", "person", extension="200"),
    )
    found = week({1: first, 2: second}, WORLD, Caller(STRANGER, 0), monday=MONDAY)
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
    segments = week({1: given}, world, Caller(STRANGER, 0), monday=date(2026, 3, 23)).segments
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
    found = week(case.flows, case.world, caller, monday=begin.date(), days=DAYS).segments
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
    found = week({1: given}, WORLD, Caller(STRANGER, 0), monday=MONDAY)
    assert found.grain_seconds == 900
    assert {each.start % 900 for each in found.segments} == {0}
    assert [each.end for each in found.segments[:-1]] == [each.start for each in found.segments[1:]]
    for each in found.segments:
        asked = Caller(STRANGER, each.start)
        assert simulate({1: given}, WORLD, asked, flow=1).outcome.key == each.outcome.key


def test_a_week_that_is_painted_exactly_says_so():
    found = week({1: COMPLEX}, WORLD, Caller(STRANGER, 0), monday=MONDAY)
    assert found.grain_seconds == 0


def test_a_circle_is_painted_without_going_round_it():
    """The node would end it after a thousand elements: what becomes of the call is the same."""
    circle = flow(
        start("level:1"),
        element("a1", "hangup", level=1, when=When(minutes=((540, 541),))),
        element("b1", "announcement", level=1, exits={"next": "level:1"}),
    )
    caller = Caller(STRANGER, 0)
    brief, whole = (
        simulate({1: circle}, WORLD, caller, flow=1, is_brief=is_brief)
        for is_brief in (True, False)
    )
    assert (brief.outcome.key, len(brief.steps)) == (whole.outcome.key, 4)
    assert len(whole.steps) > 1000
    assert [each[2] for each in painted(circle)[:3]] == ["loop:", "hung_up:normal", "loop:"]


def test_a_circle_in_which_keys_are_pressed_is_gone_round():
    given = flow(
        start("a1"), element("a1", "menu", exits={"1": "a1", "2": "b1"}), element("b1", "hangup")
    )
    caller = Caller(STRANGER, 0, keys=("1", "1", "2"))
    assert (
        simulate({1: given}, WORLD, caller, flow=1, is_brief=True).outcome.key == "hung_up:normal"
    )


def test_what_there_is_to_look_at_is_counted_once_for_a_level():
    """However often a call comes to it."""
    rows = [element(f"l{n}", "hangup", level=1, when=When(lists=("vip",))) for n in range(400)]
    circle = flow(
        start("level:1"), *rows, element("z1", "announcement", level=1, exits={"next": "level:1"})
    )
    trace = simulate({1: circle}, WORLD, Caller(STRANGER, 0), flow=1)
    assert trace.work == len(trace.steps) + 401


@pytest.mark.parametrize("seed", range(200))
def test_a_brief_walk_ends_as_the_whole_one(seed):
    case = random_case(seed)
    brief = simulate(case.flows, case.world, case.caller, flow=1, is_brief=True)
    assert brief.outcome.key == case.trace().outcome.key
