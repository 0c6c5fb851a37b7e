"""Rows of a node's SQLite: read, compared, and written in place. The only writer of that file.

Names of tables and columns in its statements come from `rows`, never from data.
Asterisk keeps the file open. It is never replaced and never vacuumed while Asterisk runs, and a transaction that writes
stays short (design.md section 4), for Asterisk may wait no longer than a second for it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from telephony.asterisk.rows import COLUMNS, TABLES, Rows

CHUNK = 500  # statements in one transaction


class SqliteStore:
    """The node's rows, one tenant at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def prepare(self) -> None:
        """Make tables and columns that are missing. Every column is NOT NULL: Asterisk rejects objects with NULL."""
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            for table in TABLES:
                columns = ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in COLUMNS[table])
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL PRIMARY KEY, {columns}) WITHOUT ROWID"
                )
                self._columns_add(connection, table)

    def rows(self, code: str) -> dict[str, dict[str, dict[str, str]]]:
        """Everything the node holds of one tenant: table -> id -> column -> value."""
        with closing(self._connect()) as connection:
            return {table: self._table(connection, table, code) for table in TABLES}

    def apply(self, code: str, wanted: Rows, *, found: Rows | None = None) -> list[str]:
        """Make the tenant's rows equal to `wanted`; returns `table/id` of every row that was changed or deleted.

        `found` is what the tables hold, for a caller that knows it.

        What goes, goes first (endpoints before their passwords), so that nothing half-removed can register.
        """
        found = self.rows(code) if found is None else found
        statements: list[tuple[str, tuple[str, ...]]] = []
        changed: list[str] = []
        for table in TABLES:
            for row_id in sorted(found[table].keys() - wanted[table].keys()):
                statements.append((f"DELETE FROM {table} WHERE id = ?", (row_id,)))  # noqa: S608
                changed.append(f"{table}/{row_id}")
        for table in reversed(TABLES):
            for row_id, row in wanted[table].items():
                if found[table].get(row_id) != row:
                    statements.append(_upsert(table, row_id, row))
                    changed.append(f"{table}/{row_id}")
        self._run(statements)
        return changed

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _columns_add(self, connection: sqlite3.Connection, table: str) -> None:
        present = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name in COLUMNS[table]:
            if name not in present:
                connection.execute(
                    f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT ''"
                )

    def _table(
        self, connection: sqlite3.Connection, table: str, code: str
    ) -> dict[str, dict[str, str]]:
        # A login is `<code>+<name>`; "," is the character after "+", so the range holds this tenant alone.
        columns = COLUMNS[table]
        cursor = connection.execute(
            f"SELECT id, {', '.join(columns)} FROM {table} WHERE id >= ? AND id < ?",  # noqa: S608
            (f"{code}+", f"{code},"),
        )
        return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in cursor}

    def _run(self, statements: list[tuple[str, tuple[str, ...]]]) -> None:
        with closing(self._connect()) as connection:
            for start in range(0, len(statements), CHUNK):
                with _transaction(connection):
                    for sql, parameters in statements[start : start + CHUNK]:
                        connection.execute(sql, parameters)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _upsert(table: str, row_id: str, row: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    names = list(row)
    marks = ", ".join("?" * (len(names) + 1))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    columns = ", ".join(names)
    sql = (
        f"INSERT INTO {table} (id, {columns}) VALUES ({marks}) "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )
    return sql, (row_id, *(row[name] for name in names))
