"""Registrations as Asterisk keeps them in AstDB: one contact per registered phone. Pure."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from telephony.asterisk import names
from telephony.asterisk.hep import shown

FAMILY = "registrar/contact"
_KEY = re.compile(r"/registrar/contact/([^;]+);")
_URI = re.compile(r"sips?:(?:[^@]*@)?(\[[^\]]+\]|[^:;>]+)(?::(\d+))?(.*)", re.IGNORECASE)
_TRANSPORT = re.compile(r";transport=(\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a phone registered from, what it is, and until when it is there (epoch seconds)."""

    address: str
    transport: str
    agent: str
    expires_at: int


def contact_query(login: str) -> str:
    """CLI command that prints the contacts of one login, found by the key's index and not by a scan.

    `;` follows the login in a key, and `<` follows `;` in ASCII. Raises ValueError for what is not
    a login.
    """
    if names.login_parse(login) is None:
        raise ValueError(f"not a login: {login!r}")
    start = f"/{FAMILY}/{login}"
    found = f"key >= '{start};' AND key < '{start}<'"
    return f'database query "SELECT value FROM astdb WHERE {found}"'  # noqa: S608 - a checked name


def contact_answer(output: str) -> Contact | None:
    """The contact in the output of `contact_query`: the youngest, should there be several."""
    lines = (line.removeprefix("value: ") for line in output.split("\n"))
    found = [contact for line in lines if (contact := contact_parse(line))]
    return max(found, key=lambda contact: contact.expires_at, default=None)


def contacts_listed(entries: Iterable[Mapping[str, str]]) -> dict[str, Contact]:
    """Contacts by login in the events that DBGetTree of `FAMILY` answers with."""
    found: dict[str, Contact] = {}
    for entry in entries:
        key = _KEY.match(entry.get("Key", ""))
        contact = contact_parse(entry.get("Val", ""))
        if key is None or contact is None or names.login_parse(key[1]) is None:
            continue
        known = found.get(key[1])
        if known is None or known.expires_at < contact.expires_at:
            found[key[1]] = contact
    return found


def contact_parse(text: str) -> Contact | None:
    """The contact in the JSON of its AstDB entry."""
    if not text.startswith("{"):
        return None
    try:
        data: dict[str, Any] = json.loads(text)
        uri = _URI.match(data["uri"])
        expires_at = int(data["expiration_time"])
    except (ValueError, KeyError):
        return None
    if uri is None:
        return None
    transport = _TRANSPORT.search(uri[3])
    return Contact(
        address=f"{uri[1]}:{uri[2] or 5060}",
        transport=transport[1].lower() if transport else "udp",
        agent=shown(str(data.get("user_agent", ""))),
        expires_at=expires_at,
    )
