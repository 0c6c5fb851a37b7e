"""Reads one tenant for its node, in a fixed number of queries however large the tenant is."""

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from telephony.asterisk.snapshot import (
    BlockConfig,
    BlockKind,
    DeviceConfig,
    DtmfMode,
    ExtensionConfig,
    ForwardMode,
    QueueConfig,
    ReachConfig,
    RingOrder,
    TenantConfig,
    Transport,
)
from telephony.models import Device, Extension, Queue, QueueMember, ReachEntry
from tenants.context import current_tenant
from tenants.models import Tenant, TenantBlock, TenantConfigState


def config_snapshot() -> TenantConfig:
    """All that the current tenant's node must know, at one revision.

    Call it inside a transaction: the row of the revision is locked first, and every writer needs that row before
    it can commit, so that what is read are whole changes and no half of one. The tenant is read afresh, since
    workers keep it for seconds.
    """
    states = TenantConfigState.objects.select_for_update(of=("self",)).select_related("tenant")
    state = states.get(tenant=current_tenant().pk)
    tenant, revision = state.tenant, state.requested
    if tenant.status == Tenant.Status.DISABLED:
        return TenantConfig(code=tenant.code, revision=revision, name=tenant.name, is_disabled=True)
    return TenantConfig(
        code=tenant.code,
        revision=revision,
        name=tenant.name,
        timezone=tenant.timezone,
        language=tenant.language,
        max_channels=tenant.max_channels,
        blocks=_blocks(tenant),
        devices=_devices(),
        extensions=_extensions(),
        queues=_queues(),
    )


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
        )
        for (
            name, secret, number, display_name, employee,
            is_blocked, networks, codecs, dtmf_mode, transport, is_behind_nat,
        ) in rows
    )  # fmt: skip


def _extensions() -> tuple[ExtensionConfig, ...]:
    reach = _reach()
    rows = Extension.objects.order_by("internal_number__number").values_list(
        "internal_number__number", "display_name", "employee__name", "ring_order"
    )
    return tuple(
        ExtensionConfig(
            number, display_name or employee or "", RingOrder(ring_order), tuple(reach[number])
        )
        for number, display_name, employee, ring_order in rows
    )


def _reach() -> dict[str, list[ReachConfig]]:
    """Enabled ways to be reached, in order, by the number of the extension (ids would cost more to parse)."""
    reach: dict[str, list[ReachConfig]] = defaultdict(list)
    rows = ReachEntry.objects.filter(is_enabled=True).order_by("extension", "position")
    for number, device, outside, seconds, must_confirm, mode, *targets in rows.values_list(
        "extension__internal_number__number",
        "device__name",
        "outside_number",
        "ring_seconds",
        "must_confirm",
        "forward_mode",
        "forward_always_to",
        "forward_busy_to",
        "forward_timeout_to",
    ):
        entry = ReachConfig(
            device or "", outside, seconds, must_confirm, ForwardMode(mode), *targets
        )
        reach[number].append(entry)
    return reach


def _queues() -> tuple[QueueConfig, ...]:
    members: dict[str, list[str]] = defaultdict(list)
    places = QueueMember.objects.order_by("queue", "position").values_list(
        "queue__internal_number__number", "extension__internal_number__number"
    )
    for queue, number in places:
        members[queue].append(number)
    rows = Queue.objects.order_by("internal_number__number").values_list(
        "internal_number__number", "name", "ring_order", "ring_seconds"
    )
    return tuple(
        QueueConfig(number, name, RingOrder(ring_order), ring_seconds, tuple(members[number]))
        for number, name, ring_order, ring_seconds in rows
    )
