"""Addresses of lines to the outside: what comes from there is a provider's, however much of it is refused."""

import asyncio
import ipaddress
import socket
from pathlib import Path

from telephony.asterisk.line_list import places_read

RESOLVE_SECONDS = 2.0

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


async def line_networks(database: Path) -> list[Network]:
    """Where the node's lines lead, and where they may call from. Raises sqlite3.Error.

    A name that cannot be resolved now stands for no address.
    """
    places = await asyncio.to_thread(places_read, database)
    found = await asyncio.gather(*(_networks(place) for place in places))
    return [network for networks in found for network in networks]


async def _networks(place: str) -> list[Network]:
    """The networks that an address, a network or a name of a host stands for."""
    try:
        return [ipaddress.ip_network(place)]
    except ValueError:
        pass
    try:
        async with asyncio.timeout(RESOLVE_SECONDS):
            answers = await asyncio.get_running_loop().getaddrinfo(
                place, None, type=socket.SOCK_DGRAM
            )
    except (OSError, UnicodeError, TimeoutError):
        return []
    return [ipaddress.ip_network(answer[4][0]) for answer in answers]
