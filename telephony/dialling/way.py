"""One call on its way: who makes it, and what has happened so far. Pure."""

from dataclasses import dataclass, field, replace

from telephony.dialling.company import Company
from telephony.dialling.config import PlatformConfig, Purpose
from telephony.dialling.decision import Decision, Outcome, Status, Step
from telephony.dialling.plan import NumberPlan


@dataclass(frozen=True, slots=True)
class World:
    """What all companies of a node share, at one moment (epoch seconds)."""

    platform: PlatformConfig
    plan: NumberPlan
    moment: int


@dataclass(slots=True)
class Way:
    """What is known of the call while it is decided; `steps` is told in the end."""

    company: Company
    world: World
    purpose: Purpose
    extension: str = ""  # whose rights it uses; empty: the company's own
    original: str = ""  # caller from outside, E.164, when it is passed on
    inbound: str = "carrier:"  # line that it came by
    is_incoming: bool = False
    hops: int = 0  # override rules followed
    steps: list[Step] = field(default_factory=list)

    @property
    def caller(self) -> str:
        return self.original or self.extension

    def note(self, key: str, status: Status, **extra: str) -> None:
        self.steps.append(Step(key, status, extra))

    def end(self, outcome: Outcome, number: str, reason: str = "", **more: object) -> Decision:
        return replace(Decision(outcome, number, reason, steps=tuple(self.steps)), **more)  # type: ignore[arg-type]  # fields by name

    def refuse(self, number: str, reason: str, **more: object) -> Decision:
        return self.end(Outcome.REFUSED, number, reason, **more)
