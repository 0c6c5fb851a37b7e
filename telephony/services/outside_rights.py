"""What calls of an extension may do outside, and how they show (001: permissions, outgoing number)."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.dialling.config import CallClass
from telephony.models import Extension, NumberList
from telephony.models.extensions import usual_call_classes
from telephony.services.call_rules import tags_parse
from telephony.services.choices import choice, object_get
from telephony.services.outside_targets import own_number_parse
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.service_options import options_take
from tenants.context import current_tenant


class RightsValues(TypedDict, total=False):
    """What a form may say about an extension's calls with the outside."""

    call_classes: list[str]
    outside_number: str
    hides_number: bool
    tags: list[str]
    limits: dict[str, Any]
    block_list: UUID | None


_PARSERS: Parsers = {
    "outside_number": own_number_parse,
    "hides_number": bool,
    "tags": tags_parse,
    "block_list": partial(object_get, NumberList),
}


def rights_parse(
    values: Mapping[str, Any], problems: Problems, *, extension: Extension | None = None
) -> dict[str, Any]:
    """The columns that `values` names, of `extension` or of a new one.

    Classes beyond what the operator allows are refused, except those that the extension has from a time when the
    operator allowed more: they are of no effect.
    """
    fields = fields_parse(values, _PARSERS, problems)
    if "call_classes" in values:
        had = extension.call_classes if extension else []
        fields["call_classes"] = problems.take(
            "call_classes", _classes, values["call_classes"], had
        )
    elif extension is None:
        fields["call_classes"] = new_call_classes()
    options_take(values, fields, problems)
    return fields


def new_call_classes() -> list[str]:
    """What a new extension may dial: all of the country, as far as the operator allows."""
    ceiling = current_tenant().call_class_ceiling
    return [each for each in usual_call_classes() if each in ceiling]


def _classes(raw: Iterable[str], had: Iterable[str]) -> list[str]:
    wanted = {choice(each, CallClass) for each in raw}
    allowed = {*current_tenant().call_class_ceiling, *had}
    beyond = [each.value for each in CallClass if each in wanted and each.value not in allowed]
    if beyond:
        raise invalid(
            "class_above_ceiling",
            _("The operator does not allow the company these calls."),
            classes=beyond,
        )
    return [each.value for each in CallClass if each in wanted]
