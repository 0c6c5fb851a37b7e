"""The company's outside numbers: where they lead, and what happens when they come and go."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from telephony.carriers.models import PhoneNumber
from telephony.models import Extension, NumberTarget, OutsideSettings, Trunk
from telephony.selectors.targets import Target
from telephony.selectors.usages import carrier_is_kept, phone_number_usages
from telephony.services import text
from telephony.services.call_rules import NAME_LIMIT, tags_parse
from telephony.services.outside_targets import target_parse
from telephony.services.phone_numbers import local_number
from telephony.services.platform.changes import platform_changed
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.routes import line_replace
from telephony.services.service_options import options_take
from telephony.services.usages import used_refuse
from telephony.services.writes import config_write, revision_request
from tenants.context import current_tenant
from tenants.errors import BusinessError
from tenants.usages import Usage

_PARSERS: Parsers = {
    "title": partial(text.line, limit=NAME_LIMIT),
    "tags": tags_parse,
    "target": target_parse,
}


class PhoneNumberValues(TypedDict, total=False):
    """What a company may say about one of its numbers; `target` is `internal:500`, `redirect:<id>`,
    `flow:<id>/<element>` or empty."""

    title: str
    target: str
    tags: list[str]
    limits: dict[str, Any]
    switches: dict[str, Any]


class NewPhoneNumberValues(PhoneNumberValues, total=False):
    """A number that the company brings along on its own trunk; `line` is `trunk:<name>`."""

    number: str
    line: str


@config_write()
def phone_number_create(values: NewPhoneNumberValues) -> PhoneNumber:
    """Add a number that arrives by one of the company's own trunks. Pool numbers are given by the operator."""
    problems = Problems()
    fields = _fields(values, problems)
    number = problems.take("number", local_number, values.get("number", ""))
    trunk = problems.take("line", _own_trunk, values.get("line", ""))
    problems.raise_any()
    assert number is not None and trunk is not None  # noqa: S101, PT018 - else refused above
    phone_number = phone_number_bring(number, trunk)
    _target_save(phone_number, fields)
    return phone_number


def phone_number_bring(number: str, trunk: Trunk) -> PhoneNumber:
    """Enter a number of a trunk in the pool of the fleet, in which every number is once."""
    tenant = current_tenant()
    phone_number = PhoneNumber.objects.create(
        number=number, trunk=trunk.name, tenant=tenant, state=PhoneNumber.State.ASSIGNED
    )
    platform_changed(tenant.node)
    return phone_number


@config_write()
def phone_number_update(phone_number: PhoneNumber, values: PhoneNumberValues) -> PhoneNumber:
    """Change what `values` names: where the number leads, and with which limits and services."""
    problems = Problems()
    fields = _fields(values, problems)
    problems.raise_any()
    _target_save(phone_number, fields)
    return phone_number


@config_write()
def phone_number_delete(
    phone_number: PhoneNumber, *, replacement: PhoneNumber | None = None, force: bool = False
) -> None:
    """Remove a number that the company brought along; one of the operator is given back to it by the operator.

    Where it is shown, and where calls to it lead, the replacement takes its place; with `force` nothing does.
    """
    if not phone_number.trunk:
        raise BusinessError(
            "number_of_operator", _("The operator gave this number and takes it back.")
        )
    if replacement is None and not force:
        used_refuse(phone_number_usages(phone_number.number))
    _forget(phone_number.number, replacement=replacement.number if replacement else "")
    phone_number.delete()
    platform_changed(current_tenant().node)


def numbers_given(numbers: Sequence[str]) -> None:
    """The operator has given the current company these numbers; they lead nowhere until the company says where."""
    if numbers:
        revision_request()


def number_usages(number: str) -> list[Usage]:
    """What the current company does with a number that the operator wants to take back."""
    return phone_number_usages(number)


def number_leaves(number: str, *, replacement: str = "") -> None:
    """The current company loses a number. Another of its numbers takes its place where one is named; otherwise
    whoever showed it shows the default again, and where it led is forgotten."""
    given = PhoneNumber.objects.exclude(carrier=None).select_related("carrier")
    for leaving in given.filter(tenant=current_tenant(), number=number):
        carrier_left(leaving.line, number)
    _forget(number, replacement=replacement)
    revision_request()


def carrier_left(line: str, number: str, *, to: str = "") -> None:
    """A number of the current company leaves a carrier. When none is left there, routes of the company lead to the
    line `to` instead, or lose the carrier: only whose numbers are there may call by it."""
    if not carrier_is_kept(line, without=number):
        line_replace(line, to)


def _forget(number: str, *, replacement: str = "") -> None:
    if replacement and not NumberTarget.objects.filter(phone_number__number=replacement).exists():
        NumberTarget.objects.filter(phone_number__number=number).update(phone_number_id=replacement)
    NumberTarget.objects.filter(phone_number__number=number).delete()
    Extension.objects.filter(outside_number=number).update(outside_number=replacement)
    OutsideSettings.objects.filter(default_number=number).update(default_number=replacement)
    Trunk.objects.filter(number=number).update(number="")


def _fields(values: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    fields = fields_parse(values, _PARSERS, problems)
    target: Target | None = fields.pop("target", None)
    if target is not None:
        fields.update(
            internal_number=target.internal_number,
            redirect=target.redirect,
            flow=target.flow,
            element=target.element,
        )
    options_take(values, fields, problems)
    return fields


def _target_save(phone_number: PhoneNumber, fields: Mapping[str, Any]) -> None:
    NumberTarget.objects.update_or_create(phone_number=phone_number, defaults=dict(fields))


def _own_trunk(line: str) -> Trunk:
    found = Trunk.objects.filter(name=line.removeprefix("trunk:")[:24].replace("\x00", "")).first()
    if found is None or not line.startswith("trunk:"):
        raise invalid("line_unknown", _("The company has no such line."))
    return found
