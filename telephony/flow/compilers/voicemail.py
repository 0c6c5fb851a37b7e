"""The caller leaves a message. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Voicemail
from telephony.flow.settings import NEXT
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Voicemail, _place: Place) -> tuple[Step, ...]:
    if not settings.box:
        return (Run("flow-pass", (NEXT,)),)
    return (Run("flow-voicemail", (settings.box,)),)
