"""The caller leaves a message. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.settings import NEXT, Settings, Use

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element


@dataclass(frozen=True, slots=True)
class Voicemail(Settings):
    """The voicemail box of a person or a group; `next` after the message."""

    kind: ClassVar[str] = "voicemail"

    box: str = ""  # internal number of its owner

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(box=fields.internal_number("box"))

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        return True

    def uses(self) -> Iterator[Use]:
        yield Use("box", "box", self.box)

    def run(self, element: "Element", call: "Call") -> Passage:
        if not call.world.has("box", self.box):
            return Passage(NEXT, "box_missing", {"box": self.box})
        call.leave_message(self.box)
        return Passage(NEXT, "message_left", {"box": self.box})
