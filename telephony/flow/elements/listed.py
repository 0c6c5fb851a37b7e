"""The way parts by lists of numbers. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.settings import Settings, Use

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World

LISTED = "listed"
NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class ListSwitch(Settings):
    """Whether any of the lists has the caller (004: classifier). One who hides the number is on none."""

    kind: ClassVar[str] = "list"

    lists: tuple[str, ...] = ()

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(lists=fields.keys("lists"))

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return (LISTED, NOT_LISTED)

    def uses(self) -> Iterator[Use]:
        for key in self.lists or ("",):
            yield Use("lists", "list", key)

    def run(self, element: "Element", call: "Call") -> Passage:
        found = next((key for key in self.lists if call.caller.is_on(key)), "")
        if found:
            return Passage(LISTED, "listed", {"list": found})
        return Passage(NOT_LISTED, "not_listed", {"lists": self.lists})
