"""Reads of companies: the operator's list, and whether a company is blocked now."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.module_loading import import_string

from tenants.models import Membership, Tenant, TenantBlock, TenantSearchTerm
from tenants.permissions import Role


def blocks_now(at: datetime | None = None) -> QuerySet[TenantBlock]:
    """Blocks in force at a moment (now by default)."""
    moment = at or timezone.now()
    return TenantBlock.objects.filter(lifted_at=None, starts_at__lte=moment).filter(
        Q(ends_at=None) | Q(ends_at__gt=moment)
    )


def tenant_blocks(tenant: Tenant) -> list[TenantBlock]:
    """The company's blocks in force, and those that will come."""
    standing = TenantBlock.objects.filter(tenant=tenant, lifted_at=None)
    return list(standing.exclude(ends_at__lte=timezone.now()).order_by("kind"))


def tenant_is_blocked(tenant: Tenant, kind: str) -> bool:
    """Whether a block of this kind is in force now."""
    return blocks_now().filter(tenant=tenant, kind=kind).exists()


def tenant_admits_members(tenant: Tenant) -> bool:
    """Whether the company's own people may sign in: it works, and the operator has not blocked it."""
    if tenant.status != Tenant.Status.ACTIVE:
        return False
    return not tenant_is_blocked(tenant, TenantBlock.Kind.ADMINISTRATIVE)


def tenant_list() -> QuerySet[Tenant]:
    """Companies with what the operator's list shows, in a fixed number of queries."""
    standing = TenantBlock.objects.filter(lifted_at=None).select_related("created_by")
    tenants: QuerySet[Tenant] = (
        Tenant.objects.select_related("node", "config_state")
        .prefetch_related(Prefetch("blocks", queryset=standing, to_attr="standing_blocks"))
        .annotate(
            users_count=Coalesce(F("config_state__users"), 0),
            extensions_count=_count(TenantSearchTerm.objects.filter(kind="extension")),
            devices_count=_count(TenantSearchTerm.objects.filter(kind="login")),
        )
    )
    return tenants


def _count(things: QuerySet[Any]) -> Coalesce:
    """How many of the things a company has; a query of its own, since joins would multiply each other."""
    own = things.filter(tenant=OuterRef("pk")).order_by().values("tenant")
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)


def tenant_search(queryset: QuerySet[Tenant], text: str) -> QuerySet[Tenant]:
    """Companies of which a part of name, code, internal or outside number, SIP login or administrator's mail is `text`.

    Outside numbers are asked of whoever has them (settings.TENANTS_WITH_NUMBER).
    """
    with_number: Callable[[str], Collection[int]] = import_string(settings.TENANTS_WITH_NUMBER)
    terms = TenantSearchTerm.objects.filter(value__icontains=text)
    admins = Membership.objects.filter(
        is_active=True, role=Role.ADMIN.value, user__email__icontains=text
    )
    return queryset.filter(
        Q(name__icontains=text)
        | Q(code__icontains=text)
        | Q(pk__in=terms.values("tenant"))
        | Q(pk__in=admins.values("tenant"))
        | Q(pk__in=with_number(text))
    )
