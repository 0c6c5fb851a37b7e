"""A live call as values: its legs, its state, and how the cabinet shows it. Pure."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypedDict

from telephony.asterisk import names

AST_STATE_RINGING = 5
AST_STATE_UP = 6


class LiveState(StrEnum):
    """State of a call, and of each of its legs."""

    DIALING = "dialing"
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"


class PartyView(TypedDict):
    """A person as the cabinet shows one."""

    number: str
    name: str


class LegView(PartyView):
    """One phone in a call; `device` is the device's name, empty for a trunk."""

    channel: str
    state: LiveState
    device: str


CallView = TypedDict(
    "CallView",
    {
        "id": str,
        "tenant": str,
        "state": LiveState,
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


@dataclass(slots=True)
class Leg:
    """A channel that a person sits behind."""

    uniqueid: str
    call_id: str
    channel: str
    created_at: float
    tenant: str = ""
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

    def view(self) -> LegView:
        return {**self.party, "channel": self.channel, "state": self.state, "device": self.device}


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
        others = self.others()
        if any(leg.is_up for leg in others) or (self.caller.is_up and not others):
            is_held = any(leg.is_held for leg in self.legs.values() if leg.is_up)
            return LiveState.HELD if is_held else LiveState.TALKING
        is_ringing = any(leg.state == LiveState.RINGING for leg in others)
        return LiveState.RINGING if is_ringing else LiveState.DIALING

    def answered_by(self) -> PartyView | None:
        """The last of the called who picked up and is still there."""
        up = [leg for leg in self.others() if leg.answered_at is not None]
        return max(up, key=lambda leg: leg.answered_at or 0).party if up else None

    def to(self) -> PartyView:
        """The number that was dialled, with the name of the person whose phone rings for it."""
        found = [leg.name for leg in self.others() if leg.number == self.dialled and leg.name]
        return {"number": self.dialled, "name": found[0] if found else ""}

    def view(self) -> CallView:
        caller = self.caller
        return {
            "id": self.id,
            "tenant": caller.tenant
            or next((leg.tenant for leg in self.legs.values() if leg.tenant), ""),
            "state": self.state(),
            "from": caller.party,
            "to": self.to(),
            "answered_by": self.answered_by(),
            "started_at": iso(self.started_at),
            "answered_at": iso(self.answered_at) if self.answered_at else None,
            "legs": [leg.view() for leg in self.legs.values()],
        }
