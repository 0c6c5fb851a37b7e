"""Where calls from outside lead: an internal number, a call flow, a redirect number, or nowhere; and the company's own
numbers."""

from uuid import UUID

from django.utils.translation import gettext as _

from telephony.carriers.models import PhoneNumber
from telephony.flow.parse import parse
from telephony.models import Flow, InternalNumber, RedirectNumber
from telephony.selectors.targets import Target
from telephony.services.choices import Found
from telephony.services.flow_versions import version_published
from telephony.services.phone_numbers import local_number
from telephony.services.problems import invalid
from tenants.context import current_tenant

INTERNAL = "internal"
REDIRECT = "redirect"
FLOW = "flow"


def target_parse(raw: str) -> Target:
    """What `internal:500`, `redirect:<id>`, `flow:<id>/<element>` or the empty string means in this company."""
    kind, _colon, value = raw.strip().partition(":")
    if not kind:
        return Target()
    if kind == INTERNAL:
        return Target(internal_number=_internal(value))
    if kind == REDIRECT:
        return Target(redirect=_redirect(value))
    if kind == FLOW:
        return _in_flow(value)
    raise invalid(
        "target_invalid",
        _("Choose an internal number, a call flow, a redirect number, or nothing."),
    )


def plan_parse(raw: str) -> Target:
    """The element of a flow at which calls to an extension begin, or none."""
    kind, _colon, value = raw.strip().partition(":")
    if not kind:
        return Target()
    if kind != FLOW:
        raise invalid("target_invalid", _("Choose a call flow, or nothing."))
    return _in_flow(value)


def _internal(number: str) -> InternalNumber:
    found = InternalNumber.objects.filter(number=number[:8].replace("\x00", "")).first()
    if found is None:
        raise invalid(
            "internal_number_unknown", _("Nothing has this internal number."), number=number
        )
    return found


def _redirect(raw_id: str) -> RedirectNumber:
    return _existing(RedirectNumber, raw_id)


def _in_flow(raw: str) -> Target:
    """An element of a published flow; without one the flow's first start."""
    raw_id, _slash, element = raw.partition("/")
    flow = _existing(Flow, raw_id)
    version = version_published(flow)
    if version is None:
        raise invalid("flow_not_published", _("Publish the call flow first."))
    entry = parse(version.document).flow.entry(element)
    if entry is None:
        raise invalid("element_unknown", _("The published call flow has no such element."))
    return Target(flow=flow, element=entry.id)


def _existing(model: type[Found], raw_id: str) -> Found:
    """The company's object with this id."""
    try:
        found = model._default_manager.filter(pk=UUID(raw_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise invalid("does_not_exist", _("This does not exist any more; reload the page."))
    return found


def own_number_parse(raw: str) -> str:
    """One of the company's own outside numbers, or none; nobody may show a number that is not theirs."""
    if not raw.strip():
        return ""
    number = local_number(raw)
    if not PhoneNumber.objects.filter(tenant=current_tenant(), number=number).exists():
        raise invalid(
            "number_not_owned", _("The company does not have this number."), number=number
        )
    return number
