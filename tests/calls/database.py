"""The recorder's view of the test database: its own role, and tables that are empty again afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLES = "call_event, call, call_leg, call_open, call_spool_segment"


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Connect as `OWNER` or `RECORDER` while the block runs; the tests' own role is the application's."""
    own = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(
        USER=os.environ[f"VPBX_DB_{role}_USER"], PASSWORD=os.environ[f"VPBX_DB_{role}_PASSWORD"]
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)


def tables_empty() -> None:
    """Forget all history. Only the owner may, and nobody at all may delete single events."""
    with as_role("OWNER"):
        query(f"TRUNCATE {TABLES}")


def query(statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Rows of a statement, under the role and in the scope of this moment."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments or None)
        return cursor.fetchall() if cursor.description else []
