"""An employee is rung. Pure."""

from telephony.flow.compilers.base import Place, compile_settings, nobody
from telephony.flow.elements import Person
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Person, place: Place) -> tuple[Step, ...]:
    if not settings.extension:
        return nobody()
    seconds = str(settings.ring_seconds or "")
    return (Run("flow-person", (settings.extension, seconds, place.caller_stays, settings.music)),)
