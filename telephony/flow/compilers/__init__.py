"""What each kind of element becomes on the node: one small file for each, which registers a function. Pure."""

from telephony.flow.compilers import (
    announcement,
    assign,
    back,
    caller,
    dial,
    group,
    hangup,
    listed,
    menu,
    other_flow,
    outside,
    person,
    schedule,
    start,
    voicemail,
)
from telephony.flow.compilers.base import Place, compile_settings

COMPILERS = (
    announcement, assign, back, caller, dial, group, hangup, listed, menu, other_flow, outside, person, schedule,
    start, voicemail,
)  # fmt: skip

__all__ = ["COMPILERS", "Place", "compile_settings"]
