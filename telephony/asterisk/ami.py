"""One AMI session: actions with deadlines, events in order, and an end that is always noticed.

panoramisk speaks the protocol. What it does not do is done here (each tried against a real server):
it loses bytes of a character split between two reads, tears the connection down when a callback
fails, sends un-answered actions again after a reconnect (an Originate would ring twice), waits for
ever for answers that cannot come, and does not notice a server that has stopped answering. So a
session here is one connection: it never reconnects. Who needs one that lasts opens the next
(telephony.realtime.listener).
"""

import asyncio
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from panoramisk.ami_protocol import AMIProtocol
from panoramisk.manager import Manager
from panoramisk.message import Message

Event = dict[str, str]
Value = str | Sequence[str]

log = logging.getLogger(__name__)

_CONTROL = re.compile(r"[\x00-\x1f]")
CONNECT_SECONDS = 5.0
ACTION_SECONDS = 10.0
PING_SECONDS = 5.0
FRAME_BYTES_MAX = 1_000_000
PIPELINE_SIZE = (
    200  # actions on their way at once: enough to hide the round trip, few enough for the buffers
)


class AmiError(Exception):
    """The session is gone, or no answer came in time. Whether the action was carried out is not
    known.
    """


class AmiRefusedError(AmiError):
    """Asterisk answered with an error; `str()` is its message."""


@dataclass(frozen=True, slots=True)
class AmiSettings:
    """Where and as whom to sign in."""

    host: str
    port: int
    username: str
    secret: str = field(repr=False)


class AmiSession:
    """`async with AmiSession(settings) as ami: await ami.action("Ping")`.

    `on_event` is called, synchronously and in the order of arrival, with every event (those of a
    list that an action asked for as well); what it raises is logged and harms nobody. `events` is
    AMI's event mask, such as `call,security`.
    """

    def __init__(
        self,
        settings: AmiSettings,
        *,
        on_event: Callable[[Event], None] | None = None,
        events: str = "off",
    ) -> None:
        self._settings = settings
        self._on_event = on_event
        self._events = events
        self._manager: Any = None
        self._closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watchdog: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._manager = _Manager(
            loop=loop,
            host=self._settings.host,
            port=self._settings.port,
            protocol_factory=lambda: _Protocol(self._on_event),
            ping_delay=10**9,  # the watchdog below pings, and listens for the answer
            on_disconnect=lambda _manager, _error: self.close(),
        )
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._manager.connect()
        except (OSError, TimeoutError) as error:
            raise AmiError(
                f"no connection to {self._settings.host}:{self._settings.port}"
            ) from error
        try:
            await self._login()
        except BaseException:
            self.close()
            raise
        self._watchdog = loop.create_task(self._watch())
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the session; whoever waits for an answer gets AmiError."""
        if self._watchdog is not None:
            self._watchdog.cancel()
        if not self._closed.done():
            self._closed.set_result(None)
            self._manager.close()

    async def wait_closed(self) -> None:
        """Return when the session has ended, whoever ended it."""
        await asyncio.shield(self._closed)

    async def action(self, name: str, **headers: Value) -> Event:
        """Carry out one action and return the answer (repeated headers are joined by newlines)."""
        return _headers((await self._send(name, headers, is_list=False))[0])

    async def list_action(self, name: str, **headers: Value) -> list[Event]:
        """Carry out an action that answers with a list, and return its events without the closing
        one.
        """
        answers = await self._send(name, headers, is_list=True)
        return [_headers(answer) for answer in answers[1:-1]]

    async def actions(
        self, steps: Iterable[tuple[str, Mapping[str, Value]]], *, may_be_gone: bool = False
    ) -> list[Event]:
        """Carry out many independent actions, a pipeline's length at a time; the first refusal is
        raised. Of what `may_be_gone` meanwhile a refusal is no news, and its answer is empty.
        """

        async def act(name: str, headers: Mapping[str, Value]) -> Event:
            try:
                return await self.action(name, **headers)
            except AmiRefusedError:
                if not may_be_gone:
                    raise
                return {}

        results: list[Event] = []
        pending: list[tuple[str, Mapping[str, Value]]] = list(steps)
        for start in range(0, len(pending), PIPELINE_SIZE):
            part = pending[start : start + PIPELINE_SIZE]
            results += await asyncio.gather(*(act(name, headers) for name, headers in part))
        return results

    async def _login(self) -> None:
        credentials = {"Username": self._settings.username, "Secret": self._settings.secret}
        await self.action("Login", **credentials, Events=self._events)

    async def _send(
        self, name: str, headers: Mapping[str, Value], *, is_list: bool
    ) -> list[Message]:
        """Send and wait for the whole answer; its first message is the response itself.

        Left alone, panoramisk would take the answer to an Originate for the beginning of a list that ends when the
        phone is answered. What is a list it tells by itself: one that is empty, or refused, has no events.
        """
        if self._manager is None or self._closed.done():
            raise AmiError("the session has ended")
        _check(headers)
        answer: asyncio.Future[Any] = self._manager.send_action(
            {"Action": name, **headers}, as_list=None if is_list else False
        )
        await asyncio.wait(
            {answer, self._closed}, timeout=ACTION_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if not answer.done():
            answer.cancel()
            raise AmiError(f"{name}: no answer")
        result = answer.result()
        messages: list[Message] = result if isinstance(result, list) else [result]
        if not messages[0].success:
            raise AmiRefusedError(messages[0].message or messages[0].response)
        return messages

    async def _watch(self) -> None:
        """Close a session whose server has stopped answering: a dead peer sends no FIN."""
        while True:
            await asyncio.sleep(PING_SECONDS)
            try:
                await self.action("Ping")
            except AmiError:
                log.warning("AMI does not answer: closing the session")
                self.close()


class _Manager(Manager):  # type: ignore[misc]  # comes without types
    """panoramisk's manager without its reconnecting."""

    def connection_made(self, attempt: "asyncio.Task[Any]") -> None:
        if not attempt.cancelled() and attempt.exception() is None:
            super().connection_made(attempt)

    def connection_lost(self, error: Exception | None) -> None:
        self.on_disconnect(self, error)


