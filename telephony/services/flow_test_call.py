"""“Call me through this draft”: the asker's own phone rings and hears a flow as another caller, at another moment."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from telephony.flow.paths import entries, pruned_document
from telephony.flow.validate import check_document
from telephony.flow.world import World
from telephony.models import Device, Flow
from telephony.selectors.flow_world import flow_world
from telephony.selectors.registrations import registrations_get
from telephony.services.flow_documents import Document, document_clean
from telephony.services.flow_problems import errors_refuse, problem_said
from telephony.services.flow_simulator import caller_parse
from telephony.services.flow_trial import Trial, flow_trial
from telephony.services.flow_versions import version_published
from telephony.services.problems import Problems, invalid
from tenants.errors import BusinessError

DRAFT, PUBLISHED = "draft", "published"
USES = (DRAFT, PUBLISHED)


@dataclass(frozen=True, slots=True)
class TestCall:
    """What is tried: as which caller (empty: a hidden number), when (None: now), from which element on (empty: the
    first start), of the draft or of what is published."""

    __test__ = False  # no class of tests

    caller: str = ""
    at: datetime | None = None
    start: str = ""
    use: str = DRAFT


def flow_test_call(flow: Flow, *, device: Device, call: TestCall) -> Trial:
    """Ring the device, which must be the asker's own."""
    problems = Problems()
    world = flow_world(call.at)
    caller = problems.take("caller", caller_parse, call.caller, world) or ""
    document = _document(flow, call, world, problems)
    problems.raise_any()
    registered = registrations_get([device.name])
    if registered is not None and device.name not in registered:
        raise BusinessError(
            "device_offline", _("This phone is not registered now."), field="device"
        )
    return flow_trial(
        flow,
        document,
        device=device,
        caller=caller,
        moment=int(call.at.timestamp()) if call.at else 0,
        element=call.start,
    )


def _document(flow: Flow, call: TestCall, world: World, problems: Problems) -> Document:
    """What the phone will hear; a draft as it would be published, with the element that is tried."""
    if call.use == PUBLISHED:
        version = version_published(flow)
        if version is None:
            problems.add(
                invalid("flow_not_published", _("Publish the call flow first.")), field="use"
            )
        document: Document = version.document if version else flow.draft
        return _with_start(document, call, problems)
    checked = check_document(flow.draft, world, flow.key)
    errors_refuse(problem_said(each) for each in checked.problems)
    also = {*entries(world, flow.key), call.start}
    return _with_start(
        pruned_document(document_clean(flow.draft), checked.flow, also), call, problems
    )


def _with_start(document: Document, call: TestCall, problems: Problems) -> Document:
    if call.start and call.start not in {each["id"] for each in document["elements"]}:
        problems.add(
            invalid("element_unknown", _("The call flow has no such element.")), field="start"
        )
    return document
