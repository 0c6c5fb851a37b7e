"""The provider's exchange: one SIP port with accounts, calls to its numbers, and calls to its customers."""

import asyncio
import contextlib
import ipaddress
import secrets
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from compose.provider.behaviour import FOREVER, Behaviour, usual
from compose.provider.call import Call, user_of
from compose.provider.placing import Placed, destination, invitation
from compose.provider.registrar import Registrar
from compose.provider.rtp import Sound
from compose.provider.sip import Message, reply
from compose.provider.transactions import Address, NoAnswerError, Port

KEPT_REQUESTS, KEPT_CALLS = 20_000, 5_000

REASONS = {
    302: "Moved Temporarily",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    408: "Request Timeout",
    480: "Temporarily Unavailable",
    484: "Address Incomplete",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    500: "Server Internal Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Server Time-out",
    603: "Decline",
}


@dataclass(frozen=True, slots=True)
class Received:
    """A request that reached the exchange."""

    at: float  # monotonic
    message: Message
    source: Address


class Exchange:
    """One provider. `await Exchange().open("127.0.0.1")`."""

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        self.registrar = Registrar()
        self.numbers: dict[str, Behaviour] = {}
        self.trusted: set[str] = set()  # addresses or networks, with a port or without
        self.capacity = 0  # calls at once, 0: any
        self.is_silent = False  # nothing is answered at all
        self.log: deque[Received] = deque(maxlen=KEPT_REQUESTS)
        self.calls: dict[str, Call] = {}  # by Call-ID, in the order they came
        self.port = Port(self._on_request)
        self._on_change = on_change
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, host: str, port: int = 0) -> "Exchange":
        """Begin to listen."""
        await self.port.open(host, port)
        return self

    async def close(self) -> None:
        """End all calls and stop listening."""
        await self.reset()
        self.port.close()

    async def reset(self) -> None:
        """End all calls and forget them, what was said about numbers, and the log; accounts and contacts stay."""
        for call in self.calls.values():
            self._clear(call)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1)
        self.calls.clear()
        self.log.clear()
        self.numbers.clear()
        self.trusted.clear()
        self.capacity, self.is_silent, self.registrar.is_deaf = 0, False, False

    def _clear(self, call: Call) -> None:
        """End a call in order, whatever its state."""
        if call.is_ours and not call.status and call.state != "ended":
            call.cancel()  # its end arrives as 487
            return
        if call.task is not None:
            call.task.cancel()
        if call.state == "up":
            call.task = self._spawn(self._end(call))
        elif not call.status and call.state == "ringing":
            call.respond("480 Temporarily Unavailable", final=True)
        elif call.state != "ended":
            call.over("us")

    async def _end(self, call: Call) -> None:
        with contextlib.suppress(NoAnswerError):
            await call.hang_up()

    def behaviour(self, number: str) -> Behaviour:
        """What is going to happen when this number is called."""
        return self.numbers.get(digits(number)) or usual(digits(number))

    # ------------------------------------------------------------ requests

    def _on_request(self, request: Message, source: Address) -> None:
        self.log.append(Received(time.monotonic(), request, source))
        self._on_change()
        if self.is_silent:
            return
        call = self.calls.get(request.first("call-id"))
        match request.method:
            case "REGISTER":
                self._register(request, source)
            case "INVITE" if call is None:
                self._invite(request, source)
            case "ACK":
                if call is not None:
                    call.acknowledged(request)
            case "CANCEL":
                self._cancel(request, call, source)
            case _ if call is not None:
                self._within(call, request, source)
            case "OPTIONS":
                self._reply(request, "200 OK", source)
            case _:
                self._reply(request, "481 Call/Transaction Does Not Exist", source)

    def _reply(
        self, request: Message, status: str, source: Address, *extra: tuple[str, str]
    ) -> None:
        data = reply(request, status, extra, tag=secrets.token_hex(4))
        self.port.answer(request, data, source)

    def _register(self, request: Message, source: Address) -> None:
        login = self.registrar.login(request)
        if login == "":
            status, header = self.registrar.challenge()
            self._reply(request, status, source, header)
        elif login is None or login != user_of(request.first("to")):
            self._reply(request, "403 Forbidden", source)
        else:
            contact = self.registrar.register(login, request, source)
            self._reply(request, "200 OK", source, contact)
            self._on_change()

    def _invite(self, request: Message, source: Address) -> None:
        account = ""
        if not self._trusts(source):
            login = self.registrar.login(request)
            if login == "":
                status, header = self.registrar.challenge(is_proxy=True)
                self._reply(request, status, source, header)
                return
            if login is None:
                self._reply(request, "403 Forbidden", source)
                return
            account = login
        if self.capacity and self._standing() >= self.capacity:
            self._reply(request, "503 Service Unavailable", source)
            return
        self._take(request, source, account)

    def _standing(self) -> int:
        return sum(call.state != "ended" for call in self.calls.values())

    def _trusts(self, source: Address) -> bool:
        host, port = source
        return any(
            trusted == f"{host}:{port}"
            or (":" not in trusted and ipaddress.ip_address(host) in ipaddress.ip_network(trusted))
            for trusted in self.trusted
        )

    def _cancel(self, request: Message, call: Call | None, source: Address) -> None:
        if call is None or call.status:
            self._reply(request, "481 Call/Transaction Does Not Exist", source)
            return
        self._reply(request, "200 OK", source)
        if call.task is not None:
            call.task.cancel()
        call.ended_by = "them"
        call.respond("487 Request Terminated", final=True)

    def _within(self, call: Call, request: Message, source: Address) -> None:
        call.requests.append(request)
        if request.method in ("INVITE", "UPDATE"):
            call.answer_again(request)
        elif request.method == "BYE":
            self._reply(request, "200 OK", source)
            call.over("them")
        elif request.method in ("INFO", "OPTIONS", "NOTIFY", "MESSAGE"):
            self._reply(request, "200 OK", source)
        else:
            self._reply(request, "603 Decline", source)
        self._on_change()

    # ------------------------------------------------------------ calls to our numbers

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _take(self, request: Message, source: Address, account: str) -> None:
        sound = Sound(self.port.address[0])
        call = Call(self.port, sound, request, source, account=account, on_change=self._on_change)
        call.take()
        self._keep(call)
        call.task = self._spawn(self._play(call, self.behaviour(call.called)))
        self._on_change()

    def _keep(self, call: Call) -> None:
        """Remember a call, and forget the oldest that is over."""
        self.calls[call.invite.first("call-id")] = call
        if len(self.calls) > KEPT_CALLS:
            oldest = next((key for key, each in self.calls.items() if each.state == "ended"), None)
            self.calls.pop(oldest or "", None)

    async def _play(self, call: Call, behaviour: Behaviour) -> None:
        if behaviour.is_silent:
            return
        await call.sound.open()
        call.respond("100 Trying")
        if not call.suits:
            call.respond("488 Not Acceptable Here", final=True)
            return
        if behaviour.early_tone:
            call.tone = behaviour.early_tone
            call.respond("183 Session Progress", with_sound=True)
        elif behaviour.ring_seconds:
            call.respond("180 Ringing")
        await _pause(behaviour.ring_seconds)
        if behaviour.status >= 300:
            words = f"{behaviour.status} {REASONS.get(behaviour.status, 'Refused')}"
            call.respond(words, extra=behaviour.headers, final=True)
            return
        call.tone = behaviour.tone
        call.respond("200 OK", with_sound=True, extra=behaviour.headers, final=True)
        for step in behaviour.steps:
            await asyncio.sleep(behaviour.pause)
            await call.step(step)
        await _pause(behaviour.talk_seconds)
        await self._end(call)

    # ------------------------------------------------------------ calls to customers

    async def place(self, wanted: Placed) -> Call:
        """Begin a call; it goes on by itself. ValueError: the account is not registered."""
        uri, peer = destination(wanted, self.registrar)
        sound = Sound(self.port.address[0])
        invite = invitation(wanted, uri, port=self.port, media_port=sound.port)
        call = Call(
            self.port, sound, invite, peer, account=wanted.account, on_change=self._on_change
        )
        call.tone = wanted.tone
        self._keep(call)
        call.task = self._spawn(self._placing(call, uri, wanted.patience))
        return call

    async def _placing(self, call: Call, uri: str, patience: float) -> None:
        try:
            await call.place(uri, patience=patience)
        except NoAnswerError:
            call.over("nobody")


async def _pause(seconds: float) -> None:
    if seconds == FOREVER:
        await asyncio.get_running_loop().create_future()
    await asyncio.sleep(seconds)


def digits(number: str) -> str:
    """A number without its plus."""
    return number.removeprefix("+")
