"""What holds on the operator's side where nothing else is said: default carrier, emergency lines, quarantine."""

from collections.abc import Sequence
from typing import TypedDict

from django.utils.translation import gettext as _

from telephony.carriers.models import Carrier, EmergencyLine, PlatformSettings
from telephony.services.platform.changes import platform_write
from telephony.services.problems import Problems, invalid
from tenants.services.audit import Actor, audit_write

QUARANTINE_DAYS = range(3651)


class SettingsValues(TypedDict, total=False):
    """What the form may say; carriers by name, an empty default for none."""

    default_carrier: str
    emergency_lines: list[str]
    quarantine_days: int


@platform_write()
def settings_update(values: SettingsValues, *, actor: Actor) -> PlatformSettings:
    """Change what `values` names."""
    problems = Problems()
    carriers = Carrier.objects.in_bulk(field_name="name") if values else {}
    settings = _settings()
    if "default_carrier" in values:
        name = values["default_carrier"]
        settings.default_carrier = problems.take("default_carrier", _named, name, carriers)
    if "quarantine_days" in values:
        days = problems.take("quarantine_days", _days, values["quarantine_days"])
        settings.quarantine_days = days or 0
    lines = problems.take("emergency_lines", _lines, values.get("emergency_lines", []), carriers)
    problems.raise_any()
    settings.save()
    if "emergency_lines" in values:
        _emergency_lines_set(lines or [])
    audit_write("platform.outside_settings_updated", actor=actor, **values)
    return settings


def default_carrier_set(carrier: Carrier, *, on: bool) -> None:
    """Make a carrier the default, or no longer."""
    settings = _settings()
    if on:
        settings.default_carrier = carrier
    elif settings.default_carrier_id == carrier.pk:
        settings.default_carrier = None
    settings.save(update_fields=["default_carrier"])


def emergency_place_set(carrier: Carrier, place: int | None) -> None:
    """Give a carrier a place, from 1, among the lines for emergency calls, or none."""
    lines = EmergencyLine.objects.select_related("carrier").order_by("position")
    others = [line.carrier for line in lines if line.carrier_id != carrier.pk]
    if place is not None:
        others.insert(max(0, place - 1), carrier)
    _emergency_lines_set(others)


def _settings() -> PlatformSettings:
    return PlatformSettings.objects.select_for_update().get_or_create(pk=1)[0]


def _emergency_lines_set(carriers: Sequence[Carrier]) -> None:
    EmergencyLine.objects.all().delete()
    EmergencyLine.objects.bulk_create(
        EmergencyLine(carrier=carrier, position=position)
        for position, carrier in enumerate(carriers)
    )


def _named(name: str, carriers: dict[str, Carrier]) -> Carrier | None:
    if not name:
        return None
    if name not in carriers:
        raise invalid("carrier_unknown", _("There is no such carrier."))
    return carriers[name]


def _days(raw: int) -> int:
    if raw not in QUARANTINE_DAYS:
        raise invalid("days_invalid", _("A whole number from 0 to 3650."))
    return raw


def _lines(names: Sequence[str], carriers: dict[str, Carrier]) -> list[Carrier]:
    problems = Problems()
    found = [problems.take(str(index), _named, name, carriers) for index, name in enumerate(names)]
    problems.raise_any()
    return list(dict.fromkeys(each for each in found if each is not None))
