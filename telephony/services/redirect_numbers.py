"""Named outside numbers that calls are sent on to (004: redirect numbers)."""

from functools import partial
from typing import Any, TypedDict

from telephony.dialling.config import Purpose
from telephony.flow.references import Thing
from telephony.models import NumberTarget, OutsideSettings, RedirectNumber
from telephony.selectors.usages import redirect_number_usages
from telephony.services import text
from telephony.services.call_rules import COMMENT_LIMIT, NAME_LIMIT
from telephony.services.choices import ring_seconds
from telephony.services.flow_uses import uses_replace
from telephony.services.outside_permission import leg_permit
from telephony.services.phone_numbers import local_number
from telephony.services.problems import Parsers, Problems, fields_parse
from telephony.services.service_options import options_take
from telephony.services.usages import used_refuse
from telephony.services.writes import config_write, row_lock

_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
    "number": local_number,
    "ring_seconds": ring_seconds,
}


class RedirectNumberValues(TypedDict, total=False):
    """What a form may say about a redirect number."""

    name: str
    comment: str
    number: str
    ring_seconds: int
    limits: dict[str, Any]
    switches: dict[str, Any]


@config_write()
def redirect_number_create(values: RedirectNumberValues) -> RedirectNumber:
    """Add a place outside that calls may be sent to."""
    return RedirectNumber.objects.create(**_fields({"name": "", "number": "", **values}))


@config_write()
def redirect_number_update(
    redirect: RedirectNumber, values: RedirectNumberValues
) -> RedirectNumber:
    """Change what `values` names; everything that leads here follows."""
    row_lock(redirect)
    for field, value in _fields(values, redirect).items():
        setattr(redirect, field, value)
    redirect.save()
    return redirect


@config_write()
def redirect_number_delete(
    redirect: RedirectNumber, *, replacement: RedirectNumber | None = None, force: bool = False
) -> None:
    """Remove it. Numbers and flows that lead here lead to the replacement, with `force` nowhere; otherwise a used
    one stays."""
    if replacement is None and not force:
        used_refuse(redirect_number_usages(redirect))
    NumberTarget.objects.filter(redirect=redirect).update(redirect=replacement)
    OutsideSettings.objects.filter(unknown_redirect=redirect).update(unknown_redirect=replacement)
    uses_replace(Thing.REDIRECT, redirect.key, replacement.key if replacement else "")
    redirect.delete()


def _fields(values: RedirectNumberValues, redirect: RedirectNumber | None = None) -> dict[str, Any]:
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    options_take(values, fields, problems)
    number = fields.get("number")
    if number and number != getattr(redirect, "number", None):
        problems.take("number", leg_permit, number, Purpose.REDIRECT)
    problems.raise_any()
    return fields
