"""Which layer of a level is meant for a call, and why those above it are not (004). Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telephony.flow.call import Caller
from telephony.flow.graph import Element, Flow, When


@dataclass(frozen=True, slots=True)
class Chosen:
    """The layer, or None; and the layers before it with what they are not meant for: list, day, time."""

    layer: Element | None
    skipped: tuple[tuple[str, str], ...] = ()


def layer_for(flow: Flow, level: int, caller: Caller, timezone: str) -> Chosen:
    """The first layer of the level that is meant for the caller and the moment."""
    skipped: list[tuple[str, str]] = []
    for layer in flow.layers.get(level, ()):
        why = why_not(layer.when, caller, timezone)
        if not why:
            return Chosen(layer, tuple(skipped))
        skipped.append((layer.id, why))
    return Chosen(None, tuple(skipped))


def why_not(when: When, caller: Caller, timezone: str) -> str:
    """What of the condition is not so: `list`, `day` or `time`; empty when all is."""
    if when.lists and not any(caller.is_on(key) for key in when.lists):
        return "list"
    local = datetime.fromtimestamp(caller.moment, ZoneInfo(timezone))
    if when.days and local.isoweekday() not in when.days:
        return "day"
    minute = local.hour * 60 + local.minute
    if when.minutes and not any(first <= minute < last for first, last in when.minutes):
        return "time"
    return ""
