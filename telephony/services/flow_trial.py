"""Trying a flow: the phone of whoever asks rings, and hears it as another caller, at another moment."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from telephony import dispatch
from telephony.asterisk.snapshot import FlowConfig
from telephony.asterisk.trial_calls import TrialCall, linkedid_make
from telephony.calls.projection import call_id
from telephony.flow.parse import parse
from telephony.models import Device, Flow
from telephony.services.config import config_apply
from telephony.services.flow_speech import texts_prepare, texts_spoken
from telephony.services.node_link import node_link
from tenants.context import current_tenant

SWEEP_SECONDS = 120  # after which the draft is taken off the node, unless somebody still listens


@dataclass(frozen=True, slots=True)
class Trial:
    """A call that was asked for: its id in the history, and the one by which it is seen while it lasts."""

    call_id: UUID
    live_id: str


def flow_trial(
    flow: Flow,
    document: dict[str, Any],
    *,
    device: Device,
    caller: str = "",
    moment: int = 0,
    element: str = "",
) -> Trial:
    """Ring `device` and let it hear the document, as `caller` (E.164, an internal number, empty: hidden) at a moment
    (epoch seconds; 0: now).

    The device must be of whoever asks: what the flow calls outside is called with the rights of its owner.
    """
    scheme = parse(document).flow
    texts_prepare(scheme)
    node = current_tenant().node.name
    linkedid = linkedid_make(node)
    dispatch.flow_trial(
        {
            "key": flow.key,
            "document": document,
            "sounds": texts_spoken(scheme).sounds,
            "device": device.name,
            "caller": caller,
            "moment": moment,
            "element": element,
            "linkedid": linkedid,
        }
    )
    return Trial(call_id(node, linkedid), linkedid)


def flow_trial_begin(
    *, key: int, document: dict[str, Any], sounds: dict[str, str], device: str, **asked: Any
) -> None:
    """Bring the draft and its sounds to the node and ring the phone; `asked` as of `TrialCall`."""
    config_apply(force=True)
    flow = FlowConfig(key, 0, parse(document).flow, sounds)
    node_link().trial_call(TrialCall(current_tenant().code, device, flow, **asked))
    dispatch.config_apply(force=True, delay_seconds=SWEEP_SECONDS)
