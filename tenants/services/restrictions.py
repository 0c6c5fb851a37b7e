"""Stopping a company's outside calls for money's sake: the seam by which billing acts, and the operator by hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.errors import BusinessError
from tenants.models import Tenant, TenantRestriction
from tenants.services.audit import SYSTEM, Actor, audit_write
from tenants.services.blocks import tenant_changed

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class NewRestriction:
    """A restriction to be set. Without `starts_at` it begins now; without `ends_at` it lasts until it is lifted."""

    reason: str
    kind: str = TenantRestriction.Kind.OUTGOING
    source: str = OPERATOR
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def restriction_set(tenant: Tenant, new: NewRestriction, *, actor: Actor) -> TenantRestriction:
    """Restrict a company. Refuses with `restriction_exists` (this source has set one) and
    `restriction_period_invalid`."""
    now = timezone.now()
    starts_at = new.starts_at or now
    if new.ends_at is not None and new.ends_at <= max(starts_at, now):
        raise BusinessError(
            "restriction_period_invalid",
            _("The end must be in the future, after the start."),
            field="ends_at",
            status=400,
        )
    standing = TenantRestriction.objects.filter(tenant=tenant, source=new.source, lifted_at=None)
    for ended in standing.filter(ends_at__lte=now):
        _end(ended, ended.ends_at or now)
    if standing.exclude(ends_at__lte=now).exists():
        raise BusinessError(
            "restriction_exists", _("There already is a restriction of this kind."), field="tenant"
        )
    restriction = TenantRestriction.objects.create(
        tenant=tenant,
        kind=new.kind,
        source=new.source,
        reason=new.reason,
        starts_at=starts_at,
        ends_at=new.ends_at,
        begun_at=now if starts_at <= now else None,
        created_by_id=actor.user_id,
    )
    audit_write(
        "tenant.restricted",
        actor=actor,
        tenant=tenant,
        subject=tenant.code,
        kind=new.kind,
        source=new.source,
        reason=new.reason,
    )
    if restriction.begun_at:
        tenant_changed(tenant)
    return restriction


@transaction.atomic
def restriction_lift(restriction: TenantRestriction, *, actor: Actor) -> None:
    """End a restriction, begun or not; one that has ended is refused with `restriction_ended`."""
    standing = TenantRestriction.objects.select_for_update(of=("self",)).select_related("tenant")
    locked = standing.filter(pk=restriction.pk, lifted_at=None).first()
    if locked is None:
        raise BusinessError("restriction_ended", _("This restriction has ended already."))
    _end(locked, timezone.now())
    audit_write(
        "tenant.unrestricted",
        actor=actor,
        tenant=locked.tenant,
        subject=locked.tenant.code,
        kind=locked.kind,
        source=locked.source,
    )
    tenant_changed(locked.tenant)


@transaction.atomic
def restrictions_refresh() -> int:
    """Publish the companies whose restriction begins or has ended since the last call; how many those were.

    Run from the schedule.
    """
    now = timezone.now()
    turning = Q(begun_at=None, starts_at__lte=now) | Q(ends_at__lte=now)
    standing = TenantRestriction.objects.select_for_update(skip_locked=True, of=("self",))
    restrictions = list(standing.filter(turning, lifted_at=None).select_related("tenant"))
    for restriction in restrictions:
        restriction.begun_at = restriction.begun_at or now
        restriction.save(update_fields=["begun_at"])
        if restriction.ends_at is not None and restriction.ends_at <= now:
            _end(restriction, restriction.ends_at)
            audit_write(
                "tenant.unrestricted",
                actor=SYSTEM,
                tenant=restriction.tenant,
                subject=restriction.tenant.code,
                kind=restriction.kind,
                source=restriction.source,
            )
        tenant_changed(restriction.tenant)
    return len(restrictions)


def _end(restriction: TenantRestriction, moment: datetime) -> None:
    restriction.lifted_at = moment
    restriction.save(update_fields=["lifted_at"])
