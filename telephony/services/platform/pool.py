"""The pool of outside numbers: giving them to companies, taking them back, letting them rest.

A number goes free -> assigned -> quarantine -> free. Numbers that companies brought along on their own trunks are in
the same table, so that each number is in the fleet once; the operator can only remove them.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.carriers.models import Carrier, PhoneNumber, PlatformSettings
from telephony.services import text
from telephony.services.call_rules import tags_parse
from telephony.services.company_numbers import (
    carrier_left,
    number_leaves,
    number_usages,
    numbers_given,
)
from telephony.services.phone_numbers import outside_number
from telephony.services.platform.changes import platform_write
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.routes import line_replace
from telephony.services.usages import used_refuse
from tenants.context import platform_scope, tenant_scope
from tenants.errors import BusinessError
from tenants.models import Tenant
from tenants.services.audit import Actor, audit_write
from tenants.usages import Usage

State = PhoneNumber.State
REGION_LIMIT = 120
COMMENT_LIMIT = 500


class PoolValues(TypedDict, total=False):
    """What a form may say about a number of the pool; `carrier` is the carrier's name."""

    number: str
    carrier: str
    region: str
    tags: list[str]
    comment: str


def carrier_parse(name: str) -> Carrier:
    """The carrier with this name."""
    carrier = Carrier.objects.filter(name=str(name)[:24].replace("\x00", "").lower()).first()
    if carrier is None:
        raise invalid("carrier_unknown", _("There is no such carrier."))
    return carrier


PARSERS: Parsers = {
    "number": outside_number,
    "carrier": carrier_parse,
    "region": partial(text.line, limit=REGION_LIMIT),
    "tags": tags_parse,
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
}


@platform_write()
def pool_number_create(values: PoolValues, *, actor: Actor) -> PhoneNumber:
    """Add a number to the pool; it is free."""
    problems = Problems()
    fields = fields_parse({"number": "", "carrier": "", **values}, PARSERS, problems)
    problems.raise_any()
    _refuse_brought(fields["number"])
    number = PhoneNumber.objects.create(**fields)
    audit_write("phone_number.created", actor=actor, subject=number.number)
    return number


@platform_write()
def pool_number_update(number: PhoneNumber, values: PoolValues, *, actor: Actor) -> PhoneNumber:
    """Change carrier, region, tags or comment; the number itself is for ever."""
    if number.trunk and "carrier" in values:
        raise _not_of_pool()
    problems = Problems()
    parsers = {name: parse for name, parse in PARSERS.items() if name != "number"}
    fields = fields_parse(values, parsers, problems)
    problems.raise_any()
    changes_line = fields.get("carrier", number.carrier) != number.carrier
    PhoneNumber.objects.filter(pk=number.pk).update(**fields)
    if changes_line and number.tenant:
        with tenant_scope(number.tenant):
            carrier_left(number.line, number.number, to=fields["carrier"].line)
            numbers_given([number.number])
    audit_write(
        "phone_number.updated",
        actor=actor,
        tenant=number.tenant,
        subject=number.number,
        fields=sorted(fields),
    )
    return number


@platform_write()
def number_give(number: PhoneNumber, code: str, *, actor: Actor) -> None:
    """Give a free number to a company. `number_not_free`, `tenant_unknown`."""
    tenant = tenant_parse(code)
    locked = _locked(number)
    if locked.state != State.FREE:
        raise BusinessError("number_not_free", _("Only a free number can be given."))
    locked.state, locked.tenant = State.ASSIGNED, tenant
    locked.save(update_fields=["state", "tenant"])
    _company_tell(tenant, locked.number)
    audit_write("phone_number.given", actor=actor, tenant=tenant, subject=locked.number)


@platform_write()
def number_take_back(
    number: PhoneNumber,
    *,
    actor: Actor,
    replacement: PhoneNumber | None = None,
    force: bool = False,
) -> None:
    """Take a number from its company; it rests from now on. Refused while the company uses it (`in_use`), unless
    another number of the company takes its place, or by `force`."""
    locked = _locked(number)
    tenant = locked.tenant
    if tenant is None:
        raise BusinessError("number_not_given", _("No company has this number."))
    if locked.trunk:
        raise _not_of_pool()
    _company_leave(tenant, locked, replacement=replacement, force=force)
    locked.state, locked.tenant = State.QUARANTINE, None
    locked.quarantine_until = quarantine_end()
    locked.save(update_fields=["state", "tenant", "quarantine_until"])
    audit_write(
        "phone_number.taken_back",
        actor=actor,
        tenant=tenant,
        subject=locked.number,
        until=locked.quarantine_until.isoformat(),
    )


@platform_write()
def number_rest(number: PhoneNumber, *, actor: Actor, until: datetime | None = None) -> None:
    """Let a number that no company has rest until a moment; by default for the usual time."""
    locked = _locked(number)
    _unassigned_check(locked)
    if until is not None and until <= timezone.now():
        raise invalid("moment_past", _("The end must be in the future."), field="until")
    locked.state, locked.quarantine_until = State.QUARANTINE, until or quarantine_end()
    locked.save(update_fields=["state", "quarantine_until"])
    audit_write(
        "phone_number.quarantined",
        actor=actor,
        subject=locked.number,
        until=locked.quarantine_until.isoformat(),
    )


