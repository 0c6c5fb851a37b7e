"""Calls as they are shown. Every read names the tenant, although the row policy would hide the others anyway: the
equality is what the indexes need (migration 0001)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from telephony.asterisk import names
from telephony.asterisk.cel import CallEvent as Event
from telephony.asterisk.cel import event_parse
from telephony.calls.codes import Result
from telephony.calls.flow_path import PathStep, flow_path
from telephony.calls.models import Call, CallEvent, CallLeg
from telephony.calls.protocol import ProtocolLine, protocol
from tenants.context import Member

_NUMBER_CHARACTERS = frozenset("0123456789*#+")
_NOBODY = 0  # owner of calls that name no company
_OPERATORS_ROUTES = "p/"
Place = tuple[int, int | None, str]  # key of a flow, version, element
HeldNumber = tuple[str, datetime]  # an internal number, and since when its person has it


def call_list(*, tenant_id: int) -> QuerySet[Call]:
    """The calls of one company, the newest first."""
    return Call.objects.filter(tenant_id=tenant_id)


def unclaimed_call_list() -> QuerySet[Call]:
    """Calls that came by a line for no company, the newest first. For operators: needs the platform's scope."""
    return Call.objects.filter(tenant_id=_NOBODY)


def calls_with_number_part(calls: QuerySet[Call], part: str) -> QuerySet[Call]:
    """Calls in which a number with this part was a party, rang, or was dialled; only digits, *, # and + count.

    Numbers outside are found as they are written in the country, and as E.164: `8495`, `+7495`, `495`.
    """
    digits = "".join(character for character in part if character in _NUMBER_CHARACTERS)
    if not digits:
        return calls.none()
    return calls.filter(reduce(or_, (Q(numbers__contains=form) for form in _forms(digits))))


def _forms(part: str) -> set[str]:
    """Ways in which a number that begins so, or holds this, can stand on record."""
    forms = {part}
    if part.startswith("810") and len(part) > 3:
        forms.add(f"+{part[3:]}")
    elif part.startswith("8") and len(part) > 2:
        forms.add(f"+7{part[1:]}")
    elif part.startswith("+7") and len(part) > 3:
        forms.add(f"8{part[2:]}")
    return forms


def calls_with_tag(calls: QuerySet[Call], tag: str) -> QuerySet[Call]:
    """Calls that a call flow marked with this tag, written as there."""
    if not tag or "," in tag:
        return calls.none()
    return calls.filter(tags__contains=f",{tag},").exclude(tags="")  # as the index says of itself


def calls_by_line(calls: QuerySet[Call], line: str, *, sees_carriers: bool) -> QuerySet[Call]:
    """Calls by one line; `carrier` means all lines of the operator. Who must not know one cannot ask for it either."""
    if line == names.OPERATORS_LINE:
        return calls.filter(line__startswith=f"{names.OPERATORS_LINE}:")
    is_shown = line_shown(line, sees_carriers=sees_carriers) == line
    return calls.filter(line=line) if is_shown else calls.none()


def line_shown(line: str, *, sees_carriers: bool) -> str:
    """The line as somebody may know it: which carriers the operator uses is nobody else's business."""
    return line if sees_carriers else names.line_for_company(line)


def route_shown(route: str, *, sees_carriers: bool) -> str:
    """Name of the route as somebody may know it; those of the operator's table are the operator's."""
    if route.startswith(_OPERATORS_ROUTES):
        return route.removeprefix(_OPERATORS_ROUTES) if sees_carriers else ""
    return route


def calls_with_numbers(calls: QuerySet[Call], held: Sequence[HeldNumber]) -> QuerySet[Call]:
    """Calls in which one of these whole numbers was a party, rang, or was dialled, since its person has it: what was
    before belongs to whoever had the number then."""
    if not held:
        return calls.none()
    each = (Q(numbers__contains=f" {number} ", started_at__gte=since) for number, since in held)
    return calls.filter(reduce(or_, each))


def calls_missed(calls: QuerySet[Call], held: Sequence[HeldNumber]) -> QuerySet[Call]:
    """Calls to these numbers that nobody took: to call back."""
    return (
        calls_with_numbers(calls, held)
        .exclude(result=Result.ANSWERED)
        .exclude(caller_number__in=[number for number, _since in held])
    )


def call_legs(call: Call) -> QuerySet[CallLeg]:
    """The phones that took part in a call, in the order in which they came in."""
    return CallLeg.objects.filter(
        tenant_id=call.tenant_id, call_id=call.pk, call_started_at=call.started_at
    )


def call_protocol(call: Call, events: Iterable[Event]) -> list[ProtocolLine]:
    """What happened in a call, told from its stored events."""
    return protocol(events, since=call.started_at)


def call_path(events: Iterable[Event]) -> list[PathStep]:
    """The path of a call through call flows, from its stored events."""
    return flow_path(events)


def path_names(steps: Sequence[PathStep]) -> list[dict[str, str]]:
    """For each step the id and name of its flow, and the kind and name of its element in the version that the call
    had, as the configuration says."""
    find: Callable[[Collection[Place]], Mapping[Place, dict[str, str]]] = import_string(
        settings.CALLS_FLOW_NAMES
    )
    places = [(each.flow, each.version, each.element) for each in steps]
    found = find(places) if places else {}
    return [found[place] for place in places]


def call_events(call: Call) -> list[Event]:
    """The stored events of a call, in their order."""
    lines = CallEvent.objects.filter(
        tenant_id=call.tenant_id,
        node=call.node,
        linkedid__in=call.linkedids,
        event_at__range=(call.started_at, call.ended_at),
    ).values_list("line", flat=True)
    return [event for event in map(event_parse, lines) if event]


def own_numbers(member: Member) -> list[HeldNumber]:
    """Internal numbers of the person who asks, as the configuration says."""
    find: Callable[[Member], list[HeldNumber]] = import_string(settings.CALLS_OWN_NUMBERS)
    return find(member)


def employee_numbers(employee_id: UUID) -> list[HeldNumber]:
    """Internal numbers of a person of the company; none when there is no such person."""
    find: Callable[[UUID], list[HeldNumber]] = import_string(settings.CALLS_EMPLOYEE_NUMBERS)
    return find(employee_id)
