"""The caller chooses by a key. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.settings import KEYS, TIMEOUT, Settings, Sound

if TYPE_CHECKING:
    from telephony.flow.world import World

WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Menu(Settings):
    """A voice menu: `timeout` when nothing was pressed, `wrong` when the attempts are used up.

    A key that leads nowhere, or the number of nobody, is a wrong one: `wrong_prompt` is played and the menu again.
    """

    kind: ClassVar[str] = "menu"

    prompt: Sound | None = None
    wrong_prompt: Sound | None = None
    wait_seconds: int = 15
    attempts: int = 3
    dials_direct: bool = False  # whether internal numbers may be dialled too

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            prompt=fields.sound("prompt"),
            wrong_prompt=fields.sound("wrong_prompt"),
            wait_seconds=fields.whole("wait_seconds", 1, 120, 15),
            attempts=fields.whole("attempts", 1, 10, 3),
            dials_direct=fields.flag("dials_direct", usual=False),
        )

    def exits(self, world: "World | None" = None) -> tuple[str, ...]:
        return (*KEYS, TIMEOUT, WRONG)

    def waits(self, exit_name: str) -> bool:
        return True
