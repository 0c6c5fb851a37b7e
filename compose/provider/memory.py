"""Who is registered, kept in a file: customers register again after minutes only, and are to be reached meanwhile."""

import json
import os
from dataclasses import astuple
from pathlib import Path

from compose.provider.registrar import Contact, Registrar


class Memory:
    """The contacts of one registrar, in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, registrar: Registrar) -> None:
        """Give the registrar its contacts of an earlier life, and keep them from now on."""
        registrar.contacts |= self._read()
        registrar.on_change = lambda: self._write(registrar.contacts)

    def _read(self) -> dict[str, Contact]:
        """Nothing where there is no file, or one that was cut."""
        try:
            kept = json.loads(self._path.read_text())
            return {
                login: Contact(uri, (host, port), expires_at)
                for login, (uri, (host, port), expires_at) in kept.items()
            }
        except (OSError, ValueError):
            return {}

    def _write(self, contacts: dict[str, Contact]) -> None:
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps({login: astuple(each) for login, each in contacts.items()}))
        os.replace(new, self._path)
