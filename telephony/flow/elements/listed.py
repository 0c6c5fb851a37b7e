"""The way parts by lists of numbers. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import Settings, Use

if TYPE_CHECKING:
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
