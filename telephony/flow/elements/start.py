"""Where calls come into the flow. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import E164, Fields
from telephony.flow.graph import START
from telephony.flow.problems import Problem, missing
from telephony.flow.settings import NEXT, Settings

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World


@dataclass(frozen=True, slots=True)
class Start(Settings):
    """A beginning. Publishing the flow leads the company's outside numbers here."""

    kind: ClassVar[str] = START

    numbers: tuple[str, ...] = ()  # E.164

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(numbers=fields.texts("numbers", E164, "number_invalid", most=200))

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        for number in self.numbers:
            if number not in world.outside_numbers:
                yield missing(element.id, "numbers", "outside_number", number)

    def run(self, element: "Element", call: "Call") -> Passage:
        return Passage(NEXT, "started")
