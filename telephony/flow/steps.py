"""Steps of a dialplan as values: what a flow is compiled to. Pure; telephony/asterisk/flows.py writes them down."""

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
    """A variable gets a value. The name is one of ours."""

    variable: str
    value: str
    what: Value = Value.NAME


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
