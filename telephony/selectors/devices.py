"""Reading devices."""

from django.db.models import QuerySet

from telephony.models import Device
from tenants.context import Member


def device_list() -> QuerySet[Device]:
    """Devices with the extension they belong to and its person. Passwords stay in the database."""
    return Device.objects.select_related("extension__internal_number", "extension__employee").defer(
        "secret"
    )


def own_device_list(member: Member) -> QuerySet[Device]:
    """Devices of the extensions of the person who asks."""
    if member.membership_id is None:
        return device_list().none()
    return device_list().filter(extension__employee__membership_id=member.membership_id)
