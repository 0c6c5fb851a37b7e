"""The way parts by lists of numbers. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import ListSwitch
from telephony.flow.steps import Run, Step, put_names


@compile_settings.register
def _(settings: ListSwitch, _place: Place) -> tuple[Step, ...]:
    return (*put_names("LISTS", settings.lists), Run("flow-list"))
