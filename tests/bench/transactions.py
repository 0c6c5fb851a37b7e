"""SIP transactions on one UDP socket (RFC 3261 section 17): requests are repeated until answered, signed when asked.

Times are `time.perf_counter()` seconds. Everything runs in one asyncio loop; nothing here blocks.
"""

import asyncio
import itertools
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable
from typing import Protocol, Self

from compose.provider.sip import Account, Challenge, Message, build, parse

FIRST_RESEND = 0.5  # RFC 3261 timer T1
TIMEOUT = 10.0


class SipTimeoutError(Exception):
    """The server did not answer a request in time."""


class Timed(Protocol):
    """What wants to know when its request was sent, and when the other side began to ring."""

    sent_at: float
    ringing_at: float


class SipSocket(asyncio.DatagramProtocol):
    """One UDP socket towards a server. Made by `await SipSocket.open(server)`; `asked` takes requests that come in."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self.address: tuple[str, int] = ("", 0)
        self.heard: Counter[str] = Counter()  # requests received, by method
        self.waiting: dict[tuple[str, str], Callable[[Message], None]] = {}  # branch, method
        self.numbers = itertools.count(random.randrange(1, 10_000))  # for CSeq

    @classmethod
    async def open(cls, server: tuple[str, int], *, host: str = "127.0.0.1", port: int = 0) -> Self:
        """One bound to `host:port` (0: any free port)."""
        loop = asyncio.get_running_loop()
        transport, made = await loop.create_datagram_endpoint(
            lambda: cls(server), local_addr=(host, port)
        )
        sock = transport.get_extra_info("socket")
        sock.setsockopt(1, 8, 4 << 20)  # SOL_SOCKET, SO_RCVBUF: a burst of 10,000 NOTIFY must fit
        made.address = transport.get_extra_info("sockname")[:2]
        return made

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def close(self) -> None:
        """Give the socket back; what is under way is forgotten, not ended."""
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        try:
            message = parse(data)
        except ValueError:
            return
        if message.status:
            waiting = self.waiting.get((message.branch, message.method))
            if waiting:
                waiting(message)
            return
        self.heard[message.method] += 1
        self.asked(message)

    def asked(self, request: Message) -> None:
        """Take a request."""

    def send(self, data: bytes) -> None:
        """Send a message to the server."""
        self._transport.sendto(data, self.server)

    def via(self, branch: str) -> tuple[str, str]:
        """The header that leads answers here."""
        address = f"{self.address[0]}:{self.address[1]}"
        return ("Via", f"SIP/2.0/UDP {address};rport;branch={branch}")

    async def authorised(
        self,
        method: str,
        uri: str,
        account: Account,
        headers: list[tuple[str, str]],
        body: str = "",
        *,
        timed: Timed | None = None,
        timeout: float = TIMEOUT,
    ) -> Message:
        """A request, repeated with a digest when the server asks for one."""
        response = await self.request(method, uri, headers, body, timed=timed, timeout=timeout)
        if response.status not in (401, 407):
            return response
        answer = Challenge.of(response).answer(method, uri, account)
        return await self.request(
            method, uri, [*headers, answer], body, timed=timed, timeout=timeout
        )

    async def request(
        self,
        method: str,
        uri: str,
        headers: list[tuple[str, str]],
        body: str = "",
        *,
        timed: Timed | None = None,
        timeout: float = TIMEOUT,
    ) -> Message:
        """A request of its own, outside of any call; the final response."""
        branch, cseq = f"z9hG4bK{secrets.token_hex(8)}", next(self.numbers)
        via = self.via(branch)
        full = [via, ("Max-Forwards", "70"), *headers, ("CSeq", f"{cseq} {method}")]
        if timed:
            timed.sent_at = time.perf_counter()
        final = await self.transact(
            method, branch, build(f"{method} {uri} SIP/2.0", full, body), timeout, timed
        )
        if method == "INVITE" and final.status != 200:
            to = ("To", final.first("to"))
            known = [
                via,
                ("Max-Forwards", "70"),
                headers[0],
                to,
                headers[2],
                ("CSeq", f"{cseq} ACK"),
            ]
            self.send(build(f"ACK {uri} SIP/2.0", known))
        return final

    async def transact(
        self, method: str, branch: str, data: bytes, timeout: float, timed: Timed | None = None
    ) -> Message:
        """Send until answered (RFC 3261 section 17.1); the final response, or SipTimeoutError."""
        final: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        heard = asyncio.Event()

        def on_response(message: Message) -> None:
            heard.set()
            if timed and message.status in (180, 183) and not timed.ringing_at:
                timed.ringing_at = time.perf_counter()
            if message.status >= 200 and not final.done():
                final.set_result(message)

        self.waiting[branch, method] = on_response
        deadline, pause = time.perf_counter() + timeout, FIRST_RESEND
        try:
            while not final.done():
                left = deadline - time.perf_counter()
                if left <= 0:
                    raise SipTimeoutError(f"{method}: no answer in {timeout} s")
                if not heard.is_set() or method != "INVITE":
                    self.send(data)
                await asyncio.wait([final], timeout=min(pause, left))
                pause = min(pause * 2, 4.0)
            return final.result()
        finally:
            del self.waiting[branch, method]
