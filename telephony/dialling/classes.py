"""What a call costs at most: its class, as seen from the region of the number it shows (001). Pure."""

from telephony.dialling.config import CallClass
from telephony.dialling.plan import RUSSIA, Destination, NetworkKind, NumberPlan

_OF_KIND = {
    NetworkKind.TOLLFREE: CallClass.LOCAL,
    NetworkKind.PREMIUM: CallClass.INTERNATIONAL,  # whoever may not call abroad may not call 8-809
    NetworkKind.SATELLITE: CallClass.INTERNATIONAL,
    NetworkKind.FOREIGN: CallClass.INTERNATIONAL,
}


def call_class(destination: Destination, home: str) -> CallClass:
    """Class of a call to `destination` that shows a number of region `home` ("" when that is unknown)."""
    if destination.kind in _OF_KIND:
        return _OF_KIND[destination.kind]
    is_home = destination.region == home
    if destination.kind == NetworkKind.MOBILE:
        return CallClass.REGIONAL_MOBILE if is_home else CallClass.MOBILE
    return CallClass.LOCAL if is_home else CallClass.LONG_DISTANCE


def home_region(plan: NumberPlan, *, shown: str, area: str) -> str:
    """Region that calls showing `shown` come from: that of the number, else of the company's area code, else ""."""
    for number in (shown, f"+7{area}" if area else ""):
        if number:
            found = plan.find(number.ljust(12, "0"))
            if found.kind in (NetworkKind.FIXED, NetworkKind.MOBILE) and found.region != RUSSIA:
                return found.region
    return ""
