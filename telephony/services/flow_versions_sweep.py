"""Published versions of flows that nobody needs any more.

A version stays while calls that may have gone through it are kept: they are told by its drawing. Of older ones stay the
newest VERSIONS_KEPT of each flow, and whatever was in force for longer than a day: what goes are steps on the way to
something else.
"""

import logging
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import Lead, RowNumber
from django.utils import timezone

from telephony.calls.partitions import month_shift
from telephony.models import FlowVersion
from telephony.services.rounds import in_each_company
from tenants.models import Tenant

logger = logging.getLogger(__name__)

VERSIONS_KEPT = 200
LONG_IN_FORCE = timedelta(days=1)
_MARGIN = timedelta(
    days=2
)  # calls of the first kept day may have begun the day before, in any time zone


def versions_tidy() -> None:
    """Look through the flows of all companies."""
    in_each_company(_tidy, what="flow versions")


def _tidy(tenant: Tenant) -> None:
    if removed := versions_sweep():
        logger.info("%s: %d old flow versions removed", tenant, removed)


def versions_sweep(now: datetime | None = None) -> int:
    """Forget versions of the current company; how many went."""
    until = _calls_kept_from(now or timezone.now()) - _MARGIN
    old = FlowVersion.objects.filter(published_at__lt=until)
    if not old.exists():
        return 0
    by_version = F("version")
    rows = FlowVersion.objects.annotate(
        ended_at=Window(Lead("published_at"), partition_by=F("flow"), order_by=by_version.asc()),
        place=Window(RowNumber(), partition_by=F("flow"), order_by=by_version.desc()),
    ).values_list("pk", "version", "flow__published_version", "published_at", "ended_at", "place")
    gone = [
        pk
        for pk, version, in_force, began_at, ended_at, place in rows
        if version != in_force
        and place > VERSIONS_KEPT
        and ended_at < until
        and ended_at - began_at <= LONG_IN_FORCE
    ]
    removed, _by_model = FlowVersion.objects.filter(pk__in=gone).delete()
    return removed


def _calls_kept_from(now: datetime) -> datetime:
    """Since when calls are kept."""
    first = month_shift(now.date(), -settings.CALLS_RETENTION_MONTHS)
    return datetime.combine(first, time.min, now.tzinfo)
