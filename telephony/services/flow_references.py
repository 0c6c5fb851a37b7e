"""What flows use, kept beside them."""

from collections.abc import Mapping
from typing import Any

from telephony.flow.references import Thing, references
from telephony.models import Flow, FlowUse


def uses_write(flow: Flow, document: Mapping[str, Any], *, is_published: bool) -> None:
    """Note what the draft, or the published version, of a flow names."""
    FlowUse.objects.filter(flow=flow, is_published=is_published).delete()
    FlowUse.objects.bulk_create(
        FlowUse(flow=flow, is_published=is_published, element=element, kind=kind.value, key=key)
        for element, kind, key in _things(document)
    )


def _things(document: Mapping[str, Any]) -> list[tuple[str, Thing, str]]:
    """Elements and what they name, a thing that is named at several fields once."""
    found = ((each.element, each.kind, each.key) for each in references(document))
    return list(dict.fromkeys(found))
