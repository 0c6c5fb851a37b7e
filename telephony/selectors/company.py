"""Reading the company's own settings."""

from telephony.models import Employee, Extension
from tenants.context import current_tenant
from tenants.models import Tenant
from tenants.selectors.tenants import tenant_blocks


def company_get() -> Tenant:
    """The current company with its standing blocks (`standing_blocks`) and counts (`users_count`,
    `extensions_count`)."""
    tenant = Tenant.objects.get(pk=current_tenant().pk)
    tenant.standing_blocks = tenant_blocks(tenant)
    tenant.users_count = Employee.objects.count()
    tenant.extensions_count = Extension.objects.count()
    return tenant
