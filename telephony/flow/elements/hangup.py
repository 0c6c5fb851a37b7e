"""The call ends. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.settings import Settings

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World

NORMAL = "normal"
CAUSES = (NORMAL, "busy", "declined", "unavailable", "unknown")


@dataclass(frozen=True, slots=True)
class Hangup(Settings):
    """The call ends, and the caller's phone is told why."""

    kind: ClassVar[str] = "hangup"
    ends: ClassVar[bool] = True

    cause: str = NORMAL

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(cause=fields.choice("cause", CAUSES, NORMAL))

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return ()

    def run(self, element: "Element", call: "Call") -> Passage:
        raise call.end("hung_up", cause=self.cause)
