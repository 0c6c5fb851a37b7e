"""The kinds of elements, a file each. A new kind is added to `KINDS` and appears everywhere. Pure."""

from types import MappingProxyType

from telephony.flow.elements.announcement import Announcement
from telephony.flow.elements.assign import Assign
from telephony.flow.elements.back import Back
from telephony.flow.elements.caller import CallerSwitch
from telephony.flow.elements.dial import Dial
from telephony.flow.elements.group import Group
from telephony.flow.elements.hangup import Hangup
from telephony.flow.elements.listed import ListSwitch
from telephony.flow.elements.menu import Menu
from telephony.flow.elements.other_flow import OtherFlow
from telephony.flow.elements.outside import Outside
from telephony.flow.elements.person import Person
from telephony.flow.elements.schedule import ScheduleSwitch
from telephony.flow.elements.start import Start
from telephony.flow.elements.voicemail import Voicemail
from telephony.flow.settings import Settings

_ALL: tuple[type[Settings], ...] = (
    Start,
    Person,
    Group,
    Announcement,
    Menu,
    ScheduleSwitch,
    Dial,
    ListSwitch,
    CallerSwitch,
    Outside,
    Voicemail,
    Assign,
    OtherFlow,
    Back,
    Hangup,
)
KINDS = MappingProxyType({each.kind: each for each in _ALL})  # in the order of a palette

__all__ = [
    "KINDS",
    "Announcement",
    "Assign",
    "Back",
    "CallerSwitch",
    "Dial",
    "Group",
    "Hangup",
    "ListSwitch",
    "Menu",
    "OtherFlow",
    "Outside",
    "Person",
    "ScheduleSwitch",
    "Start",
    "Voicemail",
]
