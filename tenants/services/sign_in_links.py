"""One-time links. Their tokens are shown once; the database knows digests."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.errors import BusinessError
from tenants.models import Membership, SignInLink, Tenant, User
from tenants.passwords import password_check
from tenants.selectors.tenants import tenant_admits_members
from tenants.sites import tenant_url

HAND_OVER_SECONDS = 60


def token_digest(token: str) -> str:
    """What is stored of a token: 32 random bytes need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in_links_create(users: Sequence[User], *, tenant: Tenant | None) -> list[str]:
    """Addresses at which these people set their password, in their order. Earlier unused links of theirs end."""
    now = timezone.now()
    SignInLink.objects.filter(
        user__in=users, purpose=SignInLink.Purpose.PASSWORD, used_at=None, expires_at__gt=now
    ).update(expires_at=now)
    tokens = [secrets.token_urlsafe(32) for _user in users]
    expires_at = now + timedelta(hours=settings.SIGN_IN_LINK_HOURS)
    SignInLink.objects.bulk_create(
        [
            SignInLink(
                user=user, tenant=tenant, token_digest=token_digest(token), expires_at=expires_at
            )
            for user, token in zip(users, tokens, strict=True)
        ]
    )
    return [tenant_url(tenant, f"/link/{token}") for token in tokens]


def sign_in_link_create(membership: Membership) -> str:
    """A password link for a person of a company, made by its administrator.

    Refused for operators and for people of several companies: whoever holds the link becomes that person everywhere.
    """
    user = membership.user
    elsewhere = Membership.objects.filter(user=user).exclude(tenant=membership.tenant).exists()
    if user.is_operator or elsewhere:
        raise BusinessError(
            "sign_in_link_refused",
            _("This person belongs to other companies too; only the operator can make a link."),
        )
    return sign_in_links_create([user], tenant=membership.tenant)[0]


def sign_in_link_get(token: str, *, site_tenant: Tenant | None) -> SignInLink | None:
    """The password link that a token opens now at a site (None: the installation's own host, where all links open).

    None when it is unknown, used, expired, of another site, or when its company lets nobody in.
    """
    link = _usable(token, SignInLink.Purpose.PASSWORD).select_related("user", "tenant").first()
    if link is None or (link.tenant is not None and not tenant_admits_members(link.tenant)):
        return None
    if site_tenant is not None and link.tenant_id != site_tenant.pk:
        return None
    return link if link.user.is_active else None


@transaction.atomic
def sign_in_link_use(token: str, *, password: str, site_tenant: Tenant | None) -> SignInLink:
    """Set the password and use the link up; two requests with one token cannot both succeed (row lock)."""
    link = sign_in_link_get(token, site_tenant=site_tenant)
    if link is None:
        raise link_invalid()
    password_check(password, user=link.user)
    _use_up(link)
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    return link


def hand_over_create(user: User, *, tenant: Tenant) -> str:
    """Token that signs the operator in at the company's own host, within a minute."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user,
        tenant=tenant,
        purpose=SignInLink.Purpose.HAND_OVER,
        token_digest=token_digest(token),
        expires_at=timezone.now() + timedelta(seconds=HAND_OVER_SECONDS),
    )
    return token


@transaction.atomic
def hand_over_use(token: str, *, tenant: Tenant) -> User:
    """The operator whom a token brings to this company's host."""
    links = _usable(token, SignInLink.Purpose.HAND_OVER).select_related("user")
    link = links.filter(tenant=tenant, user__is_operator=True, user__is_active=True).first()
    if link is None:
        raise link_invalid()
    _use_up(link)
    return link.user


def link_invalid() -> BusinessError:
    """One refusal for every reason, so that nothing is learnt by trying."""
    return BusinessError(
        "link_invalid", _("This link has been used or has expired. Ask for a new one."), status=404
    )


def _usable(token: str, purpose: str) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_digest=token_digest(token),
        purpose=purpose,
        used_at=None,
        expires_at__gt=timezone.now(),
    )


def _use_up(link: SignInLink) -> None:
    """Mark as used; whoever comes second finds nothing to mark."""
    if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        raise link_invalid()
