"""What a kind of element is: the settings of one element of it, its exits, what it names. Pure.

Each kind is a frozen dataclass derived from `Settings` in a file of its own in `elements`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from telephony.flow.call import Call, Passage
    from telephony.flow.fields import Fields
    from telephony.flow.graph import Element
    from telephony.flow.problems import Problem
    from telephony.flow.world import World

NEXT = "next"
FORWARD = "forward"  # of every element: taken at once, instead of what the element does (004)

ANSWERED = "answered"  # the call was answered and has ended, and the caller is still there
BUSY = "busy"
NO_ANSWER = "no_answer"
UNREACHABLE = "unreachable"
DECLINED = "declined"
OTHERWISE = (
    "otherwise"  # 001's reserve exit: for every result but `answered` whose own exit leads nowhere
)
RINGING = (ANSWERED, BUSY, NO_ANSWER, UNREACHABLE, DECLINED, OTHERWISE)

TIMEOUT = "timeout"
KEYS = tuple("0123456789*#")

# What a caller hears while somebody is rung, besides the key of a package of music, and `` for what was set before.
RINGING_TONE = "ringing"
COMPANY_MUSIC = "default"  # the package with the star, whichever that is


@dataclass(frozen=True, slots=True)
class Sound:
    """What is played: a file of the company, or a text that is spoken."""

    media: str = ""  # key of the file; empty: the text
    text: str = ""
    voice: str = ""  # empty: the company's usual one
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Use:
    """A thing that a setting names. `what`: extension queue schedule media music list redirect flow box."""

    field: str
    what: str
    key: str


def music_uses(key: str) -> Iterator[Use]:
    """The package of music that a setting names, if it names one."""
    if key not in ("", RINGING_TONE, COMPANY_MUSIC):
        yield Use("music", "music", key)


@dataclass(frozen=True, slots=True)
class Settings:
    """What one element does; the base of all kinds."""

    kind: ClassVar[str] = ""
    ends: ClassVar[bool] = False  # whether a call never leaves it by an exit
    may_have_number: ClassVar[bool] = True

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """The settings in a document. What cannot be read is noted in `fields`, and the usual value taken."""
        raise NotImplementedError

    def exits(self, world: World | None = None) -> tuple[str, ...]:
        """Names of the exits, in the order in which they are shown; without a world those of any world."""
        return (NEXT,)

    def has_exit(self, name: str) -> bool:
        """Whether an exit may have this name, whatever else exists."""
        return name == FORWARD or name in self.exits()

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        """Whether the caller spent time, or pressed a key, before the call leaves by this exit. `linked` are the exits
        of the element that lead somewhere."""
        return False

    def uses(self) -> Iterator[Use]:
        """The things that the settings name, empty keys too when something has to be chosen."""
        return iter(())

    def check(self, element: Element, world: World) -> Iterator[Problem]:
        """What is wrong with an element of this kind, besides what is checked of every kind (`checks`)."""
        return iter(())

    def run(self, element: Element, call: Call) -> Passage:
        """What the element does to a call that is simulated, just as the node does it to a real one."""
        raise NotImplementedError

    def sounds(self) -> Mapping[str, Sound]:
        """What is played, by the name of the field."""
        values = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: value for name, value in values if isinstance(value, Sound)}


@dataclass(frozen=True, slots=True)
class Ringing(Settings):
    """Base of what rings somebody, and of what may."""

    def exits(self, world: World | None = None) -> tuple[str, ...]:
        return RINGING

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        """A refusal may come at once, so that a chain of refusals goes round in no time."""
        if exit_name == OTHERWISE:
            return {BUSY, UNREACHABLE, DECLINED} <= set(linked)
        return exit_name in (ANSWERED, NO_ANSWER)
