"""Writes what the listener learns to Redis: soon, together, and whole again after a loss."""

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from telephony.realtime.lines import Lines
    from telephony.realtime.live import LiveStore
    from telephony.realtime.node_state import NodeState

log = logging.getLogger(__name__)

TOGETHER_SECONDS = 0.1  # changes within this time are told together
RETRY_SECONDS = 1.0


class Writer:
    """Nothing is written before `begin`: what earlier lives left is better than an empty state."""

    def __init__(self, store: "LiveStore", state: "NodeState", lines: "Lines") -> None:
        self._store = store
        self._state = state
        self._lines = lines
        self._has_begun = asyncio.Event()
        self._is_restored = False
        self._is_whole = False  # whether Redis holds all that it should

    def begin(self) -> None:
        """The state is known: write all of it."""
        self._has_begun.set()
        self.rewrite()

    def rewrite(self) -> None:
        """Redis may have forgotten: write everything anew."""
        self._is_whole = False
        self._state.changed.set()

    async def run(self) -> None:
        await self._has_begun.wait()
        while True:
            await self._state.changed.wait()
            await asyncio.sleep(TOGETHER_SECONDS)
            self._state.changed.clear()
            try:
                await self._write()
            except (RedisError, OSError) as error:
                log.warning("live state not written: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
                self.rewrite()

    async def beat(self, node_state: dict[str, object], *, seconds: int) -> None:
        """Say how the node is; notice a Redis that came back empty."""
        try:
            is_kept = await self._store.beat(node_state, seconds=seconds)
        except (RedisError, OSError):
            return  # the writer says it, when there is something to write
        if self._has_begun.is_set() and self._is_whole and not is_kept:
            log.warning("Redis has lost the live state: writing it anew")
            self.rewrite()

    async def ban(self, address: str, seconds: float) -> None:
        """Report an address that tries too often."""
        try:
            await self._store.ban(address, time.time() + seconds)
        except (RedisError, OSError) as error:
            log.warning("ban of %s not reported: %s", address, error)

    async def _write(self) -> None:
        if not self._is_restored:
            self._state.restore(await self._store.load())
            self._lines.restore(await self._store.lines_load())
            self._is_restored = True
        if not self._is_whole:
            self._store.restart_numbers()
            await self._store.replace(self._state.whole())
            await self._store.lines_replace(self._lines.records)
            self._is_whole = True
        if news := self._state.news():
            await self._store.change(news)
        if lines := self._lines.news():
            await self._store.lines_change(lines)
