"""Changing, disabling and enabling a company."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.errors import BusinessError
from tenants.models import Tenant
from tenants.services.audit import Actor, audit_write
from tenants.services.blocks import tenant_changed
from tenants.services.provisioning import (
    area_code_check,
    call_classes_sorted,
    timezone_check,
)

EDITABLE = frozenset(
    {
        "name",
        "timezone",
        "language",
        "max_users",
        "max_channels",
        "max_channels_in",
        "max_channels_out",
        "max_channels_private",
        "max_voicemails",
        "call_class_ceiling",
        "area_code",
    }
)


@transaction.atomic
def tenant_update(tenant: Tenant, *, actor: Actor, **values: Any) -> Tenant:
    """Change a company's properties; only those in EDITABLE are known. The code is for ever."""
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    if "timezone" in values:
        timezone_check(values["timezone"])
    if "area_code" in values:
        area_code_check(values["area_code"])
    if "call_class_ceiling" in values:
        values["call_class_ceiling"] = call_classes_sorted(values["call_class_ceiling"])
    changed = {name: value for name, value in values.items() if getattr(tenant, name) != value}
    if not changed:
        return tenant
    before = {name: getattr(tenant, name) for name in changed}
    for name, value in changed.items():
        setattr(tenant, name, value)
    Tenant.objects.filter(pk=tenant.pk).update(**changed)
    audit_write(
        "tenant.updated",
        actor=actor,
        tenant=tenant,
        subject=tenant.code,
        before=before,
        after=changed,
    )
    tenant_changed(tenant)
    return tenant


@transaction.atomic
def tenant_disable(tenant: Tenant, *, actor: Actor) -> None:
    """Take a company out of service: running calls end, phones are unregistered, nobody signs in.

    What is left of it on the node is verified by whoever applies the configuration (TenantConfigState.leftovers).
    """
    _status_change(tenant, Tenant.Status.DISABLED, action="tenant.disabled", actor=actor)
    tenant_changed(tenant, hang_up=True, has_other_status=True)


@transaction.atomic
def tenant_enable(tenant: Tenant, *, actor: Actor) -> None:
    """Put a disabled company back into service."""
    _status_change(tenant, Tenant.Status.ACTIVE, action="tenant.enabled", actor=actor)
    tenant_changed(tenant, has_other_status=True)


def _status_change(tenant: Tenant, status: Tenant.Status, *, action: str, actor: Actor) -> None:
    locked = Tenant.objects.select_for_update().get(pk=tenant.pk)
    if locked.status == status:
        raise BusinessError("tenant_status_unchanged", _("The company is in this state already."))
    tenant.status = status
    Tenant.objects.filter(pk=tenant.pk).update(status=status)
    audit_write(action, actor=actor, tenant=tenant, subject=tenant.code)
