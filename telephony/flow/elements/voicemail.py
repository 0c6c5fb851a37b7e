"""The caller leaves a message. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import Settings, Use


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
