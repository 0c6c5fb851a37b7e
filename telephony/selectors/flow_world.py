"""What exists in the company besides one flow, for checks and the simulator.

Each kind of thing is read when it is first asked for, by one query or two however many there are: most flows name few
kinds, and publishing waits for this.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar, cast

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import SimpleLazyObject

from telephony.asterisk.snapshot import ForwardMode, RingOrder
from telephony.carriers.models import PhoneNumber
from telephony.flow.outside_rules import OutsideRules
from telephony.flow.references import Thing
from telephony.flow.world import FlowFacts, GroupFacts, Way, Ways, World
from telephony.models import (
    Extension,
    Flow,
    FlowUse,
    FlowVersion,
    InternalNumber,
    MediaFile,
    MediaPackage,
    NumberList,
    OutsideSettings,
    Queue,
    ReachEntry,
    RedirectNumber,
    VoicemailBox,
)
from telephony.selectors.flows import STARTS, in_documents
from telephony.selectors.outside_snapshot import target_text
from telephony.selectors.outside_world import company_of_decisions, world_get
from telephony.selectors.schedules import hours_by_key, schedule_list
from tenants.context import current_tenant

_UNKNOWN_CALLS = ""  # stands for the numbers that lead nowhere

Held = TypeVar("Held")


def flow_world(moment: datetime | None = None) -> World:
    """The current company as flows see it; holidays are those around a moment, or now. To be asked within its scope."""
    return World(
        timezone=current_tenant().timezone,
        extensions=_unread(lambda: dict(_extensions())),
        queues=_unread(lambda: dict(_queues())),
        schedules=_unread(lambda: hours_by_key(schedule_list(), moment)),
        media=_unread(lambda: dict(_media())),
        music=_unread(lambda: _ids(MediaPackage)),
        lists=_unread(lambda: _ids(NumberList)),
        redirects=_unread(lambda: _ids(RedirectNumber)),
        boxes=_unread(_boxes),
        flows=_unread(lambda: dict(_flows())),
        numbers=_unread(lambda: dict(_numbers())),
        outside_numbers=_unread(lambda: dict(_outside_numbers())),
        plans=_unread(lambda: dict(_plans())),
        blocked=_unread(lambda: dict(_blocked())),
        forwards=_unread(lambda: dict(_forwards())),
        rules=_unread(lambda: OutsideRules(company_of_decisions(moment), world_get(moment))),
    )


def _unread(read: Callable[[], Held]) -> Held:
    """What `read` returns, once somebody asks it something."""
    return cast("Held", SimpleLazyObject(read))


def _media() -> Iterator[tuple[str, float]]:
    """Sounds, and how many seconds they play."""
    for pk, seconds in MediaFile.objects.filter(variant_of=None).values_list("pk", "seconds"):
        yield pk.hex, seconds


def _boxes() -> frozenset[str]:
    """Numbers of the people and groups for whom messages may be left."""
    boxes = VoicemailBox.objects.filter(is_enabled=True)
    return frozenset(boxes.values_list("internal_number__number", flat=True))


def _ids(model: type[MediaPackage] | type[NumberList] | type[RedirectNumber]) -> frozenset[str]:
    return frozenset(pk.hex for pk in model.objects.values_list("pk", flat=True))


def _extensions() -> Iterator[tuple[str, int]]:
    """Numbers of people, and how long they ring; 0 for those who cannot be reached at all."""
    ways = FilteredRelation("reach_entries", condition=Q(reach_entries__is_enabled=True))
    rows = Extension.objects.annotate(way=ways).order_by("internal_number__number")
    columns = ("internal_number__number", "ring_order", "way__ring_seconds")
    for (number, order), found in groupby(rows.values_list(*columns), key=itemgetter(0, 1)):
        rings = [seconds for *_, seconds in found if seconds is not None]
        total = sum if order == RingOrder.SEQUENTIAL else max
        yield number, total(rings) if rings else 0


def _queues() -> Iterator[tuple[str, GroupFacts]]:
    """Groups with their members in order."""
    order = ("internal_number__number", "members__position")
    columns = (order[0], "wait_seconds", "members__extension__internal_number__number")
    rows = Queue.objects.order_by(*order).values_list(*columns)
    for (number, seconds), found in groupby(rows, key=itemgetter(0, 1)):
        members = tuple(member for *_, member in found if member is not None)
        yield number, GroupFacts(members, seconds)


def _flows() -> Iterator[tuple[int, FlowFacts]]:
    """Flows with their beginnings, published ones as they are published, others as drafts."""
    uses = FlowUse.objects.filter(kind=Thing.FLOW.value)
    calls: dict[int, set[int]] = {}
    for caller, called in uses.values_list("flow__key", "key"):
        calls.setdefault(caller, set()).add(int(called))
    published = FlowVersion.objects.filter(
        flow=OuterRef("pk"), version=OuterRef("published_version")
    )
    documents = Coalesce(Subquery(published.values("document")[:1]), F("draft"))
    rows = Flow.objects.annotate(starts=in_documents(documents, STARTS + ".id")).values_list(
        "key", "starts"
    )
    for key, starts in rows:
        yield key, FlowFacts(tuple(starts), frozenset(calls.get(key, ())))


def _numbers() -> Iterator[tuple[str, str]]:
    """Whose each internal number is."""
    columns = ("number", "kind", "flow_number__flow__key", "flow_number__element")
    for number, kind, flow, element in InternalNumber.objects.values_list(*columns):
        yield number, target_of_flow(flow, element) if flow else kind


def _outside_numbers() -> Iterator[tuple[str, str]]:
    """The company's outside numbers, and where they lead."""
    columns = (
        "number",
        "target__internal_number__number",
        "target__redirect",
        "target__flow__key",
        "target__element",
    )
    owned = PhoneNumber.objects.filter(tenant=current_tenant())
    for number, internal, redirect, flow, element in owned.values_list(*columns):
        target = target_of_flow(flow, element) if flow else target_text(internal, redirect)
        yield number, target
    unknown = OutsideSettings.objects.exclude(unknown_flow=None)
    for flow, element in unknown.values_list("unknown_flow__key", "unknown_element"):
        yield _UNKNOWN_CALLS, target_of_flow(flow, element)


