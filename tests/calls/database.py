"""The recorder's view of the test database: its own role, and tables that are empty again afterwards."""

from typing import Any

from django.db import connection

from tests.support.database import as_role

CALLS = """
SELECT id, linkedids, tenant_id, result, talk_ms, is_incomplete, answered_number FROM call ORDER BY started_at, id
"""
LEGS = "SELECT call_id, id, number, result, talk_ms FROM call_leg ORDER BY call_id, position"
TABLES = ("call_event", "call", "call_leg", "call_open", "call_spool_segment")


def tables_empty() -> None:
    """Forget all history. Only the owner may, and nobody at all may delete single events."""
    with as_role("OWNER"):
        query("SELECT set_config('vpbx.platform', 'on', false)")
        for table in TABLES:
            query(f"DELETE FROM {table}")


def query(statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Rows of a statement, under the role and in the scope of this moment."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments or None)
        return cursor.fetchall() if cursor.description else []


def state() -> tuple[list[Any], ...]:
    """All calls on record, their legs, and those that are not over."""
    return (
        query(CALLS),
        query(LEGS),
        query("SELECT linkedid, last_event_at FROM call_open ORDER BY linkedid"),
    )
