"""A new company, ready for its first call, in one transaction."""

import re
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tenants import signals
from tenants.context import tenant_scope
from tenants.errors import BusinessError
from tenants.models import CallClass, Domain, Tenant, TenantConfigState
from tenants.models.tenants import USUAL_VOICEMAILS, default_call_classes
from tenants.services.audit import Actor, audit_write
from tenants.services.memberships import admin_invite
from tenants.services.nodes import node_for_new_tenant
from tenants.sites import companies_have_hosts, tenant_host

RESERVED_CODES = frozenset(
    {"www", "api", "admin", "mail", "sip", "static", "media", "ws", "localhost"}
)
USUAL_CHANNELS_OUT = 30  # bounds what a stolen password or a loop of forwardings costs

_AREA_CODE = re.compile(r"[348][0-9]{2,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewTenant:
    """What the operator says of a company to be created. Limits of channels: 0 means none."""

    code: str
    name: str
    timezone: str = "Europe/Moscow"
    language: str = "ru"
    max_users: int = 50
    max_channels: int = 0
    max_channels_in: int = 0
    max_channels_out: int = USUAL_CHANNELS_OUT
    max_channels_private: int = 0
    max_voicemails: int = USUAL_VOICEMAILS
    call_class_ceiling: Sequence[str] = field(default_factory=default_call_classes)
    area_code: str = ""
    admin_name: str = ""
    admin_email: str = ""
    joins_admin: bool = False  # the administrator may belong to other companies already
    with_starter_kit: bool = True


@dataclass(frozen=True, slots=True)
class Provisioned:
    """A created company; `admin_link` is shown once and stored nowhere, "" without an administrator."""

    tenant: Tenant
    admin_link: str = field(repr=False)


@transaction.atomic
def tenant_provision(new: NewTenant, *, actor: Actor) -> Provisioned:
    """Create a company: row, host name, schema, starter kit, administrator. All of it or nothing.

    Refuses with `tenant_code_reserved`, `tenant_code_taken`, `timezone_unknown`, `no_open_node`.
    """
    tenant_code_check(new.code)
    timezone_check(new.timezone)
    area_code_check(new.area_code)
    tenant = _row_create(new)
    TenantConfigState.objects.create(tenant=tenant)
    if companies_have_hosts():
        Domain.objects.create(tenant=tenant, domain=tenant_host(tenant), is_primary=True)
    _schema_clone(tenant)
    Tenant.objects.filter(pk=tenant.pk).update(status=Tenant.Status.ACTIVE)
    tenant.status = Tenant.Status.ACTIVE
    link = ""
    if new.admin_email:
        link = admin_invite(
            tenant,
            email=new.admin_email,
            name=new.admin_name,
            field="admin.email",
            join=new.joins_admin,
        )
    with tenant_scope(tenant):
        signals.tenant_provisioned.send(
            Tenant, tenant=tenant, with_starter_kit=new.with_starter_kit
        )
    audit_write("tenant.created", actor=actor, tenant=tenant, subject=tenant.code, name=tenant.name)
    return Provisioned(tenant, link)


def _row_create(new: NewTenant) -> Tenant:
    """The company's row. By `bulk_create`: TenantMixin.save() only works in the public scope, while the operator may
    be acting for another company, and has a check of names of its own, where the constraint shall decide."""
    tenant = Tenant(
        code=new.code,
        schema_name=f"t_{new.code}",
        name=new.name,
        timezone=new.timezone,
        language=new.language,
        max_users=new.max_users,
        max_channels=new.max_channels,
        max_channels_in=new.max_channels_in,
        max_channels_out=new.max_channels_out,
        max_channels_private=new.max_channels_private,
        max_voicemails=new.max_voicemails,
        call_class_ceiling=call_classes_sorted(new.call_class_ceiling),
        area_code=new.area_code,
        node=node_for_new_tenant(),
    )
    Tenant.objects.bulk_create([tenant])
    return tenant


def tenant_code_check(code: str) -> None:
    """Refuse codes that are host names of our own, or that a company has or once had."""
    if code in RESERVED_CODES or code == settings.SITE_HOST.partition(".")[0]:
        raise BusinessError(
            "tenant_code_reserved", _("This code is reserved; choose another one."), field="code"
        )
    if Tenant.objects.filter(code=code).exists():
        raise BusinessError(
            "tenant_code_taken",
            _("This code is in use, or was once; codes are never used again."),
            field="code",
        )


def timezone_check(name: str) -> None:
    """Refuse zones that PostgreSQL, Python and Asterisk would not agree on: Asterisk takes an unknown one for UTC."""
    if name not in zoneinfo.available_timezones():
        raise BusinessError(
            "timezone_unknown", _("There is no such time zone."), field="timezone", status=400
        )


def area_code_check(code: str) -> None:
    """Refuse what is no Russian area code: 3 to 5 digits, the first a 3, 4 or 8; none is fine."""
    if code and not _AREA_CODE.fullmatch(code):
        raise BusinessError(
            "area_code_invalid",
            _("An area code has 3 to 5 digits, for example 495."),
            field="area_code",
            status=400,
        )


def call_classes_sorted(classes: Sequence[str]) -> list[str]:
    """Call classes from the cheapest to the dearest, each once; calls inside cannot be forbidden."""
    wanted = {*classes, CallClass.INTERNAL.value}
    if wanted - set(CallClass.values):
        raise BusinessError(
            "invalid_choice",
            _("There is no such class of calls."),
            field="call_class_ceiling",
            status=400,
        )
    return [each for each in CallClass.values if each in wanted]


def _schema_clone(tenant: Tenant) -> None:
    """Copy the template schema. The application's role owns nothing: a function of the owner does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.tenant_schema_clone(%s)", [tenant.code])
