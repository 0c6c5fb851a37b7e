"""Bringing a tenant's configuration to its node, and keeping the books of how far it has come."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from telephony import dispatch, notify
from telephony.asterisk.apply import ApplyReport
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.sounds import sound_names
from telephony.dialling.config import NumberListConfig
from telephony.selectors.config_snapshot import config_snapshot
from telephony.selectors.config_state import config_state_get
from telephony.selectors.outside_snapshot import number_list_entries
from telephony.services.media_store import sound_open
from telephony.services.node_link import (
    NodeUnavailableError,
    node_link,
    node_lists,
    node_sounds,
)
from tenants.context import current_tenant, platform_scope
from tenants.models import Tenant, TenantConfigState

logger = logging.getLogger(__name__)

# What the cabinet shows and translates when a save has not reached the node.
ERROR_NODE_UNAVAILABLE = "node_unavailable"
ERROR_APPLY_FAILED = "apply_failed"

RECONCILE_SECONDS = 15
VERIFIED_AT_ONCE = 5  # tenants compared with their node at each reconcile: 1,000 take 50 minutes
BOOT_DOUBT = timedelta(minutes=1)
LEFTOVERS_SECONDS = 1
LACKING = "sound/"  # begins a leftover that is no remains but something that should be there


def config_apply(*, force: bool = False, hang_up: bool = False) -> ApplyReport | None:
    """Bring the current tenant's newest revision to its node.

    Nothing is done when the node has it already: ten quick saves wake the worker ten times and end in one apply.
    `force` compares the node with the database again all the same; `hang_up` ends the tenant's running calls,
    which a block that has begun since the last apply may ask for as well. Raises NodeUnavailableError (worth a
    retry) when Asterisk does not answer; whatever else fails is noted for the cabinet and left to the reconcile.
    """
    state = config_state_get()
    if _is_live(state) and not (force or hang_up):
        return None
    started = perf_counter()
    published = state.fingerprint if _is_clean(state) and not force else ""
    try:
        with transaction.atomic():
            config = config_snapshot(node_link().known(current_tenant().code, published))
        node_lists().apply(config.code, _lists(config), entries=number_list_entries)
        lacking = node_sounds().apply(config.code, sound_names(config), opened=sound_open).lacking
        report = node_link().apply(
            config,
            hang_up=hang_up or _block_hangs_up(config, since=state.applied_at),
            published=published,
        )
    except NodeUnavailableError:
        _failed(ERROR_NODE_UNAVAILABLE)
        raise
    except Exception:  # a fault of ours, too: the company must not be "not live" without a word
        logger.exception("configuration not applied", extra={"tenant": current_tenant().code})
        _failed(ERROR_APPLY_FAILED)
        return None
    _applied(config, report, state, lacking=lacking)
    for schedule, switched in report.switched.items():
        dispatch.schedule_switched(config.code, schedule, switched.state, switched.moment)
    took = (perf_counter() - started) * 1000
    logger.info("applied %s revision %d in %.1f ms", config.code, config.revision, took)
    return report


def config_reconcile() -> int:
    """Wake the workers for tenants whose newest revision is not on their node, and have a few others compared with
    the node again, all of them in turn; the number of tenants woken for."""
    states = TenantConfigState.objects.exclude(tenant__status=Tenant.Status.PROVISIONING)
    with platform_scope():
        waiting = Q(requested__gt=F("applied")) | ~Q(error="") | ~Q(leftovers=[])
        turn = list(states.order_by("pk").values_list("pk", flat=True))
        verified = list(Tenant.objects.filter(pk__in=_in_turn(turn)).select_related("node"))
        waiting_states = states.filter(waiting).select_related("tenant__node")
        behind = [state.tenant for state in waiting_states if state.tenant not in verified]
    for tenant in behind:
        dispatch.config_apply_for(tenant)
    for tenant in verified:
        dispatch.config_apply_for(tenant, force=True, is_patient=True)
    return len(behind) + len(verified)


def node_recheck(node_name: str) -> int:
    """Compare the tenants published in the last minute with a node that has just started again; their number.

    Asterisk writes its facts to disk once a second: what it confirmed right before it was killed may be gone.
    """
    since = timezone.now() - BOOT_DOUBT
    with platform_scope():
        states = TenantConfigState.objects.filter(
            applied_at__gte=since, tenant__node__name=node_name
        )
        tenants = [state.tenant for state in states.select_related("tenant__node")]
    for tenant in tenants:
        dispatch.config_apply_for(tenant, force=True)
    return len(tenants)


def _lists(config: TenantConfig) -> Sequence[NumberListConfig]:
    """The lists that the node shall hold; of a disabled company none. They go ahead of the facts that name them."""
    return () if config.is_disabled else config.outside.lists


def _is_clean(state: TenantConfigState) -> bool:
    """Whether the last apply went well and left nothing behind: the node holds what was published then."""
    return not state.error and all(each.startswith(LACKING) for each in state.leftovers)


def _is_live(state: TenantConfigState) -> bool:
    """Whether the newest revision is in force and nothing of older ones is left."""
    return state.applied >= state.requested and not state.error and not state.leftovers


def _in_turn(tenant_ids: Sequence[int]) -> Sequence[int]:
    """The few tenants whose turn it is by the clock, so that each comes once in a round."""
    if not tenant_ids:
        return []
    ticks = int(timezone.now().timestamp() // RECONCILE_SECONDS)
    start = ticks * VERIFIED_AT_ONCE % len(tenant_ids)
    return tenant_ids[start : start + VERIFIED_AT_ONCE]


def _block_hangs_up(config: TenantConfig, *, since: datetime | None) -> bool:
    """Whether a block that ends running calls has begun after `since`, when the node last heard from us."""
    before, now = since.timestamp() if since else 0, timezone.now().timestamp()
    return any(block.hangs_up and before < block.since <= now for block in config.blocks)


def _applied(
    config: TenantConfig,
    report: ApplyReport,
    before: TenantConfigState,
    *,
    lacking: Sequence[str] = (),
) -> None:
    """Note what is in force now; an older apply that ends late does not move the books back. Sounds that are `lacking`
    are leftovers too: the reconcile tries again while there are any."""
    leftovers = [*report.leftovers, *(f"{LACKING}{name}" for name in lacking)]
    is_known = before.applied == config.revision and before.fingerprint == report.fingerprint
    if is_known and not before.error and before.leftovers == leftovers:
        if report.changed_rows or report.changed_facts or report.changed_contexts:
            logger.warning("%s had drifted from revision %d, mended", config.code, config.revision)
        return  # it is in force since the moment that is noted already
    now: dict[str, Any] = {
        "applied": config.revision,
        "applied_at": timezone.now(),
        "error": "",
        "fingerprint": report.fingerprint,
        "leftovers": leftovers,
    }
    states = TenantConfigState.objects.filter(pk=before.pk, applied__lte=config.revision)
    if states.update(**now):
        state = TenantConfigState(tenant_id=before.pk, requested=config.revision, **now)
        notify.config_state(config.code, state)
    if leftovers and not before.leftovers:
        dispatch.config_apply(
            delay_seconds=LEFTOVERS_SECONDS
        )  # calls take a moment to end; then the reconcile looks


def _failed(error: str) -> None:
    tenant = current_tenant()
    TenantConfigState.objects.filter(tenant=tenant).update(error=error)
    notify.config_state(tenant.code, config_state_get())
