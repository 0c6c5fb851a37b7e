"""Which lines to the outside a node holds, read from its SQLite."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_URI = re.compile(r"sips?:([^@>]+)@([^;:>\s\[]+|\[[^\]]+\])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its endpoint, where it leads, and the account that it registers (`user@host`; empty: it does not)."""

    endpoint: str
    contacts: tuple[str, ...]  # SIP URIs
    account: str = ""


def account_of(uri: str) -> str:
    """The account in the SIP URI of a registration, or of a To header; empty when there is none."""
    found = _URI.search(uri)
    return f"{found[1]}@{found[2].lower()}" if found else ""


def lines_read(database: Path) -> dict[str, Line]:
    """All lines of the node by endpoint. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=2)) as connection:
        held = connection.execute("SELECT id, contact FROM ps_aors WHERE contact != ''").fetchall()
        registrations = connection.execute("SELECT id, client_uri FROM ps_registrations")
        accounts = {endpoint: account_of(uri) for endpoint, uri in registrations}
    return {
        endpoint: Line(endpoint, tuple(contacts.split(",")), accounts.get(endpoint, ""))
        for endpoint, contacts in held
    }
