"""Reads of restrictions: what a company may not do outside now, and why."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenants.models import Tenant, TenantRestriction


def restriction_list() -> QuerySet[TenantRestriction]:
    """Restrictions that stand, begun or not."""
    standing = TenantRestriction.objects.filter(lifted_at=None)
    return standing.exclude(ends_at__lte=timezone.now()).select_related("tenant", "created_by")


def restrictions_now(tenant: Tenant, at: datetime | None = None) -> list[TenantRestriction]:
    """The company's restrictions in force at a moment (now by default), the longest standing first."""
    moment = at or timezone.now()
    begun = TenantRestriction.objects.filter(tenant=tenant, lifted_at=None, starts_at__lte=moment)
    return list(begun.filter(Q(ends_at=None) | Q(ends_at__gt=moment)).order_by("starts_at", "pk"))
