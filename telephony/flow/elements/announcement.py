"""The caller hears something. Pure."""

from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import Settings, Sound


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

    def waits(self, exit_name: str) -> bool:
        return self.sound is not None
