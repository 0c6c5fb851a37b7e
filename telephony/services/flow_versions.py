"""Published versions of flows as rows. What else publishing means, `flow_publish` knows."""

from telephony.models import Flow, FlowVersion
from telephony.services.flow_difference import change_counts
from telephony.services.flow_documents import Document
from telephony.services.flow_references import uses_write

NOTHING: Document = {"elements": []}


def version_add(
    flow: Flow,
    drawing: Document,
    *,
    before: FlowVersion | None,
    document: Document,
    by: str,
    note: str = "",
    sounds: dict[str, str] | None = None,
    restored_from: int | None = None,
) -> FlowVersion:
    """Put a new version of a flow that is held in force, after `before`: `document` is what calls meet, `drawing` all
    of the draft."""
    flow.last_version += 1
    flow.published_version = flow.last_version
    version = FlowVersion.objects.create(
        flow=flow,
        version=flow.last_version,
        document=document,
        drawing=drawing,
        sounds=sounds or {},
        published_by=by,
        note=note,
        restored_from=restored_from,
        changes=change_counts(before.drawing if before else NOTHING, drawing),
    )
    flow.save(update_fields=["last_version", "published_version"])
    uses_write(flow, document, is_published=True)
    return version


def version_published(flow: Flow) -> FlowVersion | None:
    """The version in force."""
    return FlowVersion.objects.filter(flow=flow, version=flow.published_version or 0).first()
