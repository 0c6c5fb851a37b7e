"""Steps of a dialplan as values: what a flow is compiled to. Pure; telephony/asterisk/flows.py writes them down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Value(StrEnum):
    """What a variable is given, which decides what may be in it."""

    NAME = "name"  # a name or number
    NAMES = "names"  # several, joined by commas
    TEXT = "text"  # free text
    EXPRESSION = "expression"  # of telephony.dialling.patterns
    TIMES = "times"  # weekdays/from-to,from-to


@dataclass(frozen=True, slots=True)
class Run:
    """A subroutine of the node does something; arguments are names and numbers, or empty. An empty `entry`: for the
    element itself."""

    routine: str
    arguments: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """A variable gets a value. The name is one of ours. `adds`: names are put behind those that it has."""

    variable: str
    value: str
    what: Value = Value.NAME
    adds: bool = False


NAMES_AT_ONCE = 20  # in one step, whose length is limited


def put_names(variable: str, names: Sequence[str]) -> Iterator[Put]:
    """A variable gets any number of names."""
    for first in range(0, max(len(names), 1), NAMES_AT_ONCE):
        some = ",".join(names[first : first + NAMES_AT_ONCE])
        yield Put(variable, some, Value.NAMES, adds=first > 0)


@dataclass(frozen=True, slots=True)
class Go:
    """The call goes on at an extension of the version, or of another context; `if_holds`: only when HOLDS says so."""

    exten: str
    context: str = ""
    if_holds: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """The call leaves the version, to whatever entered it."""


Step = Run | Put | Go | Return


@dataclass(frozen=True, slots=True)
class Exten:
    """An extension and its steps in order."""

    name: str
    steps: tuple[Step, ...]
