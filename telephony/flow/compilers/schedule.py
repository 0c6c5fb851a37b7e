"""The way parts by the time. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import ScheduleSwitch
from telephony.flow.elements.schedule import CLOSED
from telephony.flow.steps import Run, Step


@compile_settings.register
def _(settings: ScheduleSwitch, _place: Place) -> tuple[Step, ...]:
    if not settings.schedule:
        return (Run("flow-pass", (CLOSED,)),)
    return (Run("flow-schedule", (settings.schedule,)),)
