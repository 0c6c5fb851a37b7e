"""Whether a rule is in force at a moment, by the clock of a company. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from telephony.dialling.config import Times


def is_in_force(times: Times, *, moment: int, timezone: str) -> bool:
    """Whether `moment` (epoch seconds) lies on one of the weekdays and in one of the ranges; no ranges mean always.

    A range that passes midnight is written as two, the second of them on the next weekday.
    """
    local = datetime.fromtimestamp(moment, ZoneInfo(timezone))
    minute = local.hour * 60 + local.minute
    is_day = not times.days or local.isoweekday() in times.days
    is_minute = not times.minutes or any(first <= minute < last for first, last in times.minutes)
    return is_day and is_minute
