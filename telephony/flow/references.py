"""What a document names outside of itself: found, and put in the place of something else. Pure; works on documents as
they are stored, so that versions of long ago can be read too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Document = Mapping[str, Any]


class Thing(StrEnum):
    """Kinds of things that documents name: extensions, groups and mailboxes by number, the rest by key."""

    EXTENSION = "extension"
    QUEUE = "queue"
    BOX = "box"
    SCHEDULE = "schedule"
    MEDIA = "media"
    LIST = "list"
    REDIRECT = "redirect"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that an element names; one that was deleted is named no more."""

    element: str
    kind: Thing
    key: str


# Settings that name one thing; `lists` and sounds are found wherever they are.
_FIELDS = {
    "person": ("extension", Thing.EXTENSION),
    "group": ("queue", Thing.QUEUE),
    "schedule": ("schedule", Thing.SCHEDULE),
    "outside": ("redirect", Thing.REDIRECT),
    "voicemail": ("box", Thing.BOX),
    "flow": ("flow", Thing.FLOW),
}
_SOUNDS = ("sound", "prompt", "wrong_prompt")


def references(document: Document) -> list[Reference]:
    """Everything that the elements of a document name, each once for each element."""
    found = [each for element in document["elements"] for each in _of_element(element)]
    return list(dict.fromkeys(found))


def replaced(document: Document, kind: Thing, old: str, new: str) -> dict[str, Any]:
    """The document with `new` wherever it named `old`; an empty `new` leaves nothing there."""
    elements = [_element_replaced(element, kind, old, new) for element in document["elements"]]
    return {**document, "elements": elements}


def _of_element(element: Mapping[str, Any]) -> Iterator[Reference]:
    settings = element["settings"]
    field, kind = _FIELDS.get(element["kind"], ("", Thing.FLOW))
    if settings.get(field):
        yield Reference(element["id"], kind, str(settings[field]))
    for key in (*settings.get("lists", ()), *element["when"]["lists"]):
        yield Reference(element["id"], Thing.LIST, key)
    for name in _SOUNDS:
        key = (settings.get(name) or {}).get("media")
        if key:
            yield Reference(element["id"], Thing.MEDIA, key)


def _element_replaced(
    element: Mapping[str, Any], kind: Thing, old: str, new: str
) -> Mapping[str, Any]:
    settings = dict(element["settings"])
    field, named = _FIELDS.get(element["kind"], ("", Thing.FLOW))
    if named is kind and str(settings.get(field, "")) == old:
        settings[field] = (int(new or 0)) if kind is Thing.FLOW else new
    if kind is Thing.MEDIA:
        for name in _SOUNDS:
            if (settings.get(name) or {}).get("media") == old:
                settings[name] = {"media": new} if new else None
    if kind is not Thing.LIST:
        return {**element, "settings": settings}
    if "lists" in settings:
        settings["lists"] = _keys_replaced(settings["lists"], old, new)
    when = {**element["when"], "lists": _keys_replaced(element["when"]["lists"], old, new)}
    return {**element, "settings": settings, "when": when}


def _keys_replaced(keys: list[str], old: str, new: str) -> list[str]:
    changed = (new if key == old else key for key in keys)
    return list(dict.fromkeys(key for key in changed if key))
