"""WebSockets opened the way a browser does, in the test's own thread and transaction."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import async_to_sync
from channels.testing import WebsocketCommunicator
from django.conf import settings

from tests.support.clients import SiteClient

SECONDS = 20.0  # for what is to happen soon; the machine may be busy


@dataclass
class Opened:
    """What became of a socket: whether it opened, the code it was closed with, the messages before that."""

    is_accepted: bool
    code: int | None = None
    messages: list[str] = field(default_factory=list)


def socket_open(
    path: str,
    *,
    host: str,
    client: SiteClient | None = None,
    origin: str | None = None,
    wait: float = SECONDS,
) -> Opened:
    """Open a socket with the client's session cookie and listen until it is closed, or nothing is said for `wait`.

    Runs in the calling thread (async_to_sync), so that database code sees the test's uncommitted rows.
    """
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    if client is not None and settings.SESSION_COOKIE_NAME in client.cookies:
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
    return async_to_sync(_open)(path, headers, wait)


async def _open(path: str, headers: list[tuple[bytes, bytes]], wait: float) -> Opened:
    from vpbx.asgi import application

    communicator = WebsocketCommunicator(application, path, headers=headers)
    accepted, code = await communicator.connect(timeout=SECONDS)
    opened = Opened(accepted, None if accepted else code)
    try:
        while opened.is_accepted and opened.code is None:
            _collect(opened, await communicator.receive_output(timeout=wait))
    except TimeoutError:
        return opened
    communicator.stop(exceptions=False)
    await asyncio.sleep(0)
    return opened


def _collect(opened: Opened, event: dict[str, Any]) -> None:
    if event["type"] == "websocket.close":
        opened.code = event.get("code", 1000)
    else:
        opened.messages.append(event.get("text") or "")
