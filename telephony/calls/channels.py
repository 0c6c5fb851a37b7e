"""The channels of a call, told from its events. Pure.

A call is a connected component of events over `uniqueid` (one channel) and `linkedid`
(channels that Asterisk itself knows to belong together): an attended transfer, a pickup or a parked call joins two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from telephony.asterisk.cel import CallEvent
from telephony.asterisk.names import login_parse

Interval = tuple[datetime, datetime]
_RANKS = {"CHAN_START": 0, "LINKEDID_END": 2}
_NOWHERE = "s"  # where a channel enters the dialplan that was not told a number
_VIRTUAL = (
    "Local",
    "Surrogate",
    "Announcer",
    "Recorder",
    "CBAnn",
    "CBRec",
    "Bridge",
    "Message",
    "AsyncGoto",
)


def in_order(events: Iterable[CallEvent]) -> list[CallEvent]:
    """The events once each, as they happened, whatever the order in which they came."""
    return sorted(
        set(events),
        key=lambda event: (
            event.at,
            _RANKS.get(event.kind, 1),
            event.uniqueid,
            event.kind,
            event.extra,
            event.channel,
        ),
    )


def components(events: Iterable[CallEvent]) -> list[list[CallEvent]]:
    """Events of one node by call. Those that belong to no call (no `linkedid`) are left out."""
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        path = []
        while (parent := roots.setdefault(name, name)) != name:
            path.append(name)
            name = parent
        roots.update(dict.fromkeys(path, name))
        return name

    joined = [event for event in events if event.linkedid]
    for event in joined:
        roots[root(f"u{event.uniqueid}")] = root(f"l{event.linkedid}")
    found: dict[str, list[CallEvent]] = defaultdict(list)
    for event in joined:
        found[root(f"l{event.linkedid}")].append(event)
    return list(found.values())


@dataclass(frozen=True)
class Channel:
    """One channel and its events in order. `end` is the moment at which whatever is still open counts as over."""

    events: Sequence[CallEvent]
    end: datetime

    @property
    def start(self) -> CallEvent:
        return self.events[0]

    @property
    def uniqueid(self) -> str:
        return self.start.uniqueid

    @property
    def name(self) -> str:
        return self.start.channel

    @property
    def endpoint(self) -> str:
        """Who is at the far end: `acme+200` of `PJSIP/acme+200-00000001`."""
        return self.name.partition("/")[2].rpartition("-")[0]

    @property
    def device(self) -> str:
        """Name of the tenant's device behind the channel, empty when it is none (a line to the outside)."""
        login = login_parse(self.endpoint)
        return login[1] if login else ""

    @property
    def is_phone(self) -> bool:
        """Whether somebody is at the far end; Asterisk also makes channels for its own use."""
        return self.name.partition("/")[0] not in _VIRTUAL

    @property
    def is_line(self) -> bool:
        """Whether the far end is outside of the company: it is reached by a line, not a device."""
        return self.is_phone and not self.device

    @property
    def is_origin(self) -> bool:
        """Whether it came in by itself: a channel that was dialled carries the `linkedid` of the dialler."""
        return self.start.linkedid == self.start.uniqueid

    @property
    def is_rung(self) -> bool:
        """Whether it is a phone that the node rang by itself (to try a call flow): who dials enters at a number."""
        return self.is_origin and bool(self.device) and self.start.exten == _NOWHERE

    @cached_property
    def hangup(self) -> CallEvent | None:
        return self.last("HANGUP")

    @cached_property
    def ended_at(self) -> datetime:
        return self.hangup.at if self.hangup else self.end

    @cached_property
    def cause(self) -> int:
        """Q.850 cause with which it ended, 0 when nobody said."""
        raw = self.hangup.details().get("hangupcause", "") if self.hangup else ""
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 3 else 0

    @cached_property
    def dial_status(self) -> str:
        """What Asterisk's last attempt to dial for it came to (DIALSTATUS), empty when it dialled nobody."""
        return self.hangup.details().get("dialstatus", "") if self.hangup else ""

    @cached_property
    def number(self) -> str:
        """Own number: the caller identity it was given, else what was dialled to reach it, else the device's name.

        Of a caller from outside: as our dialplan took it, E.164, or nothing when it is hidden.
        """
        opening = self.first("x-call")
        if opening and self.is_origin and self.is_line:
            return opening.number
        said = next((event.number for event in self.events if event.number), "")
        if said or self.is_origin:
            return said
        dialled = next(
            (event.exten for event in self.events if event.exten not in ("", _NOWHERE)), ""
        )
        return dialled or self.device

    @cached_property
    def caller_name(self) -> str:
        opening = self.first("x-call")
        if opening and self.is_origin and self.is_line:
            return opening.name
        return next((event.name for event in self.events if event.name), "")

    @cached_property
    def dialled(self) -> str:
        """What its owner dialled: as our dialplan took it, else where the channel entered the dialplan. Whose phone is
        rung to try a call flow has dialled nothing."""
        if self.is_rung:
            return ""
        opening = self.first("x-call")
        said = opening.details() if opening else {}
        return said.get("to") or next((event.exten for event in self.events if event.exten), "")

    @cached_property
    def bridged(self) -> list[Interval]:
        """When it was connected to others, in order."""
        intervals: list[Interval] = []
        since: datetime | None = None
        for event in self.events:
            if event.kind == "BRIDGE_ENTER":
                since = since or event.at
            elif event.kind in ("BRIDGE_EXIT", "HANGUP") and since:
                intervals.append((since, event.at))
                since = None
        return intervals if since is None else [*intervals, (since, max(since, self.end))]

    def last(self, kind: str) -> CallEvent | None:
        return next((event for event in reversed(self.events) if event.kind == kind), None)

    def first(self, kind: str) -> CallEvent | None:
        return next((event for event in self.events if event.kind == kind), None)


def channels_of(events: Sequence[CallEvent]) -> dict[str, Channel]:
    """The channels of one call by `uniqueid`, the earliest first. `events` are in order and not empty."""
    found: dict[str, list[CallEvent]] = defaultdict(list)
    for event in events:
        found[event.uniqueid].append(event)
    end = events[-1].at
    return {uniqueid: Channel(events=own, end=end) for uniqueid, own in found.items()}


def caller_of(channels: Mapping[str, Channel]) -> Channel:
    """The channel that began the call: the first phone that came in by itself."""
    ranked = sorted(
        channels.values(), key=lambda channel: (not channel.is_phone, not channel.is_origin)
    )
    return ranked[0]
