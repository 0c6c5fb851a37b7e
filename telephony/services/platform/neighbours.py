"""Bringing companies' lines anew to their nodes when something beside them decides about them."""

from collections.abc import Iterable

from telephony.carriers.models import CompanyLine
from telephony.selectors.line_neighbours import hosts_known
from telephony.services.writes import revision_request
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant


def lines_revise(hosts: Iterable[str]) -> None:
    """What these hosts stand for, or whose they are, has changed: bring companies with lines there anew to their nodes.

    Called in the operator's transaction: rows of what all share are locked before those of companies.
    """
    known = hosts_known()
    changed = known.stand_for(hosts)
    with platform_scope():
        rows = CompanyLine.objects.exclude(hosts=[]).values_list("tenant", "hosts")
        owners = {owner for owner, led in rows if not changed.isdisjoint(known.stand_for(led))}
        tenants = list(Tenant.objects.filter(pk__in=owners).select_related("node").order_by("pk"))
    for tenant in tenants:
        with tenant_scope(tenant):
            revision_request()
