"""Sources that try too often: found here, kept out by the firewall where there is one.

An address from which phones of ours are registered is never banned, only reported: behind it may be a whole office,
and in UDP anybody can write any sender. Nor is a provider's, where our lines lead or calls come from. Who keeps a
source out is `telephony.realtime.firewall`; where there is none (a kernel without nftables, a container without the
right) floods are shown to the operator and logged, nothing more.
"""

import asyncio
import ipaddress
import logging
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from telephony.realtime.attempts import Bounded
from telephony.realtime.firewall import BAN_SECONDS, GOOD
from telephony.realtime.line_addresses import Network
from telephony.selectors.live import Record

log = logging.getLogger(__name__)

FAILURES_MAX = 60  # refused requests of one address
WITHIN_SECONDS = 60.0
SOURCES_MAX = 10_000
ANSWER_SECONDS = 5.0  # more than the firewall gives itself


class Floods:
    """Counts refusals per address and collects the addresses that went too far."""

    def __init__(self) -> None:
        self._excess: list[str] = []
        self._recent: Bounded[str, deque[float]] = Bounded(SOURCES_MAX)
        self._banned: Bounded[str, float] = Bounded(SOURCES_MAX)

    def refused(self, address: str) -> None:
        """Count a refusal; one too many is not counted again before the ban has run out."""
        now = time.monotonic()
        if (self._banned.get(address) or 0.0) > now:
            return
        recent = self._recent.get(address) or deque(maxlen=FAILURES_MAX)
        recent.append(now)
        self._recent.put(address, recent)
        if len(recent) == FAILURES_MAX and now - recent[0] <= WITHIN_SECONDS:
            self._banned.put(address, now + BAN_SECONDS)
            self._excess.append(address)
            recent.clear()

    def let_in(self, address: str) -> None:
        """Somebody there knew a password: what failed before was a phone on its way in."""
        if recent := self._recent.get(address):
            recent.clear()

    def take(self) -> list[str]:
        """The addresses that went too far since the last time."""
        excess, self._excess = self._excess, []
        return excess


class Firewall:
    """The process that keeps addresses out, at its socket file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_missed = False

    async def ban(self, address: str) -> bool:
        """Keep the address out for a while. Whether that could be done; if not, it is said once."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                is_kept_out = await self._ask(f"ban {address}") == GOOD
        except (OSError, TimeoutError):
            is_kept_out = False
        if not is_kept_out and not self._is_missed:
            log.warning("nobody keeps floods out here: they are only reported")
        self._is_missed = not is_kept_out
        return is_kept_out

    async def _ask(self, question: str) -> str:
        reader, writer = await asyncio.open_unix_connection(self._path)
        try:
            writer.write(f"{question}\n".encode())
            return (await reader.readline()).decode().strip()
        finally:
            writer.close()


def is_bannable(address: str, registrations: Iterable[Record], partners: Iterable[Network]) -> bool:
    """Whether it may be kept out: a real address, not our own, without registered phones, of no line (`partners`)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.is_loopback or parsed.is_unspecified:
        return False
    ours = {record["address"].rpartition(":")[0].strip("[]") for record in registrations}
    return address not in ours and not any(parsed in network for network in partners)
