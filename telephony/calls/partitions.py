"""Months of call history: made ahead, dropped when their time is over (by functions of the owner, migration 0002)."""

import logging
from datetime import date

from django.conf import settings
from django.db import connection

log = logging.getLogger(__name__)

MONTHS_AHEAD = 2


def month_shift(day: date, months: int) -> date:
    """First day of the month that lies `months` after (before, when negative) the day's."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def partitions_maintain(*, today: date) -> list[str]:
    """Make the months to come and drop those past their time; the names of the dropped tables."""
    with connection.cursor() as cursor:
        for months in range(MONTHS_AHEAD + 1):
            cursor.execute("SELECT public.call_partition_ensure(%s)", [month_shift(today, months)])
        oldest_kept = month_shift(today, -settings.CALLS_RETENTION_MONTHS)
        cursor.execute("SELECT public.call_partitions_drop(%s)", [oldest_kept])
        dropped: list[str] = cursor.fetchone()[0]
    if dropped:
        log.info("dropped, past their time: %s", ", ".join(dropped))
    return dropped
