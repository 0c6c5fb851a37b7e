"""The way parts by the time. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.problems import Problem, warning
from telephony.flow.schedule_read import PERIOD_KEY
from telephony.flow.settings import FORWARD, Settings, Use

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ScheduleSwitch(Settings):
    """An exit for each period of a schedule (001: working hours), and `closed` for the time outside of all."""

    kind: ClassVar[str] = "schedule"

    schedule: str = ""  # key

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(schedule=fields.key("schedule"))

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return (*(world.periods(self.schedule) if world else ()), CLOSED)

    def has_exit(self, name: str) -> bool:
        return name in (CLOSED, FORWARD) or PERIOD_KEY.fullmatch(name) is not None

    def uses(self) -> Iterator[Use]:
        yield Use("schedule", "schedule", self.schedule)

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        if self.schedule not in world.schedules:
            return
        for name in world.periods(self.schedule):
            if name not in element.exits and FORWARD not in element.exits:
                yield warning(element.id, f"exits.{name}", "period_unlinked", exit=name)
        for name in element.exits:
            if PERIOD_KEY.fullmatch(name) and name not in world.periods(self.schedule):
                yield warning(element.id, f"exits.{name}", "exit_unused", exit=name)

    def run(self, element: "Element", call: "Call") -> Passage:
        schedule = call.world.schedules.get(self.schedule)
        if schedule is None:
            return Passage(CLOSED, "schedule_missing")
        period = call.period(self.schedule)
        by_hand = bool(schedule.overridden(call.caller.moment))
        extra = {"schedule": self.schedule, "period": period, "by_hand": by_hand}
        return Passage(period, "period", extra)
