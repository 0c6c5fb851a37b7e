"""What exists in a company besides one flow: what the elements of it may name. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telephony.flow.outside_rules import OutsideRules
    from telephony.flow.schedule import Schedule


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group, as far as a call in a flow feels it."""

    members: tuple[str, ...] = ()  # internal numbers
    wait_seconds: int = 0  # longest wait; 0: for ever


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach a person, with its own forwarding (001): a phone, or a number outside.

    Calls go on to `always` without ringing; or else to `busy` when they were busy or declined, to `timeout` when
    nobody took them or nobody was there. These are internal numbers or E.164; empty: the way does not forward.
    """

    ring_seconds: int
    number: str = ""  # outside, E.164; empty: a phone
    always: str = ""
    busy: str = ""
    timeout: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to reach a person who forwards calls, in order; tried one after another, or all at once."""

    ways: tuple[Way, ...]
    at_once: bool = False

    @property
    def are_watched(self) -> bool:
        """Whether a group knows by their lamps that nobody is there: not of what rings elsewhere."""
        return not any(each.number or each.always for each in self.ways)


@dataclass(frozen=True, slots=True)
class FlowFacts:
    """Another flow of the company, as others see it."""

    starts: tuple[str, ...] = ()  # ids of elements at which it may be called
    calls: frozenset[int] = frozenset()  # keys of the flows that it calls


@dataclass(frozen=True, slots=True)
class World:
    """The company. Keys are those of documents; numbers of persons, groups and boxes are internal ones.

    `numbers` tells whose each internal number is: `extension`, `queue`, `flow:<key>/<element>`, or any other word for
    what is no place to be called. `outside_numbers` maps the company's own numbers (E.164) to where they lead now, in
    the same form or empty. `plans` are persons whose number leads into a flow: number -> (key of the flow, element).
    `blocked` are persons who are not reached by callers on a list of theirs: number -> key of the list. `forwards` are
    persons of whom a way forwards calls, or is a number outside. `rules` say where called numbers lead elsewhere, and
    which may not be called; without them every one may.
    """

    timezone: str = "Europe/Moscow"
    extensions: Mapping[str, int] = field(
        default_factory=dict
    )  # number -> seconds; 0: nothing rings
    queues: Mapping[str, GroupFacts] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    media: Mapping[str, float] = field(default_factory=dict)  # key -> seconds that it plays
    music: Set[str] = frozenset()  # keys of packages
    lists: Set[str] = frozenset()
    redirects: Set[str] = frozenset()
    boxes: Set[str] = frozenset()
    flows: Mapping[int, FlowFacts] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    outside_numbers: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    blocked: Mapping[str, str] = field(default_factory=dict)
    forwards: Mapping[str, Ways] = field(default_factory=dict)
    rules: OutsideRules | None = None

    def has(self, what: str, key: str) -> bool:
        """Whether the thing exists; `what` as in `settings.Use`."""
        if what == "flow":
            return key.isdecimal() and int(key) in self.flows
        return key in {
            "extension": self.extensions,
            "queue": self.queues,
            "schedule": self.schedules,
            "media": self.media,
            "music": self.music,
            "list": self.lists,
            "redirect": self.redirects,
            "box": self.boxes,
        }.get(what, ())

    def periods(self, schedule: str) -> tuple[str, ...]:
        """Keys of the periods of a schedule; none when there is no such schedule."""
        found = self.schedules.get(schedule)
        return tuple(each.key for each in found.periods) if found else ()
