"""Schedules in words: which period it is, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from telephony.flow.schedule import CLOSED, Change, next_change, period_at
from telephony.flow.schedule import Schedule as Hours
from telephony.models import Schedule
from telephony.selectors.schedules import schedule_hours
from tenants.context import current_tenant


@dataclass(frozen=True, slots=True)
class ScheduleNow:
    """The period in force, "" for closed, its name, and until when; and the next change as a sentence."""

    period: str
    name: str
    until: datetime | None
    next_change: str


def schedule_now(schedule: Schedule, at: datetime | None = None) -> ScheduleNow:
    """Which period of the schedule it is at a moment, or now."""
    moment = at or timezone.now()
    zone = current_tenant().timezone
    hours = schedule_hours(schedule, moment)
    period = period_at(hours, int(moment.timestamp()), zone)
    change = next_change(hours, int(moment.timestamp()), zone)
    return ScheduleNow(
        period="" if period == CLOSED else period,
        name=period_name(schedule, period),
        until=_local(change) if change else None,
        next_change=_change_words(schedule, change, moment) if change else _no_change_words(hours),
    )


def period_name(schedule: Schedule, key: str) -> str:
    """What people call a period."""
    names = {each["key"]: each["name"] for each in schedule.periods}
    return names.get(key) or (str(_("Closed")) if key == CLOSED else key)


def _no_change_words(hours: Hours) -> str:
    """Why nothing comes next: somebody has switched the schedule, or it is always the same."""
    if hours.override and hours.override_until is None:
        return _("Switched by hand: stays so until somebody switches it back.")
    return _("Nothing changes within a year.")


def _change_words(schedule: Schedule, change: Change, moment: datetime) -> str:
    at = _local(change)
    said = {"time": date_format(at, "H:i"), "name": period_name(schedule, change.after)}
    days = (at.date() - moment.astimezone(at.tzinfo).date()).days
    if days == 0:
        return _("Today at %(time)s: %(name)s") % said
    if days == 1:
        return _("Tomorrow at %(time)s: %(name)s") % said
    said["date"] = date_format(at, "l, j E")
    return _("%(date)s, %(time)s: %(name)s") % said


def _local(change: Change) -> datetime:
    return datetime.fromtimestamp(change.moment, ZoneInfo(current_tenant().timezone))
