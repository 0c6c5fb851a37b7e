"""Where flows use things."""

from collections.abc import Sequence

from telephony.flow.references import Thing
from telephony.models import Flow, FlowUse
from tenants.usages import Usage


def flow_usages(kind: Thing, key: str, *, without: Flow | None = None) -> list[Usage]:
    """Flows whose draft or published version names the thing, each once; `key` as documents write it."""
    uses = FlowUse.objects.filter(kind=kind.value, key=key).order_by("flow__name", "flow_id")
    rows = uses.exclude(flow=without) if without else uses
    pairs = rows.values_list("flow_id", "flow__name").distinct()
    return [Usage("flow", str(flow_id), name) for flow_id, name in pairs]


def flow_usages_by_key(kind: Thing, keys: Sequence[str]) -> dict[str, list[Usage]]:
    """The same for several things at once; those that nothing uses are left out."""
    uses = FlowUse.objects.filter(kind=kind.value, key__in=keys).order_by("flow__name", "flow_id")
    found: dict[str, list[Usage]] = {}
    for key, flow_id, name in uses.values_list("key", "flow_id", "flow__name").distinct():
        found.setdefault(key, []).append(Usage("flow", str(flow_id), name))
    return found
