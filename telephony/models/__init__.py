from telephony.models.devices import Device, DeviceSetupLink
from telephony.models.employees import Employee
from telephony.models.extensions import Extension, ReachEntry
from telephony.models.flows import Flow, FlowKey, FlowNumber, FlowUse, FlowVersion
from telephony.models.media import (
    MediaFile,
    MediaPackage,
    MediaPackageFile,
    Speech,
    SpeechSettings,
)
from telephony.models.number_lists import NumberList, NumberListEntry
from telephony.models.numbering import InternalNumber
from telephony.models.outside_settings import OutsideSettings
from telephony.models.override_rules import OverrideRule
from telephony.models.phone_numbers import NumberTarget
from telephony.models.queues import Queue, QueueMember
from telephony.models.redirect_numbers import RedirectNumber
from telephony.models.routes import Route
from telephony.models.schedules import Schedule
from telephony.models.trunks import Trunk
from telephony.models.voicemail import VoicemailBox, VoicemailMessage

__all__ = [
    "Device",
    "DeviceSetupLink",
    "Employee",
    "Extension",
    "Flow",
    "FlowKey",
    "FlowNumber",
    "FlowUse",
    "FlowVersion",
    "InternalNumber",
    "MediaFile",
    "MediaPackage",
    "MediaPackageFile",
    "NumberList",
    "NumberListEntry",
    "NumberTarget",
    "OutsideSettings",
    "OverrideRule",
    "Queue",
    "QueueMember",
    "ReachEntry",
    "RedirectNumber",
    "Route",
    "Schedule",
    "Speech",
    "SpeechSettings",
    "Trunk",
    "VoicemailBox",
    "VoicemailMessage",
]
