"""What a document names outside of itself: found, and put in the place of something else. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telephony.flow.graph import Element
from telephony.flow.parse import parse

Document = Mapping[str, Any]


class Thing(StrEnum):
    """Kinds of things that documents name, as `settings.Use` calls them: extensions, groups and mailboxes by number,
    the rest by key."""

    EXTENSION = "extension"
    QUEUE = "queue"
    BOX = "box"
    SCHEDULE = "schedule"
    MEDIA = "media"
    MUSIC = "music"  # a package of files
    LIST = "list"
    REDIRECT = "redirect"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that an element names, at a field of its settings, or at `when`."""

    element: str
    field: str
    kind: Thing
    key: str


def references(document: Document) -> list[Reference]:
    """Everything that the elements of a document name."""
    found = [each for element in parse(document).flow.elements for each in _of_element(element)]
    return list(dict.fromkeys(found))


def replaced(document: Document, kind: Thing, old: str, new: str) -> dict[str, Any]:
    """The document with `new` wherever it named `old`; an empty `new` leaves nothing there."""
    fields: dict[str, set[str]] = {}
    for each in references(document):
        if each.kind is kind and each.key == old:
            fields.setdefault(each.element, set()).add(each.field)
    elements = [
        _element_replaced(element, fields[element["id"]], old, new)
        if element["id"] in fields
        else element
        for element in document["elements"]
    ]
    return {**document, "elements": elements}


_WHEN = "when"


def _of_element(element: Element) -> Iterator[Reference]:
    for use in element.settings.uses():
        if use.key:
            yield Reference(element.id, use.field, Thing(use.what), use.key)
    for name, sound in element.settings.sounds().items():
        if sound.media:
            yield Reference(element.id, name, Thing.MEDIA, sound.media)
    for key in element.when.lists:
        yield Reference(element.id, _WHEN, Thing.LIST, key)


def _element_replaced(
    element: Mapping[str, Any], fields: set[str], old: str, new: str
) -> dict[str, Any]:
    settings = dict(element["settings"])
    for field in fields - {_WHEN}:
        settings[field] = _value_replaced(settings[field], old, new)
    if Thing.FLOW.value in fields:
        settings["start"] = ""  # the other flow has other beginnings
    if _WHEN not in fields:
        return {**element, "settings": settings}
    when = element["when"]
    # a layer without lists is for anybody, so that the last one stays when it is gone: nobody is on it
    when = {**when, "lists": _value_replaced(when["lists"], old, new) or when["lists"]}
    return {**element, "settings": settings, "when": when}


def _value_replaced(value: Any, old: str, new: str) -> Any:
    """A key, several of them, a sound, or the number that is the key of a flow."""
    if isinstance(value, list):
        changed = (new if key == old else key for key in value)
        return list(dict.fromkeys(key for key in changed if isinstance(key, str) and key))
    if isinstance(value, dict):
        return {**value, "media": new} if new else None
    return int(new or 0) if isinstance(value, int) else new
