"""The caller waits in a group. Pure."""

from telephony.flow.compilers.base import Place, compile_settings, nobody
from telephony.flow.elements import Group
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: Group, place: Place) -> tuple[Step, ...]:
    if not settings.queue:
        return nobody()
    return (Run("flow-group", (settings.queue, place.caller_stays)),)
