"""The call goes back to the flow that called this one. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Back
from telephony.flow.steps import Return, Run, Step


@compile_settings.register
def _(_settings: Back, _place: Place) -> tuple[Step, ...]:
    return (Run("flow-back"), Return())
