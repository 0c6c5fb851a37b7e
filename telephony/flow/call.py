"""A call in a flow, as its elements see it while it is simulated. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from telephony.flow.settings import Sound
from telephony.flow.world import World

ANSWERS = "answers"
DECLINES = "declines"
STATES = (ANSWERS, "busy", "no_answer", "unreachable", DECLINES)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, when, and what they and the others do.

    `number` is E.164 from outside, an internal number from inside, or empty when it is hidden. Each of `keys` is what
    is pressed when something is asked, e.g. `1` or `204`; nothing more is pressed after them. `phones` tells what the
    phones of a person, a group, an outside number or a redirect number do (`STATES`), or one way to a person alone (the
    second one to 200: `200*2`); `answers` when nothing is said, and a group does as its members do. `listed` are the
    number lists that have the caller.
    """

    number: str
    moment: int  # epoch seconds; the clock of the whole call
    keys: tuple[str, ...] = ()
    phones: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    stays: bool = False  # whether the one who answers hangs up first, so that the flow goes on

    @property
    def is_outside(self) -> bool:
        """Whether the call comes from outside; nobody inside hides their number."""
        return not self.number or self.number.startswith("+")

    def is_on(self, key: str) -> bool:
        """Whether a number list has the caller. A hidden number is on none, and nobody inside is."""
        return self.number.startswith("+") and key in self.listed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call. Codes, and what `extra` tells of each:

    answered   number (a person's or an outside one), queue when it was a group's, redirect; forwards (see `trace`)
    message    box: a message was left       waiting   number: it rings, or waits, without an end
    hung_up    cause: an element ended it    unlinked  exit: nothing was to follow it; cause, goodbye
    no_layer   level                         back      there was no flow to go back to
    loop       the call went on and on       missing   flow, element: there is nothing at this place
    """

    code: str
    extra: Mapping[str, object] = field(default_factory=dict)
    flow: int = 0
    element: str = ""

    @property
    def key(self) -> str:
        """The same for outcomes that are the same to a caller, e.g. to paint them in one colour."""
        extra = self.extra
        names = ("queue", "redirect", "number", "box", "exit", "cause", "level")
        return ":".join(
            (self.code, next((str(extra[name]) for name in names if name in extra), ""))
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """How a call left an element: by which exit, and why. Codes and extras are listed in `simulate`."""

    exit: str
    reason: str
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rung:
    """How it ended that somebody was rung: a result of RINGING, and what is told of it."""

    result: str
    extra: Mapping[str, object] = field(default_factory=dict)


class CallEnded(Exception):  # noqa: N818 - not an error
    """The call is over."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.code)
        self.outcome = outcome


class GoneBack(Exception):  # noqa: N818 - not an error
    """The call leaves the flow that it is in."""


class Call(Protocol):
    """What elements may ask of a call, and do with it."""

    world: World
    caller: Caller

    def spend(self, seconds: float) -> None:
        """Time passes."""

    def hear(self, sound: Sound | None) -> None:
        """Something is played to its end."""

    def pressed(self) -> str:
        """What the caller presses now; empty: nothing."""

    def press_later(self, keys: str) -> None:
        """Keys that were pressed too early for what was asked are there for what is asked next."""

    def period(self, schedule: str) -> str:
        """The period of a schedule that exists, at the moment of the call."""

    def is_callable(self, number: str) -> bool:
        """Whether callers may dial this internal number: a person's, a group's, a flow's."""

    def reach_person(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """A person is rung, by their own plan unless the call is in it. `stays`: the flow goes on after the talk."""

    def reach_number(self, number: str, *, stays: bool) -> Rung:
        """Whatever has this internal number is rung."""

    def reach_outside(self, number: str, redirect: str, seconds: int, *, stays: bool) -> Rung:
        """A number outside is rung, or a redirect number."""

    def enter_flow(self, flow: int, element: str) -> None:
        """Another flow is called; returns when it leads the call back."""

    def leave_message(self, box: str) -> None:
        """A message is left."""

    def end(self, code: str, **extra: object) -> CallEnded:
        """What ends the call, to be raised."""
