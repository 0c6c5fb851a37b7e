"""`manage.py run_ami_listener`: live calls and registrations of this host's Asterisk, into Redis.
Uses no database.
"""

import asyncio
import logging
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from kombu.exceptions import OperationalError
from redis.asyncio import Redis

from telephony import dispatch
from telephony.asterisk.ami import AmiSettings
from telephony.asterisk.files import NodePaths
from telephony.realtime.listener import Listener, ListenerSettings, Tells
from tenants.processes import settle

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs until it is told to stop."""

    help = "Follow the node's live calls and registrations."
    requires_system_checks: list[str] = []  # they would ask the database

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        settle()
        asyncio.run(_listen())


def _booted() -> None:
    try:
        dispatch.node_booted(settings.NODE_NAME)
    except OperationalError:
        log.warning("nobody told that Asterisk has started; the periodic comparison finds it")


def _schedule_switched(code: str, schedule: str, state: str, moment: str) -> None:
    try:
        dispatch.schedule_switched(code, schedule, state, int(moment))
    except OperationalError:
        log.warning("nobody told that a schedule of %s was switched by its number", code)


def _messages() -> None:
    try:
        dispatch.voicemail_scan(settings.NODE_NAME)
    except OperationalError:
        log.warning("nobody told of a voice message; the next look at the boxes finds it")


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
            sip_ports=frozenset({settings.SIP_PORT, settings.SIP_TLS_PORT}),
            spool=settings.CEL_SPOOL,
            paths=NodePaths(settings.NODE_DIR),
            firewall=settings.FIREWALL_SOCKET,
        ),
        Redis.from_url(settings.REDIS_URL, decode_responses=True),
        Tells(_booted, _schedule_switched, _messages),
    )
    work = asyncio.create_task(listener.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        return
