"""Make the demonstration and print, as JSON, how to sign in and which phones there are."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tenants.services.demo import demo_create, demo_outside


class Command(BaseCommand):
    """With `--state FILE` (kept at mode 0600) the passwords of an earlier run stay; without it they are replaced."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--state", type=Path, metavar="FILE", help="where the passwords are kept"
        )

    def handle(self, *_args: Any, state: Path | None = None, **_options: Any) -> None:
        made = demo_create(_known(state) if state else {})
        made["outside"] = demo_outside()
        text = json.dumps(made, ensure_ascii=False, indent=2)
        if state:
            _write_private(state, text)
        self.stdout.write(text)


def _known(state: Path) -> dict[str, str]:
    """Mail address -> password of the earlier run; nothing when the file is missing or damaged."""
    try:
        earlier = json.loads(state.read_text())
        people = [earlier["operator"], *(company["admin"] for company in earlier["companies"])]
        return {person["email"]: person["password"] for person in people}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_private(path: Path, text: str) -> None:
    """Replace the file; nobody else can read it at any moment."""
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    fresh.replace(path)
