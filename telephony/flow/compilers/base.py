"""What the compilers of all kinds share. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch

from telephony.flow.graph import Element
from telephony.flow.settings import ANSWERED, UNREACHABLE, Settings
from telephony.flow.steps import Run, Step

NO_SOUND = "none"  # the key of no file


@dataclass(frozen=True, slots=True)
class Place:
    """The element that is compiled. `sounds`: keys of the files that texts became, by `<element>/<field>`."""

    element: Element
    sounds: Mapping[str, str]

    def sound(self, field: str) -> str:
        """Key of the file that is played for a setting."""
        sound = self.element.settings.sounds().get(field)
        spoken = self.sounds.get(f"{self.element.id}/{field}", "")
        return (sound.media if sound else "") or (spoken if sound else "") or NO_SOUND

    @property
    def caller_stays(self) -> str:
        """`1` when the call goes on in the flow after whoever was rung has answered and hung up."""
        return "1" if self.element.exits.get(ANSWERED) else ""


@singledispatch
def compile_settings(settings: Settings, place: Place) -> tuple[Step, ...]:
    """What an element with these settings does; its exit is in EXIT then."""
    raise TypeError(f"no compiler for {type(settings).__name__} of {place.element.id}")


def nobody() -> tuple[Step, ...]:
    """For an element that names nobody any more."""
    return (Run("flow-pass", (UNREACHABLE,)),)
