"""One Redis subscription per web process and company, feeding that process's pages.

A feed keeps the company's live state as of the last numbered change, so that a page which opens
gets its snapshot without asking Redis. It subscribes first and reads the state then: a change that
the state contains already is known by its number. A hole in the numbers, or a lost connection, is
repaired by reading the state again.
"""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from telephony import keys
from telephony.asterisk.live_calls import CallView
from telephony.selectors.live import Record, registration_views, snapshot_ask, snapshot_parse

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
NODES_CHECK_SECONDS = 1.0

Message = dict[str, Any]


@dataclass(slots=True)
class State:
    """What the pages of a feed show after change `seq`: calls by id, registrations by device."""

    seq: int
    calls: dict[str, CallView]
    registrations: dict[str, Record]


class Page(Protocol):
    """An open page. Its methods are called in the event loop and must not wait."""

    def snapshot(self, state: State, *, is_stale: bool) -> None:
        """Show this and forget what was before."""

    def delta(self, message: Message, raw: str) -> None:
        """Apply the next numbered change; `raw` is its JSON text, the same for every page."""

    def stale(self, *, is_stale: bool) -> None:
        """What is shown may be out of date from now on, or is live again."""

    def notice(self, message: Message) -> None:
        """What is not part of the live state: a configuration in force, a call on record."""


class Feed:
    """The live state of one company in this process, and the pages that look at it."""

    def __init__(self, redis: "Redis[str]", schema: str, nodes: "NodeWatch") -> None:
        self.pages: dict[Page, frozenset[str]] = {}  # page -> the nodes it depends on
        self.state: State | None = None
        self._redis = redis
        self._schema = schema
        self._nodes = nodes
        self._is_connected = False
        self._task = asyncio.create_task(self._follow())

    def is_stale(self, page: Page) -> bool:
        """Whether what it shows may be out of date: Redis or a node's listener is away."""
        return not (self._is_connected and self._nodes.are_live(self.pages[page]))

    def add(self, page: Page, nodes: frozenset[str]) -> None:
        """Show the live state to this page from now on."""
        self.pages[page] = nodes
        self.show(page)

    def show(self, page: Page) -> None:
        """Give the page a snapshot, unless the first one is still on its way."""
        if self.state is not None:
            page.snapshot(self.state, is_stale=self.is_stale(page))

    def stop(self) -> "asyncio.Task[None]":
        """End the subscription; the task that ends with it."""
        self._task.cancel()
        return self._task

    def tell_stale(self) -> None:
        """Tell every page whether what it shows is live."""
        for page in list(self.pages):
            page.stale(is_stale=self.is_stale(page))

    async def _follow(self) -> None:
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("the live feed of %s lost Redis: %s", self._schema, error)
            self._is_connected = False
            self.tell_stale()
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        async with self._redis.pubsub() as pubsub:
            await pubsub.subscribe(keys.channel(self._schema))
            async for message in pubsub.listen():
                if message["type"] == "subscribe":
                    await self._nodes.check()
                    self._is_connected = True
                    await self._reload()
                elif message["type"] == "message":
                    await self._take(message["data"])

    async def _reload(self) -> None:
        """Read the state from Redis and show it to every page."""
        async with self._redis.pipeline(transaction=True) as pipe:
            snapshot_ask(pipe, self._schema)
            found = snapshot_parse(await pipe.execute())
        views = registration_views(self._schema, found)
        self.state = State(found.seq, found.calls, views)
        for page in list(self.pages):
            self.show(page)

    async def _take(self, raw: str) -> None:
        message = json.loads(raw)
        if message["type"] == "reload":
            await self._reload()
        elif message["type"] != "delta":
            for page in list(self.pages):
                page.notice(message)
        elif self.state is not None and message["seq"] == self.state.seq + 1:
            self._advance(self.state, message, raw)
        elif self.state is None or message["seq"] > self.state.seq:
            await self._reload()

    def _advance(self, state: State, message: Message, raw: str) -> None:
        state.seq = message["seq"]
        for call in message["upsert"]:
            state.calls[call["id"]] = call
        for call_id in message["removed"]:
            state.calls.pop(call_id, None)
        for view in message["registrations"]:
            state.registrations.pop(view["device"], None)
            if view["state"] == "registered":
                state.registrations[view["device"]] = view
        for page in list(self.pages):
            page.delta(message, raw)


class NodeWatch:
    """Which nodes' listeners are alive and see their Asterisk, as their last word in Redis says."""

    def __init__(self, redis: "Redis[str]") -> None:
        self._redis = redis
        self._wanted: set[str] = set()
        self._live: set[str] = set()

    def want(self, nodes: frozenset[str]) -> None:
        """Ask about these nodes as well from now on."""
        self._wanted |= nodes

    def are_live(self, nodes: frozenset[str]) -> bool:
        """Whether each of them is known to be alive."""
        return nodes <= self._live

    async def check(self) -> None:
        """Ask again. Raises redis.RedisError."""
        wanted = sorted(self._wanted)
        raw = await self._redis.mget([keys.node_state(name) for name in wanted]) if wanted else []
        found = zip(wanted, raw, strict=True)
        self._live = {name for name, text in found if text and json.loads(text)["state"] == "live"}


class Hub:
    """The feeds of this process. A feed lives as long as it has pages."""

    def __init__(self, redis: "Redis[str]") -> None:
        self._redis = redis
        self._feeds: dict[str, Feed] = {}
        self._nodes = NodeWatch(redis)
        self._watch = asyncio.create_task(self._watch_nodes())

    def open(self, page: Page, *, schema: str, nodes: frozenset[str]) -> Feed:
        """Show the live state of a company, or of all (`keys.PLATFORM`), to this page from now on."""
        self._nodes.want(nodes)
        feed = self._feeds.get(schema)
        if feed is None:
            feed = self._feeds[schema] = Feed(self._redis, schema, self._nodes)
        feed.add(page, nodes)
        return feed

    def close(self, page: Page, *, schema: str) -> None:
        """Forget the page; the last one ends the subscription."""
        feed = self._feeds.get(schema)
        if feed is None:
            return
        feed.pages.pop(page, None)
        if not feed.pages:
            feed.stop()
            del self._feeds[schema]

    async def stop(self) -> None:
        """End every subscription and the connection."""
        tasks = [self._watch, *(feed.stop() for feed in self._feeds.values())]
        self._feeds.clear()
        self._watch.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._redis.aclose()

    async def _watch_nodes(self) -> None:
        while True:
            await asyncio.sleep(NODES_CHECK_SECONDS)
            try:
                await self._nodes.check()
            except (RedisError, OSError):
                continue  # the feeds have lost Redis as well and say so
            for feed in list(self._feeds.values()):
                feed.tell_stale()


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub_get() -> Hub:
    """The hub of this process (of its event loop)."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(Redis.from_url(settings.REDIS_URL, decode_responses=True))
    return _hubs[loop]
