"""Months of history: made ahead and on demand, dropped when their time is over."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from telephony.calls.partitions import month_shift, partitions_maintain
from tests.calls.database import query
from tests.support.database import as_role

PARTITIONS = """
SELECT inhrelid::regclass::text FROM pg_inherits
WHERE inhparent IN ('call_event'::regclass, 'call'::regclass, 'call_leg'::regclass) ORDER BY 1
"""


def partitions() -> set[str]:
    return {name for (name,) in query(PARTITIONS)}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 1)),
        (date(2026, 11, 21), 2, date(2027, 1, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 1)),
        (date(2026, 3, 31), -3, date(2025, 12, 1)),
        (date(2026, 11, 30), -36, date(2023, 11, 1)),
    ],
)
def test_months_are_counted_over_the_years(day: date, months: int, expected: date) -> None:
    assert month_shift(day, months) == expected


@pytest.mark.django_db
def test_the_months_to_come_are_made_ahead_by_the_application(settings: Any) -> None:
    settings.CALLS_RETENTION_MONTHS = 240
    partitions_maintain(today=date(2030, 11, 30))
    for month in ("2030_11", "2030_12", "2031_01"):
        assert {f"call_event_{month}", f"call_{month}", f"call_leg_{month}"} <= partitions()


@pytest.mark.django_db
def test_months_past_their_time_are_dropped_and_the_others_stay(settings: Any) -> None:
    settings.CALLS_RETENTION_MONTHS = 12
    for month in ("2024-05-01", "2024-06-01"):
        query("SELECT call_partition_ensure(%s)", month)
    kept = partitions() - {f"{table}_2024_05" for table in ("call", "call_event", "call_leg")}
    dropped = partitions_maintain(today=date(2025, 6, 30))
    assert sorted(dropped) == ["call_2024_05", "call_event_2024_05", "call_leg_2024_05"]
    assert kept <= partitions()


@pytest.mark.django_db
def test_making_a_month_twice_is_harmless() -> None:
    query("SELECT call_partition_ensure('2029-02-14')")
    before = partitions()
    query("SELECT call_partition_ensure('2029-02-28')")
    assert partitions() == before


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["1970-01-01", "2100-01-01", "9999-12-31"])
def test_a_month_that_no_clock_should_show_is_refused(month: str) -> None:
    with pytest.raises(DatabaseError, match="no month of calls"), transaction.atomic():
        query("SELECT call_partition_ensure(%s)", month)


@pytest.mark.django_db
def test_no_mistake_can_drop_the_calls_of_this_and_the_last_month() -> None:
    with pytest.raises(DatabaseError, match="never dropped"), transaction.atomic():
        query("SELECT call_partitions_drop((now() + interval '1 day')::date)")


def test_the_recorder_makes_months_but_drops_none(history: None, django_db_blocker: Any) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with django_db_blocker.unblock(), as_role("RECORDER"), refused, transaction.atomic():
        query("SELECT call_partitions_drop('2020-02-01')")
