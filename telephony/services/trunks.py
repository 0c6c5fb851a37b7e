"""The company's own lines to the outside (001, 004)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from telephony.carriers.models import PhoneNumber
from telephony.models import Trunk
from telephony.selectors.usages import trunk_usages
from telephony.services.company_numbers import phone_number_bring, phone_number_delete
from telephony.services.line_addresses import COMPANY_WIDTHS, sources_parse
from telephony.services.outside_lines import (
    LINE_PARSERS,
    Account,
    LineValues,
    line_check,
    secret_moved_refuse,
    secret_parse,
)
from telephony.services.platform.company_lines import line_publish, line_withdraw
from telephony.services.problems import Parsers, Problems, fields_parse
from telephony.services.routes import internal_line_release, line_replace
from telephony.services.service_options import options_take
from telephony.services.usages import used_refuse
from telephony.services.writes import config_write, row_lock
from tenants.context import current_tenant

_PARSERS: Parsers = {
    **{name: parse for name, parse in LINE_PARSERS.items() if name not in ("limits", "switches")},
    "is_internal": bool,
    "sources": partial(sources_parse, narrowest=COMPANY_WIDTHS),
}


class TrunkValues(LineValues, total=False):
    """What a form may say about a trunk."""

    is_internal: bool  # it leads to another PBX of the company


@config_write()
def trunk_create(values: TrunkValues) -> Trunk:
    """Connect the company to a provider or to another PBX. Its own number becomes one of the company's."""
    trunk = Trunk()
    _fill(trunk, {"name": "", **values})
    trunk.save()
    _publish(trunk)
    return trunk


@config_write()
def trunk_update(trunk: Trunk, values: TrunkValues) -> Trunk:
    """Change what `values` names. Routes and numbers follow a trunk that gets another name."""
    row_lock(trunk)
    old_name = trunk.name
    _fill(trunk, values)
    trunk.save()
    if trunk.name != old_name:
        line_replace(f"trunk:{old_name}", trunk.line)
        PhoneNumber.objects.filter(tenant=current_tenant(), trunk=old_name).update(trunk=trunk.name)
    _publish(trunk, old_name=old_name)
    return trunk


@config_write()
def trunk_enable(trunk: Trunk, *, is_enabled: bool) -> None:
    """Use the trunk, or neither call by it nor take its calls."""
    trunk_update(trunk, {"is_enabled": is_enabled})


@config_write()
def trunk_delete(trunk: Trunk, *, replacement: Trunk | None = None, force: bool = False) -> None:
    """Remove a trunk. Its numbers and its places in routes go over to the replacement; with `force` its numbers go
    too, and routes that have no line left are switched off; otherwise a used trunk is refused."""
    if replacement is None and not force:
        used_refuse(trunk_usages(trunk))
    numbers = PhoneNumber.objects.filter(tenant=current_tenant(), trunk=trunk.name)
    if replacement is not None:
        numbers.update(trunk=replacement.name)
    for number in numbers.all():
        if replacement is None:
            phone_number_delete(number, force=True)
    line_replace(trunk.line, replacement.line if replacement else "")
    line_withdraw(trunk.name)
    trunk.delete()


def _fill(trunk: Trunk, values: Mapping[str, Any]) -> None:
    """Set what `values` names and refuse what does not fit together."""
    problems, account = Problems(), Account.of(trunk)
    fields = fields_parse(values, _PARSERS, problems)
    options_take(values, fields, problems)
    if trunk.is_internal and fields.get("is_internal") is False:
        problems.take("is_internal", internal_line_release, trunk.line)
    if values.get("secret"):
        fields["secret"] = problems.take("secret", secret_parse, values["secret"])
    for field, value in fields.items():
        setattr(trunk, field, value)
    if not problems.errors:
        line_check(trunk, problems)
    if not problems.errors and not values.get("secret"):
        secret_moved_refuse(trunk, account, problems)
    problems.raise_any()


def _publish(trunk: Trunk, *, old_name: str = "") -> None:
    line_publish(trunk, old_name=old_name)
    own = PhoneNumber.objects.filter(tenant=current_tenant(), number=trunk.number)
    if trunk.number and not own.exists():
        phone_number_bring(trunk.number, trunk)
