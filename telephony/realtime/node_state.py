"""What one node's listener knows, and what of it has not been told yet. In memory, no I/O."""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping

from telephony.asterisk import names
from telephony.asterisk.ami import Event
from telephony.asterisk.events import LiveCalls
from telephony.asterisk.live_calls import CallView
from telephony.realtime.attempts import Attempt, registered
from telephony.realtime.live import Change
from telephony.realtime.registrations import RegistrationChange, Registrations
from telephony.selectors.live import Snapshot

ATTEMPTS_MAX = 1_000  # not told yet, while Redis is away


class NodeState:
    """Calls and registrations of a node. `changed` is set while there is something to tell."""

    def __init__(self) -> None:
        self.calls = LiveCalls()
        self.registrations = Registrations()
        self.changed = asyncio.Event()
        self._codes: set[str] = set()  # companies that were ever spoken of
        self._touched: set[str] = set()  # calls
        self._told: dict[str, CallView] = {}
        self._moved: deque[RegistrationChange] = deque()
        self._attempts: deque[Attempt] = deque(maxlen=ATTEMPTS_MAX)

    def channel_event(self, event: Event, now: float) -> None:
        """Take an event of a channel; any other changes nothing."""
        self._touch(self.calls.feed(event, now))

    def channels_listed(self, channels: Iterable[Event], now: float) -> None:
        """Take the list of all channels."""
        self._touch(self.calls.resync(channels, now))

    def registrations_changed(self, changes: Iterable[RegistrationChange]) -> None:
        """Take registrations that became different; one that is new ends the search for its phone."""
        for change in changes:
            self._moved.append(change)
            if change.record is not None and change.is_new:
                code, device = _split(change.login)
                self._attempts.append(Attempt(code, device, registered(change.record)))
            self.changed.set()

    def attempted(self, attempts: Iterable[Attempt]) -> None:
        """Take attempts to sign in."""
        for attempt in attempts:
            self._attempts.append(attempt)
            self.changed.set()

    def restore(self, earlier: Mapping[str, Snapshot]) -> None:
        """Learn from what an earlier life wrote: since when, by whom; not what is there now."""
        self._codes |= set(earlier)
        for code, snapshot in earlier.items():
            for view in snapshot.calls.values():
                self.calls.remember(view)
            for device, record in snapshot.registrations.items():
                self.registrations.remember(names.login(code, device), record)

    def whole(self) -> dict[str, Change]:
        """Everything, by code of company; nothing but attempts is left to tell after that."""
        views = [view for call_id in self.calls.ids() if (view := self.calls.view(call_id))]
        self._told = {view["id"]: view for view in views if view["tenant"]}
        self._touched.clear()
        self._moved.clear()
        self._codes |= {view["tenant"] for view in self._told.values()}
        self._codes |= {_split(login)[0] for login in self.registrations.records}
        changes = {code: Change() for code in self._codes}
        for view in self._told.values():
            changes[view["tenant"]].calls[view["id"]] = view
        for login, record in self.registrations.records.items():
            code, device = _split(login)
            changes[code].registrations[device] = record
        return changes

    def news(self) -> dict[str, Change]:
        """What became different since it was last told, by code of company; code "" is nobody's."""
        changes: dict[str, Change] = {}
        for call_id in self._touched:
            self._call_news(call_id, changes)
        self._touched.clear()
        while self._moved:
            moved = self._moved.popleft()
            code, device = _split(moved.login)
            changes.setdefault(code, Change()).registrations[device] = moved.record
        while self._attempts:
            attempt = self._attempts.popleft()
            changes.setdefault(attempt.code, Change()).attempts.append(attempt.record)
        self._codes |= set(changes) - {""}
        return changes

    def _call_news(self, call_id: str, changes: dict[str, Change]) -> None:
        told = self._told.get(call_id)
        view = self.calls.view(call_id)
        if view == told:
            return
        if told is not None and (view is None or view["tenant"] != told["tenant"]):
            changes.setdefault(told["tenant"], Change()).calls[call_id] = None
            del self._told[call_id]
        if view is not None and view["tenant"]:
            changes.setdefault(view["tenant"], Change()).calls[call_id] = view
            self._told[call_id] = view

    def _touch(self, call_ids: set[str]) -> None:
        if call_ids:
            self._touched |= call_ids
            self.changed.set()


def _split(login: str) -> tuple[str, str]:
    code, _plus, device = login.partition("+")
    return code, device
