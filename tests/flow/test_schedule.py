"""Periods of a schedule: borders, nights, holidays, exceptions, the switch by hand, clocks that are turned."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from telephony.flow.schedule import (
    CLOSED,
    Calendar,
    Change,
    Hours,
    Period,
    Schedule,
    Slot,
    changes,
    day_slots,
    next_change,
    period_at,
)
from telephony.flow.schedule_ranges import node_ranges
from telephony.flow.schedule_read import read_hours

MOSCOW = "Europe/Moscow"
WEEKDAYS = (1, 2, 3, 4, 5)
OFFICE = Schedule(
    periods=(
        Period("p2", (Hours(WEEKDAYS, 13 * 60, 14 * 60),)),  # lunch, above the day that has it
        Period("p1", (Hours(WEEKDAYS, 9 * 60 + 30, 18 * 60 + 30),)),
        Period("p3", (Hours(WEEKDAYS, 18 * 60 + 30, 20 * 60 + 30),)),
    )
)
NIGHT = Schedule(periods=(Period("p1", (Hours((5,), 22 * 60, 6 * 60),)),))


def at(text, zone=MOSCOW, fold=0):
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


def period(schedule, text, zone=MOSCOW):
    return period_at(schedule, at(text, zone), zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-16 09:29:59", CLOSED),
        ("2026-11-16 09:30", "p1"),
        ("2026-11-16 12:59:59", "p1"),
        ("2026-11-16 13:00", "p2"),
        ("2026-11-16 13:59:59", "p2"),
        ("2026-11-16 14:00", "p1"),
        ("2026-11-16 18:29:59", "p1"),
        ("2026-11-16 18:30", "p3"),
        ("2026-11-16 20:29:59", "p3"),
        ("2026-11-16 20:30", CLOSED),
        ("2026-11-21 12:00", CLOSED),  # Saturday
    ],
)
def test_a_period_has_its_first_moment_and_not_its_last(text, expected):
    assert period(OFFICE, text) == expected


def test_lunch_may_be_a_hole():
    schedule = Schedule((Period("p1", (Hours(WEEKDAYS, 540, 780), Hours(WEEKDAYS, 840, 1080))),))
    told = [
        period(schedule, f"2026-11-16 {time}")
        for time in ("12:59:59", "13:00", "13:59:59", "14:00")
    ]
    assert told == ["p1", CLOSED, CLOSED, "p1"]
    joined = Schedule((Period("p1", (Hours(WEEKDAYS, 540, 780), Hours(WEEKDAYS, 780, 1080))),))
    assert day_slots(joined, date(2026, 11, 16)) == (Slot(540, 1080, "p1"),)


def test_hours_pass_midnight():
    assert period(NIGHT, "2026-11-20 21:59:59") == CLOSED
    assert period(NIGHT, "2026-11-20 22:00") == "p1"
    assert period(NIGHT, "2026-11-21 05:59:59") == "p1"
    assert period(NIGHT, "2026-11-21 06:00") == CLOSED
    assert period(NIGHT, "2026-11-22 00:00") == CLOSED


def test_a_day_may_have_all_hours():
    always = Schedule(periods=(Period("p1", (Hours(tuple(range(1, 8)), 0, 1440),)),))
    assert next_change(always, at("2026-11-20 12:00"), MOSCOW) is None
    assert period(always, "2026-11-20 23:59:59") == "p1"


def test_a_holiday_is_closed_and_a_moved_working_day_works_as_the_day_it_was_moved_from():
    friday_short = Schedule(
        periods=(Period("p1", (Hours((1, 2, 3, 4), 540, 1080), Hours((5,), 540, 900))),),
        calendar=Calendar(
            {date(2025, 11, 3): "moved", date(2025, 11, 4): "unity"}, {date(2025, 11, 1): 1}
        ),
    )
    assert period(friday_short, "2025-11-01 17:00") == "p1"  # a Saturday that works as a Monday
    assert period(friday_short, "2025-11-03 12:00") == CLOSED
    assert period(friday_short, "2025-11-04 12:00") == CLOSED
    assert period(friday_short, "2025-11-05 12:00") == "p1"
    assert period(friday_short, "2025-10-31 15:00") == CLOSED
    found = next_change(friday_short, at("2025-11-01 17:00"), MOSCOW)
    assert found == Change(at("2025-11-01 18:00"), "p1", CLOSED)


def test_a_company_that_works_on_holidays_does():
    calendar = Calendar({date(2026, 1, 1): "new year"})
    hours = (Period("p1", (Hours((4,), 540, 1080),)),)
    assert period(Schedule(hours, calendar=calendar), "2026-01-01 10:00") == CLOSED
    working = Schedule(hours, calendar=calendar, works_on_holidays=True)
    assert period(working, "2026-01-01 10:00") == "p1"


def test_an_exception_counts_before_holidays_and_weekdays():
    schedule = Schedule(
        periods=OFFICE.periods,
        exceptions={date(2026, 1, 1): (Slot(600, 720, "p1"),), date(2026, 1, 12): ()},
        calendar=Calendar({date(2026, 1, 1): "new year"}),
    )
    assert period(schedule, "2026-01-01 11:00") == "p1"
    assert period(schedule, "2026-01-01 12:00") == CLOSED
    assert period(schedule, "2026-01-12 11:00") == CLOSED
    assert period(schedule, "2027-01-11 11:00") == "p1"  # exceptions carry their year


def test_dates_of_their_own_cut_the_night_before():
    closed = Schedule(NIGHT.periods, exceptions={date(2026, 11, 21): ()})
    assert period(closed, "2026-11-21 00:00") == CLOSED
    holiday = Schedule(NIGHT.periods, calendar=Calendar({date(2026, 11, 21): "a day"}))
    assert period(holiday, "2026-11-21 01:00") == CLOSED
    not_begun = Schedule(NIGHT.periods, exceptions={date(2026, 11, 20): ()})
    assert period(not_begun, "2026-11-21 01:00") == CLOSED
    eve = Schedule(
        NIGHT.periods,
        exceptions={date(2025, 12, 31): (Slot(1200, 120, "p1"),)},
        calendar=Calendar({date(2026, 1, 1): "new year"}),
    )
    assert period(eve, "2026-01-01 01:59") == "p1"  # written for that very night
    assert period(eve, "2026-01-01 02:00") == CLOSED


def test_the_switch_by_hand_counts_first_and_ends():
    until = at("2026-11-16 12:00")
    closed = Schedule(OFFICE.periods, override="closed", override_until=until)
    assert period(closed, "2026-11-16 11:59:59") == CLOSED
    assert period(closed, "2026-11-16 12:00") == "p1"
    assert next_change(closed, at("2026-11-16 10:00"), MOSCOW) == Change(until, CLOSED, "p1")
    opened = Schedule(OFFICE.periods, override="open")
    assert period(opened, "2026-11-21 03:00") == "p2"  # the first in the list
    assert next_change(opened, at("2026-11-21 03:00"), MOSCOW) is None
    assert period(Schedule(override="open"), "2026-11-21 03:00") == CLOSED


def test_the_next_change_is_told():
    assert next_change(OFFICE, at("2026-11-16 09:30"), MOSCOW) == Change(
        at("2026-11-16 13:00"), "p1", "p2"
    )
    assert next_change(OFFICE, at("2026-11-20 20:30"), MOSCOW) == Change(
        at("2026-11-23 09:30"), CLOSED, "p1"
    )
    assert next_change(Schedule(), at("2026-11-20 20:30"), MOSCOW) is None


SPRING = Schedule(periods=(Period("p1", (Hours((7,), 150, 240),)),))  # Sunday 2:30 to 4:00


def test_hours_that_the_clock_jumps_over_begin_when_it_has():
    """Berlin, 29 March 2026: after 1:59:59 comes 3:00."""
    berlin = "Europe/Berlin"
    assert period(SPRING, "2026-03-29 01:59:59", berlin) == CLOSED
    assert period(SPRING, "2026-03-29 03:00", berlin) == "p1"
    found = next_change(SPRING, at("2026-03-29 00:00", berlin), berlin)
    assert found == Change(at("2026-03-29 03:00", berlin), CLOSED, "p1")
    assert found.moment - at("2026-03-29 00:00", berlin) == 2 * 3600


def test_hours_that_the_clock_shows_twice_are_told_as_it_shows_them():
    """Berlin, 25 October 2026: after 2:59:59 comes 2:00 again."""
    berlin = "Europe/Berlin"
    found = list(changes(SPRING, at("2026-10-25 00:00", berlin), berlin, days=1))
    assert [each.moment for each in found] == [
        at("2026-10-25 02:30", berlin),
        at("2026-10-25 02:00", berlin, fold=1),
        at("2026-10-25 02:30", berlin, fold=1),
        at("2026-10-25 04:00", berlin),
    ]


@pytest.mark.parametrize("zone", [MOSCOW, "Europe/Berlin", "Asia/Tehran", "America/Sao_Paulo"])
def test_changes_are_where_minutes_differ(zone):
    """The changes told are those that asking for every minute finds, clocks turned or not."""
    schedule = Schedule(
        periods=(*OFFICE.periods, *SPRING.periods, *NIGHT.periods),
        exceptions={date(2026, 3, 25): (Slot(1300, 100, "p3"),)},
        calendar=Calendar({date(2026, 3, 27): "a day"}, {date(2026, 3, 28): 1}),
    )
    begin = at("2026-03-22 00:00", zone)
    told = {each.moment: each.after for each in changes(schedule, begin, zone, days=8)}
    before, found = period_at(schedule, begin, zone), {}
    for moment in range(begin, begin + 8 * 86_400, 60):
        now = period_at(schedule, moment, zone)
        if now != before:
            found[moment], before = now, now
    assert {moment: told[moment] for moment in told if moment < begin + 8 * 86_400} == found
    assert found


def test_a_node_is_told_weekdays_and_the_dates_that_differ():
    schedule = Schedule(
        periods=(*OFFICE.periods, *NIGHT.periods),
        exceptions={date(2026, 11, 18): ()},
        calendar=Calendar({date(2026, 11, 20): "a day"}),
    )
    ranges = node_ranges(schedule, first=date(2026, 11, 16), days=14)
    monday = ((570, 780, "p1"), (780, 840, "p2"), (840, 1110, "p1"), (1110, 1230, "p3"))
    assert ranges.weekly[0] == monday
    assert ranges.weekly[4] == (*monday, (1320, 1440, "p1"))
    assert ranges.weekly[5] == ((0, 360, "p1"),)
    assert ranges.dated == {"20261118": (), "20261120": (), "20261121": ()}


def test_ranges_say_the_same_as_the_schedule():
    schedule = Schedule(
        periods=(*NIGHT.periods, *OFFICE.periods),
        exceptions={date(2026, 11, 19): (Slot(1380, 60, "p3"),)},
        calendar=Calendar({date(2026, 11, 20): "a day"}, {date(2026, 11, 28): 5}),
    )
    first = date(2026, 11, 10)
    ranges = node_ranges(schedule, first=first, days=30)
    for offset in range(30):
        day = first + timedelta(days=offset)
        told = ranges.dated.get(f"{day:%Y%m%d}", ranges.weekly[day.weekday()])
        assert told == tuple(
            (each.start, each.end, each.period) for each in day_slots(schedule, day)
        )


def test_hours_are_read_from_what_the_cabinet_keeps():
    read = read_hours(
        [
            {
                "key": "p1",
                "name": "Работа",
                "color": "#00aa00",
                "ranges": [{"days": [2, 1], "from": 540, "to": 0}],
            }
        ],
        [
            {
                "date": "2026-12-31",
                "name": "Новый год",
                "ranges": [{"from": 600, "to": 120, "period": "p1"}],
            }
        ],
    )
    assert read.problems == ()
    assert read.periods == (Period("p1", (Hours((1, 2), 540, 1440),)),)
    assert read.exceptions == {date(2026, 12, 31): (Slot(600, 120, "p1"),)}


@pytest.mark.parametrize(
    ("periods", "exceptions", "problem"),
    [
        ([{"key": "x"}], [], ("periods.0.key", "key_invalid")),
        ([{"key": "p1"}, {"key": "p1"}], [], ("periods.1.key", "key_repeated")),
        (
            [{"key": "p1", "ranges": [{"days": [], "from": 1, "to": 2}]}],
            [],
            ("periods.0.ranges.days", "day_invalid"),
        ),
        (
            [{"key": "p1", "ranges": [{"days": [1], "from": 5, "to": 5}]}],
            [],
            ("periods.0.ranges.to", "range_invalid"),
        ),
        ([], [{"date": "2026-02-30"}], ("exceptions.0.date", "date_invalid")),
        ([], [{"date": "2026-02-03"}] * 2, ("exceptions.1.date", "date_repeated")),
        (
            [],
            [{"date": "2026-02-03", "ranges": [{"from": 1, "to": 2, "period": "p9"}]}],
            ("exceptions.0.ranges.period", "period_unknown"),
        ),
    ],
)
def test_hours_that_cannot_be_read_are_named(periods, exceptions, problem):
    found = read_hours(periods, exceptions).problems
    assert problem in [(each.field, each.code) for each in found]
