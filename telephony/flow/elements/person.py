"""An employee is rung. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import Ringing, Use


@dataclass(frozen=True, slots=True)
class Person(Ringing):
    """An employee is rung as they set it themselves: devices, forwards, do not disturb."""

    kind: ClassVar[str] = "person"

    extension: str = ""
    ring_seconds: int = 0  # 0: the person's own

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            extension=fields.internal_number("extension"),
            ring_seconds=fields.whole("ring_seconds", 0, 600, 0),
        )

    def uses(self) -> Iterator[Use]:
        yield Use("extension", "extension", self.extension)
