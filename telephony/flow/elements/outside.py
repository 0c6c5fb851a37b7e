"""A number outside is rung. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.settings import ANSWERED, UNREACHABLE, Ringing, Use, music_uses

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element


@dataclass(frozen=True, slots=True)
class Outside(Ringing):
    """A number outside, or a redirect number of the company (004), which has its own limits."""

    kind: ClassVar[str] = "outside"

    number: str = ""  # E.164
    redirect: str = ""  # key; empty: the number
    ring_seconds: int = 30
    music: str = ""  # that the caller hears meanwhile

    @classmethod
    def read(cls, fields: Fields) -> Self:
        number, redirect = fields.outside_number("number"), fields.key("redirect")
        if number and redirect:
            fields.note("number", "number_ambiguous")
            number = ""
        return cls(
            number=number,
            redirect=redirect,
            ring_seconds=fields.whole("ring_seconds", 5, 600, 30),
            music=fields.key("music"),
        )

    def uses(self) -> Iterator[Use]:
        if not self.number:
            yield Use("redirect", "redirect", self.redirect)
        yield from music_uses(self.music)

    def run(self, element: "Element", call: "Call") -> Passage:
        if not self.number and not self.redirect:
            return Passage(UNREACHABLE, "nobody")
        stays = ANSWERED in element.exits
        rung = call.reach_outside(self.number, self.redirect, self.ring_seconds, stays=stays)
        return Passage(rung.result, rung.result, rung.extra)
