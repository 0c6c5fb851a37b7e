"""The ordered ways to reach a person (000: contact numbers; 001: devices for receiving calls)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from telephony.asterisk.snapshot import ForwardMode
from telephony.models import Device, Extension, InternalNumber, ReachEntry
from telephony.services.choices import choice, ring_seconds
from telephony.services.outside_permission import TARGETS, reach_numbers, reach_permit
from telephony.services.phone_numbers import local_number
from telephony.services.problems import Problems, invalid, too_many
from tenants.errors import BusinessError

MAX_ENTRIES = 6  # their device states must fit into one fact of the node
DEFAULT_RING_SECONDS = 20
_SHORT = re.compile(r"[0-9]{1,6}", re.ASCII)
_TARGETS_OF = {
    ForwardMode.NONE: (),
    ForwardMode.ALWAYS: ("forward_always_to",),
    ForwardMode.CONDITIONAL: ("forward_busy_to", "forward_timeout_to"),
}


class ForwardingValues(TypedDict, total=False):
    """Own forwarding of one way to reach a person."""

    forward_mode: str
    forward_always_to: str
    forward_busy_to: str
    forward_timeout_to: str


class ReachValues(ForwardingValues, total=False):
    """One way to reach a person, as a form gives it: `device` or `outside_number`, not both."""

    device: NotRequired[UUID | None]
    outside_number: NotRequired[str]
    is_enabled: NotRequired[bool]
    ring_seconds: NotRequired[int]
    must_confirm: NotRequired[bool]


class Plan:
    """What entries are checked against: the devices and internal numbers that they name, each read by one query."""

    def __init__(self, own_number: str, entries: Sequence[Mapping[str, Any]]) -> None:
        self.own_number = own_number
        devices = {entry["device"] for entry in entries if entry.get("device")}
        self.devices = Device.objects.defer("secret").in_bulk(list(devices))
        targets = {str(entry.get(field, "")).strip() for entry in entries for field in TARGETS}
        numbers = InternalNumber.objects.filter(number__in=targets)
        self.numbers = frozenset(numbers.values_list("number", flat=True))


def reach_replace(extension: Extension, entries: Sequence[ReachValues], problems: Problems) -> None:
    """Put `entries` in place of the extension's ways to be reached; nothing changes when one of them is wrong."""
    if len(entries) > MAX_ENTRIES:
        problems.add(too_many(MAX_ENTRIES))
    plan = Plan(extension.number, entries)
    rows = [
        reach_entry(values, plan, problems.inside(str(index)))
        for index, values in enumerate(entries[:MAX_ENTRIES])
    ]
    _refuse_repeated(rows, problems)
    before = ReachEntry.objects.filter(extension=extension)
    places = ((str(index), row) for index, row in enumerate(rows))
    reach_permit(extension, places, problems, known=reach_numbers(before))
    problems.raise_any()
    before.all().delete()
    for position, row in enumerate(rows):
        row.extension, row.position = extension, position
    ReachEntry.objects.bulk_create(rows)
    ownerless = [row.device_id for row in rows if row.device_id]
    Device.objects.filter(pk__in=ownerless, extension=None).update(extension=extension)
    if any(row.forward_mode == ForwardMode.ALWAYS for row in rows):
        forward_loops_refuse(extension, problems)


def reach_entry(values: ReachValues, plan: Plan, problems: Problems) -> ReachEntry:
    """The row that `values` describes, without extension and position; what is wrong is noted in `problems`."""
    device_id, number = values.get("device"), values.get("outside_number", "")
    row = ReachEntry(
        is_enabled=values.get("is_enabled", True), must_confirm=values.get("must_confirm", False)
    )
    if bool(device_id) == bool(number):
        problems.add(
            invalid(
                "device_or_number", _("Choose a device or give an outside number, one of the two.")
            ),
            field="device",
        )
    elif number:
        row.outside_number = problems.take("outside_number", local_number, number) or ""
    elif device_id not in plan.devices:
        problems.add(invalid("does_not_exist", _("There is no such device.")), field="device")
    else:
        row.device = plan.devices[device_id]
    seconds = values.get("ring_seconds", DEFAULT_RING_SECONDS)
    row.ring_seconds = problems.take("ring_seconds", ring_seconds, seconds) or DEFAULT_RING_SECONDS
    forwarding_set(row, values, plan, problems)
    return row


