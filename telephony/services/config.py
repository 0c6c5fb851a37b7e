"""Bringing a tenant's configuration to its node, and keeping the books of how far it has come."""

import logging
import sqlite3
from datetime import datetime
from time import perf_counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from telephony import dispatch, notify
from telephony.asterisk.apply import ApplyReport
from telephony.asterisk.snapshot import TenantConfig
from telephony.selectors.config_snapshot import config_snapshot
from telephony.selectors.config_state import config_state_get
from telephony.services.node_link import NodeUnavailableError, node_link
from tenants.context import current_tenant, platform_scope
from tenants.models import Tenant, TenantConfigState

logger = logging.getLogger(__name__)

# What the cabinet shows and translates when a save has not reached the node.
ERROR_NODE_UNAVAILABLE = "node_unavailable"
ERROR_APPLY_FAILED = "apply_failed"


def config_apply(*, force: bool = False, hang_up: bool = False) -> ApplyReport | None:
    """Bring the current tenant's newest revision to its node.

    Nothing is done when the node has it already: ten quick saves wake the worker ten times and end in one apply.
    `force` compares the node with the database again all the same; `hang_up` ends the tenant's running calls,
    which a block that has begun since the last apply may ask for as well. Raises NodeUnavailableError (worth a
    retry) when Asterisk does not answer; whatever else fails is noted for the cabinet and left to the reconcile.
    """
    state = config_state_get()
    if state.applied >= state.requested and not state.error and not (force or hang_up):
        return None
    started = perf_counter()
    with transaction.atomic():
        config = config_snapshot()
    try:
        report = node_link().apply(
            config, hang_up=hang_up or _block_hangs_up(config, since=state.applied_at)
        )
    except NodeUnavailableError:
        _failed(ERROR_NODE_UNAVAILABLE)
        raise
    except (ValueError, OSError, sqlite3.Error):
        logger.exception("configuration not applied", extra={"tenant": config.code})
        _failed(ERROR_APPLY_FAILED)
        return None
    _applied(config, report)
    milliseconds = round((perf_counter() - started) * 1000, 1)
    logger.info("applied %s revision %d in %.1f ms", config.code, config.revision, milliseconds)
    return report


def config_reconcile() -> int:
    """Wake the workers for every tenant whose newest revision is not on its node; the number of them."""
    with platform_scope():
        behind = TenantConfigState.objects.filter(requested__gt=F("applied")).exclude(
            tenant__status=Tenant.Status.PROVISIONING
        )
        tenants = [state.tenant for state in behind.select_related("tenant__node")]
    for tenant in tenants:
        dispatch.config_apply_for(tenant)
    return len(tenants)


def _block_hangs_up(config: TenantConfig, *, since: datetime | None) -> bool:
    """Whether a block that ends running calls has begun after `since`, when the node last heard from us."""
    before, now = since.timestamp() if since else 0, timezone.now().timestamp()
    return any(block.hangs_up and before < block.since <= now for block in config.blocks)


def _applied(config: TenantConfig, report: ApplyReport) -> None:
    """Note what is in force now; an older apply that ends late does not move the books back."""
    states = TenantConfigState.objects.filter(tenant=current_tenant(), applied__lte=config.revision)
    states.update(
        applied=config.revision,
        applied_at=timezone.now(),
        error="",
        fingerprint=report.fingerprint,
        leftovers=list(report.leftovers),
    )
    notify.config_state(config.code, config_state_get())


def _failed(error: str) -> None:
    tenant = current_tenant()
    TenantConfigState.objects.filter(tenant=tenant).update(error=error)
    notify.config_state(tenant.code, config_state_get())
