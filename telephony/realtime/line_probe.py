"""Asking the server of a line whether it is there: OPTIONS of our own, to every address of the line.

Asterisk itself cannot: it watches only those addresses that it read, all together, at its start (asterisk facts 3a).
Any answer will do, a refusal as well. What a name stands for is looked at each time: nobody who may edit lines shall
knock by us at what stands beside the node.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Iterable
from contextlib import suppress

from telephony.asterisk.sip_questions import Question, any_certificate
from telephony.services.line_addresses import is_refused

ANSWER_SECONDS = 3.0
RESEND_SECONDS = (0.5, 1.0)
_URI = re.compile(r"sip:(\[[^\]]+\]|[^:;@]+)(?::([0-9]+))?(?:;transport=(tcp|tls))?")
_PORTS = {"udp": 5060, "tcp": 5060, "tls": 5061}
_BYTES = 65_535

# Why a server is not there, in the order in which the reason of one address tells more than that of another.
NO_ANSWER, REFUSED, DNS = "no_answer", "refused", "dns"
_TELLING = (NO_ANSWER, REFUSED, DNS)


async def line_probe(contacts: Iterable[str]) -> str:
    """Why none of these addresses (SIP URIs) answers: no_answer, refused, dns; empty when one does."""
    failures = await asyncio.gather(*(_ask(contact) for contact in contacts))
    if "" in failures or not failures:
        return ""
    return min(failures, key=_TELLING.index)


async def _ask(contact: str) -> str:
    found = _URI.fullmatch(contact)
    if found is None:
        return DNS
    host, transport = found[1].strip("[]"), found[3] or "udp"
    port = int(found[2] or _PORTS[transport])
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            address = await _address(host, port)
            if address is None:
                return DNS
            if transport == "udp":
                return await _ask_datagram(host, address, port)
            return await _ask_stream(host, address, port, is_encrypted=transport == "tls")
    except TimeoutError:
        return NO_ANSWER
    except socket.gaierror:
        return DNS
    except (OSError, UnicodeError):
        return REFUSED


async def _address(host: str, port: int) -> str | None:
    """An address that the host stands for and that lines may lead to."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    found = (str(answer[4][0]).partition("%")[0] for answer in answers)
    return next((each for each in found if not is_refused(ipaddress.ip_network(each))), None)


async def _ask_datagram(host: str, address: str, port: int) -> str:
    loop = asyncio.get_running_loop()
    transport, waiting = await loop.create_datagram_endpoint(_Waiting, remote_addr=(address, port))
    try:
        name = transport.get_extra_info("sockname")
        request = _options(host, port, "UDP", name)
        for seconds in RESEND_SECONDS:
            transport.sendto(request)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    return await asyncio.shield(waiting.answer)
        transport.sendto(request)
        return await waiting.answer
    finally:
        transport.close()


async def _ask_stream(host: str, address: str, port: int, *, is_encrypted: bool) -> str:
    reader, writer = await asyncio.open_connection(
        address,
        port,
        ssl=any_certificate() if is_encrypted else None,
        server_hostname=host if is_encrypted else None,
    )
    try:
        name = writer.get_extra_info("sockname")
        writer.write(_options(host, port, "TLS" if is_encrypted else "TCP", name))
        await writer.drain()
        return "" if (await reader.read(_BYTES)).startswith(b"SIP/2.0 ") else NO_ANSWER
    finally:
        writer.close()


def _options(host: str, port: int, transport: str, name: tuple[str, int]) -> bytes:
    shown, own = (f"[{each}]" if ":" in each else each for each in (host, name[0]))
    question = Question("OPTIONS", f"sip:{shown}:{port}", "", shown, transport, f"{own}:{name[1]}")
    return question.text()


class _Waiting(asyncio.DatagramProtocol):
    """Waits for any SIP answer; a port that nobody listens to is told by the system."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def datagram_received(self, data: bytes, _address: object) -> None:
        if data.startswith(b"SIP/2.0 ") and not self.answer.done():
            self.answer.set_result("")

    def error_received(self, _error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_result(REFUSED)
