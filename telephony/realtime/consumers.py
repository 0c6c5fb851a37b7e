"""The live page's socket: a snapshot, then numbered changes.

Who may see all calls of the company (live.view) gets the company's feed as it is; who may see only
the own page gets the calls in which one of the own internal numbers takes part. Operators ask for
`?scope=platform`. Rights are looked at again while the socket is open.

    server: snapshot, delta, stale, config, recorded, lines, media    client: {"type": "ack", "seq": n},
    {"type": "resync"}

A page acknowledges what it has shown. One that falls behind is closed and comes back for a new
snapshot: what it does not take would pile up here.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from telephony import keys
from telephony.realtime.hub import Feed, hub_get
from telephony.realtime.pages import LivePage
from telephony.selectors.live_sight import Sight, company_sight, platform_sight
from tenants.asgi import member_refresh
from tenants.context import Member
from tenants.permissions import Permission

log = logging.getLogger(__name__)

NOT_SIGNED_IN = 4401
FORBIDDEN = 4403
TOO_SLOW = 4408
FAILED = 1011

REFRESH_SECONDS = 15.0  # how long a sign-out or a lost right may go unnoticed
SLOW_CHECK_SECONDS = 1.0
CLIENT_MESSAGE_LENGTH_MAX = 200


class LiveConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # comes without types
    """One open page."""

    channel_layer_alias = "none"  # nothing here goes through the channel layer

    _member: Member
    _page: LivePage
    _feed: Feed | None = None
    _sight: Sight
    _schema: str
    _is_platform: bool
    _tasks: tuple[asyncio.Task[None], ...] = ()

    async def connect(self) -> None:
        """Let in who may look, and begin with a snapshot."""
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        self._is_platform = query.get("scope") == ["platform"]
        await self.accept()  # only of a socket that was open a browser learns the code
        member: Member | None = self.scope["member"]
        code = refusal(member, is_platform=self._is_platform)
        if member is None or code is not None:
            await self.close(code)
            return
        self._member = member
        tenant = self.scope["tenant"]
        self._schema = keys.PLATFORM if self._is_platform else tenant.schema_name
        self._sight = await self._look()
        self._page = LivePage(self._sight.numbers)
        self._open()
        self._tasks = (self._run(self._send()), self._run(self._refresh()), self._run(self._pace()))

    async def disconnect(self, _code: int) -> None:
        """The page has gone, or was sent away."""
        for task in self._tasks:
            task.cancel()
        self._close_feed()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take an acknowledgement, or a wish for a new snapshot; anything else is not for us."""
        message = _client_message(text_data)
        if self._feed is None:
            return
        if message.get("type") == "ack" and isinstance(message.get("seq"), int):
            self._page.acknowledge(message["seq"])
        elif message.get("type") == "resync":
            self._feed.show(self._page)

    def _open(self) -> None:
        self._feed = hub_get().open(self._page, schema=self._schema, nodes=self._sight.nodes)

    def _close_feed(self) -> None:
        if self._feed is not None:
            hub_get().close(self._page, schema=self._schema)
            self._feed = None

    async def _look(self) -> Sight:
        if self._is_platform:
            return await database_sync_to_async(platform_sight)()
        return await database_sync_to_async(company_sight)(self._member)

    def _run(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[None]") -> None:
        """A page that cannot be served any more is sent away and comes back."""
        if not task.cancelled() and (error := task.exception()):
            log.error("a live page failed", exc_info=error)
            self._tasks += (asyncio.create_task(self.close(FAILED)),)

    async def _send(self) -> None:
        while True:
            await self.send(text_data=await self._page.next())

    async def _pace(self) -> None:
        while True:
            await asyncio.sleep(SLOW_CHECK_SECONDS)
            if self._page.is_behind():
                await self.close(TOO_SLOW)
                return

    async def _refresh(self) -> None:
        """End the socket with the session, or with a change of what the member may do."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            member = await member_refresh(self.scope)
            if member != self._member:
                await self.close(FORBIDDEN if member else NOT_SIGNED_IN)
                return
            await self._look_again()

    async def _look_again(self) -> None:
        """Own numbers may have changed hands."""
        sight = await self._look()
        if sight != self._sight:
            self._close_feed()
            self._sight = sight
            self._page.see(sight.numbers)
            self._open()


def refusal(member: Member | None, *, is_platform: bool) -> int | None:
    """Why this member may not look at all; None when there is something for them to see."""
    if member is None:
        return NOT_SIGNED_IN
    if is_platform:
        return None if member.is_operator and member.may(Permission.PLATFORM_VIEW) else FORBIDDEN
    is_of_company = member.tenant_id is not None
    may_look = member.may(Permission.LIVE_VIEW) or member.may(Permission.OWN_VIEW)
    return None if is_of_company and may_look else FORBIDDEN


def _client_message(text: str | None) -> dict[str, Any]:
    if not text or len(text) > CLIENT_MESSAGE_LENGTH_MAX:
        return {}
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
