"""Ship this node's call spool to PostgreSQL, for ever. Runs under the role `vpbx_recorder`."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from telephony.calls.notices import Notices
from telephony.calls.recorder import Recorder
from telephony.calls.spool import Spool, SpoolBusyError


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        stops: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: stops.append(received))
        notices = Notices(settings.REDIS_URL)
        try:
            with Spool(settings.CEL_SPOOL) as spool:
                Recorder(settings.NODE_NAME, spool, publish=notices.publish).run(
                    lambda: bool(stops)
                )
        except SpoolBusyError as error:
            raise CommandError(str(error)) from error
