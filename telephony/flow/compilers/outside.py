"""A number outside is rung. Pure."""

from telephony.flow.compilers.base import Place, compile_settings, nobody
from telephony.flow.elements import Outside
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Outside, place: Place) -> tuple[Step, ...]:
    if not settings.number and not settings.redirect:
        return nobody()
    seconds = str(settings.ring_seconds)
    what = (settings.number, settings.redirect, seconds, place.caller_stays, settings.music)
    return (Run("flow-outside", what),)
