"""Sources that try too often: found here, kept out by the firewall where there is one.

An address from which phones of ours are registered is never banned, only reported: behind it may be
a whole office, and in UDP anybody can write any sender. The firewall is the host's: whoever wants
floods dropped makes its sets once and gives the listener CAP_NET_ADMIN; without them the addresses
are shown to the operator and logged.

    table inet vpbx {
        set banned4 { type ipv4_addr; flags timeout; }
        set banned6 { type ipv6_addr; flags timeout; }
        chain input {
            type filter hook input priority -10;
            ip saddr @banned4 drop
            ip6 saddr @banned6 drop
        }
    }
"""

import asyncio
import ipaddress
import logging
import shutil
import time
from collections import deque
from collections.abc import Iterable

from telephony.realtime.attempts import Bounded
from telephony.selectors.live import Record

log = logging.getLogger(__name__)

FAILURES_MAX = 60  # refused requests of one address
WITHIN_SECONDS = 60.0
BAN_SECONDS = 600
SOURCES_MAX = 10_000

NFT_TABLE = ("inet", "vpbx")
NFT_SETS = {4: "banned4", 6: "banned6"}


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

    def take(self) -> list[str]:
        """The addresses that went too far since the last time."""
        excess, self._excess = self._excess, []
        return excess


class Firewall:
    """The kernel's set of banned addresses (nftables), when this process may write it."""

    def __init__(self) -> None:
        self._nft = shutil.which("nft", path="/usr/sbin:/usr/bin:/sbin:/bin")
        self._is_open: bool | None = None

    async def ban(self, address: str) -> bool:
        """Keep the address out for a while. Whether that could be done; if not, it is said once."""
        if self._is_open is False:
            return False
        version = ipaddress.ip_address(address).version
        element = f"{{ {address} timeout {BAN_SECONDS}s }}"
        self._is_open = await self._run("add", "element", *NFT_TABLE, NFT_SETS[version], element)
        if not self._is_open:
            log.warning("no firewall set to write to: floods are only reported")
        return self._is_open

    async def _run(self, *arguments: str) -> bool:
        if self._nft is None:
            return False
        process = await asyncio.create_subprocess_exec(
            self._nft,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        return await process.wait() == 0


def is_bannable(address: str, registrations: Iterable[Record]) -> bool:
    """Whether it may be kept out: a real address, not our own, and no phone is registered from it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.is_loopback or parsed.is_unspecified:
        return False
    ours = {record["address"].rpartition(":")[0].strip("[]") for record in registrations}
    return address not in ours