def forwarding_set(
    row: ReachEntry, values: ForwardingValues, plan: Plan, problems: Problems
) -> None:
    """Set the forwarding of `row`; targets that the mode does not use are emptied."""
    mode = problems.take("forward_mode", choice, values.get("forward_mode", "none"), ForwardMode)
    used = _TARGETS_OF[mode or ForwardMode.NONE]
    row.forward_mode = mode or ForwardMode.NONE
    for field in TARGETS:
        raw = values.get(field, "").strip() if field in used else ""  # type: ignore[attr-defined]
        setattr(row, field, problems.take(field, forward_target, raw, plan) or "" if raw else "")
    if mode and used and not any(values.get(field, "").strip() for field in used):  # type: ignore[attr-defined]
        problems.add(invalid("required", _("Say where calls are to be forwarded.")), field=used[0])


def forward_target(raw: str, plan: Plan) -> str:
    """Where calls may go on to: an internal number that exists, other than one's own, or an outside number."""
    if not _SHORT.fullmatch(raw):
        return local_number(raw)
    if raw == plan.own_number:
        raise invalid("forward_to_self", _("Calls cannot be forwarded to the number they came to."))
    if raw not in plan.numbers:
        raise invalid("internal_number_unknown", _("Nothing has this internal number."), number=raw)
    return raw


def forward_loops_refuse(extension: Extension, problems: Problems) -> None:
    """Refuse unconditional forwardings that lead back to the extension by way of others."""
    onward: dict[str, set[str]] = {}
    rows = ReachEntry.objects.filter(is_enabled=True, forward_mode=ForwardMode.ALWAYS)
    for number, target in rows.values_list(
        "extension__internal_number__number", "forward_always_to"
    ):
        onward.setdefault(number, set()).add(target)
    if _leads_back(extension.number, onward):
        problems.add(
            BusinessError(
                "forward_loop",
                _("Forwarded calls would come back to this number by way of others."),
            )
        )
    problems.raise_any()


def _leads_back(start: str, onward: Mapping[str, set[str]]) -> bool:
    """Whether `start` is among the numbers that are reached from it."""
    seen: set[str] = set()
    waiting = [*onward.get(start, ())]
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting.extend(onward.get(number, ()))
    return start in seen


def device_reach_move(device: Device, *, extension: Extension | None) -> None:
    """Let the device call as `extension` and ring for it instead of for the one it belonged to."""
    if device.extension_id:
        ReachEntry.objects.filter(device=device, extension=device.extension_id).delete()
    device.extension = extension
    device.save(update_fields=["extension"])
    if extension is None or ReachEntry.objects.filter(device=device, extension=extension).exists():
        return
    device_reach_add(device, extension=extension)


def device_reach_add(device: Device, *, extension: Extension) -> None:
    """Let the extension ring the device too, after all else that it rings."""
    last = ReachEntry.objects.filter(extension=extension).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    if position >= MAX_ENTRIES:
        raise too_many(MAX_ENTRIES, field="extension")
    ReachEntry.objects.create(extension=extension, device=device, position=position)


def _refuse_repeated(rows: Sequence[ReachEntry], problems: Problems) -> None:
    seen: set[object] = set()
    for index, row in enumerate(rows):
        target = row.device_id or row.outside_number
        if target and target in seen:
            problems.add(invalid("repeated", _("This is in the list twice.")), field=str(index))
        seen.add(target)
