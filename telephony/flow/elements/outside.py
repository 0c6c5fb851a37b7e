"""A number outside is rung. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import Ringing, Use


@dataclass(frozen=True, slots=True)
class Outside(Ringing):
    """A number outside, or a redirect number of the company (004), which has its own limits."""

    kind: ClassVar[str] = "outside"

    number: str = ""  # E.164
    redirect: str = ""  # key; empty: the number
    ring_seconds: int = 30

    @classmethod
    def read(cls, fields: Fields) -> Self:
        number, redirect = fields.outside_number("number"), fields.key("redirect")
        if number and redirect:
            fields.note("number", "number_ambiguous")
            number = ""
        seconds = fields.whole("ring_seconds", 5, 600, 30)
        return cls(number=number, redirect=redirect, ring_seconds=seconds)

    def uses(self) -> Iterator[Use]:
        if not self.number:
            yield Use("redirect", "redirect", self.redirect)
