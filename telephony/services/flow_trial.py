"""Trying a flow: the phone of whoever asks rings, and hears it as another caller, at another moment."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from telephony import dispatch
from telephony.asterisk.snapshot import FlowConfig, Part
from telephony.asterisk.trial_calls import TrialCall, linkedid_make
from telephony.calls.projection import call_id
from telephony.flow.graph import Flow as Scheme
from telephony.flow.parse import parse
from telephony.models import Device, Flow
from telephony.services.config import config_apply
from telephony.services.flow_speech import says_texts, texts_prepare, texts_spoken
from telephony.services.node_link import node_link
from telephony.services.writes import config_write
from tenants.context import current_tenant


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
    sounds = _sounds(scheme)
    node = current_tenant().node.name
    linkedid = linkedid_make(node)
    dispatch.flow_trial(
        {
            "key": flow.key,
            "document": document,
            "sounds": sounds,
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
    """Bring the draft to the node and ring the phone; `asked` as of `TrialCall`. The next apply of the company, at the
    latest its comparison in turn, takes the draft away again once nobody listens."""
    config_apply()
    flow = FlowConfig(key, 0, parse(document).flow, sounds)
    node_link().trial_call(TrialCall(current_tenant().code, device, flow, **asked))


def _sounds(scheme: Scheme) -> dict[str, str]:
    """What is said; of texts that calls have not said yet the sounds come to the node by a revision of their own."""
    if not says_texts(scheme):
        return {}
    with config_write(Part.MEDIA):
        return texts_spoken(scheme).sounds
