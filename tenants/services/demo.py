"""The demonstration: an operator and two companies with people and phones. Passwords are generated, never fixed."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants import signals
from tenants.context import tenant_scope
from tenants.models import Membership, Tenant, User
from tenants.permissions import Role
from tenants.services.audit import SYSTEM
from tenants.services.operators import operator_create
from tenants.services.provisioning import NewTenant, tenant_provision
from tenants.sites import tenant_url

OPERATOR_EMAIL = "operator@example.org"
COMPANIES = {"acme": _("Acme Trading"), "globex": _("Globex Service")}
PHONES = 3
LANGUAGE = "ru"

State = dict[str, Any]


@transaction.atomic
def demo_create(known: Mapping[str, str]) -> State:
    """Make what is missing of the demonstration and answer how to sign in.

    `known` is mail address -> password from an earlier run; a password that is not known any more is replaced.
    """
    with translation.override(LANGUAGE):
        return _make(known)


def demo_outside() -> State:
    """Connect the demonstration to the outside, by whoever knows how; what to try. Run after `demo_create`."""
    with translation.override(LANGUAGE):
        answers: list[tuple[Any, Any]] = signals.demo_outside_wanted.send(None)
    return {name: value for _receiver, answer in answers for name, value in (answer or {}).items()}


def _make(known: Mapping[str, str]) -> State:
    operator = User.objects.filter(email=OPERATOR_EMAIL, is_operator=True).first()
    password = _kept(operator, known)
    if password is None:
        password = secrets.token_urlsafe(12)
        operator_create(email=OPERATOR_EMAIL, password=password, name=gettext("Operator"))
    return {
        "operator": {"email": OPERATOR_EMAIL, "password": password, "url": tenant_url(None)},
        "companies": [_company(code, str(name), known) for code, name in COMPANIES.items()],
    }


def _company(code: str, name: str, known: Mapping[str, str]) -> State:
    email = f"admin@{code}.example.org"
    tenant = Tenant.objects.filter(code=code).first()
    if tenant is None:
        tenant = tenant_provision(
            NewTenant(code=code, name=name, language=LANGUAGE), actor=SYSTEM
        ).tenant
    return {
        "code": code,
        "url": tenant_url(tenant),
        "admin": {"email": email, "password": _admin(tenant, email, known)},
        "phones": _phones(tenant),
    }


def _admin(tenant: Tenant, email: str, known: Mapping[str, str]) -> str:
    """Password of the company's administrator, made or replaced when it is not known."""
    user, _created = User.objects.get_or_create(
        email=email, defaults={"name": gettext("Administrator")}
    )
    Membership.objects.update_or_create(
        user=user, tenant=tenant, defaults={"role": Role.ADMIN.value, "is_active": True}
    )
    password = _kept(user, known)
    if password is None:
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
    return password


def _kept(user: User | None, known: Mapping[str, str]) -> str | None:
    """The known password when it still opens the account."""
    password = known.get(user.email) if user else None
    return password if user and password and user.check_password(password) else None


def _phones(tenant: Tenant) -> list[dict[str, str]]:
    """Demo phones, made by whoever knows phones."""
    with tenant_scope(tenant):
        answers: list[tuple[Any, Any]] = signals.demo_phones_wanted.send(
            Tenant, tenant=tenant, wanted=PHONES
        )
    return [phone for _receiver, phones in answers for phone in phones or []]
