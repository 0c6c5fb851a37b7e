"""What exists in the company besides one flow, for checks and the simulator; in a fixed number of queries."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from telephony.asterisk.snapshot import RingOrder
from telephony.carriers.models import PhoneNumber
from telephony.flow.references import Thing
from telephony.flow.world import FlowFacts, GroupFacts, World
from telephony.models import (
    Extension,
    Flow,
    FlowUse,
    FlowVersion,
    InternalNumber,
    MediaFile,
    NumberList,
    OutsideSettings,
    Queue,
    RedirectNumber,
    VoicemailBox,
)
from telephony.selectors.flows import STARTS, in_documents
from telephony.selectors.outside_snapshot import target_text
from telephony.selectors.schedules import hours_by_key, schedule_list
from tenants.context import current_tenant

_UNKNOWN_CALLS = ""  # stands for the numbers that lead nowhere


def flow_world(moment: datetime | None = None) -> World:
    """The current company as flows see it; holidays are those around a moment, or now."""
    media = MediaFile.objects.filter(variant_of=None).values_list("pk", "seconds")
    return World(
        timezone=current_tenant().timezone,
        extensions=dict(_extensions()),
        queues=dict(_queues()),
        schedules=hours_by_key(schedule_list(), moment),
        media={pk.hex: seconds for pk, seconds in media},
        lists=_keys(NumberList),
        redirects=_keys(RedirectNumber),
        boxes=_boxes(),
        flows=dict(_flows()),
        numbers=dict(_numbers()),
        outside_numbers=dict(_outside_numbers()),
        plans=dict(_plans()),
        blocked=dict(_blocked()),
    )


def _boxes() -> frozenset[str]:
    """Numbers of the people and groups for whom messages may be left."""
    boxes = VoicemailBox.objects.filter(is_enabled=True)
    return frozenset(boxes.values_list("internal_number__number", flat=True))


def _keys(model: type[NumberList] | type[RedirectNumber]) -> frozenset[str]:
    return frozenset(pk.hex for pk in model.objects.values_list("pk", flat=True))


def _extensions() -> Iterator[tuple[str, int]]:
    """Numbers of people, and how long they ring; 0 for those who cannot be reached at all."""
    people = Extension.objects.select_related("internal_number").prefetch_related("reach_entries")
    for extension in people:
        ways = [each.ring_seconds for each in extension.reach_entries.all() if each.is_enabled]
        total = sum if extension.ring_order == RingOrder.SEQUENTIAL else max
        yield extension.number, total(ways) if ways else 0


def _queues() -> Iterator[tuple[str, GroupFacts]]:
    members = "members__extension__internal_number"
    groups = Queue.objects.select_related("internal_number").prefetch_related(members)
    for queue in groups:
        numbers = tuple(each.extension.number for each in queue.members.all())
        yield queue.number, GroupFacts(numbers, queue.wait_seconds)


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


def target_of_flow(key: int, element: str) -> str:
    """How the pure library writes that calls begin at an element of a flow."""
    return f"flow:{key}/{element}"