class _Sender:
    """A transport that sends what is written in one turn of the loop at once: a pipeline of a hundred actions is one
    packet for Asterisk, and one call of the kernel."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._written: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Send this with whatever else is written now."""
        if not self._written:
            asyncio.get_running_loop().call_soon(self._send)
        self._written.append(data)

    def _send(self) -> None:
        data, self._written = b"".join(self._written), []
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _Protocol(AMIProtocol):  # type: ignore[misc]  # comes without types
    """Frames are cut as bytes; answers go to panoramisk, events straight to the owner."""

    def __init__(self, on_event: Callable[[Event], None] | None) -> None:
        self._on_event = on_event
        self._rest = b""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(_Sender(transport))

    def data_received(self, data: bytes) -> None:
        *frames, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for frame in frames:
            self._frame(frame.decode("utf-8", "replace").lstrip("\r\n"))
        if len(self._rest) > FRAME_BYTES_MAX:
            log.error("AMI sent a frame without an end: closing the session")
            self.transport.abort()

    def _frame(self, text: str) -> None:
        event = _parse(text)
        if "ActionID" in event and (message := Message.from_line(text)) is not None:
            self.handle_message(message)
        if "Event" in event and self._on_event is not None:
            try:
                self._on_event(event)
            except Exception:
                log.exception("AMI event %s was not handled", event["Event"])


def _parse(text: str) -> Event:
    event: Event = {}
    for line in text.split("\r\n"):
        key, colon, value = line.partition(":")
        if colon:
            event[key] = value.removeprefix(" ")
    return event


def _headers(message: Message) -> Event:
    """A panoramisk message as plain headers, spelled as Asterisk spells them."""
    return {
        key: "\n".join(value) if isinstance(value, list) else value
        for key, value in message.items()
        if key != "content"
    }


def _check(headers: Mapping[str, Value]) -> None:
    """Refuse what would become another header: AMI has no escape for an end of line."""
    for key, value in headers.items():
        for text in [value] if isinstance(value, str) else value:
            if _CONTROL.search(key) or _CONTROL.search(text):
                raise ValueError(f"a control character in the AMI header {key}")
