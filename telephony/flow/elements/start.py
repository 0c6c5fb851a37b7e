"""Where calls come into the flow. Pure."""

from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import E164, Fields
from telephony.flow.graph import START
from telephony.flow.settings import Settings


@dataclass(frozen=True, slots=True)
class Start(Settings):
    """A beginning. Publishing the flow leads the company's outside numbers here."""

    kind: ClassVar[str] = START

    numbers: tuple[str, ...] = ()  # E.164

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(numbers=fields.texts("numbers", E164, "number_invalid", most=200))
