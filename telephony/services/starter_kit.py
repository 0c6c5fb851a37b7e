"""What a new company begins with (001): extensions 200, 201, 202 with a device each, and group 500 of all three; fewer
in a company that may have fewer users."""

from django.utils import translation
from django.utils.translation import gettext

from telephony.models import Device, Extension, InternalNumber, Queue, QueueMember, ReachEntry
from telephony.services import device_secrets, search_terms
from telephony.services.devices import device_login
from telephony.services.outside_rights import new_call_classes
from telephony.services.user_limit import users_changed
from tenants.context import current_tenant

EXTENSION_NUMBERS = ("200", "201", "202")
QUEUE_NUMBER = "500"


def starter_kit_create() -> None:
    """Fill an empty company, in one statement for each table. Passwords are made and shown by reset."""
    wanted = EXTENSION_NUMBERS[: current_tenant().max_users]
    numbers = [InternalNumber(number=each, kind=InternalNumber.Kind.EXTENSION) for each in wanted]
    group_number = InternalNumber(number=QUEUE_NUMBER, kind=InternalNumber.Kind.QUEUE)
    classes = new_call_classes()
    extensions = [Extension(internal_number=number, call_classes=classes) for number in numbers]
    devices = [
        Device(name=extension.number, secret=device_secrets.generate(), extension=extension)
        for extension in extensions
    ]
    queue = Queue(internal_number=group_number, name=_queue_name())
    InternalNumber.objects.bulk_create([*numbers, group_number])
    Extension.objects.bulk_create(extensions)
    Device.objects.bulk_create(devices)
    ReachEntry.objects.bulk_create(
        ReachEntry(extension=device.extension, device=device, position=0) for device in devices
    )
    Queue.objects.bulk_create([queue])
    QueueMember.objects.bulk_create(
        QueueMember(queue=queue, extension=extension, position=position)
        for position, extension in enumerate(extensions)
    )
    search_terms.add(InternalNumber.Kind.EXTENSION, wanted)
    search_terms.add(InternalNumber.Kind.QUEUE, [QUEUE_NUMBER])
    search_terms.add(search_terms.LOGIN, [device_login(device) for device in devices])
    users_changed()


def _queue_name() -> str:
    """In the company's language, whoever creates it."""
    with translation.override(current_tenant().language):
        return gettext("Everybody")
