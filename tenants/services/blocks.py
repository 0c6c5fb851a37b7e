"""The two blocks of a company, the operator's and its own, independent of each other (000, 004)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants import signals
from tenants.context import tenant_scope
from tenants.errors import BusinessError
from tenants.models import Tenant, TenantBlock
from tenants.services.audit import Actor, audit_write


@dataclass(frozen=True, slots=True)
class NewBlock:
    """A block to be set. Without `starts_at` it begins now; without `ends_at` it lasts until it is lifted."""

    kind: str
    reason: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    running_calls: str = TenantBlock.RunningCalls.KEEP


@transaction.atomic
def tenant_block(tenant: Tenant, new: NewBlock, *, actor: Actor) -> TenantBlock:
    """Block a company for a period. One that begins now is in force with this transaction's commit.

    Refuses with `block_exists` (one of this kind stands) and `block_period_invalid`.
    """
    now = timezone.now()
    starts_at = new.starts_at or now
    _period_check(starts_at, new.ends_at, now=now)
    _blocks_end_expired(tenant, now)
    if TenantBlock.objects.filter(tenant=tenant, kind=new.kind, lifted_at=None).exists():
        raise BusinessError(
            "block_exists", _("There already is a block of this kind."), field="kind"
        )
    block = TenantBlock.objects.create(
        tenant=tenant,
        kind=new.kind,
        reason=new.reason,
        starts_at=starts_at,
        ends_at=new.ends_at,
        running_calls=new.running_calls,
        created_by_id=actor.user_id,
        begun_at=now if starts_at <= now else None,
    )
    audit_write(
        "tenant.blocked",
        actor=actor,
        tenant=tenant,
        subject=tenant.code,
        kind=new.kind,
        reason=new.reason,
    )
    if block.begun_at:
        _tell(block)
    return block


@transaction.atomic
def tenant_unblock(tenant: Tenant, kind: str, *, actor: Actor) -> None:
    """Lift the company's block of this kind, begun or not; `block_missing` when there is none."""
    block = (
        TenantBlock.objects.select_for_update()
        .filter(tenant=tenant, kind=kind, lifted_at=None)
        .first()
    )
    if block is None:
        raise BusinessError("block_missing", _("There is no block of this kind."), field="kind")
    block.lifted_at = timezone.now()
    block.save(update_fields=["lifted_at"])
    audit_write("tenant.unblocked", actor=actor, tenant=tenant, subject=tenant.code, kind=kind)
    tenant_changed(tenant)


@transaction.atomic
def tenant_blocks_refresh() -> int:
    """Publish the companies whose block begins or has ended since the last call; answers how many blocks those were.

    Run from the schedule. A block that ended by itself is closed here, at the moment it was set for.
    """
    now = timezone.now()
    standing = TenantBlock.objects.filter(lifted_at=None).select_for_update(
        skip_locked=True, of=("self",)
    )
    turning = Q(begun_at=None, starts_at__lte=now) | Q(ends_at__lte=now)
    blocks = list(standing.filter(turning).select_related("tenant"))
    for block in blocks:
        has_ended = block.ends_at is not None and block.ends_at <= now
        block.begun_at = block.begun_at or now
        block.lifted_at = block.ends_at if has_ended else None
        block.save(update_fields=["begun_at", "lifted_at"])
        _tell(block)
    return len(blocks)


def tenant_changed(
    tenant: Tenant, *, hang_up: bool = False, has_other_status: bool = False
) -> None:
    """Tell the layers above, inside the company's scope, that what the node knows of it is out of date."""
    with tenant_scope(tenant):
        signals.tenant_state_changed.send(
            Tenant, tenant=tenant, hang_up=hang_up, has_other_status=has_other_status
        )


def _tell(block: TenantBlock) -> None:
    begins = block.lifted_at is None
    tenant_changed(
        block.tenant, hang_up=begins and block.running_calls == TenantBlock.RunningCalls.HANG_UP
    )


def _period_check(starts_at: datetime, ends_at: datetime | None, *, now: datetime) -> None:
    if ends_at is not None and ends_at <= max(starts_at, now):
        raise BusinessError(
            "block_period_invalid",
            _("The end must be in the future, after the start."),
            field="ends_at",
            status=400,
        )


def _blocks_end_expired(tenant: Tenant, now: datetime) -> None:
    """Close what has run out, so that a new block need not wait for the schedule."""
    TenantBlock.objects.filter(tenant=tenant, lifted_at=None, ends_at__lte=now).update(
        lifted_at=F("ends_at")
    )
