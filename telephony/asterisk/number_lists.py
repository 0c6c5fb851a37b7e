"""Lists of outside numbers in `node.sqlite3`: up to 100,000 rows each, written apart from a company's other rows.

A list is known by `<code>/<key>`; a number is on it when the row `<code>/<key>/<+e164>` is there. The dialplan looks it
up by its id, so that a change is in force at once. An ordinary apply reads the revisions alone; entries are fetched
only of lists whose revision differs, and of those only what came or went is written.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from telephony.asterisk.store import connect, transaction
from telephony.asterisk.text import ident, number
from telephony.dialling.config import NumberListConfig

CHUNK = 2_000  # rows in one transaction, some 10 ms: Asterisk must not wait

Entries = Callable[[str], Iterable[str]]  # key of a list -> its numbers, E.164


class NumberLists:
    """The lists that the node holds."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def prepare(self) -> None:
        """Make the tables when they are missing."""
        with closing(connect(self._path)) as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS number_list (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID"
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS number_list_revision "
                "(id TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID"
            )

    def apply(self, code: str, lists: Iterable[NumberListConfig], *, entries: Entries) -> list[str]:
        """Make the company's lists those of `lists`; returns the keys of lists that were changed or removed.

        What interrupts it leaves a list between two revisions, under the old one: the next apply goes on.
        """
        with closing(connect(self._path)) as connection:
            held = self._revisions(connection, code)
            wanted = {ident(each.key): each.revision for each in lists}
            changed = [key for key, revision in wanted.items() if held.get(key) != revision]
            gone = sorted(held.keys() - wanted.keys())
            for key in changed:
                self._write(connection, f"{code}/{key}", entries(key))
                self._mark(connection, f"{code}/{key}", wanted[key])
            for key in gone:
                self._write(connection, f"{code}/{key}", ())
                self._mark(connection, f"{code}/{key}", None)
            return changed + gone

    def revisions(self, code: str) -> dict[str, int]:
        """The lists that the node holds of a company: key -> revision."""
        with closing(connect(self._path)) as connection:
            return self._revisions(connection, code)

    def _revisions(self, connection: sqlite3.Connection, code: str) -> dict[str, int]:
        rows = connection.execute(
            "SELECT id, revision FROM number_list_revision WHERE id >= ? AND id < ?",
            _range(ident(code)),
        )
        return {row[0].partition("/")[2]: row[1] for row in rows}

    def _write(self, connection: sqlite3.Connection, list_id: str, numbers: Iterable[str]) -> None:
        rows = connection.execute(
            "SELECT id FROM number_list WHERE id >= ? AND id < ?", _range(list_id)
        )
        held = {row[0] for row in rows}
        wanted = {f"{list_id}/{number(each)}" for each in numbers}
        _run(connection, "INSERT INTO number_list (id) VALUES (?)", sorted(wanted - held))
        _run(connection, "DELETE FROM number_list WHERE id = ?", sorted(held - wanted))

    def _mark(self, connection: sqlite3.Connection, list_id: str, revision: int | None) -> None:
        connection.execute("DELETE FROM number_list_revision WHERE id = ?", (list_id,))
        if revision is not None:
            connection.execute(
                "INSERT INTO number_list_revision (id, revision) VALUES (?, ?)", (list_id, revision)
            )


def _range(prefix: str) -> tuple[str, str]:
    """Ids that begin with `<prefix>/`; "0" is the character after "/"."""
    return f"{prefix}/", f"{prefix}0"


def _run(connection: sqlite3.Connection, statement: str, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), CHUNK):
        with transaction(connection):
            connection.executemany(statement, [(each,) for each in ids[start : start + CHUNK]])
