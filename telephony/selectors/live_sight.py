"""What a member may see of live calls, and on whose word it depends."""

from dataclasses import dataclass

from telephony.selectors.extensions import own_numbers
from tenants.context import Member, tenant_scope
from tenants.models import AsteriskNode, Tenant
from tenants.permissions import Permission


@dataclass(frozen=True, slots=True)
class Sight:
    """`numbers`: only calls of these internal numbers; None means all. `nodes`: where the calls
    run.
    """

    nodes: frozenset[str]
    numbers: frozenset[str] | None


def platform_sight() -> Sight:
    """What an operator sees: calls of every company on every node."""
    return Sight(frozenset(AsteriskNode.objects.values_list("name", flat=True)), None)


def company_sight(member: Member) -> Sight:
    """What a member sees of the company."""
    tenant = Tenant.objects.select_related("node").get(pk=member.tenant_id)
    nodes = frozenset({tenant.node.name})
    if member.may(Permission.LIVE_VIEW):
        return Sight(nodes, None)
    with tenant_scope(tenant):
        return Sight(nodes, frozenset(own_numbers(member)))
