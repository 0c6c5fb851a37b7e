"""Limits and service switches (004) of a form into the columns of whatever has them."""

from collections.abc import Mapping
from typing import Any

from telephony.carriers.models import switches_dump
from telephony.services.limits import limits_parse, switches_parse
from telephony.services.problems import Problems


def options_take(values: Mapping[str, Any], fields: dict[str, Any], problems: Problems) -> None:
    """Put what `values` says of `limits` and `switches` into the columns of LimitedModel and SwitchedModel."""
    if "limits" in values:
        limits = problems.take("limits", limits_parse, values["limits"])
        if limits is not None:
            fields.update(max_seconds=limits.seconds, max_channels=limits.channels)
    if "switches" in values:
        switches = problems.take("switches", switches_parse, values["switches"])
        if switches is not None:
            fields["changed_switches"] = switches_dump(switches)
