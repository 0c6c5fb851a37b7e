"""Where a thing is used: what a person must know before it is deleted.

Kinds of usage: device, extension, forward (the id is that of the extension that forwards), queue, phone_number (leads
to it), route, override_rule, redirect_number, outside_settings (the id is empty), outside_number (the id is that of the
extension that shows the number), block_list (the id is that of the extension), flow (draft or published version),
plan (calls to the extension begin in a flow).
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from telephony.carriers.models import PhoneNumber
from telephony.flow.references import Thing
from telephony.models import (
    Device,
    Employee,
    Extension,
    Flow,
    InternalNumber,
    NumberList,
    NumberTarget,
    OutsideSettings,
    OverrideRule,
    Queue,
    QueueMember,
    ReachEntry,
    RedirectNumber,
    Route,
    Schedule,
    Trunk,
    VoicemailBox,
)
from telephony.selectors.flow_uses import flow_usages
from tenants.context import current_tenant
from tenants.usages import Usage


def device_usages(device: Device) -> list[Usage]:
    """Extensions that ring the device."""
    entries = ReachEntry.objects.filter(device=device).select_related(
        "extension__internal_number", "extension__employee"
    )
    return [_extension("extension", entry.extension) for entry in entries]


def extension_usages(extension: Extension) -> list[Usage]:
    """Its devices, the groups it is in, and whatever leads calls to its number."""
    devices = [
        Usage("device", str(each.pk), each.title or each.name) for each in extension.devices.all()
    ]
    memberships = QueueMember.objects.filter(extension=extension).select_related(
        "queue__internal_number"
    )
    queues = [_queue(each.queue) for each in memberships]
    number = extension.internal_number
    return (
        devices
        + queues
        + internal_number_usages(number)
        + _named(number, Thing.EXTENSION, Thing.BOX)
    )


def queue_usages(queue: Queue) -> list[Usage]:
    """Whatever leads calls to the group."""
    number = queue.internal_number
    return internal_number_usages(number) + _named(number, Thing.QUEUE, Thing.BOX)


def voicemail_box_usages(box: VoicemailBox) -> list[Usage]:
    """Flows that lead callers into the box."""
    return flow_usages(Thing.BOX, box.internal_number.number)


def schedule_usages(schedule: Schedule) -> list[Usage]:
    """Flows that ask the schedule, and whatever leads calls to its number."""
    number = schedule.internal_number
    return flow_usages(Thing.SCHEDULE, schedule.key) + (
        internal_number_usages(number) if number else []
    )


def flow_own_usages(flow: Flow) -> list[Usage]:
    """Whatever leads calls to the flow, or to internal numbers of its elements, and other flows that call it."""
    targets = NumberTarget.objects.filter(flow=flow).select_related("phone_number")
    planned = Extension.objects.filter(plan_flow=flow).select_related("internal_number", "employee")
    unknown = OutsideSettings.objects.filter(unknown_flow=flow)
    own = InternalNumber.objects.filter(flow_number__flow=flow)
    return _once(
        [
            *(_target(each) for each in targets),
            *(_extension("plan", each) for each in planned),
            *(_unknown_calls() for _each in unknown),
            *(usage for number in own for usage in internal_number_usages(number)),
            *flow_usages(Thing.FLOW, str(flow.key), without=flow),
        ]
    )


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


def trunk_usages(trunk: Trunk) -> list[Usage]:
    """Routes that name the trunk, and the numbers that arrive by it."""
    routes = Route.objects.filter(trunks__contains=[trunk.line])
    numbers = PhoneNumber.objects.filter(tenant=current_tenant(), trunk=trunk.name)
    found = [Usage("route", str(each.pk), each.name) for each in routes]
    return found + [Usage("phone_number", str(each.pk), each.number) for each in numbers]


def redirect_number_usages(redirect: RedirectNumber) -> list[Usage]:
    """The company's numbers that lead to it."""
    targets = NumberTarget.objects.filter(redirect=redirect).select_related("phone_number")
    unknown = OutsideSettings.objects.filter(unknown_redirect=redirect)
    leads = [_target(each) for each in targets] + [_unknown_calls() for _each in unknown]
    return leads + flow_usages(Thing.REDIRECT, redirect.key)


