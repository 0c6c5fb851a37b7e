"""Who is asking: a session's user and company become a Member."""

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists

from tenants.context import Member
from tenants.models import Membership, Tenant, TenantBlock, User
from tenants.permissions import GRANTS, PLATFORM_GRANTS, Role
from tenants.selectors.tenants import blocks_now


def session_tenant(session: SessionBase, user: User) -> Tenant | None:
    """The company that a session on the installation's own host works in: acted for, chosen, or the only one."""
    code = session.get("acting_as") or session.get("tenant")
    if code:
        named: Tenant | None = Tenant.objects.filter(code=code).first()
        return named
    if user.is_operator:
        return None
    only = list(Membership.objects.filter(user=user, is_active=True).select_related("tenant")[:2])
    return only[0].tenant if len(only) == 1 else None


def member_get(*, user: User, tenant: Tenant | None, acting_as: str | None = None) -> Member | None:
    """What the person is in this company; None when they have no business here.

    Outside of a company only an operator is somebody. `acting_as` is the code of the company that an operator
    entered on its behalf. A company under an administrative block, or disabled, admits operators only.
    """
    if not user.is_active:
        return None
    if tenant is None:
        return _operator(user) if user.is_operator else None
    if user.is_operator and acting_as == tenant.code:
        return _acting_operator(user, tenant)
    membership = _membership(user, tenant)
    if membership is None:
        return None
    role = Role(membership.role)
    return Member(
        user_id=user.pk,
        email=user.email,
        name=user.name,
        tenant_id=tenant.pk,
        code=tenant.code,
        role=role,
        permissions=GRANTS[role],
        membership_id=str(membership.pk),
    )


def _membership(user: User, tenant: Tenant) -> Membership | None:
    """The person's place in a company that lets its people in."""
    if tenant.status != Tenant.Status.ACTIVE:
        return None
    blocked = blocks_now().filter(tenant=tenant, kind=TenantBlock.Kind.ADMINISTRATIVE)
    places = Membership.objects.filter(user=user, tenant=tenant, is_active=True)
    return places.exclude(Exists(blocked)).first()


def _operator(user: User) -> Member:
    return Member(
        user_id=user.pk,
        email=user.email,
        name=user.name,
        tenant_id=None,
        code="",
        role=None,
        permissions=PLATFORM_GRANTS,
        is_operator=True,
    )


def _acting_operator(user: User, tenant: Tenant) -> Member:
    return Member(
        user_id=user.pk,
        email=user.email,
        name=user.name,
        tenant_id=tenant.pk,
        code=tenant.code,
        role=Role.ADMIN,
        permissions=GRANTS[Role.ADMIN] | PLATFORM_GRANTS,
        is_operator=True,
        acting_as=True,
    )
