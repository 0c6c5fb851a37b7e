"""Rows of a node's SQLite: read, compared, and written in place. The only writer of these tables.

Names of tables and columns in its statements come from `rows`, never from data.
Asterisk keeps the file open. It is never replaced and never vacuumed while Asterisk runs, and a transaction that writes
stays short (design.md section 4), for Asterisk may wait no longer than a second for it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from telephony.asterisk.tables import (
    COLUMNS,
    DEFAULTS,
    INDEXES,
    MEMBERS_TABLE,
    MUSIC_FILES_TABLE,
    MUSIC_TABLE,
    QUEUES_TABLE,
    SOUNDS,
    SOURCES_TABLE,
    TABLES,
    VIEWS,
    VOICEMAIL_TABLE,
    WRITTEN_BY_ASTERISK,
    Rows,
)

# Tables whose ids begin with the company's code and a dash.
_OF_COMPANIES = {MUSIC_TABLE, MUSIC_FILES_TABLE, QUEUES_TABLE, MEMBERS_TABLE, VOICEMAIL_TABLE}

CHUNK = 500  # statements in one transaction


PLATFORM = ""  # stands in for a tenant's code: rows of the operator's lines


class SqliteStore:
    """The node's rows, one owner at a time: a tenant by its code, or the platform (`PLATFORM`)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def prepare(self) -> None:
        """Make tables and columns that are missing. Every column is NOT NULL: Asterisk rejects objects with NULL."""
        with closing(connect(self._path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            for table in TABLES:
                columns = ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in COLUMNS[table])
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL PRIMARY KEY, {columns}) WITHOUT ROWID"
                )
                self._columns_add(connection, table)
            for index, columns in INDEXES.items():
                connection.execute(f"CREATE INDEX IF NOT EXISTS {index} ON {columns}")
            for view, select in VIEWS.items():
                _view_make(connection, view, select.replace(SOUNDS, self._sounds))
        self._path.chmod(0o600)  # it holds the passwords of lines

    @property
    def _sounds(self) -> str:
        """The folder of sounds beside this file, as text within a statement."""
        return f"{self._path.parent.parent / 'data' / 'sounds'}/".replace("'", "''")

    def rows(self, code: str) -> dict[str, dict[str, dict[str, str]]]:
        """Everything the node holds of one owner: table -> id -> column -> value."""
        with closing(connect(self._path)) as connection:
            return {table: self._table(connection, table, code) for table in TABLES}

    def apply(self, code: str, wanted: Rows, *, found: Rows | None = None) -> list[str]:
        """Make the owner's rows equal to `wanted`; returns `table/id` of every row that was changed or deleted.

        `found` is what the tables hold, for a caller that knows it.

        What goes, goes first (endpoints before their passwords), so that nothing half-removed can register.
        """
        found = self.rows(code) if found is None else found
        statements: list[tuple[str, tuple[str, ...]]] = []
        changed: list[str] = []
        for table in TABLES:
            for row_id in sorted(found[table].keys() - wanted[table].keys()):
                statements.append((f"DELETE FROM {table} WHERE id = ?", (row_id,)))  # noqa: S608 - names of tables.py
                changed.append(f"{table}/{row_id}")
        for table in reversed(TABLES):
            for row_id, row in wanted[table].items():
                if found[table].get(row_id) != row:
                    statements.append(_upsert(table, row_id, row))
                    changed.append(f"{table}/{row_id}")
        self._run(statements)
        return changed

    def _columns_add(self, connection: sqlite3.Connection, table: str) -> None:
        """A column that a release brings has its usual value in rows of before."""
        present = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name, value in {**DEFAULTS[table], **WRITTEN_BY_ASTERISK.get(table, {})}.items():
            if name not in present:
                connection.execute(
                    f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT '{value}'"
                )

    def _table(
        self, connection: sqlite3.Connection, table: str, code: str
    ) -> dict[str, dict[str, str]]:
        columns = COLUMNS[table]
        found: dict[str, dict[str, str]] = {}
        for first, end in _ranges(code, table):
            cursor = connection.execute(
                f"SELECT id, {', '.join(columns)} FROM {table} WHERE id >= ? AND id < ?",  # noqa: S608 - names of tables.py
                (first, end),
            )
            found |= {row[0]: dict(zip(columns, row[1:], strict=True)) for row in cursor}
        return found

    def _run(self, statements: list[tuple[str, tuple[str, ...]]]) -> None:
        with closing(connect(self._path)) as connection:
            for start in range(0, len(statements), CHUNK):
                with transaction(connection):
                    for sql, parameters in statements[start : start + CHUNK]:
                        connection.execute(sql, parameters)


def _ranges(code: str, table: str) -> list[tuple[str, str]]:
    """Where the owner's ids lie, the end excluded: from a prefix to its successor.

    A login is `<code>+<name>`, a line `<code>-trunk-<name>`, or `carrier.<name>` of the operator; a class of
    music, a queue, its members and a voicemail box begin with `<code>-`. Where calls come from is the platform's to
    know.
    """
    if table == SOURCES_TABLE:
        return [("", "\x7f")] if code == PLATFORM else []
    if code == PLATFORM:
        return [("carrier.", "carrier/")]
    if table in _OF_COMPANIES:
        return [(f"{code}-", f"{code}.")]
    return [(f"{code}+", f"{code},"), (f"{code}-trunk-", f"{code}-trunk.")]


def _view_make(connection: sqlite3.Connection, view: str, select: str) -> None:
    """Make a view what this release says; one that is so already is not touched, nor is the file."""
    statement = f"CREATE VIEW {view} AS {select}"
    made = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?", (view,)
    ).fetchone()
    if made != (statement,):
        connection.execute(f"DROP VIEW IF EXISTS {view}")
        connection.execute(statement)


def connect(path: Path) -> sqlite3.Connection:
    """The node's file, to be read or written in short transactions."""
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Either all of the statements or none; others write before or after."""
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
        f"INSERT INTO {table} (id, {columns}) VALUES ({marks}) "  # noqa: S608 - names of tables.py
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )
    return sql, (row_id, *(row[name] for name in names))
