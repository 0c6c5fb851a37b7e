"""A schedule as a node keeps it: ranges of minutes by weekday, and by date where a date is not as its weekday. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from telephony.flow.schedule import Schedule, Slot, day_slots, week_slots

Range = tuple[int, int, str]  # first minute, minute after the last, key of the period


@dataclass(frozen=True, slots=True)
class NodeRanges:
    """`weekly` begins with Monday; `dated` is by `YYYYMMDD` and counts first. No ranges: closed all day."""

    weekly: tuple[tuple[Range, ...], ...]
    dated: Mapping[str, tuple[Range, ...]]


def node_ranges(schedule: Schedule, *, first: date, days: int) -> NodeRanges:
    """The ranges of a schedule for `days` dates from `first` on. The switch by hand is not among them."""
    weekly = tuple(_ranges(week_slots(schedule, weekday)) for weekday in range(1, 8))
    last = first + timedelta(days=days - 1)
    dated = {}
    for day in sorted(each for each in _peculiar(schedule) if first <= each <= last):
        ranges = _ranges(day_slots(schedule, day))
        if ranges != weekly[day.weekday()]:
            dated[f"{day:%Y%m%d}"] = ranges
    return NodeRanges(weekly, dated)


def _peculiar(schedule: Schedule) -> set[date]:
    """Dates that may not be as their weekday: exceptions, holidays, moved working days; and those that follow one, into
    which hours may go on."""
    days = {*schedule.exceptions, *schedule.calendar.holidays, *schedule.calendar.working}
    return days | {day + timedelta(days=1) for day in days if day < date.max}


def _ranges(slots: tuple[Slot, ...]) -> tuple[Range, ...]:
    return tuple((each.start, each.end, each.period) for each in slots)
