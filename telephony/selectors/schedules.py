"""Reading schedules."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from telephony.flow.references import Thing
from telephony.flow.schedule import Schedule as Hours
from telephony.flow.schedule_read import read_hours
from telephony.models import Schedule
from telephony.selectors.flow_uses import flow_usages_by_key
from telephony.selectors.holiday_calendar import holiday_calendar
from tenants.usages import Usage


def schedule_list() -> QuerySet[Schedule]:
    """Schedules with their internal numbers, in one query."""
    return Schedule.objects.select_related("internal_number")


def schedules_usages(schedules: Iterable[Schedule]) -> Mapping[str, list[Usage]]:
    """Flows that ask each of these schedules, by key; in one query."""
    return flow_usages_by_key(Thing.SCHEDULE, [schedule.key for schedule in schedules])


def schedule_hours(schedule: Schedule, moment: datetime | None = None) -> Hours:
    """The schedule as the pure library knows it, with the holidays of the years around a moment, or now."""
    read = read_hours(schedule.periods, schedule.exceptions)
    until = schedule.override_until
    return Hours(
        periods=read.periods,
        exceptions=read.exceptions,
        calendar=holiday_calendar(schedule.country, _years(moment or timezone.now())),
        works_on_holidays=schedule.works_on_holidays,
        override=schedule.override,
        override_until=int(until.timestamp()) if until else None,
    )


def hours_by_key(schedules: Iterable[Schedule], moment: datetime | None = None) -> dict[str, Hours]:
    """Schedules by the keys that flows name."""
    return {each.key: schedule_hours(each, moment) for each in schedules}


def _years(moment: datetime) -> tuple[int, ...]:
    """The years that a question about a moment may be about: nights begin the day before, changes are looked for more
    than a year ahead."""
    year = moment.year
    return tuple(range(year - 1, year + 3))
