"""Reading the operator's lines and settings."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from telephony.carriers.models import Carrier, EmergencyLine, PhoneNumber, PlatformSettings
from telephony.selectors.company_lines import LineChoice


def carrier_list() -> QuerySet[Carrier]:
    """Carriers with their parts (`is_default`, `emergency_order` from 1) and how many numbers arrive by them.

    In the operator's wide view: the numbers of companies are counted.
    """
    numbers = PhoneNumber.objects.filter(carrier=OuterRef("pk")).order_by().values("carrier")
    place = EmergencyLine.objects.filter(carrier=OuterRef("pk"))
    return Carrier.objects.annotate(
        numbers_count=Coalesce(Subquery(numbers.annotate(count=Count("pk")).values("count")), 0),
        is_default=Exists(PlatformSettings.objects.filter(default_carrier=OuterRef("pk"))),
        emergency_order=Subquery(place.annotate(place=F("position") + 1).values("place")),
    )


def carrier_line_choices() -> list[LineChoice]:
    """Carriers as routes name them."""
    carriers = Carrier.objects.order_by("name").defer("secret")
    return [LineChoice(each.line, str(each), "carrier") for each in carriers]


def platform_settings() -> dict[str, Any]:
    """What holds where nothing else is said, carriers by name."""
    settings = PlatformSettings.objects.select_related("default_carrier").get_or_create(pk=1)[0]
    lines = EmergencyLine.objects.order_by("position")
    return {
        "default_carrier": settings.default_carrier.name if settings.default_carrier else "",
        "emergency_lines": list(lines.values_list("carrier__name", flat=True)),
        "quarantine_days": settings.quarantine_days,
    }
