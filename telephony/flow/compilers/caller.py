"""The way parts by the caller's number. Pure."""

from telephony.dialling.patterns import node_regex
from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import CallerSwitch
from telephony.flow.elements.caller import NO_MATCH
from telephony.flow.steps import Put, Run, Step, Value


@compile_settings.register
def _(settings: CallerSwitch, _place: Place) -> tuple[Step, ...]:
    if not settings.patterns:
        return (Run("flow-pass", (NO_MATCH,)),)
    return (Put("PATTERN", node_regex(settings.patterns), Value.EXPRESSION), Run("flow-caller"))