def _plans() -> Iterator[tuple[str, tuple[int, str]]]:
    planned = Extension.objects.exclude(plan_flow=None)
    rows: Any = planned.values_list("internal_number__number", "plan_flow__key", "plan_element")
    for number, flow, element in rows:
        yield number, (flow, element)


def _blocked() -> Iterator[tuple[str, str]]:
    """People with a list of callers who do not reach them."""
    guarded = Extension.objects.exclude(block_list=None)
    for number, list_id in guarded.values_list("internal_number__number", "block_list"):
        yield number, list_id.hex


def _forwards() -> Iterator[tuple[str, Ways]]:
    """People of whom a way forwards calls, or is a number outside, with all of their ways."""
    enabled = ReachEntry.objects.filter(is_enabled=True)
    usual = {"forward_mode": ForwardMode.NONE, "outside_number": ""}
    forwarding = enabled.exclude(**usual).values("extension")
    columns = (
        "extension__internal_number__number",
        "extension__ring_order",
        "ring_seconds",
        "outside_number",
        "forward_always_to",
        "forward_busy_to",
        "forward_timeout_to",
    )
    rows = enabled.filter(extension__in=forwarding).order_by(columns[0], "position")
    for (number, order), found in groupby(rows.values_list(*columns), key=itemgetter(0, 1)):
        ways = tuple(Way(*settings) for _number, _order, *settings in found)
        yield number, Ways(ways, at_once=order == RingOrder.PARALLEL)


def target_of_flow(key: int, element: str) -> str:
    """How the pure library writes that calls begin at an element of a flow."""
    return f"flow:{key}/{element}"