def number_list_usages(numbers: NumberList) -> list[Usage]:
    """Override rules that ask the list, and extensions that it guards."""
    rules = OverrideRule.objects.filter(lists=numbers)
    guarded = Extension.objects.filter(block_list=numbers).select_related(
        "internal_number", "employee"
    )
    found = [Usage("override_rule", str(each.pk), each.name) for each in rules]
    found += [_extension("block_list", each) for each in guarded]
    return found + flow_usages(Thing.LIST, numbers.key)


def phone_number_usages(number: str) -> list[Usage]:
    """Where one of the company's numbers leads, and who shows it."""
    targets = NumberTarget.objects.filter(phone_number__number=number).select_related(
        "internal_number", "redirect", "flow"
    )
    leads = [usage for each in targets for usage in _led_to(each)]
    shown = Extension.objects.filter(outside_number=number).select_related(
        "internal_number", "employee"
    )
    default = OutsideSettings.objects.filter(default_number=number)
    return [
        *leads,
        *(_extension("outside_number", each) for each in shown),
        *(Usage("outside_settings", "", _("Default number")) for _each in default),
        *_routes_without(number),
    ]


def carrier_is_kept(line: str, *, without: str) -> bool:
    """Whether the company has a number on a carrier (`carrier:<name>`) beside the number `without`."""
    numbers = PhoneNumber.objects.filter(tenant=current_tenant()).exclude(number=without)
    return numbers.filter(carrier__name=line.removeprefix("carrier:")).exists()


def internal_number_usages(number: InternalNumber) -> list[Usage]:
    """Forwardings, outside numbers and rules that lead to an internal number."""
    targets = NumberTarget.objects.filter(internal_number=number).select_related("phone_number")
    rules = OverrideRule.objects.filter(target=number.number)
    unknown = OutsideSettings.objects.filter(unknown_internal_number=number)
    return [
        *forward_usages(number.number),
        *(_target(each) for each in targets),
        *(Usage("override_rule", str(each.pk), each.name) for each in rules),
        *(_unknown_calls() for _each in unknown),
    ]


def _routes_without(number: str) -> list[Usage]:
    """Routes by a carrier on which the company has this number alone."""
    leaving = PhoneNumber.objects.filter(tenant=current_tenant(), number=number)
    lines = [each.line for each in leaving.exclude(carrier=None).select_related("carrier")]
    routes = Route.objects.filter(trunks__contains=lines) if lines else []
    return [
        Usage("route", str(each.pk), each.name)
        for each in routes
        if not carrier_is_kept(lines[0], without=number)
    ]


def _once(usages: Iterable[Usage]) -> list[Usage]:
    return list(dict.fromkeys(usages))


def _extension(kind: str, extension: Extension) -> Usage:
    name = extension.display_name or (extension.employee.name if extension.employee else "")
    return Usage(kind, str(extension.pk), f"{extension.internal_number.number} {name}".strip())


def _queue(queue: Queue) -> Usage:
    return Usage("queue", str(queue.pk), f"{queue.internal_number.number} {queue.name}".strip())


def _target(target: NumberTarget) -> Usage:
    return Usage("phone_number", str(target.phone_number.pk), target.phone_number.number)


def _led_to(target: NumberTarget) -> list[Usage]:
    """What an outside number leads to, if anything."""
    if target.redirect:
        return [Usage("redirect_number", str(target.redirect.pk), target.redirect.name)]
    if target.flow:
        return [Usage("flow", str(target.flow.pk), target.flow.name)]
    number = target.internal_number
    if number is None:
        return []
    queues = Queue.objects.filter(internal_number=number)
    extensions = Extension.objects.filter(internal_number=number)
    flows = Flow.objects.filter(numbers__internal_number=number)
    return [
        *(_queue(each) for each in queues),
        *(
            _extension("extension", each)
            for each in extensions.select_related("internal_number", "employee")
        ),
        *(Usage("flow", str(each.pk), each.name) for each in flows),
    ]


def _named(number: InternalNumber, *kinds: Thing) -> list[Usage]:
    """Flows that name an internal number as one of these things."""
    return _once(usage for kind in kinds for usage in flow_usages(kind, number.number))


def _unknown_calls() -> Usage:
    return Usage("outside_settings", "", _("Calls to numbers that lead nowhere"))
