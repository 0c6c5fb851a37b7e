"""The operator's lines to providers."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from telephony.carriers.models import (
    Carrier,
    EmergencyLine,
    PlatformRoute,
    PlatformSettings,
)
from telephony.selectors.outside_lines import line_hosts
from telephony.selectors.platform.usages import carrier_usages
from telephony.services.line_addresses import server_of
from telephony.services.outside_lines import (
    LINE_PARSERS,
    Account,
    LineValues,
    line_check,
    secret_moved_refuse,
    secret_parse,
)
from telephony.services.platform.accounts import accounts_hold, accounts_release
from telephony.services.platform.changes import platform_write
from telephony.services.platform.hosts import hosts_learn
from telephony.services.platform.neighbours import lines_revise
from telephony.services.platform.pool import numbers_move
from telephony.services.platform.settings import default_carrier_set, emergency_place_set
from telephony.services.problems import Problems, fields_parse, invalid
from telephony.services.routes import lines_replaced
from telephony.services.usages import used_refuse
from telephony.services.writes import row_lock
from tenants.errors import BusinessError
from tenants.services.audit import Actor, audit_write


class CarrierValues(LineValues, total=False):
    """What a form may say about a carrier."""

    is_default: bool
    emergency_order: int | None  # its place among the lines for 112, from 1


@platform_write()
def carrier_create(values: CarrierValues, *, actor: Actor) -> Carrier:
    """Add a carrier; the first one becomes the default, and the first line for emergency calls."""
    carrier = Carrier()
    _fill(carrier, {"name": "", **values})
    carrier.save(force_insert=True)
    _accounts_hold(carrier)
    _neighbours_revise(carrier.addresses)
    PlatformSettings.objects.filter(default_carrier=None).update(default_carrier=carrier)
    if not EmergencyLine.objects.exists():
        emergency_place_set(carrier, 1)
    _roles_take(carrier, values)
    audit_write("carrier.created", actor=actor, subject=carrier.name)
    return carrier


@platform_write()
def carrier_update(carrier: Carrier, values: CarrierValues, *, actor: Actor) -> Carrier:
    """Change what `values` names. The name stays: routes and the node's records lead by it."""
    row_lock(carrier)
    led = carrier.addresses
    if values.get("name", carrier.name) != carrier.name:
        raise invalid("line_name_fixed", _("The name cannot be changed any more."), field="name")
    _fill(carrier, values)
    carrier.save()
    _accounts_hold(carrier)
    _neighbours_revise([*led, *carrier.addresses])
    _roles_take(carrier, values)
    changed = sorted(set(values) - {"secret"})
    audit_write("carrier.updated", actor=actor, subject=carrier.name, fields=changed)
    return carrier


@platform_write()
def carrier_enable(carrier: Carrier, *, is_enabled: bool, actor: Actor) -> None:
    """Let calls go by the carrier, or none."""
    Carrier.objects.filter(pk=carrier.pk).update(is_enabled=is_enabled)
    action = "carrier.enabled" if is_enabled else "carrier.disabled"
    audit_write(action, actor=actor, subject=carrier.name)


@platform_write()
def carrier_delete(
    carrier: Carrier, *, actor: Actor, replacement: Carrier | None = None, force: bool = False
) -> None:
    """Remove a carrier. Its numbers and routes go over to the replacement, or refuse the deletion; `force` takes it out
    of routes, but numbers never lose their line."""
    usages = carrier_usages(carrier)
    if replacement is None:
        used_refuse([each for each in usages if not force or each.kind == "phone_number"])
    numbers_move(carrier, replacement)
    _routes_rename(carrier.line, replacement.line if replacement else "")
    PlatformSettings.objects.filter(default_carrier=carrier).update(default_carrier=replacement)
    EmergencyLine.objects.filter(carrier=carrier).delete()
    accounts_release(None, carrier.name)
    try:
        carrier.delete()
    except ProtectedError:  # a number came to it meanwhile
        raise BusinessError("in_use", _("This is still in use. Choose a replacement.")) from None
    _neighbours_revise(carrier.addresses)
    audit_write("carrier.deleted", actor=actor, subject=carrier.name)


def _fill(carrier: Carrier, values: CarrierValues | dict[str, Any]) -> None:
    """Set the fields that `values` names, or refuse all of them."""
    problems, account = Problems(), Account.of(carrier)
    fields = fields_parse(values, LINE_PARSERS, problems)
    if values.get("secret"):
        fields["secret"] = problems.take("secret", secret_parse, values["secret"])
    problems.raise_any()
    for field, value in fields.items():
        setattr(carrier, field, value)
    line_check(carrier, problems)
    if not values.get("secret"):
        secret_moved_refuse(carrier, account, problems)
    problems.raise_any()


def _roles_take(carrier: Carrier, values: CarrierValues) -> None:
    if "is_default" in values:
        default_carrier_set(carrier, on=values["is_default"])
    if "emergency_order" in values:
        emergency_place_set(carrier, values["emergency_order"])


def _accounts_hold(carrier: Carrier) -> None:
    servers = [server_of(each, carrier.transport) for each in carrier.addresses]
    accounts_hold(None, carrier.name, servers=servers, login=carrier.login)


def _neighbours_revise(addresses: list[str]) -> None:
    """Companies' lines to these servers are to be judged anew: the operator's own come first there."""
    hosts = line_hosts(addresses)
    hosts_learn(hosts)
    lines_revise(hosts)


def _routes_rename(old: str, new: str) -> None:
    """Put another line in the place of `old` in the operator's routes; an empty one takes it out."""
    for route in PlatformRoute.objects.filter(trunks__contains=old):
        route.trunks = lines_replaced(route.trunks, old, new)
        route.is_enabled = route.is_enabled and bool(route.trunks)
        route.save(update_fields=["trunks", "is_enabled"])
