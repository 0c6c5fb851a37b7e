"""A flow: elements joined by links. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from telephony.flow.settings import FORWARD, Settings

START = "start"
ELEMENT_ID_PATTERN = r"[a-z][a-z0-9]{0,15}"
_ELEMENT_ID = re.compile(ELEMENT_ID_PATTERN)
_LEVEL_ID = re.compile(r"level[0-9]+")
# Element ids are extensions of the dialplan, where these mean something else: hang-up, fax, time-out and so on.
_RESERVED_IDS = frozenset(("a", "e", "failed", "fax", "h", "i", "o", "s", "t"))
_LEVEL = re.compile(r"level:([1-9][0-9]?)")


def is_element_id(raw: object) -> bool:
    """Whether an element may be called so."""
    return (
        isinstance(raw, str)
        and _ELEMENT_ID.fullmatch(raw) is not None
        and _LEVEL_ID.fullmatch(raw) is None
        and raw not in _RESERVED_IDS
    )


def level_of(target: str) -> int:
    """The level that an exit leads to, or 0 when it leads to an element."""
    found = _LEVEL.fullmatch(target)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class When:
    """For which callers and times a layer is meant; an empty part means any.

    `lists` are keys of number lists, of which any has the caller; `days` are weekdays (1 is Monday); `minutes` ranges
    of the day, first included, last excluded, where the company is.
    """

    lists: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    minutes: tuple[tuple[int, int], ...] = ()


ALWAYS = When()


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that can happen to a call.

    `number` is an internal number of its own; `level` the level whose layer it is, 0 for none; `exits` lead to ids of
    elements, or to levels (`level:2`).
    """

    id: str
    settings: Settings
    name: str = ""
    number: str = ""
    level: int = 0
    when: When = ALWAYS
    exits: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What it is: the name of its kind."""
        return self.settings.kind

    @property
    def forward(self) -> str:
        """Where a call is led at once, without doing what the element does; empty: it does it."""
        return self.exits.get(FORWARD, "")


@dataclass(frozen=True)
class Flow:
    """A flow. The order of elements matters: layers of a level are tried in it, and the first start is the usual."""

    elements: tuple[Element, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Elements by their ids."""
        return MappingProxyType({each.id: each for each in self.elements})

    @cached_property
    def layers(self) -> Mapping[int, tuple[Element, ...]]:
        """Layers by level, in the order in which they are tried."""
        found: dict[int, tuple[Element, ...]] = {}
        for each in self.elements:
            if each.level:
                found[each.level] = (*found.get(each.level, ()), each)
        return MappingProxyType(found)

    @cached_property
    def starts(self) -> tuple[Element, ...]:
        """Where calls come in, the usual one first."""
        return tuple(each for each in self.elements if each.kind == START)

    def entry(self, element: str = "") -> Element | None:
        """The element at which a call comes in: the one named, else the first start; None when there is none."""
        if element:
            return self.by_id.get(element)
        return self.starts[0] if self.starts else None

    def targets(self, target: str) -> Iterator[Element]:
        """The elements that an exit's target may mean: one, all layers of a level, or none."""
        level = level_of(target)
        if level:
            yield from self.layers.get(level, ())
        elif target in self.by_id:
            yield self.by_id[target]
