"""Tags that call flows gave a call. Pure."""

from collections.abc import Iterable

from telephony.asterisk.cel import CallEvent

TAGGED = "x-tag"


def tags_of(events: Iterable[CallEvent]) -> tuple[str, ...]:
    """The tags of a call in the order in which it got them, each once."""
    given = (event.details().get("tag", "") for event in events if event.kind == TAGGED)
    return tuple(dict.fromkeys(tag for tag in given if tag))
