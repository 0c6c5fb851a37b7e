"""The way parts by lists of numbers. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import ListSwitch
from telephony.flow.steps import Put, Run, Step, Value


@compile_settings.register
def _(settings: ListSwitch, _place: Place) -> tuple[Step, ...]:
    return (Put("LISTS", ",".join(settings.lists), Value.NAMES), Run("flow-list"))
