"""Names for the path that a recorded call took through flows: as they were in the version that the call had."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from telephony.models import Flow, FlowVersion

Place = tuple[int, int | None, str]  # key of a flow, version or None for its draft, element
Names = dict[str, str]
UNKNOWN: Names = {"flow_id": "", "flow_name": "", "kind": "", "name": ""}


def path_names(places: Collection[Place]) -> dict[Place, Names]:
    """Id and name of the flow, kind and name of the element, for each place; empty for what is gone. A call that tried
    a draft is told by the draft of today."""
    flows = {each.key: each for each in Flow.objects.filter(key__in={key for key, *_ in places})}
    elements = _elements(flows, {(key, version) for key, version, _element in places})
    return {
        place: _names(flows.get(place[0]), elements.get(place[:2], {}).get(place[2]))
        for place in set(places)
    }


def _elements(
    flows: dict[int, Flow], states: Collection[tuple[int, int | None]]
) -> dict[tuple[int, int | None], dict[str, Any]]:
    """Elements of the documents of flows, by state and id."""
    asked = [
        Q(flow=flows[key], version=version)
        for key, version in states
        if version is not None and key in flows
    ]
    documents: dict[tuple[int, int | None], Any] = {
        (key, None): flows[key].draft for key, version in states if version is None and key in flows
    }
    if asked:
        rows = FlowVersion.objects.filter(reduce(or_, asked))
        for key, version, document in rows.values_list("flow__key", "version", "document"):
            documents[key, version] = document
    return {
        state: {each["id"]: each for each in document["elements"]}
        for state, document in documents.items()
    }


def _names(flow: Flow | None, element: dict[str, Any] | None) -> Names:
    known = (
        UNKNOWN if flow is None else {**UNKNOWN, "flow_id": str(flow.pk), "flow_name": flow.name}
    )
    if element is None:
        return known
    return {**known, "kind": str(element["kind"]), "name": str(element.get("name", ""))}
