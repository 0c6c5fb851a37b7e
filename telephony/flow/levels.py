"""Which layer of a level is meant for a call, and why those above it are not (004). Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from telephony.flow.call import Caller
from telephony.flow.graph import Element, Flow, When


@dataclass(frozen=True, slots=True)
class WallClock:
    """What a clock on the company's wall shows: weekday (1 is Monday), minute of the day."""

    weekday: int
    minute: int

    @classmethod
    def at(cls, moment: int, timezone: str) -> Self:
        """At a moment (epoch seconds)."""
        local = datetime.fromtimestamp(moment, ZoneInfo(timezone))
        return cls(local.isoweekday(), local.hour * 60 + local.minute)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The layer, or None; and the layers before it with what they are not meant for: list, day, time."""

    layer: Element | None
    skipped: tuple[tuple[str, str], ...] = ()


def layer_for(flow: Flow, level: int, caller: Caller, clock: WallClock) -> Chosen:
    """The first layer of the level that is meant for the caller and the moment."""
    skipped: list[tuple[str, str]] = []
    for layer in flow.layers.get(level, ()):
        why = why_not(layer.when, caller, clock)
        if not why:
            return Chosen(layer, tuple(skipped))
        skipped.append((layer.id, why))
    return Chosen(None, tuple(skipped))


def why_not(when: When, caller: Caller, clock: WallClock) -> str:
    """What of the condition is not so: `list`, `day` or `time`; empty when all is."""
    if when.lists and not any(caller.is_on(key) for key in when.lists):
        return "list"
    if when.days and clock.weekday not in when.days:
        return "day"
    if when.minutes and not any(first <= clock.minute < last for first, last in when.minutes):
        return "time"
    return ""
