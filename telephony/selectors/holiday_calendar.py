"""Holidays of a country as dates: the one place that knows the library with the production calendars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import holidays
from phonenumbers.geodata.locale import LOCALE_DATA

from telephony.flow.schedule import Calendar

FRIDAY = 5
NOTHING = Calendar()


@lru_cache(maxsize=64)
def holiday_calendar(country: str, years: tuple[int, ...], language: str = "ru") -> Calendar:
    """Holidays and moved working days of a country (ISO 3166, two letters) in these years; names in a language.

    The language is the country's own where the library has no other. An unknown country, or none, has no holidays.
    Transfers are known as far ahead as a government has announced them; after that come the plain holidays.
    """
    if country not in countries():
        return NOTHING
    spoken = holidays.list_localized_countries().get(country, [])
    found = holidays.country_holidays(
        country, years=years, language=language if language in spoken else None
    )
    moved = {
        _date(year, *row[2:]): _date(year, *row[:2]).isoweekday()
        for year in years
        for row in _transfers(found, year)
    }
    working = {
        day: weekday if (weekday := moved.get(day, FRIDAY)) <= FRIDAY else FRIDAY
        for day in found.weekend_workdays
        if day.year in years
    }
    named = {day: name for day, name in found.items() if day.year in years}
    return Calendar(MappingProxyType(dict(sorted(named.items()))), MappingProxyType(working))


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Codes of the countries whose holidays are known."""
    return frozenset(holidays.list_supported_countries())


@dataclass(frozen=True, slots=True)
class HolidayDay:
    """A date that is not as its weekday. `kind`: holiday, or working for a weekend day that is worked on."""

    date: date
    name: str
    kind: str


def holiday_days(country: str, year: int, language: str) -> list[HolidayDay]:
    """Such dates of a country in a year, in order."""
    calendar = holiday_calendar(country, (year,), language)
    found = [HolidayDay(day, name, "holiday") for day, name in calendar.holidays.items()]
    found += [HolidayDay(day, "", "working") for day in calendar.working]
    return sorted(found, key=lambda each: each.date)


@lru_cache(maxsize=8)
def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """Codes and names of the countries whose holidays are known, by name; a name is its code where none is known."""
    rows = [(_country_name(code, language), code) for code in countries() if len(code) == 2]
    return tuple((code, name) for name, code in sorted(rows))


def _country_name(code: str, language: str) -> str:
    names = LOCALE_DATA.get(code, {})
    # "*en" says that the name in this language is that of the other one
    name = names.get(language) or names.get("en") or code
    return names.get(name[1:], code) if name.startswith("*") else name


def _transfers(found: holidays.HolidayBase, year: int) -> Iterator[tuple[int, int, int, int]]:
    """Days off that were moved: month and day to which, month and day from which."""
    announced: Mapping[int, object] = getattr(found, "special_public_holidays", {})
    rows = announced.get(year, ())
    for row in rows if isinstance(rows, tuple) and rows and isinstance(rows[0], tuple) else (rows,):
        if isinstance(row, tuple) and len(row) == 4 and all(isinstance(each, int) for each in row):
            yield row


def _date(year: int, month: int, day: int) -> date:
    return date(year, month, day)
