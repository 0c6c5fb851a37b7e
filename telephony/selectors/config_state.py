"""How far the current tenant's configuration has come."""

from tenants.context import current_tenant
from tenants.models import TenantConfigState


def config_state_get() -> TenantConfigState:
    """Asked for, in force, since when, and what went wrong; an unsaved empty state for a tenant without one."""
    tenant = current_tenant()
    return TenantConfigState.objects.filter(tenant=tenant).first() or TenantConfigState(
        tenant=tenant
    )
