"""SIP on one UDP port: requests are repeated until answered, answers until they arrived (RFC 3261, section 17)."""

import asyncio
import secrets
from collections.abc import Callable

from compose.provider.sip import Message, build, parse

FIRST_RESEND, LAST_RESEND = 0.5, 4.0  # timers T1 and T2
PATIENCE = 32.0  # 64 * T1
KEPT_ANSWERS = 20_000  # requests known again when they are repeated

Address = tuple[str, int]


class NoAnswerError(Exception):
    """Nobody answered a request in time."""


class Port(asyncio.DatagramProtocol):
    """The port. `on_request` is told each new request and its source; of repeated ones it hears nothing."""

    def __init__(self, on_request: Callable[[Message, Address], None]) -> None:
        self.address: Address = ("", 0)
        self._on_request = on_request
        self._waiting: dict[tuple[str, str], Callable[[Message], None]] = {}
        self._answers: dict[tuple[str, str], bytes] = {}
        self._repeated: dict[str, asyncio.Task[None]] = {}  # by Call-ID: final answers to INVITE

    async def open(self, host: str, port: int = 0) -> "Port":
        """Listen; 0 is any free port."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=(host, port)
        )
        self.address = self._transport.get_extra_info("sockname")[:2]
        return self

    def close(self) -> None:
        """Free the port."""
        for task in self._repeated.values():
            task.cancel()
        self._transport.close()

    # ------------------------------------------------------------ requests of others

    def datagram_received(self, data: bytes, addr: Address) -> None:
        try:
            message = parse(data)
        except ValueError:  # keep-alive
            return
        if message.status:
            self._on_response(message)
            return
        known = (message.branch, message.method)
        if message.method == "ACK":
            self._stop_repeating(message.first("call-id"))
        elif known in self._answers:
            if self._answers[known]:
                self.send(self._answers[known], addr)
            return
        else:
            self._remember(known)
        self._on_request(message, addr[:2])

    def _remember(self, request: tuple[str, str]) -> None:
        self._answers[request] = b""
        if len(self._answers) > KEPT_ANSWERS:
            del self._answers[next(iter(self._answers))]

    def answer(self, request: Message, data: bytes, source: Address) -> None:
        """Answer a request; the final answer to an INVITE is repeated until its ACK arrives."""
        self._answers[request.branch, request.method] = data
        self.send(data, source)
        if request.method == "INVITE" and parse(data).status >= 200:
            call_id = request.first("call-id")
            self._stop_repeating(call_id)
            self._repeated[call_id] = asyncio.create_task(self._repeat(data, source))

    async def _repeat(self, data: bytes, source: Address) -> None:
        pause, left = FIRST_RESEND, PATIENCE
        while left > 0:
            await asyncio.sleep(pause)
            left -= pause
            pause = min(pause * 2, LAST_RESEND)
            self.send(data, source)

    def _stop_repeating(self, call_id: str) -> None:
        task = self._repeated.pop(call_id, None)
        if task is not None:
            task.cancel()

    # ------------------------------------------------------------ requests of ours

    def _on_response(self, message: Message) -> None:
        waiting = self._waiting.get((message.branch, message.method))
        if waiting is not None:
            waiting(message)

    def via(self, branch: str = "") -> tuple[str, str]:
        """Our Via header, of a new transaction unless one is given."""
        host, port = self.address
        branch = branch or f"z9hG4bK{secrets.token_hex(8)}"
        return ("Via", f"SIP/2.0/UDP {host}:{port};rport;branch={branch}")

    async def ask(
        self,
        data: bytes,
        target: Address,
        *,
        on_provisional: Callable[[Message], None] | None = None,
        patience: float = PATIENCE,
    ) -> Message:
        """Send a request and wait for its final answer. An INVITE that rings may ring for ever."""
        request = parse(data)
        final: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        heard = asyncio.Event()

        def on_response(message: Message) -> None:
            heard.set()
            if message.status >= 200 and not final.done():
                final.set_result(message)
            elif message.status < 200 and on_provisional is not None:
                on_provisional(message)

        key = (request.branch, request.method)
        self._waiting[key] = on_response
        pause, left = FIRST_RESEND, patience
        try:
            while not final.done():
                is_ringing = heard.is_set() and request.method == "INVITE"
                if not is_ringing and left <= 0:
                    raise NoAnswerError(f"{request.start}: no answer in {patience} s")
                if not is_ringing:
                    self.send(data, target)
                await asyncio.wait([final], timeout=pause)
                left -= pause
                pause = min(pause * 2, LAST_RESEND)
            return final.result()
        finally:
            del self._waiting[key]

    def send(self, data: bytes, target: Address) -> None:
        """Send a message as it is."""
        self._transport.sendto(data, target)


def request(
    method: str, uri: str, headers: list[tuple[str, str]], body: str = "", kind: str = ""
) -> bytes:
    """A request ready to be sent; `kind` is the type of the body (that of a session description by default)."""
    if body:
        headers = [*headers, ("Content-Type", kind or "application/sdp")]
    return build(f"{method} {uri} SIP/2.0", headers, body)
