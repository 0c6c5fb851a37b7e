"""Make an operator's account, or give an operator a new password."""

import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.errors import BusinessError
from tenants.services.operators import operator_create


class Command(BaseCommand):
    """The password is read from standard input with `--password-stdin`; otherwise one is made and printed once."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--language", default="ru", choices=["ru", "en"])
        parser.add_argument("--password-stdin", action="store_true")

    def handle(self, *_args: Any, password_stdin: bool = False, **options: Any) -> None:
        password = (
            sys.stdin.readline().rstrip("\n") if password_stdin else secrets.token_urlsafe(15)
        )
        try:
            operator_create(
                email=options["email"],
                password=password,
                name=options["name"],
                language=options["language"],
            )
        except BusinessError as refusal:
            raise CommandError(refusal.message) from refusal
        if not password_stdin:
            self.stdout.write(password)
