"""A schedule read from the JSON in which the cabinet keeps it. Pure.

    periods     [{"key": "p1", "name": "...", "color": "...", "ranges": [{"days": [1, 2], "from": 540, "to": 1080}]}]
    exceptions  [{"date": "2026-12-31", "name": "...", "ranges": [{"from": 540, "to": 900, "period": "p1"}]}]

`from` and `to` are minutes of the day, 1440 being its end. A range whose `to` lies before its `from` passes midnight.
An exception without ranges is closed all day.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from telephony.flow.fields import Fields
from telephony.flow.problems import ParseProblem
from telephony.flow.schedule import DAY, Hours, Period, Slot

PERIODS_MAX = 20
RANGES_MAX = 50
EXCEPTIONS_MAX = 400
PERIOD_KEY = re.compile(r"p[1-9][0-9]{0,5}")
_COLOR = re.compile(r"[a-z]{1,20}|#[0-9a-f]{6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ReadHours:
    """What was read, and what could not be. Problems name the field as `periods.0.ranges`."""

    periods: tuple[Period, ...]
    exceptions: dict[date, tuple[Slot, ...]]
    problems: tuple[ParseProblem, ...]


def read_hours(periods: object, exceptions: object) -> ReadHours:
    """The periods and exceptions in the cabinet's JSON."""
    problems: list[ParseProblem] = []
    both = Fields({"periods": periods, "exceptions": exceptions}, problems)
    found: dict[str, Period] = {}
    for index, row in enumerate(both.items("periods", most=PERIODS_MAX)):
        fields = Fields(row, problems, path=f"periods.{index}")
        period = _period(fields)
        if period and period.key in found:
            fields.note("key", "key_repeated", value=period.key)
        elif period:
            found[period.key] = period
    dated: dict[date, tuple[Slot, ...]] = {}
    for index, row in enumerate(both.items("exceptions", most=EXCEPTIONS_MAX)):
        fields = Fields(row, problems, path=f"exceptions.{index}")
        day = _date(fields)
        slots = _slots(fields, set(found))
        fields.text("name")
        fields.note_unknown()
        if day and day in dated:
            fields.note("date", "date_repeated")
        elif day:
            dated[day] = slots
    return ReadHours(tuple(found.values()), dated, tuple(problems))


def _period(fields: Fields) -> Period | None:
    key = fields.matching("key", PERIOD_KEY, "key_invalid")
    fields.text("name")
    fields.matching("color", _COLOR, "color_invalid")
    hours = []
    for row in fields.items("ranges", most=RANGES_MAX):
        inner = Fields(row, fields.problems, path=f"{fields.path}.ranges")
        days = sorted({day for day in inner.items("days", most=7) if _is_weekday(day)})
        borders = _borders(inner)
        inner.note_unknown()
        if not days:
            inner.note("days", "day_invalid")
        elif borders:
            hours.append(Hours(tuple(days), *borders))
    fields.note_unknown()
    if not key:
        fields.note("key", "key_invalid")
        return None
    return Period(key, tuple(hours))


def _slots(fields: Fields, periods: set[str]) -> tuple[Slot, ...]:
    slots = []
    for row in fields.items("ranges", most=RANGES_MAX):
        inner = Fields(row, fields.problems, path=f"{fields.path}.ranges")
        period = inner.text("period")
        borders = _borders(inner)
        inner.note_unknown()
        if period not in periods:
            inner.note("period", "period_unknown", value=period)
        elif borders:
            slots.append(Slot(*borders, period))
    return tuple(slots)


def _borders(fields: Fields) -> tuple[int, int] | None:
    """First minute and the minute after the last; None when they make no range."""
    start = fields.whole("from", 0, DAY - 1, -1)
    end = fields.whole("to", 0, DAY, -1)
    if start < 0 or end < 0 or start == end:
        fields.note("to", "range_invalid")
        return None
    return start, end or DAY


def _is_weekday(raw: object) -> TypeGuard[int]:
    return isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= 7


def _date(fields: Fields) -> date | None:
    raw = fields.matching("date", _DATE, "date_invalid")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        fields.note("date", "date_invalid", value=raw)
        return None