@platform_write()
def number_release(number: PhoneNumber, *, actor: Actor) -> None:
    """End a number's rest before its time."""
    locked = _locked(number)
    if locked.state != State.QUARANTINE:
        raise BusinessError("number_not_resting", _("This number is not in quarantine."))
    locked.state, locked.quarantine_until = State.FREE, None
    locked.save(update_fields=["state", "quarantine_until"])
    audit_write("phone_number.released", actor=actor, subject=locked.number)


@platform_write()
def number_delete(
    number: PhoneNumber,
    *,
    actor: Actor,
    replacement: PhoneNumber | None = None,
    force: bool = False,
) -> None:
    """Remove a number from the installation: one that nobody has, or one that a company brought along."""
    locked = _locked(number)
    tenant = locked.tenant
    if tenant is not None and not locked.trunk:
        raise BusinessError("number_assigned", _("Take the number back from its company first."))
    if tenant is not None:
        _company_leave(tenant, locked, replacement=replacement, force=force)
    PhoneNumber.objects.filter(pk=locked.pk).delete()
    audit_write("phone_number.deleted", actor=actor, tenant=tenant, subject=locked.number)


def numbers_move(carrier: Carrier, to: Carrier | None) -> None:
    """Let the numbers of a carrier arrive by another one; their companies and the routes of these follow."""
    numbers = PhoneNumber.objects.filter(carrier=carrier)
    if to is None or not numbers.exists():
        return
    tenants = list(
        Tenant.objects.filter(pk__in=numbers.values("tenant")).select_related("node").order_by("pk")
    )
    given = list(numbers.exclude(tenant=None).values_list("tenant", "number"))
    numbers.update(carrier=to)
    for tenant in tenants:
        with tenant_scope(tenant):
            line_replace(carrier.line, to.line)
            numbers_given([number for owner, number in given if owner == tenant.pk])


def quarantine_end() -> datetime:
    """When a number that begins to rest now may be given again."""
    settings = PlatformSettings.objects.first()
    return timezone.now() + timedelta(days=settings.quarantine_days if settings else 0)


def numbers_wake() -> int:
    """Free the numbers whose rest is over; how many they were. Run from the schedule; the nodes need not know."""
    with platform_scope():
        resting = PhoneNumber.objects.filter(
            state=State.QUARANTINE, quarantine_until__lte=timezone.now()
        )
        return resting.update(state=State.FREE, quarantine_until=None)


def tenant_parse(code: str, *, in_service: bool = True) -> Tenant:
    """The company with this code; with `in_service` only one that can have numbers."""
    unfit = [Tenant.Status.DISABLED] if in_service else []
    known = Tenant.objects.exclude(status__in=unfit).select_related("node")
    tenant: Tenant | None = known.filter(code=str(code)[:20].replace("\x00", "")).first()
    if tenant is None:
        raise invalid("tenant_unknown", _("There is no such company."), field="tenant")
    return tenant


def _refuse_brought(number: str) -> None:
    """Say which company has brought the number along; other known numbers are refused by their constraint."""
    known = PhoneNumber.objects.filter(number=number).exclude(trunk="").select_related("tenant")
    for each in known.exclude(tenant=None):
        raise BusinessError(
            "phone_number_brought",
            _("%(company)s brought this number along on its own line. Delete it there first.")
            % {"company": each.tenant},
            field="number",
        )


def _locked(number: PhoneNumber) -> PhoneNumber:
    """The number as it is now; other changes of it wait."""
    locked = PhoneNumber.objects.select_for_update(of=("self",)).select_related("tenant__node")
    return locked.get(pk=number.pk)


def _unassigned_check(number: PhoneNumber) -> None:
    if number.state == State.ASSIGNED:
        raise BusinessError("number_assigned", _("Take the number back from its company first."))


def _not_of_pool() -> BusinessError:
    return BusinessError(
        "number_not_of_pool", _("The company brought this number along on its own line.")
    )


def _company_tell(tenant: Tenant, number: str) -> None:
    """The company's configuration names the line of each of its numbers."""
    with tenant_scope(tenant):
        numbers_given([number])


def _company_leave(
    tenant: Tenant, number: PhoneNumber, *, replacement: PhoneNumber | None, force: bool
) -> None:
    """Make the company let the number go, or refuse with the places where it is used."""
    if replacement is not None and replacement.tenant_id != tenant.pk:
        raise invalid(
            "replacement_foreign",
            _("The replacement must be another number of the company."),
            field="replace_with",
        )
    with tenant_scope(tenant):
        usages: list[Usage] = number_usages(number.number)
        if replacement is None and not force:
            used_refuse(usages)
        number_leaves(number.number, replacement=replacement.number if replacement else "")
