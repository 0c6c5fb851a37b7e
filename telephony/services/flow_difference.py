"""What differs between two states of a flow."""

from django.utils.translation import gettext as _

from telephony.flow.difference import Difference, difference
from telephony.models import Flow, FlowVersion
from telephony.services.flow_documents import Document
from tenants.errors import BusinessError

DRAFT = "draft"


def flow_difference(flow: Flow, *, before: str, after: str) -> Difference:
    """What was done to get from one state to the other: each is the number of a version, or `draft`."""
    return difference(_state(flow, before), _state(flow, after))


def change_counts(before: Document, after: Document) -> dict[str, int]:
    """How much a new version differs from the one before, for lists of versions."""
    found = difference(before, after)
    links = len(found.links_added) + len(found.links_removed)
    return {
        "added": len(found.added),
        "removed": len(found.removed),
        "changed": len(found.changed),
        "links": links,
    }


def version_get(flow: Flow, version: str) -> FlowVersion:
    """A version of the flow by its number."""
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    found = FlowVersion.objects.filter(flow=flow, version=int(version) if is_number else 0).first()
    if found is None:
        raise BusinessError("not_found", _("There is no such version."), status=404)
    return found


def _state(flow: Flow, name: str) -> Document:
    document: Document = flow.draft if name == DRAFT else version_get(flow, name).drawing
    return document
