"""The caller chooses by a key. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.fields import Fields
from telephony.flow.problems import Problem, error
from telephony.flow.settings import KEYS, TIMEOUT, Settings, Sound

if TYPE_CHECKING:
    from telephony.flow.graph import Element
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

    def waits(self, exit_name: str, linked: Collection[str] = ()) -> bool:
        return True

    def check(self, element: "Element", world: "World") -> Iterator[Problem]:
        if not any(key in element.exits for key in KEYS) and not self.dials_direct:
            yield error(element.id, "exits", "menu_without_exits")
