"""The caller dials an internal number. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Dial
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Dial, place: Place) -> tuple[Step, ...]:
    seconds = str(settings.wait_seconds)
    arguments = (place.sound("prompt"), str(settings.digits), seconds, place.caller_stays)
    return (Run("flow-dial", arguments),)
