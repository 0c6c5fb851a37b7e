"""What flows use, kept beside them."""

from collections.abc import Mapping
from typing import Any

from telephony.flow.references import references
from telephony.models import Flow, FlowUse


def uses_write(flow: Flow, document: Mapping[str, Any], *, is_published: bool) -> None:
    """Note what the draft, or the published version, of a flow names."""
    FlowUse.objects.filter(flow=flow, is_published=is_published).delete()
    FlowUse.objects.bulk_create(
        FlowUse(
            flow=flow,
            is_published=is_published,
            element=each.element,
            kind=each.kind.value,
            key=each.key[:40],
        )
        for each in references(document)
    )
