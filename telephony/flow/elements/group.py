"""The caller waits in a group until one of its members answers. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.problems import Problem, warning
from telephony.flow.settings import ANSWERED, NO_ANSWER, UNREACHABLE, Ringing, Use

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World


@dataclass(frozen=True, slots=True)
class Group(Ringing):
    """A group: `no_answer` is its longest wait over, `busy` is full, `unreachable` is nobody there to be rung."""

    kind: ClassVar[str] = "group"

    queue: str = ""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(queue=fields.internal_number("queue"))

    def uses(self) -> Iterator[Use]:
        yield Use("queue", "queue", self.queue)

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        group = world.queues.get(self.queue)
        if group and NO_ANSWER in element.exits and not group.wait_seconds:
            yield warning(element.id, "queue", "no_answer_without_timeout")

    def run(self, element: "Element", call: "Call") -> Passage:
        if not self.queue:
            return Passage(UNREACHABLE, "nobody")
        rung = call.reach_number(self.queue, stays=ANSWERED in element.exits)
        return Passage(rung.result, rung.result, rung.extra)
