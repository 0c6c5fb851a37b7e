"""What is done for all companies in turn, by the clock."""

import logging
from collections.abc import Callable

from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant

logger = logging.getLogger(__name__)


def in_each_company(work: Callable[[Tenant], None], *, what: str) -> None:
    """Do this in each company that is active. Trouble with `what` of one is noted, and is none of the others."""
    with platform_scope():
        tenants = list(Tenant.objects.filter(status=Tenant.Status.ACTIVE).select_related("node"))
    for tenant in tenants:
        try:
            with tenant_scope(tenant):
                work(tenant)
        except Exception:  # whatever it is: the next round tries again
            logger.exception("%s of %s not looked after", what, tenant)
