"""Reading the company's own settings."""

from django.db.models import Count, Q

from telephony.models import Employee, Extension
from tenants.context import current_tenant
from tenants.models import Tenant
from tenants.selectors.tenants import tenant_blocks


def company_get() -> Tenant:
    """The current company with its standing blocks (`standing_blocks`) and counts (`users_count`,
    `extensions_count`)."""
    tenant: Tenant = Tenant.objects.get(pk=current_tenant().pk)
    tenant.standing_blocks = tenant_blocks(tenant)
    tenant.users_count = users_count()
    tenant.extensions_count = Extension.objects.count()
    return tenant


def users_count() -> int:
    """The users that the company has, as the operator sells them (000).

    A user is a person with their numbers, or a number that is nobody's: a phone in the hall is paid for like one on a
    desk. People without a number and numbers without a person are counted as each other's, so that a full company can
    still give its numbers to new people.
    """
    seats = Extension.objects.aggregate(
        free=Count("pk", filter=Q(employee=None)), owners=Count("employee", distinct=True)
    )
    return max(Employee.objects.count(), int(seats["free"] + seats["owners"]))
