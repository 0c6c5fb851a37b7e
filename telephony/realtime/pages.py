"""What one open page is told, in order, and whether it keeps up."""

import asyncio
import json
import time
from collections import deque

from telephony.asterisk.live_calls import CallView, iso
from telephony.realtime.hub import Message, State
from telephony.selectors.live import call_concerns

UNACKNOWLEDGED_MAX = 300  # messages
UNACKNOWLEDGED_SECONDS = 30.0


class LivePage:
    """Turns the feed of a company into the messages of one page.

    A page that sees all passes the feed on as it is, with its numbers. One that sees only the calls
    of some internal numbers has numbers of its own, which run on from the feed's: it must see no
    holes.
    """

    def __init__(self, numbers: frozenset[str] | None) -> None:
        self._numbers = numbers
        self._outbox: deque[str] = deque()
        self._wake = asyncio.Event()
        self._seq = 0
        self._seen: set[str] = set()
        self._is_stale: bool | None = None
        self._unacknowledged: deque[tuple[int, float]] = deque()

    def see(self, numbers: frozenset[str] | None) -> None:
        """From the next snapshot on, show the calls of these numbers."""
        self._numbers = numbers

    async def next(self) -> str:
        """The next message to send."""
        while not self._outbox:
            self._wake.clear()
            await self._wake.wait()
        return self._outbox.popleft()

    def acknowledge(self, seq: int) -> None:
        """The page has shown everything up to this number."""
        while self._unacknowledged and self._unacknowledged[0][0] <= seq:
            self._unacknowledged.popleft()

    def is_behind(self) -> bool:
        """Whether the page takes longer to show changes than they take to come."""
        if not self._unacknowledged:
            return False
        waited = time.monotonic() - self._unacknowledged[0][1]
        return len(self._unacknowledged) > UNACKNOWLEDGED_MAX or waited > UNACKNOWLEDGED_SECONDS

    def snapshot(self, state: State, *, is_stale: bool) -> None:
        """Show this and forget what was before; what was not sent yet is not needed any more."""
        calls = [call for call in state.calls.values() if self._may_see(call)]
        self._seen = {call["id"] for call in calls}
        self._seq = max(self._seq + 1, state.seq) if self._numbers is not None else state.seq
        self._is_stale = is_stale
        self._outbox.clear()
        self._unacknowledged.clear()
        everything = self._numbers is None
        body = {
            "type": "snapshot",
            "seq": self._seq,
            "at": iso(time.time()),
            "is_stale": is_stale,
            "calls": calls,
            "registrations": list(state.registrations.values()) if everything else [],
        }
        self._put(_json(body), self._seq)

    def delta(self, message: Message, raw: str) -> None:
        """Apply the next numbered change."""
        if self._numbers is None:
            self._put(raw, message["seq"])
            return
        upsert = [call for call in message["upsert"] if self._may_see(call)]
        visible = {call["id"] for call in upsert}
        gone = {call["id"] for call in message["upsert"]} - visible
        removed = sorted(self._seen & (gone | set(message["removed"])))
        self._seen = (self._seen | visible) - set(removed)
        if upsert or removed:
            self._seq += 1
            own = {"type": "delta", "seq": self._seq, "upsert": upsert, "removed": removed}
            self._put(_json({**own, "registrations": [], "attempts": []}), self._seq)

    def stale(self, *, is_stale: bool) -> None:
        """What is shown may be out of date from now on, or is live again."""
        if self._is_stale is not None and is_stale != self._is_stale:
            self._is_stale = is_stale
            self._put(_json({"type": "stale", "is_stale": is_stale}))

    def notice(self, message: Message) -> None:
        """Pass on what is not live state; who sees only the own page learns that a call is on
        record, not which.
        """
        if self._numbers is None:
            self._put(_json(message))
        elif message["type"] == "recorded":
            self._put(_json({"type": "recorded", "call_id": None}))

    def _may_see(self, call: CallView) -> bool:
        return self._numbers is None or call_concerns(call, self._numbers)

    def _put(self, text: str, seq: int | None = None) -> None:
        if seq is not None:
            self._unacknowledged.append((seq, time.monotonic()))
        self._outbox.append(text)
        self._wake.set()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
