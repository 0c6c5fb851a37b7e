"""Where the operator's things are used."""

from telephony.carriers.models import Carrier, PhoneNumber, PlatformRoute, PlatformSettings
from tenants.usages import Usage

SHOWN = 20  # numbers that are named; more of them would not be read


def carrier_usages(carrier: Carrier) -> list[Usage]:
    """Numbers that arrive by it, routes that lead to it, and its place in the settings.

    Kinds of usage: phone_number, platform_route, platform_settings. In the operator's wide view only.
    """
    numbers = PhoneNumber.objects.filter(carrier=carrier).order_by("number")[:SHOWN]
    routes = PlatformRoute.objects.filter(trunks__contains=carrier.line)
    used = [Usage("phone_number", str(each.pk), each.number) for each in numbers]
    used += [Usage("platform_route", str(each.pk), each.name) for each in routes]
    if PlatformSettings.objects.filter(default_carrier=carrier).exists():
        used.append(Usage("platform_settings", "default_carrier", ""))
    if hasattr(carrier, "emergency_line"):
        used.append(Usage("platform_settings", "emergency_lines", ""))
    return used
