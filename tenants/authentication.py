"""Local accounts. Every failure to sign in looks alike: unknown, wrong, blocked, or of another company."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tenants.models import Membership, Tenant, User
from tenants.selectors.tenants import tenant_admits_members


class MemberBackend(BaseBackend):
    """Signs a person in who has business at this site: a member of its company; an operator on the bare host."""

    def authenticate(
        self,
        request: HttpRequest | None,
        email: str | None = None,
        password: str | None = None,
        **_kwargs: Any,
    ) -> User | None:
        if request is None or email is None or password is None:
            return None
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            User().set_password(
                password
            )  # takes as long as a check, so that the clock tells nothing
            return None
        is_right = user.check_password(password)
        return user if is_right and user.is_active and _is_admitted(user, request) else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def _is_admitted(user: User, request: HttpRequest) -> bool:
    """Whether the person may enter this site at all."""
    if not request.is_bare_site:
        return is_member(user, request.tenant)
    if user.is_operator:
        return True
    memberships = Membership.objects.filter(user=user, is_active=True).select_related("tenant")
    return any(tenant_admits_members(membership.tenant) for membership in memberships)


def is_member(user: User, tenant: Tenant | None) -> bool:
    """Whether the person belongs to the company, and the company lets its people in."""
    if tenant is None or not tenant_admits_members(tenant):
        return False
    return Membership.objects.filter(user=user, tenant=tenant, is_active=True).exists()


def lockout_name(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name under which failed sign-ins are counted: site and mail address, so that companies do not share it."""
    tenant = getattr(request, "tenant", None)
    email = str((credentials or {}).get("email") or "")
    return f"{tenant.code if tenant else '-'}:{email.strip().lower()[:254]}"
