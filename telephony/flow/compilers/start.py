"""Calls pass. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Start
from telephony.flow.settings import NEXT
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(_settings: Start, _place: Place) -> tuple[Step, ...]:
    return (Run("flow-pass", (NEXT,)),)
