"""An employee is rung. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.problems import Problem, warning
from telephony.flow.settings import ANSWERED, NO_ANSWER, UNREACHABLE, Ringing, Use, music_uses

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World


@dataclass(frozen=True, slots=True)
class Person(Ringing):
    """An employee is rung as they set it themselves: devices, forwards, do not disturb."""

    kind: ClassVar[str] = "person"

    extension: str = ""
    ring_seconds: int = 0  # 0: the person's own
    music: str = ""  # that the caller hears meanwhile

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            extension=fields.internal_number("extension"),
            ring_seconds=fields.whole("ring_seconds", 0, 600, 0),
            music=fields.key("music"),
        )

    def uses(self) -> Iterator[Use]:
        yield Use("extension", "extension", self.extension)
        yield from music_uses(self.music)

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        if NO_ANSWER in element.exits and world.extensions.get(self.extension) == 0:
            yield warning(element.id, "ring_seconds", "no_answer_without_timeout")

    def run(self, element: "Element", call: "Call") -> Passage:
        if not self.extension:
            return Passage(UNREACHABLE, "nobody")
        stays = ANSWERED in element.exits
        rung = call.reach_person(self.extension, self.ring_seconds, stays=stays)
        return Passage(rung.result, rung.result, rung.extra)
