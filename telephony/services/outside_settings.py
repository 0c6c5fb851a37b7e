"""What holds for all calls of the company with the outside."""

from typing import Any, TypedDict

from django.utils.translation import gettext as _

from telephony.models import OutsideSettings
from telephony.services.limits import MAX_CHANNELS
from telephony.services.outside_targets import own_number_parse, target_parse
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.writes import config_write
from tenants.context import current_tenant


class OutsideSettingsValues(TypedDict, total=False):
    """What the company may say; limits of channels hold beside the operator's, 0 means none of its own.

    Its area code is not among them: that decides what counts as a local call, and so what the operator pays for.
    """

    default_number: str
    unknown_target: str
    max_channels_in: int
    max_channels_out: int


@config_write()
def outside_settings_update(values: OutsideSettingsValues) -> None:
    """Change what `values` names."""
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    target = fields.pop("unknown_target", None)
    for direction in ("in", "out"):
        _limit_check(f"max_channels_{direction}", fields, problems)
    problems.raise_any()
    if target is not None:
        fields.update(
            unknown_internal_number=target.internal_number,
            unknown_redirect=target.redirect,
            unknown_flow=target.flow,
            unknown_element=target.element,
        )
    OutsideSettings.objects.update_or_create(pk=1, defaults=fields)


def _limit_check(field: str, fields: dict[str, Any], problems: Problems) -> None:
    """The company may set less than the operator allows, not more."""
    allowed = getattr(current_tenant(), field)
    if allowed and (fields.get(field) or 0) > allowed:
        problems.add(
            invalid(
                "limit_above_operators",
                _("The operator allows %(limit)d at most.") % {"limit": allowed},
                limit=allowed,
            ),
            field=field,
        )


def _channels(raw: int) -> int:
    if not 0 <= raw <= MAX_CHANNELS:
        raise invalid(
            "limit_invalid", _("A whole number from 0 to %(limit)d.") % {"limit": MAX_CHANNELS}
        )
    return raw


_PARSERS: Parsers = {
    "default_number": own_number_parse,
    "unknown_target": target_parse,
    "max_channels_in": _channels,
    "max_channels_out": _channels,
}
