"""Internal numbers that ring people."""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from telephony.asterisk.snapshot import RingOrder
from telephony.models import Device, Employee, Extension, InternalNumber, QueueMember
from telephony.selectors.usages import extension_usages
from telephony.services import text
from telephony.services.choices import choice, object_get
from telephony.services.devices import device_delete
from telephony.services.numbering import number_change, number_parse, number_release, number_take
from telephony.services.outside_rights import RightsValues, rights_parse
from telephony.services.outside_targets import plan_parse
from telephony.services.problems import Parsers, Problems, fields_parse
from telephony.services.reach import ReachValues, device_reach_move, reach_replace
from telephony.services.usages import number_renamed, number_replaced, used_refuse
from telephony.services.user_limit import extensions_check, users_changed
from telephony.services.writes import config_write, row_lock

DISPLAY_NAME_LIMIT = 80
_PARSERS: Parsers = {
    "display_name": partial(text.line, limit=DISPLAY_NAME_LIMIT),
    "ring_order": partial(choice, kind=RingOrder),
    "employee": partial(object_get, Employee),
}


class ExtensionValues(RightsValues, total=False):
    """What a form may say about an extension; `reach` is the whole ordered list, `plan` the element of a flow at
    which calls to the number begin (`flow:<id>/<element>`), or empty."""

    number: str
    display_name: str
    employee: UUID | None
    ring_order: str
    plan: str
    reach: list[ReachValues]


@config_write()
def extension_create(values: ExtensionValues) -> Extension:
    """Give the company a new internal number, which counts as a user while it is nobody's."""
    extension = extension_add(values)
    users_changed()
    extensions_check()
    return extension


@config_write()
def extension_add(values: ExtensionValues) -> Extension:
    """Enter a new internal number; whoever calls counts the users."""
    problems = Problems()
    fields = _fields(values, problems) | rights_parse(values, problems)
    problems.take("number", number_parse, values.get("number", ""))
    problems.raise_any()
    number = number_take(values["number"], kind=InternalNumber.Kind.EXTENSION)
    extension = Extension.objects.create(internal_number=number, **fields)
    if values.get("reach"):
        reach_replace(extension, values["reach"], problems.inside("reach"))
    return extension


@config_write()
def extension_update(extension: Extension, values: ExtensionValues) -> Extension:
    """Change what `values` names. Forwardings to the old number follow to the new one."""
    row_lock(extension)  # two saves of the list go one after the other
    problems = Problems()
    fields = _fields(values, problems)
    fields |= rights_parse(values, problems, extension=extension)
    problems.raise_any()
    if "number" in values:
        _renumber(extension, values["number"])
    if "employee" in fields and fields["employee"] != extension.employee:
        extension.held_since = timezone.now()
    for field, value in fields.items():
        setattr(extension, field, value)
    extension.save()
    if "reach" in values:
        reach_replace(extension, values["reach"], problems.inside("reach"))
    if "employee" in fields:
        users_changed()
    return extension


@config_write()
def extension_delete(
    extension: Extension, *, replacement: Extension | None = None, force: bool = False
) -> None:
    """Give an internal number back.

    With a replacement its devices, places in groups and forwardings go over to that extension; with `force` its
    devices are deleted and the other uses end. Otherwise a used extension is refused.
    """
    if replacement is None and not force:
        used_refuse(extension_usages(extension))
    if replacement is not None:
        _hand_over(extension, replacement)
    for device in Device.objects.filter(
        extension=extension
    ):  # those not handed over, whatever was read before
        device_delete(device, force=True)
    number = extension.internal_number
    number_replaced(number, replacement=replacement.internal_number if replacement else None)
    extension.delete()
    number_release(number)
    users_changed()


@config_write()
def extension_remove(extension: Extension) -> None:
    """Give an internal number back together with its devices; refused while anything else uses it."""
    used_refuse([each for each in extension_usages(extension) if each.kind != "device"])
    extension_delete(extension, force=True)


def _fields(values: ExtensionValues, problems: Problems) -> dict[str, Any]:
    fields = fields_parse(values, _PARSERS, problems)
    if "plan" in values:
        plan = problems.take("plan", plan_parse, values["plan"])
        if plan is not None:
            fields.update(plan_flow=plan.flow, plan_element=plan.element)
    return fields


def _hand_over(extension: Extension, replacement: Extension) -> None:
    for device in extension.devices.all():
        device_reach_move(device, extension=replacement)
    taken = QueueMember.objects.filter(extension=replacement).values("queue")
    QueueMember.objects.filter(extension=extension).exclude(queue__in=taken).update(
        extension=replacement
    )


def _renumber(extension: Extension, number: str) -> None:
    old = extension.internal_number.number
    number_change(extension.internal_number, number=number)
    if extension.internal_number.number == old:
        return
    extension.held_since = timezone.now()
    number_renamed(old, to=extension.internal_number.number)
