"""The call ends. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Hangup
from telephony.flow.steps import Run, Step

# Causes in the words in which the node says how a call ended.
_RESULTS = {
    "normal": "refused",
    "busy": "busy",
    "declined": "declined",
    "unavailable": "unreachable",
    "unknown": "unknown",
}


@compile_settings.register
def _(settings: Hangup, _place: Place) -> tuple[Step, ...]:
    return (Run("flow-hangup", (_RESULTS[settings.cause],)),)
