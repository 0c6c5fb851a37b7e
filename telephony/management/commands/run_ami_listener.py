"""`manage.py run_ami_listener`: live calls and registrations of this host's Asterisk, into Redis.
Uses no database.
"""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from redis.asyncio import Redis

from telephony.asterisk.ami import AmiSettings
from telephony.realtime.listener import Listener, ListenerSettings


class Command(BaseCommand):
    """Runs until it is told to stop."""

    help = "Follow the node's live calls and registrations."
    requires_system_checks: list[str] = []  # they would ask the database

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        asyncio.run(_listen())


async def _listen() -> None:
    listener = Listener(
        ListenerSettings(
            node=settings.NODE_NAME,
            ami=AmiSettings(
                host=settings.AMI_HOST,
                port=settings.AMI_PORT,
                username=settings.AMI_USER,
                secret=settings.AMI_SECRET,
            ),
            hep_port=settings.HEP_PORT,
            spool=settings.CEL_SPOOL,
        ),
        Redis.from_url(settings.REDIS_URL, decode_responses=True),
    )
    work = asyncio.create_task(listener.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        return
