"""Drop the calls of a period and fold them again from their events. Runs under the role `vpbx_recorder`.

For repairs: after a change of the rules of folding. The recorder may go on meanwhile; each hour of history is one
transaction, so that the lists are never seen empty.
"""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from telephony.calls.rebuild import nodes, period, window_rebuild

WINDOW = timedelta(hours=1)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--node", help="only this node")
        parser.add_argument("--since", help="YYYY-MM-DD, UTC; from the first event without it")
        parser.add_argument(
            "--until", help="YYYY-MM-DD, UTC, not included; to the last event without it"
        )

    def handle(self, *_args: Any, verbosity: int = 1, **options: Any) -> None:
        chosen = [options["node"]] if options["node"] else nodes()
        for node in chosen:
            first, last = period(node)
            if first is None or last is None:
                continue
            start = max(first, _moment(options["since"]) or first).replace(
                minute=0, second=0, microsecond=0
            )
            until = min(last, _moment(options["until"]) or last)
            total = 0
            while start <= until:
                total += window_rebuild(node, start, start + WINDOW, now=timezone.now())
                start += WINDOW
            if verbosity:
                self.stdout.write(f"{node}: {total} calls")


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        raise CommandError(f"not a date: {text}")
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
