"""Take over the regulator's number ranges: files ABC-3xx.csv, ABC-4xx.csv, ABC-8xx.csv, DEF-9xx.csv."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from telephony.services.imports import ImportMode
from telephony.services.platform.ranges import ranges_import
from tenants.errors import BusinessError
from tenants.services.audit import SYSTEM

_SHOWN = 50


class Command(BaseCommand):
    """Each file replaces what was known of its area codes; a file with a wrong row changes nothing."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what is wrong")
        parser.add_argument("--good-rows-only", action="store_true", help="leave wrong rows out")

    def handle(
        self,
        *_args: Any,
        files: list[Path],
        dry_run: bool,
        good_rows_only: bool,
        **_options: Any,
    ) -> None:
        mode = ImportMode.GOOD_ROWS_ONLY if good_rows_only else ImportMode.ALL_OR_NOTHING
        for file in files:
            self._file(file, ImportMode.DRY_RUN if dry_run else mode)

    def _file(self, file: Path, mode: ImportMode) -> None:
        try:
            outcome = ranges_import(file.read_bytes(), mode, actor=SYSTEM)
        except OSError as error:
            raise CommandError(str(error)) from error
        except BusinessError as error:
            raise CommandError(f"{file}: {error.message}") from error
        for row in outcome.rows[:_SHOWN]:
            for problem in row.problems.errors:
                self.stderr.write(f"{file}:{row.index + 2}: {problem.field}: {problem.message}")
        self.stdout.write(
            f"{file}: {outcome.total} rows, {len(outcome.rows)} refused, {outcome.created} taken"
        )
        if outcome.rows and mode == ImportMode.ALL_OR_NOTHING:
            raise CommandError(f"{file}: nothing was changed")
