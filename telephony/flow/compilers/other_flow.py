"""Another flow is called. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import OtherFlow
from telephony.flow.settings import NEXT
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: OtherFlow, _place: Place) -> tuple[Step, ...]:
    if not settings.flow:
        return (Run("flow-pass", (NEXT,)),)
    return (Run("flow-flow", (str(settings.flow), settings.start)),)
