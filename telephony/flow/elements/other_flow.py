"""Another flow is called, and may come back. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.graph import is_element_id
from telephony.flow.problems import Problem, missing
from telephony.flow.settings import NEXT, Settings, Use

FLOW_KEY_MAX = 999_999

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World


@dataclass(frozen=True, slots=True)
class OtherFlow(Settings):
    """The call goes on in another flow, and leaves by `next` when that one leads it back."""

    kind: ClassVar[str] = "flow"

    flow: int = 0  # key; 0: none chosen yet
    start: str = ""  # id of an element there; empty: the first start

    @classmethod
    def read(cls, fields: Fields) -> Self:
        start = fields.text("start")
        if start and not is_element_id(start):
            fields.note("start", "id_invalid", value=start[:20])
            start = ""
        return cls(flow=fields.whole("flow", 0, FLOW_KEY_MAX, 0), start=start)

    def uses(self) -> Iterator[Use]:
        yield Use("flow", "flow", str(self.flow or ""))

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        facts = world.flows.get(self.flow)
        if facts and self.start and self.start not in facts.starts:
            yield missing(element.id, "start", "start", self.start)

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        """Nobody sees from here whether the other flow waits: most do, and the node counts elements."""
        return True

    def run(self, element: "Element", call: "Call") -> Passage:
        if not self.flow:
            return Passage(NEXT, "nobody")
        call.enter_flow(self.flow, self.start)
        return Passage(NEXT, "came_back", {"flow": self.flow})
