"""What becomes of a call, and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from telephony.dialling.config import CallClass


class Outcome(StrEnum):
    """Where a call ends up."""

    INTERNAL = "internal"  # at a number inside the company
    FLOW = "flow"  # in a call flow: `target` says where it begins
    OUTSIDE = "outside"  # at one of the lines
    REFUSED = "refused"  # it was not allowed, or nothing leads there
    ENDED = "ended"  # a rule of the company ends it


class Status(StrEnum):
    """What one step of the way did."""

    PASSED = "passed"
    MATCHED = "matched"
    SKIPPED = "skipped"
    REFUSED = "refused"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at. `key` and `status` name the sentence, `extra` fills it in.

    emergency  number      block      number, what        override  rule, called, target
    on_net     number      permission class, region       filter    filter
    caller_id  number      route      route, table        line      line
    target     target, what (internal redirect unknown)   list      list, caller
    """

    key: str
    status: Status
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line that is tried, and what it is told. `called` and `caller` are in the line's own form."""

    line: str
    called: str
    caller: str
    route: str = ""  # empty: by the shown number, or by default
    is_hidden: bool = False
    diversion: str = ""  # E.164


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer. `number` is the internal number, or what was called outside (E.164, or short)."""

    outcome: Outcome
    number: str
    reason: str = ""  # of a refusal or an end
    shown: str = ""  # own number that the call shows, E.164
    call_class: CallClass | None = None
    region: str = ""  # of the called number
    attempts: tuple[Attempt, ...] = ()
    target: str = ""  # of an incoming call, as OwnNumber.target
    steps: tuple[Step, ...] = ()
