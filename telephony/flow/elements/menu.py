"""The caller chooses by a key. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from telephony.flow.call import Passage
from telephony.flow.fields import Fields
from telephony.flow.problems import Problem, error
from telephony.flow.settings import KEYS, TIMEOUT, Settings, Sound

if TYPE_CHECKING:
    from telephony.flow.call import Call
    from telephony.flow.graph import Element
    from telephony.flow.world import World

WRONG = "wrong"
NUMBER_LENGTH_MAX = 5


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

    def run(self, element: "Element", call: "Call") -> Passage:
        for attempt in range(1, self.attempts + 1):
            call.hear(self.prompt)
            keys = call.pressed()
            if not keys:
                call.spend(self.wait_seconds)
                return Passage(TIMEOUT, "nothing_pressed", {"seconds": self.wait_seconds})
            if self._is_number(keys):
                call.press_later(keys[NUMBER_LENGTH_MAX:])
                number = "".join(key for key in keys[:NUMBER_LENGTH_MAX] if key.isdecimal())
                self._dial(number, call)
            else:
                call.press_later(keys[1:])
                if keys[0] in element.exits:
                    return Passage(keys[0], "key_pressed", {"key": keys[0], "attempt": attempt})
            if attempt < self.attempts:
                call.hear(self.wrong_prompt)
        return Passage(WRONG, "keys_wrong", {"attempts": self.attempts})

    def _is_number(self, keys: str) -> bool:
        """Whether what was pressed is an internal number, and not a key of the menu."""
        return self.dials_direct and len(keys) > 1 and "2" <= keys[0] <= "9"

    @staticmethod
    def _dial(number: str, call: "Call") -> None:
        """Returns when it is nobody's number. Where nobody answers, the call ends: a menu has no exits for that."""
        if call.is_callable(number):
            rung = call.reach_number(number, stays=False)
            raise call.end("unlinked", exit=rung.result, dialled=number)
