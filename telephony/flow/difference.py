"""What differs between two documents of a flow. Where elements lie on the canvas is no difference. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
Json = Mapping[str, Any]
_PLAIN = ("kind", "name", "number", "level", "when")


@dataclass(frozen=True, slots=True)
class Link:
    """An exit of an element, and where it leads."""

    source: str
    exit: str
    target: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An element that is in both: its fields (settings as `settings.<name>`, `order` among the layers of its level)."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Elements by their ids, in the order of the documents."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    links_added: tuple[Link, ...] = ()
    links_removed: tuple[Link, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both documents do the same."""
        return self == NOTHING


NOTHING = Difference()


def difference(old: Document, new: Document) -> Difference:
    """What was done to `old` to make `new` of it."""
    before, after = _by_id(old), _by_id(new)
    moved = _moved(before, after)
    both = [identity for identity in after if identity in before]
    changes = (
        Changed(identity, tuple(_fields(before[identity], after[identity], identity in moved)))
        for identity in both
    )
    links_before, links_after = _links(before), _links(after)
    return Difference(
        added=tuple(each for each in after if each not in before),
        removed=tuple(each for each in before if each not in after),
        changed=tuple(each for each in changes if each.fields),
        links_added=tuple(each for each in links_after if each not in links_before),
        links_removed=tuple(each for each in links_before if each not in links_after),
    )


def _by_id(document: Document) -> dict[str, Json]:
    return {each["id"]: each for each in document.get("elements", ())}


def _links(elements: Mapping[str, Json]) -> dict[Link, None]:
    return {
        Link(identity, name, target): None
        for identity, element in elements.items()
        for name, target in (element.get("exits") or {}).items()
        if target
    }


def _fields(before: Json, after: Json, is_moved: bool) -> Iterator[str]:
    for name in _PLAIN:
        if before.get(name) != after.get(name):
            yield name
    old, new = before.get("settings") or {}, after.get("settings") or {}
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield f"settings.{name}"
    if is_moved:
        yield "order"


def _moved(before: Mapping[str, Json], after: Mapping[str, Json]) -> set[str]:
    """Layers that stayed on their level and are tried in another order there."""
    found: set[str] = set()
    old, new = _levels(before), _levels(after)
    for level, layers in new.items():
        there = set(layers)
        earlier = [each for each in old.get(level, ()) if each in there]
        stayed = set(earlier)
        later = [each for each in layers if each in stayed]
        found.update(each for each, other in zip(later, earlier, strict=True) if each != other)
    return found


def _levels(elements: Mapping[str, Json]) -> dict[int, Sequence[str]]:
    levels: dict[int, list[str]] = {}
    for identity, element in elements.items():
        if element.get("level"):
            levels.setdefault(element["level"], []).append(identity)
    return {level: tuple(ids) for level, ids in levels.items()}
