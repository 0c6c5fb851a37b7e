"""What the cabinet needs to know of a session."""

from typing import Any

from django.conf import settings

from tenants.context import SiteRequest
from tenants.models import Membership, Tenant, TenantBlock, User
from tenants.selectors.tenants import blocks_now
from tenants.sites import companies_have_hosts


def session_info(request: SiteRequest) -> dict[str, Any]:
    """The session API's answer, from what was found out about the request (tenants.identity)."""
    user = request.user if isinstance(request.user, User) else None
    member, tenant = request.member, request.tenant
    reference = {"code": tenant.code, "name": tenant.name} if tenant else None
    return {
        "is_authenticated": user is not None,
        "user": _user(user),
        "tenant": _tenant(tenant, is_member=member is not None),
        "role": member.role if member else None,
        "permissions": sorted(member.permissions) if member else [],
        "memberships": memberships_of(user) if user else [],
        "acting_as": reference if member and member.acting_as else None,
        "site": "bare" if request.is_bare_site else "tenant",
        "hosts": {
            "suffix": settings.SITE_HOST if companies_have_hosts() else None,
            "https_port": settings.SITE_HTTPS_PORT,
        },
        "server": {
            "sip_host": settings.SIP_HOST,
            "sip_port": settings.SIP_PORT,
            "sip_tls_port": settings.SIP_TLS_PORT,
        },
    }


def memberships_of(user: User) -> list[dict[str, str]]:
    """The companies that let the person in now."""
    places = (
        Membership.objects.filter(user=user, is_active=True, tenant__status=Tenant.Status.ACTIVE)
        .exclude(
            tenant__in=blocks_now().filter(kind=TenantBlock.Kind.ADMINISTRATIVE).values("tenant")
        )
        .select_related("tenant")
        .order_by("tenant__name")
    )
    return [{"code": p.tenant.code, "name": p.tenant.name, "role": p.role} for p in places]


def _user(user: User | None) -> dict[str, Any] | None:
    if user is None:
        return None
    return {
        "id": user.pk,
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "is_operator": user.is_operator,
    }


def _tenant(tenant: Tenant | None, *, is_member: bool) -> dict[str, str] | None:
    """The company; to strangers on its host only what the host name and the door plate say."""
    if tenant is None:
        return None
    return {
        "code": tenant.code,
        "name": tenant.name,
        "timezone": tenant.timezone if is_member else "",
        "language": tenant.language,
    }
