"""The caller hears something. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.problems import Problem, missing
from telephony.flow.settings import NEXT, Settings, Sound

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World


@dataclass(frozen=True, slots=True)
class Announcement(Settings):
    """A file or a text is played, as often as `repeats` says (001: voice message)."""

    kind: ClassVar[str] = "announcement"

    sound: Sound | None = None
    repeats: int = 1
    answers: bool = (
        True  # false: played before the call is answered, so that the caller pays nothing
    )

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            sound=fields.sound("sound"),
            repeats=fields.whole("repeats", 1, 10, 1),
            answers=fields.flag("answers", usual=True),
        )

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        return self.sound is not None

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        if self.sound is None:
            yield missing(element.id, "sound", "sound", "")

    def run(self, element: "Element", call: "Call") -> Passage:
        for _time in range(self.repeats):
            call.hear(self.sound)
        return Passage(NEXT, "played" if self.sound else "silent", {"repeats": self.repeats})
