"""The caller chooses by a key; which ones are right, the extensions of the exits tell. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Menu
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Menu, place: Place) -> tuple[Step, ...]:
    arguments = (
        place.sound("prompt"),
        place.sound("wrong_prompt"),
        str(settings.wait_seconds),
        str(settings.attempts),
        "1" if settings.dials_direct else "",
    )
    return (Run("flow-menu", arguments),)
