"""Which lines to the outside a node holds, read from its SQLite."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from telephony.asterisk import names

_HOST = re.compile(r"sip:(\[[^\]]+\]|[^:;@]+)")
_URI = re.compile(r"sips?:([^@>]+)@([^;:>\s\[]+|\[[^\]]+\])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its endpoint, where it leads, the account that it registers (`user@host`; empty: it does not), and what
    it asks registrars for."""

    endpoint: str
    contacts: tuple[str, ...]  # SIP URIs
    account: str = ""
    registrars: tuple[str, ...] = ()  # SIP URIs, one of each registration


def account_of(uri: str) -> str:
    """The account in the SIP URI of a registration, or of a To header; empty when there is none."""
    found = _URI.search(uri)
    return f"{found[1]}@{found[2].lower()}" if found else ""


def places_read(database: Path) -> set[str]:
    """Where lines lead and may call from: addresses, networks, names of hosts. Raises sqlite3.Error."""
    with closing(_open(database)) as connection:
        sources = connection.execute("SELECT source FROM line_source").fetchall()
        held = connection.execute("SELECT contact FROM ps_aors WHERE contact != ''").fetchall()
    hosts = (_HOST.match(uri) for (contacts,) in held for uri in contacts.split(","))
    return {source for (source,) in sources} | {host[1].strip("[]") for host in hosts if host}


def lines_read(database: Path) -> dict[str, Line]:
    """All lines of the node by endpoint. Raises sqlite3.Error."""
    with closing(_open(database)) as connection:
        held = connection.execute("SELECT id, contact FROM ps_aors WHERE contact != ''").fetchall()
        registrations = connection.execute(
            "SELECT id, client_uri, server_uri FROM ps_registrations ORDER BY id"
        ).fetchall()
    accounts = {names.registration_line(each): account_of(uri) for each, uri, _ in registrations}
    asked: dict[str, list[str]] = {}
    for each, _uri, server in registrations:
        asked.setdefault(names.registration_line(each), []).append(server)
    return {
        endpoint: Line(
            endpoint,
            tuple(contacts.split(",")),
            accounts.get(endpoint, ""),
            tuple(asked.get(endpoint, ())),
        )
        for endpoint, contacts in held
    }


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=2)
