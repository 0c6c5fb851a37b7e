"""Where calls come into a flow: internal numbers of its elements, the company's outside numbers, plans of people."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from telephony.carriers.models import PhoneNumber
from telephony.flow.elements import Start
from telephony.flow.graph import Flow as Scheme
from telephony.flow.parse import parse
from telephony.flow.problems import Problem, error
from telephony.models import (
    Extension,
    Flow,
    FlowNumber,
    FlowVersion,
    InternalNumber,
    NumberTarget,
    OutsideSettings,
)
from telephony.selectors.usages import internal_number_usages
from telephony.services.numbering import number_change, number_release, number_take
from telephony.services.usages import number_renamed
from telephony.services.writes import config_write
from tenants.context import current_tenant


@dataclass(frozen=True, slots=True)
class NumberChanges:
    """What becomes of the internal numbers of a flow: `renamed` are rows with their new number."""

    renamed: Mapping[InternalNumber, str]
    released: tuple[InternalNumber, ...]
    taken: tuple[str, ...]
    places: Mapping[str, str]  # number -> the element that has it now


@dataclass(frozen=True, slots=True)
class Entries:
    """Where calls come into a flow now, beside what `scheme` says."""

    flow: Flow
    scheme: Scheme
    before: Scheme | None  # in force
    numbers: NumberChanges

    @property
    def in_force(self) -> Mapping[str, str]:
        """Outside numbers that the starts of the version in force have taken."""
        return _start_numbers(self.before) if self.before else {}


def entries_read(flow: Flow, scheme: Scheme, before: FlowVersion | None) -> Entries:
    """Of a flow that is held; `before` is its version in force."""
    in_force = parse(before.document).flow if before else None
    return Entries(flow, scheme, in_force, _number_changes(flow, scheme))


def entry_problems(entries: Entries) -> Iterator[Problem]:
    """What would lead nowhere if the scheme were published."""
    for number in entries.numbers.released:
        places = internal_number_usages(number)
        if places:
            said = ", ".join(each.label for each in places)
            yield error("", "", "number_in_use", number=number.number, places=said)
    if lost := list(_lost(entries)):
        yield error("", "", "entry_missing", places=", ".join(lost))


def entries_take(entries: Entries) -> None:
    """Bring the numbers of a flow to what the scheme says. Mostly there is nothing to do, and no write is made."""
    _internal_numbers_take(entries)
    _outside_numbers_take(entries)


def _internal_numbers_take(entries: Entries) -> None:
    wanted, changes = _own_numbers(entries.scheme), entries.numbers
    if {number: element for element, number in wanted.items()} != changes.places:
        _places_write(entries.flow, wanted, changes)


@config_write()
def _places_write(flow: Flow, wanted: Mapping[str, str], changes: NumberChanges) -> None:
    FlowNumber.objects.filter(flow=flow).delete()
    for number in changes.released:
        number_release(number)
    for row, new in changes.renamed.items():
        old = row.number
        number_change(row, number=new)
        number_renamed(old, to=new)
    for new in changes.taken:
        number_take(new, kind=InternalNumber.Kind.FLOW)
    rows = InternalNumber.objects.in_bulk(list(wanted.values()), field_name="number")
    FlowNumber.objects.bulk_create(
        FlowNumber(internal_number=rows[number], flow=flow, element=element)
        for element, number in wanted.items()
    )


def _number_changes(flow: Flow, scheme: Scheme) -> NumberChanges:
    """An element that gets a number which the flow does not have yet takes its old one along, so that what leads to
    it follows; one that another element of the flow has had goes over to it as it is."""
    rows = FlowNumber.objects.filter(flow=flow).select_related("internal_number")
    held = {each.element: each.internal_number for each in rows}
    known = {each.number for each in held.values()}
    wanted = _own_numbers(scheme)
    fresh = {element: number for element, number in wanted.items() if number not in known}
    free = {element: row for element, row in held.items() if row.number not in wanted.values()}
    renamed = {row: fresh[element] for element, row in free.items() if element in fresh}
    return NumberChanges(
        renamed=renamed,
        released=tuple(row for row in free.values() if row not in renamed),
        taken=tuple(number for number in fresh.values() if number not in renamed.values()),
        places={row.number: element for element, row in held.items()},
    )


def _outside_numbers_take(entries: Entries) -> None:
    flow, wanted = entries.flow, _start_numbers(entries.scheme)
    if given_up := entries.in_force.keys() - wanted.keys():
        _outside_numbers_leave(flow, given_up)
    if not wanted:
        return
    held = {
        str(target.phone_number_id): target.element
        for target in NumberTarget.objects.filter(flow=flow)
    }
    fresh = {number: element for number, element in wanted.items() if held.get(number) != element}
    if fresh:
        _outside_numbers_lead(flow, fresh)


@config_write()
def _outside_numbers_leave(flow: Flow, numbers: Collection[str]) -> None:
    left = NumberTarget.objects.filter(flow=flow, phone_number__number__in=numbers)
    left.update(flow=None, element="")


@config_write()
def _outside_numbers_lead(flow: Flow, elements: Mapping[str, str]) -> None:
    for phone_number in PhoneNumber.objects.filter(tenant=current_tenant(), number__in=elements):
        NumberTarget.objects.update_or_create(
            phone_number=phone_number,
            defaults={
                "flow": flow,
                "element": elements[phone_number.number],
                "internal_number": None,
                "redirect": None,
            },
        )


def _lost(entries: Entries) -> Iterator[str]:
    """Names of what would lead to an element that there is no more; only to elements in force anything leads."""
    staying = entries.scheme.by_id
    if entries.before is not None and entries.before.by_id.keys() <= staying.keys():
        return
    for element, label in _led_here(entries):
        if element not in staying:
            yield label


def _led_here(entries: Entries) -> Iterator[tuple[str, str]]:
    """Elements to which something outside of the flow leads, with the name of what does. Numbers that the flow itself
    has taken by a start, or takes now, are its own."""
    flow = entries.flow
    own = entries.in_force.keys() | _start_numbers(entries.scheme).keys()
    planned = Extension.objects.filter(plan_flow=flow).select_related("internal_number", "employee")
    for extension in planned:
        yield extension.plan_element, f"{extension.number} {extension.name}".strip()
    for target in NumberTarget.objects.filter(flow=flow).exclude(phone_number__number__in=own):
        yield target.element, str(target.phone_number_id)
    for settings in OutsideSettings.objects.filter(unknown_flow=flow):
        yield settings.unknown_element, "*"


def _start_numbers(scheme: Scheme) -> dict[str, str]:
    """The start to which each outside number leads."""
    return {
        number: element.id
        for element in scheme.elements
        if isinstance(element.settings, Start)
        for number in element.settings.numbers
    }


def _own_numbers(scheme: Scheme) -> dict[str, str]:
    """The internal number of each element that has one."""
    return {each.id: each.number for each in scheme.elements if each.number}
