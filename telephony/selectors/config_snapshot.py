"""Reads one tenant for its node, in a fixed number of queries however large the tenant is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from telephony.asterisk.snapshot import (
    BlockConfig,
    BlockKind,
    DeviceConfig,
    DtmfMode,
    ExtensionConfig,
    ForwardMode,
    MailboxConfig,
    Part,
    QueueAlgorithm,
    QueueConfig,
    ReachConfig,
    RingOrder,
    TenantConfig,
    Transport,
)
from telephony.carriers.models import switches_load
from telephony.dialling.config import Limits
from telephony.models import Device, Extension, Queue, VoicemailBox
from telephony.selectors.flow_snapshot import flow_configs, flow_numbers, schedule_configs
from telephony.selectors.media_snapshot import media_snapshot, music_snapshot
from telephony.selectors.outside_snapshot import outside_snapshot
from tenants.context import current_tenant
from tenants.models import Tenant, TenantBlock, TenantConfigState


def config_snapshot(known: TenantConfig | None = None) -> TenantConfig:
    """All that the current tenant's node must know, at one revision. Of the one right before, when it is `known`, only
    what has changed since is read.

    Call it inside a transaction: the row of the revision is locked first, and every writer needs that row before
    it can commit, so that what is read are whole changes and no half of one. The tenant is read afresh, since
    workers keep it for seconds.
    """
    states = TenantConfigState.objects.select_for_update(of=("self",)).select_related("tenant")
    state = states.get(tenant=current_tenant().pk)
    tenant, revision = state.tenant, state.requested
    if tenant.status == Tenant.Status.DISABLED:
        return TenantConfig(code=tenant.code, revision=revision, name=tenant.name, is_disabled=True)
    if known is not None and known.revision + 1 == revision and state.newest_parts:
        changed = {part: _READS[Part(part)]() for part in state.newest_parts}
        return replace(known, revision=revision, **changed)
    return TenantConfig(
        code=tenant.code,
        revision=revision,
        name=tenant.name,
        timezone=tenant.timezone,
        language=tenant.language,
        max_channels=tenant.max_channels,
        max_voicemails=tenant.max_voicemails,
        blocks=_blocks(tenant),
        devices=_devices(),
        extensions=_extensions(),
        queues=_queues(),
        mailboxes=_mailboxes(),
        flows=flow_configs(),
        flow_numbers=flow_numbers(),
        schedules=schedule_configs(tenant),
        media=media_snapshot(),
        music=music_snapshot(),
        outside=outside_snapshot(tenant),
    )


# How each part that may change alone is read.
_READS: Mapping[Part, Callable[[], Any]] = {Part.FLOWS: flow_configs, Part.MEDIA: media_snapshot}


def _blocks(tenant: Tenant) -> tuple[BlockConfig, ...]:
    """Blocks in force or to come."""
    standing = TenantBlock.objects.filter(tenant=tenant, lifted_at=None).exclude(
        ends_at__lte=timezone.now()
    )
    rows = standing.order_by("kind").values_list("kind", "starts_at", "ends_at", "running_calls")
    return tuple(
        BlockConfig(
            BlockKind(kind),
            _epoch(starts_at),
            _epoch(ends_at),
            running == TenantBlock.RunningCalls.HANG_UP,
        )
        for kind, starts_at, ends_at, running in rows
    )


def _epoch(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


_DEVICE_COLUMNS = (
    "name",
    "secret",
    "extension__internal_number__number",
    "extension__display_name",
    "extension__employee__name",
    "is_blocked",
    "allowed_networks",
    "codecs",
    "dtmf_mode",
    "transport",
    "is_behind_nat",
    "max_seconds",
    "max_channels",
    "changed_switches",
)


def _devices() -> tuple[DeviceConfig, ...]:
    rows = Device.objects.order_by("name").values_list(*_DEVICE_COLUMNS)
    return tuple(
        DeviceConfig(
            name=name,
            secret=secret,
            extension=number or "",
            caller_name=display_name or employee or "",
            is_blocked=is_blocked,
            allowed_networks=tuple(networks),
            codecs=tuple(codecs),
            dtmf_mode=DtmfMode(dtmf_mode),
            transport=Transport(transport),
            is_behind_nat=is_behind_nat,
            limits=Limits(seconds, channels),
            switches=switches_load(switches),
        )
        for (
            name, secret, number, display_name, employee, is_blocked, networks, codecs,
            dtmf_mode, transport, is_behind_nat, seconds, channels, switches,
        ) in rows
    )  # fmt: skip


def _extensions() -> tuple[ExtensionConfig, ...]:
    """Extensions with their enabled ways to be reached: one row for each way, one for an extension without."""
    rows = (
        Extension.objects.annotate(
            way=FilteredRelation("reach_entries", condition=Q(reach_entries__is_enabled=True))
        )
        .order_by("internal_number__number", "way__position")
        .values_list(*_EXTENSION_COLUMNS, *_WAY_COLUMNS)
    )
    found = []
    for columns, ways in groupby(rows, key=itemgetter(*range(len(_EXTENSION_COLUMNS)))):
        number, name, person, order, flow, version, element = columns
        others = (way[len(columns) :] for way in ways)
        reach = tuple(_way(*way) for way in others if way[0] is not None)
        plan = f"{flow}/{element}" if version else ""
        found.append(ExtensionConfig(number, name or person or "", RingOrder(order), reach, plan))
    return tuple(found)


_EXTENSION_COLUMNS = (
    "internal_number__number",
    "display_name",
    "employee__name",
    "ring_order",
    "plan_flow__key",
    "plan_flow__published_version",
    "plan_element",
)
_WAY_COLUMNS = (
    "way__position",
    "way__device__name",
    "way__outside_number",
    "way__ring_seconds",
    "way__must_confirm",
    "way__forward_mode",
    "way__forward_always_to",
    "way__forward_busy_to",
    "way__forward_timeout_to",
)


def _way(
    _position: int,
    device: str | None,
    number: str,
    seconds: int,
    must_confirm: bool,
    mode: str,
    *onward: str,
) -> ReachConfig:
    return ReachConfig(device or "", number, seconds, must_confirm, ForwardMode(mode), *onward)


_QUEUE_COLUMNS = (
    "internal_number__number",
    "name",
    "algorithm",
    "ring_seconds",
    "wait_seconds",
    "wrap_up_seconds",
    "max_length",
    "greeting",
    "music",
    "max_seconds",
    "max_channels",
    "changed_switches",
)


def _mailboxes() -> tuple[MailboxConfig, ...]:
    """Voicemail boxes that take messages."""
    boxes = VoicemailBox.objects.filter(is_enabled=True).order_by("internal_number__number")
    return tuple(
        MailboxConfig(number, pin, language, _key(greeting))
        for number, pin, language, greeting in boxes.values_list(
            "internal_number__number", "pin", "language", "greeting"
        )
    )


def _key(row_id: UUID | None) -> str:
    """How the node calls a sound or a package; "" for none."""
    return row_id.hex if row_id else ""


def _queues() -> tuple[QueueConfig, ...]:
    """Groups with their members in order: one row for each member, one for an empty group."""
    order = ("internal_number__number", "members__position")
    rows = Queue.objects.order_by(*order).values_list(
        *_QUEUE_COLUMNS, "members__extension__internal_number__number"
    )
    return tuple(
        QueueConfig(
            number=number,
            name=name,
            algorithm=QueueAlgorithm(algorithm),
            ring_seconds=ring,
            wait_seconds=wait,
            wrap_up_seconds=wrap_up,
            max_length=length,
            greeting=_key(greeting),
            music=_key(music),
            members=tuple(row[-1] for row in places if row[-1]),
            limits=Limits(seconds, channels),
            switches=switches_load(switches),
        )
        for (
            number, name, algorithm, ring, wait, wrap_up, length, greeting, music,
            seconds, channels, switches,
        ), places in groupby(rows, key=lambda row: row[:-1])
    )  # fmt: skip
