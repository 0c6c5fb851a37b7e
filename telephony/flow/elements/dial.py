"""The caller dials an internal number. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import RINGING, TIMEOUT, Settings, Sound

if TYPE_CHECKING:
    from telephony.flow.world import World

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dial(Settings):
    """Dial by extension: `timeout` when nothing was dialled, `unknown` when it is nobody's number; then as it rings."""

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
