"""Working hours of a company: named periods of the week, holidays, exceptions, a switch by hand. Pure.

A period includes its first moment and excludes its last, so 9:30-18:30 and then 18:30-20:30 leave no doubt. What a
clock on the wall shows decides: when daylight saving turns the clocks, hours begin and end when the clock says so.
Where periods overlap, the first in the list is meant, so that a lunch break is put above the day.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

CLOSED = "closed"  # outside of all periods
OPEN = "open"
DAY = 24 * 60  # minutes
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A range of minutes on some weekdays (1 is Monday). One that ends not after its beginning passes midnight."""

    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """A named part of the week: `p1` working hours, `p2` duty."""

    key: str
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A range of minutes of a day in one period. As hours, it may pass midnight."""

    start: int
    end: int
    period: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays of a country: names by date, and the weekday as which a moved working day works (1 is Monday)."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    working: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule, used in any number of flows.

    `exceptions` are dates with hours of their own, none for closed; they count before holidays. `override` is the
    switch by hand: `open` (the first period) or `closed`, until the moment `override_until`, or until it is taken off.
    """

    periods: tuple[Period, ...] = ()
    exceptions: Mapping[date, tuple[Slot, ...]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    works_on_holidays: bool = False
    override: str = ""
    override_until: int | None = None  # epoch seconds

    def is_holiday(self, day: date) -> bool:
        """Whether the company rests on this date because the country does."""
        return not self.works_on_holidays and day in self.calendar.holidays

    def overridden(self, moment: int) -> str:
        """The period that the switch by hand means at this moment; empty when it means nothing."""
        if not self.override or (self.override_until is not None and moment >= self.override_until):
            return ""
        return self.periods[0].key if self.override == OPEN and self.periods else CLOSED


@dataclass(frozen=True, slots=True)
class Change:
    """A moment (epoch seconds) from which on another period is meant."""

    moment: int
    before: str
    after: str


def period_at(schedule: Schedule, moment: int, timezone: str) -> str:
    """Key of the period at a moment (epoch seconds), or `closed`."""
    by_hand = schedule.overridden(moment)
    if by_hand:
        return by_hand
    local = datetime.fromtimestamp(moment, ZoneInfo(timezone))
    minute = local.hour * 60 + local.minute
    slots = day_slots(schedule, local.date())
    return next((each.period for each in slots if each.start <= minute < each.end), CLOSED)


def next_change(
    schedule: Schedule, moment: int, timezone: str, *, days: int = 400
) -> Change | None:
    """When another period begins after this moment; None when that does not happen within so many days."""
    return next(changes(schedule, moment, timezone, days=days), None)


def changes(schedule: Schedule, moment: int, timezone: str, *, days: int) -> Iterator[Change]:
    """All changes after a moment, within so many days."""
    before = period_at(schedule, moment, timezone)
    for border in _borders(schedule, moment, timezone, days):
        after = period_at(schedule, border, timezone)
        if after != before:
            yield Change(border, before, after)
            before = after


def _borders(schedule: Schedule, moment: int, timezone: str, days: int) -> Iterator[int]:
    """Moments after `moment`, in order, at which the period may change, and more."""
    zone = ZoneInfo(timezone)
    first = datetime.fromtimestamp(moment, zone).date()
    until = schedule.override_until if schedule.override else None
    last = moment
    for offset in range(days + 1):
        day = first + offset * _DAY
        minutes = {each.start for each in day_slots(schedule, day)}
        minutes |= {each.end for each in day_slots(schedule, day)}
        found = set(wall_moments(day, minutes | {0}, timezone))
        if until is not None and datetime.fromtimestamp(until, zone).date() == day:
            found.add(until)
        for each in sorted(found):
            if each > last:
                last = each
                yield each


def wall_moments(day: date, minutes: Set[int], timezone: str) -> Iterator[int]:
    """Moments (epoch seconds) at which the clock on the wall shows these minutes of a date, or jumps over or back."""
    zone = ZoneInfo(timezone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    for minute in minutes:
        wall = midnight + timedelta(minutes=minute)
        yield int(wall.timestamp())
        yield int(wall.replace(fold=1).timestamp())
    begin, end = int(midnight.timestamp()), int((midnight + _DAY).timestamp())
    if _offset(begin, zone) != _offset(end, zone):
        yield _turn(begin, end, zone)


def _turn(begin: int, end: int, zone: ZoneInfo) -> int:
    """The moment between two at which the clocks are turned."""
    while end - begin > 1:
        middle = (begin + end) // 2
        if _offset(middle, zone) == _offset(begin, zone):
            begin = middle
        else:
            end = middle
    return end


def _offset(moment: int, zone: ZoneInfo) -> timedelta | None:
    return datetime.fromtimestamp(moment, zone).utcoffset()


def day_slots(schedule: Schedule, day: date) -> tuple[Slot, ...]:
    """The periods of a date from 0:00 to 24:00, in order, none overlapping another.

    Hours that pass midnight go on into the next date, unless that is an exception, or a holiday: these rule the whole
    of their date. The hours of an exception go on into a holiday too, because somebody wrote them for that night.
    """
    own = _slots_of(schedule, day)
    before = day - _DAY
    is_cut = day in schedule.exceptions or (
        schedule.is_holiday(day) and before not in schedule.exceptions
    )
    return _laid_flat(schedule, own, () if is_cut else _slots_of(schedule, before))


def week_slots(schedule: Schedule, weekday: int) -> tuple[Slot, ...]:
    """The periods of an ordinary weekday (1 is Monday) after an ordinary one."""
    before = (weekday + 5) % 7 + 1
    own, tail = _weekly(schedule, weekday), _weekly(schedule, before)
    return _laid_flat(schedule, own, tail)


def _slots_of(schedule: Schedule, day: date) -> tuple[Slot, ...]:
    """What begins on a date."""
    if day in schedule.exceptions:
        return schedule.exceptions[day]
    if schedule.is_holiday(day):
        return ()
    return _weekly(schedule, schedule.calendar.working.get(day, day.isoweekday()))


def _weekly(schedule: Schedule, weekday: int) -> tuple[Slot, ...]:
    """What begins on an ordinary weekday."""
    return tuple(
        Slot(hours.start, hours.end, period.key)
        for period in schedule.periods
        for hours in period.hours
        if weekday in hours.days
    )


def _laid_flat(
    schedule: Schedule, own: tuple[Slot, ...], previous: tuple[Slot, ...]
) -> tuple[Slot, ...]:
    """The slots of one date and the tails of the date before as ranges that do not overlap."""
    parts = [
        Slot(each.start, each.end if each.start < each.end else DAY, each.period) for each in own
    ]
    parts += [Slot(0, each.end, each.period) for each in previous if 0 < each.end <= each.start]
    rank = {period.key: index for index, period in enumerate(schedule.periods)}
    parts.sort(key=lambda each: rank.get(each.period, len(rank)))
    flat: list[Slot] = []
    borders = sorted({each.start for each in parts} | {each.end for each in parts})
    for start, end in pairwise(borders):
        found = next((each for each in parts if each.start <= start and end <= each.end), None)
        if found is None:
            continue
        if flat and flat[-1].end == start and flat[-1].period == found.period:
            flat[-1] = Slot(flat[-1].start, end, found.period)
        else:
            flat.append(Slot(start, end, found.period))
    return tuple(flat)
