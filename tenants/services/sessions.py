"""Signing in and out, choosing a company, acting for one, own password and preferences."""

import json
import re
from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.context import SiteRequest
from tenants.errors import BusinessError
from tenants.models import Membership, Tenant, User
from tenants.passwords import password_check
from tenants.selectors.tenants import tenant_admits_members
from tenants.services.audit import Actor, audit_write
from tenants.services.sign_in_links import (
    hand_over_create,
    hand_over_use,
    link_invalid,
    sign_in_link_use,
)
from tenants.sites import companies_have_hosts, site_url, tenant_host

BACKEND = "tenants.authentication.MemberBackend"
HAND_OVER_SESSION_SECONDS = 8 * 3600
PREFERENCE_BYTES = 16 * 1024
PREFERENCE_KEYS = 200
_PREFERENCE_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def sign_in(request: SiteRequest, *, email: str, password: str) -> User:
    """Begin a session. Whatever is wrong, the refusal is the same `sign_in_failed`."""
    user = authenticate(request, email=email.strip(), password=password)
    if not isinstance(user, User):
        raise sign_in_failed()
    login(request, user)
    return user


def sign_in_failed() -> BusinessError:
    return BusinessError(
        "sign_in_failed", _("The mail address or the password is wrong."), status=400
    )


def sign_in_by_link(request: SiteRequest, token: str, *, password: str) -> User:
    """Set the password by a one-time link and begin a session in the link's company."""
    link = sign_in_link_use(token, password=password, site_tenant=request.site_tenant)
    login(request, link.user, backend=BACKEND)
    if request.is_bare_site and link.tenant is not None:
        request.session["tenant"] = link.tenant.code
    return link.user


def tenant_choose(request: SiteRequest, user: User, code: str) -> None:
    """Work in another of one's companies, on the installation's own host."""
    member_of = Membership.objects.filter(user=user, tenant__code=code, is_active=True)
    place = member_of.select_related("tenant").first()
    if not request.is_bare_site or place is None or not tenant_admits_members(place.tenant):
        raise BusinessError(
            "tenant_not_found", _("There is no such company."), field="code", status=404
        )
    request.session["tenant"] = code
    request.session.pop("acting_as", None)


def act_as_begin(request: SiteRequest, code: str, *, actor: Actor) -> None:
    """Enter a company on its behalf, in this session; on record."""
    tenant = _tenant_to_act_for(code)
    request.session["acting_as"] = tenant.code
    audit_write("act_as.begun", actor=actor, tenant=tenant, subject=tenant.code)


def act_as_hand_over(user: User, code: str, *, actor: Actor) -> str:
    """Address on the company's own host that, opened within a minute, begins a session there on its behalf."""
    tenant = _tenant_to_act_for(code)
    if not companies_have_hosts():
        raise BusinessError(
            "no_tenant_host", _("Companies have no host names on this installation.")
        )
    token = hand_over_create(user, tenant=tenant)
    audit_write("act_as.handed_over", actor=actor, tenant=tenant, subject=tenant.code)
    return site_url(tenant_host(tenant), f"/api/v1/session/hand-over/{token}/")


def act_as_arrive(request: SiteRequest, token: str, *, address: str | None) -> None:
    """Begin the session that a hand-over promised, on the company's host."""
    tenant = request.site_tenant
    if tenant is None:
        raise link_invalid()
    user = hand_over_use(token, tenant=tenant)
    login(request, user, backend=BACKEND)
    request.session["acting_as"] = tenant.code
    request.session.set_expiry(HAND_OVER_SESSION_SECONDS)
    actor = Actor(user_id=user.pk, acting_for_id=tenant.pk, address=address)
    audit_write("act_as.begun", actor=actor, tenant=tenant, subject=tenant.code)


def act_as_end(request: SiteRequest, *, actor: Actor) -> None:
    """Leave the company that was acted for; on its own host that ends the session."""
    code = request.session.pop("acting_as", None)
    if code is None:
        raise BusinessError("not_acting", _("You are not acting for a company."))
    tenant = Tenant.objects.filter(code=code).first()
    audit_write("act_as.ended", actor=actor, tenant=tenant, subject=code)
    if not request.is_bare_site:
        logout(request)


def password_change(request: SiteRequest, user: User, *, current: str, new: str) -> None:
    """Change one's own password. Other sessions of the person end; wrong guesses count as failed sign-ins."""
    if authenticate(request, email=user.email, password=current) != user:
        raise BusinessError(
            "password_wrong", _("The current password is wrong."), field="current", status=400
        )
    password_check(new, user=user, field="new")
    user.set_password(new)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)


@transaction.atomic
def preference_set(user: User, *, key: str, value: Any) -> None:
    """Keep something of the cabinet for the person: columns, filters, page size. Not for secrets."""
    preference_key_check(key)
    if len(json.dumps(value)) > PREFERENCE_BYTES:
        raise BusinessError(
            "preference_too_large", _("This is too large to be kept."), field="value", status=400
        )
    locked = User.objects.select_for_update().get(pk=user.pk)
    if key not in locked.preferences and len(locked.preferences) >= PREFERENCE_KEYS:
        raise BusinessError("preferences_full", _("Too many settings are kept."), status=400)
    locked.preferences[key] = value
    locked.save(update_fields=["preferences"])


def preference_key_check(key: str) -> None:
    if not _PREFERENCE_KEY.fullmatch(key):
        raise BusinessError("not_found", _("Not found."), status=404)


def _tenant_to_act_for(code: str) -> Tenant:
    standing = Tenant.objects.exclude(status=Tenant.Status.PROVISIONING)
    tenant: Tenant | None = standing.filter(code=code).first()
    if tenant is None:
        raise BusinessError(
            "tenant_not_found", _("There is no such company."), field="code", status=404
        )
    return tenant
