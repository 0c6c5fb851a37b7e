"""The call is marked; what is empty stays as it was. Pure."""

from telephony.flow.compilers.base import Place, compile_settings
from telephony.flow.elements import Assign
from telephony.flow.settings import NEXT
from telephony.flow.steps import Put, Run, Step, Value


@compile_settings.register
def _(settings: Assign, _place: Place) -> tuple[Step, ...]:
    steps: list[Step] = [Run("flow-pass", (NEXT,))]
    if settings.caller_prefix:
        steps += [Put("PREFIX", settings.caller_prefix, Value.TEXT), Run("flow-prefix", entry="s")]
    if settings.language:
        steps.append(Put("CHANNEL(language)", settings.language))
    if settings.priority:
        steps.append(Put("QUEUE_PRIO", str(settings.priority)))
    if settings.tag:
        steps += [Put("__CALL_TAG", settings.tag, Value.TEXT), Run("flow-tag", entry="s")]
    if settings.records:
        steps.append(Put("__CALL_RECORDS", settings.records))
    if settings.music:
        steps.append(Run("flow-music", (settings.music,), entry="s"))
    return tuple(steps)
