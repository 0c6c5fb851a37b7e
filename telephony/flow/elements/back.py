"""The call goes back to the flow that called this one. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import GoneBack, Passage
from telephony.flow.fields import Fields
from telephony.flow.settings import Settings

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World


@dataclass(frozen=True, slots=True)
class Back(Settings):
    """Back to the flow that called this one; when none did, the call ends."""

    kind: ClassVar[str] = "back"
    ends: ClassVar[bool] = True
    may_have_number: ClassVar[bool] = False

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls()

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return ()

    def run(self, element: "Element", call: "Call") -> Passage:
        raise GoneBack
