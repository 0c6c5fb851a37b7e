from telephony.models.devices import Device, DeviceSetupLink
from telephony.models.employees import Employee
from telephony.models.extensions import Extension, ReachEntry
from telephony.models.numbering import InternalNumber
from telephony.models.queues import Queue, QueueMember

__all__ = [
    "Device",
    "DeviceSetupLink",
    "Employee",
    "Extension",
    "InternalNumber",
    "Queue",
    "QueueMember",
    "ReachEntry",
]
