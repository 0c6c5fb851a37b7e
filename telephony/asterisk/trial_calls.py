"""Trying a call flow before it is published: the phone of whoever asks is rung and hears it, at a pretended moment.

The draft is a context of its own, named by the second in which it was made; once the call is over, the next apply of
the company takes it away (`running_flows`).
"""

import secrets
import time
from dataclasses import dataclass

from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession
from telephony.asterisk.files import NodePaths
from telephony.asterisk.flows import flow_context
from telephony.asterisk.running_flows import RunningFlows
from telephony.asterisk.snapshot import FlowConfig
from telephony.asterisk.text import ident, number

RING_SECONDS = 30
HIDDEN = "hidden"  # stands in for a caller without a number
_CONTEXT = "flow-trial"


@dataclass(frozen=True, slots=True)
class TrialCall:
    """A flow of the company `code` that `device` tries, as `caller` (E.164, an internal number, empty: hidden) at a
    moment (epoch seconds; 0: now). `element` is where it begins (empty: the first start); `linkedid` is what the call
    is known by, made by `linkedid_make`."""

    code: str
    device: str
    flow: FlowConfig
    linkedid: str
    caller: str = ""
    moment: int = 0
    element: str = ""


def linkedid_make(node_name: str) -> str:
    """An id that no other call of any node has, as Asterisk itself makes them."""
    return f"{ident(node_name)}-{int(time.time())}.{secrets.randbelow(9 * 10**8) + 10**8}"


async def trial_call(wanted: TrialCall, *, node: NodePaths, ami: AmiSession) -> None:
    """Ring the phone. Raises ValueError for what is not safe in a dialplan."""
    version = f"d{int(time.time())}{secrets.randbelow(1000):03d}"
    context = flow_context(wanted.flow, names.flow_context(wanted.code, wanted.flow.key, version))
    await RunningFlows(ami, wanted.code, node=node).publish((context,))
    await ami.action(
        "Originate",
        Channel=f"PJSIP/{names.login(wanted.code, wanted.device)}",
        Context=_CONTEXT,
        Exten=str(int(wanted.flow.key)),
        Priority="1",
        Timeout=str(RING_SECONDS * 1000),
        CallerID=f"<{_caller(wanted)}>",
        ChannelId=ident(wanted.linkedid),
        Async="true",
        Variable=[f"{name}={value}" for name, value in _variables(wanted, version).items()],
    )


def _variables(wanted: TrialCall, version: str) -> dict[str, str]:
    made = {
        "__TENANT": ident(wanted.code),
        "__TRIED": f"{int(wanted.flow.key)}-{version}",
        "__PRETENDED": _caller(wanted) or HIDDEN,
        "TRY_ELEMENT": ident(wanted.element) if wanted.element else "",
    }
    return made | ({"__CLOCK": str(int(wanted.moment))} if wanted.moment else {})


def _caller(wanted: TrialCall) -> str:
    return number(wanted.caller) if wanted.caller else ""
