"""Limits and service switches (004) as forms say them."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from django.utils.translation import gettext as _

from telephony.carriers.models import SWITCH_NAMES
from telephony.dialling.config import NO_LIMITS, USUAL_SWITCHES, Limits, Switches
from telephony.services.problems import Problems, invalid

MAX_SECONDS = 24 * 3600
MAX_CHANNELS = 100_000


def limits_parse(raw: Mapping[str, Any]) -> Limits:
    """Limits of one thing; what is not named is no limit."""
    _known(raw, tuple(asdict(NO_LIMITS)))
    problems = Problems()
    seconds = problems.take("seconds", _count, raw.get("seconds", 0), MAX_SECONDS)
    channels = problems.take("channels", _count, raw.get("channels", 0), MAX_CHANNELS)
    problems.raise_any()
    return Limits(seconds=seconds or 0, channels=channels or 0)


def switches_parse(raw: Mapping[str, Any]) -> Switches:
    """Switches of one thing; what is not named is as usual."""
    _known(raw, SWITCH_NAMES)
    if not all(isinstance(on, bool) for on in raw.values()):
        raise invalid("invalid", _("A switch is on or off."))
    return replace(USUAL_SWITCHES, **raw)


def _known(raw: object, names: tuple[str, ...]) -> None:
    if not isinstance(raw, Mapping) or not set(raw) <= set(names):
        raise invalid(
            "invalid_choice", _("Choose one of: %(values)s.") % {"values": ", ".join(names)}
        )


def _count(raw: object, limit: int) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= limit:
        raise invalid(
            "limit_invalid",
            _("A whole number from 0 to %(limit)d.") % {"limit": limit},
            limit=limit,
        )
    return raw
