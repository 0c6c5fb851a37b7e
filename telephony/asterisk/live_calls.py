"""A live call as values: its legs, its state, and how the cabinet shows it. Pure."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypedDict

from telephony.asterisk import names
from telephony.dialling.dialled import EMERGENCY_NUMBERS

_SHORT_DIGITS = 5  # numbers inside a company are not longer
_TAIL_DIGITS = 6  # of an outside number, however it is written
AST_STATE_RINGING = 5
AST_STATE_UP = 6


class LiveState(StrEnum):
    """State of a call, and of each of its legs."""

    DIALING = "dialing"
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"


class LiveDirection(StrEnum):
    """Whether a call leaves the company, comes into it, or neither; as in call history."""

    INTERNAL = "internal"
    IN = "in"
    OUT = "out"


class PartyView(TypedDict):
    """A person as the cabinet shows one."""

    number: str
    name: str


class LegView(PartyView):
    """One phone in a call; `device` is the device's name, empty for a leg outside. `line` is `carrier:<name>` or
    `trunk:<name>`, empty inside, and where nobody knows."""

    channel: str
    state: LiveState
    device: str
    line: str


CallView = TypedDict(
    "CallView",
    {
        "id": str,
        "tenant": str,
        "state": LiveState,
        "direction": LiveDirection,
        "line": str,
        "is_emergency": bool,
        "from": PartyView,
        "to": PartyView,
        "answered_by": PartyView | None,
        "started_at": str,
        "answered_at": str | None,
        "legs": list[LegView],
    },
)


def iso(moment: float) -> str:
    """A moment as the cabinet and the API write it: `2026-11-21T10:42:07.125Z`."""
    return (
        datetime.fromtimestamp(moment, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def moment(text: str | None) -> float | None:
    """The epoch seconds of what `iso` wrote."""
    return datetime.fromisoformat(text).timestamp() if text else None


def company_view(view: CallView) -> CallView:
    """A call as its company may see it: without the names of the operator's lines."""
    legs: list[LegView] = [
        {
            **leg,
            "channel": channel_for_company(leg["channel"]),
            "line": names.line_for_company(leg["line"]),
        }
        for leg in view["legs"]
    ]
    return {**view, "line": names.line_for_company(view["line"]), "legs": legs}


def channel_for_company(channel: str) -> str:
    """Name of a channel without the name of the operator's line: `PJSIP/carrier-0000000b`."""
    technology, _, rest = channel.partition("/")
    endpoint, _, number = rest.rpartition("-")
    is_carrier = names.line_of(endpoint).startswith(f"{names.OPERATORS_LINE}:")
    return f"{technology}/{names.OPERATORS_LINE}-{number}" if is_carrier else channel


@dataclass(slots=True)
class Leg:
    """A channel that a person sits behind."""

    uniqueid: str
    call_id: str
    channel: str
    created_at: float
    tenant: str = ""
    line: str = ""
    number: str = ""
    name: str = ""
    channel_state: int = 0
    is_held: bool = False
    answered_at: float | None = None

    @property
    def is_up(self) -> bool:
        return self.channel_state == AST_STATE_UP

    @property
    def state(self) -> LiveState:
        if self.is_up:
            return LiveState.HELD if self.is_held else LiveState.TALKING
        is_ringing = self.channel_state == AST_STATE_RINGING
        return LiveState.RINGING if is_ringing else LiveState.DIALING

    @property
    def party(self) -> PartyView:
        return {"number": self.number, "name": self.name}

    @property
    def device(self) -> str:
        login = names.login_parse(self.channel.partition("/")[2].rpartition("-")[0])
        return login[1] if login else ""

    @property
    def is_outside(self) -> bool:
        return not self.device

    def view(self) -> LegView:
        return {
            **self.party,
            "channel": self.channel,
            "state": self.state,
            "device": self.device,
            "line": self.line,
        }


@dataclass(slots=True)
class Call:
    """The legs that share a LinkedID, eldest first."""

    id: str
    started_at: float
    dialled: str = ""
    answered_at: float | None = None
    legs: dict[str, Leg] = field(default_factory=dict)

    @property
    def caller(self) -> Leg:
        """Who began the call, or the eldest who is still in it."""
        return self.legs.get(self.id) or min(self.legs.values(), key=lambda leg: leg.created_at)

    def others(self) -> list[Leg]:
        caller = self.caller
        return [leg for leg in self.legs.values() if leg is not caller]

    def state(self) -> LiveState:
        """A caller whom only the node has answered (a menu, music of a group) still waits for somebody."""
        others = self.others()
        is_left = self.caller.is_up and not others and self.answered_at is not None
        if any(leg.is_up for leg in others) or is_left:
            is_held = any(leg.is_held for leg in self.legs.values() if leg.is_up)
            return LiveState.HELD if is_held else LiveState.TALKING
        is_ringing = any(leg.state == LiveState.RINGING for leg in others)
        return LiveState.RINGING if is_ringing else LiveState.DIALING

    def answered_by(self) -> PartyView | None:
        """The last of the called who picked up and is still there."""
        up = [leg for leg in self.others() if leg.answered_at is not None]
        return max(up, key=lambda leg: leg.answered_at or 0).party if up else None

    def called(self) -> str:
        """The number that was dialled; E.164 as soon as a line is told it."""
        tail = self.dialled[-_TAIL_DIGITS:]
        meant = (
            leg.number
            for leg in self.others()
            if leg.is_outside and len(tail) == _TAIL_DIGITS and leg.number.endswith(tail)
        )
        return next(meant, self.dialled)

    def to(self) -> PartyView:
        """The number that was called, with the name of the person whose phone rings for it."""
        number = self.called()
        found = [leg.name for leg in self.others() if leg.number == number and leg.name]
        return {"number": number, "name": found[0] if found else ""}

    def direction(self) -> LiveDirection:
        """By what the caller did. Who dialled an own number of the company stays inside: a phone rings, and no line."""
        is_inside = names.is_extension(self.dialled)
        if self.caller.is_outside:
            return LiveDirection.INTERNAL if is_inside else LiveDirection.IN
        others = self.others()
        stays = bool(others) and not any(leg.is_outside for leg in others)
        is_out = len(self.dialled) > _SHORT_DIGITS or self.is_emergency()
        return LiveDirection.OUT if is_out and not stays else LiveDirection.INTERNAL

    def line(self) -> str:
        """The line that the call came by; else of the leg outside that took it, or was tried last."""
        if self.caller.is_outside:
            return self.caller.line
        outside = sorted(
            (leg for leg in self.others() if leg.is_outside),
            key=lambda leg: (leg.is_up, leg.created_at),
        )
        return outside[-1].line if outside else ""

    def is_emergency(self) -> bool:
        return self.dialled in EMERGENCY_NUMBERS

    def view(self) -> CallView:
        caller = self.caller
        return {
            "id": self.id,
            "tenant": caller.tenant
            or next((leg.tenant for leg in self.legs.values() if leg.tenant), ""),
            "state": self.state(),
            "direction": self.direction(),
            "line": self.line(),
            "is_emergency": self.is_emergency(),
            "from": caller.party,
            "to": self.to(),
            "answered_by": self.answered_by(),
            "started_at": iso(self.started_at),
            "answered_at": iso(self.answered_at) if self.answered_at else None,
            "legs": [leg.view() for leg in self.legs.values()],
        }
