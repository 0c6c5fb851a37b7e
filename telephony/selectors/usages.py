"""Where a thing is used: what a person must know before it is deleted.

Kinds of usage: device, extension, forward (the id is that of the extension that forwards), queue.
"""

from collections.abc import Iterable

from django.db.models import Q

from telephony.models import Device, Employee, Extension, Queue, QueueMember, ReachEntry
from tenants.usages import Usage


def device_usages(device: Device) -> list[Usage]:
    """Extensions that ring the device."""
    entries = ReachEntry.objects.filter(device=device).select_related(
        "extension__internal_number", "extension__employee"
    )
    return [_extension("extension", entry.extension) for entry in entries]


def extension_usages(extension: Extension) -> list[Usage]:
    """Its devices, the groups it is in, and the extensions that forward calls to it."""
    devices = [
        Usage("device", str(each.pk), each.title or each.name) for each in extension.devices.all()
    ]
    memberships = QueueMember.objects.filter(extension=extension).select_related(
        "queue__internal_number"
    )
    queues = [_queue(each.queue) for each in memberships]
    return devices + queues + forward_usages(extension.internal_number.number)


def queue_usages(queue: Queue) -> list[Usage]:
    """Extensions that forward calls to the group."""
    return forward_usages(queue.internal_number.number)


def employee_usages(employee: Employee) -> list[Usage]:
    """The person's extensions."""
    extensions = employee.extensions.select_related("internal_number", "employee")
    return [_extension("extension", each) for each in extensions]


def forward_usages(number: str) -> list[Usage]:
    """Extensions with a forwarding to an internal number, each once."""
    targets = Q(forward_always_to=number) | Q(forward_busy_to=number) | Q(forward_timeout_to=number)
    entries = ReachEntry.objects.filter(targets).select_related(
        "extension__internal_number", "extension__employee"
    )
    return _once(_extension("forward", entry.extension) for entry in entries)


def _once(usages: Iterable[Usage]) -> list[Usage]:
    return list(dict.fromkeys(usages))


def _extension(kind: str, extension: Extension) -> Usage:
    name = extension.display_name or (extension.employee.name if extension.employee else "")
    return Usage(kind, str(extension.pk), f"{extension.internal_number.number} {name}".strip())


def _queue(queue: Queue) -> Usage:
    return Usage("queue", str(queue.pk), f"{queue.internal_number.number} {queue.name}".strip())
