"""Where flows use things."""

from telephony.flow.references import Thing
from telephony.models import Flow, FlowUse
from tenants.usages import Usage


def flow_usages(kind: Thing, key: str, *, without: Flow | None = None) -> list[Usage]:
    """Flows whose draft or published version names the thing, each once; `key` as documents write it."""
    uses = FlowUse.objects.filter(kind=kind.value, key=key).order_by("flow__name", "flow_id")
    rows = uses.exclude(flow=without) if without else uses
    pairs = rows.values_list("flow_id", "flow__name").distinct()
    return [Usage("flow", str(flow_id), name) for flow_id, name in pairs]
