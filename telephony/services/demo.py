"""People with phones for the demonstration."""

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from telephony.models import Device, Employee, Extension
from telephony.services.devices import device_login
from telephony.services.writes import config_write
from tenants.context import current_tenant

PEOPLE = (_("Anna Ivanova"), _("Boris Petrov"), _("Vera Smirnova"))


@config_write()
def demo_phones(wanted: int) -> list[dict[str, str]]:
    """Up to `wanted` phones of the starter kit, each with a person: `{"login", "secret", "extension"}`.

    Passwords stay as they are, so that a phone set up by hand goes on working after a restart.
    """
    extensions = Extension.objects.select_related("internal_number").order_by(
        "internal_number__number"
    )[:wanted]
    for extension, name in zip(extensions, PEOPLE, strict=False):
        _person_give(extension, name)
    devices = Device.objects.filter(extension__in=list(extensions)).select_related(
        "extension__internal_number"
    )
    return [
        {
            "login": device_login(device),
            "secret": device.secret,
            "extension": device.extension.number,
        }
        for device in devices.order_by("name")[:wanted]
        if device.extension
    ]


def _person_give(extension: Extension, name: str) -> None:
    if extension.employee_id is None:
        with translation.override(current_tenant().language):
            extension.employee = Employee.objects.create(name=gettext(name))
        extension.held_since = timezone.now()
        extension.save(update_fields=["employee", "held_since"])
