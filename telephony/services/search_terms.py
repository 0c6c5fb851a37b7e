"""Keeps what the operator may search a company by (numbers, SIP logins) beside the list of companies."""

from collections.abc import Iterable

from tenants.context import current_tenant
from tenants.models import TenantSearchTerm

LOGIN = "login"  # the other kinds are those of internal numbers: extension, queue
_BATCH = 2000


def add(kind: str, values: Iterable[str]) -> None:
    """Enter terms of the current tenant; terms that exist stay."""
    tenant = current_tenant()
    TenantSearchTerm.objects.bulk_create(
        [TenantSearchTerm(tenant=tenant, kind=kind, value=value) for value in values],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


def remove(kind: str, values: Iterable[str]) -> None:
    """Forget terms of the current tenant."""
    TenantSearchTerm.objects.filter(
        tenant=current_tenant(), kind=kind, value__in=list(values)
    ).delete()
