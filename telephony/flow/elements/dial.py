"""The caller dials an internal number. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.limits import NEXT_DIGIT_SECONDS
from telephony.flow.settings import ANSWERED, RINGING, TIMEOUT, Settings, Sound

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dial(Settings):
    """Dial by extension: `timeout` when nothing was dialled, `unknown` when it is nobody's number; then as it rings.

    The first digit is waited for `wait_seconds`, each other one for NEXT_DIGIT_SECONDS."""

    kind: ClassVar[str] = "dial"

    prompt: Sound | None = None
    digits: int = 3
    wait_seconds: int = 15

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            prompt=fields.sound("prompt"),
            digits=fields.whole("digits", 3, 5, 3),
            wait_seconds=fields.whole("wait_seconds", 1, 120, 15),
        )

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return (TIMEOUT, UNKNOWN, *RINGING)

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        return True

    def run(self, element: "Element", call: "Call") -> Passage:
        call.hear(self.prompt)
        keys = call.pressed()
        typed, ended_by, _more = keys[: self.digits].partition("#")
        rest = keys[len(typed) + len(ended_by) :]
        call.press_later(rest)
        is_ended = bool(ended_by) or len(typed) == self.digits
        number = "".join(key for key in typed if key.isdecimal())
        if not typed:
            call.spend(self.wait_seconds)
            return Passage(TIMEOUT, "nothing_dialled", {"seconds": self.wait_seconds})
        call.spend(len(typed) + (0 if is_ended else NEXT_DIGIT_SECONDS))
        if not call.is_callable(number):
            return Passage(UNKNOWN, "number_unknown", {"number": number})
        rung = call.reach_number(number, stays=ANSWERED in element.exits)
        return Passage(rung.result, rung.result, {"dialled": number, **rung.extra})
