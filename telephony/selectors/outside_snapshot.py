"""Reads what a tenant's node must know of its outside calls, in a fixed number of queries however much there is.

Entries of number lists are not part of it: a node asks for those of a list whose revision it does not have.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from telephony.carriers.models import PhoneNumber, switches_load
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    Limits,
    NumberListConfig,
    OutsideConfig,
    OverrideConfig,
    OwnNumber,
    RedirectConfig,
    Times,
    TrunkConfig,
)
from telephony.models import (
    Extension,
    Flow,
    NumberList,
    NumberListEntry,
    OutsideSettings,
    OverrideRule,
    RedirectNumber,
    Route,
    Trunk,
)
from telephony.selectors.line_neighbours import conflicts_now, hosts_known
from telephony.selectors.outside_lines import trunk_config
from telephony.selectors.platform.snapshot import route_config
from tenants.models import Tenant, TenantRestriction
from tenants.selectors.restrictions import restrictions_now

_ENTRIES_AT_ONCE = 10_000


def outside_snapshot(tenant: Tenant) -> OutsideConfig:
    """All about the outside calls of the current tenant. Call it where the rest of the snapshot is read."""
    settings = OutsideSettings.objects.select_related(
        "unknown_internal_number", "unknown_flow"
    ).first()
    said = settings or OutsideSettings()
    restricted = {each.kind for each in restrictions_now(tenant)}
    return OutsideConfig(
        area=tenant.area_code,
        ceiling=call_classes(tenant.call_class_ceiling),
        default_number=said.default_number,
        unknown_target=target_text(
            said.unknown_internal_number.number if said.unknown_internal_number else "",
            said.unknown_redirect_id,
            flow_entry(said.unknown_flow, said.unknown_element),
        ),
        max_channels_in=smaller(tenant.max_channels_in, said.max_channels_in),
        max_channels_out=smaller(tenant.max_channels_out, said.max_channels_out),
        max_channels_private=tenant.max_channels_private,
        is_restricted=bool(restricted),
        is_closed=TenantRestriction.Kind.ALL in restricted,
        numbers=_numbers(tenant),
        trunks=_trunks(tenant),
        routes=tuple(route_config(row) for row in Route.objects.filter(is_enabled=True)),
        rights=_rights(),
        overrides=_overrides(),
        lists=_lists(),
        redirects=_redirects(),
    )


def number_list_entries(key: str) -> Iterator[str]:
    """The numbers (E.164) of the current tenant's list that the node knows as `key`, in order."""
    rows = NumberListEntry.objects.filter(list_id=UUID(key)).order_by("number")
    return rows.values_list("number", flat=True).iterator(chunk_size=_ENTRIES_AT_ONCE)


def target_text(internal_number: str | None, redirect_id: Any, entry: str = "") -> str:
    """How the node is told where a number leads; `entry` is where in a flow, if it leads there."""
    if internal_number:
        return f"internal:{internal_number}"
    if entry:
        return f"flow:{entry}"
    return f"redirect:{redirect_id.hex}" if redirect_id else ""


def flow_entry(flow: Flow | None, element: str) -> str:
    """How the node is told where in a flow calls begin; empty while nothing of it is published."""
    return f"{flow.key}-{element}" if flow and flow.published_version else ""


def smaller(one: int, other: int) -> int:
    """The smaller of two limits, where 0 means none."""
    return min(one or other, other or one)


def call_classes(names: list[str]) -> tuple[CallClass, ...]:
    """Classes in their own order."""
    return tuple(each for each in CallClass if each.value in names)


def times(days: list[int], minutes: list[list[int]]) -> Times:
    """Times out of the columns of a rule."""
    return Times(tuple(days), tuple((first, last) for first, last in minutes))


_NUMBER_COLUMNS = (
    "number",
    "carrier__name",
    "trunk",
    "target__internal_number__number",
    "target__redirect",
    "target__flow__key",
    "target__flow__published_version",
    "target__element",
    "target__tags",
    "target__max_seconds",
    "target__max_channels",
    "target__changed_switches",
)


def _numbers(tenant: Tenant) -> tuple[OwnNumber, ...]:
    rows = PhoneNumber.objects.filter(tenant=tenant).order_by("number")
    return tuple(
        OwnNumber(
            number=number,
            line=f"carrier:{carrier}" if carrier else f"trunk:{trunk}",
            target=target_text(internal, redirect, f"{flow}-{element}" if version else ""),
            tags=tuple(tags or ()),
            limits=Limits(seconds or 0, channels or 0),
            switches=switches_load(switches or {}),
        )
        for (
            number, carrier, trunk, internal, redirect, flow, version, element, tags, seconds, channels, switches,
        ) in rows.values_list(*_NUMBER_COLUMNS)
    )  # fmt: skip


def _trunks(tenant: Tenant) -> tuple[TrunkConfig, ...]:
    rows = list(Trunk.objects.order_by("name"))
    if not rows:
        return ()
    known = hosts_known()
    refused = conflicts_now(tenant, rows, known)
    return tuple(
        trunk_config(
            row,
            known=known.addresses,
            is_internal=row.is_internal,
            is_refused=row.name in refused,
        )
        for row in rows
    )


_RIGHTS_COLUMNS = (
    "internal_number__number",
    "call_classes",
    "outside_number",
    "hides_number",
    "tags",
    "max_seconds",
    "max_channels",
    "block_list",
)


def _rights() -> tuple[CallerRights, ...]:
    rows = Extension.objects.order_by("internal_number__number").values_list(*_RIGHTS_COLUMNS)
    return tuple(
        CallerRights(
            extension=extension,
            classes=call_classes(classes),
            number=number,
            hides_number=hides_number,
            tags=tuple(tags),
            limits=Limits(seconds, channels),
            blocked_list=block_list.hex if block_list else "",
        )
        for (
            extension, classes, number, hides_number, tags, seconds, channels, block_list,
        ) in rows
    )  # fmt: skip


def _overrides() -> tuple[OverrideConfig, ...]:
    rules = OverrideRule.objects.filter(is_enabled=True).order_by("position")
    lists = ArrayAgg("lists", filter=Q(lists__isnull=False), default=[], order_by="lists__name")
    return tuple(
        OverrideConfig(
            name=rule.name,
            called=rule.called,
            callers=tuple(rule.callers),
            lists=tuple(each.hex for each in rule.list_ids),
            times=times(rule.days, rule.minutes),
            target=rule.target,
        )
        for rule in rules.annotate(list_ids=lists)
    )


def _lists() -> tuple[NumberListConfig, ...]:
    return tuple(
        NumberListConfig(each.key, each.revision, each.blocks_callers)
        for each in NumberList.objects.order_by("pk")
    )


def _redirects() -> tuple[RedirectConfig, ...]:
    return tuple(
        RedirectConfig(each.key, each.number, each.ring_seconds, each.limits, each.switches)
        for each in RedirectNumber.objects.order_by("pk")
    )
