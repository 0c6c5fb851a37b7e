"""Bringing what all companies of a node share to the node, and keeping the books of how far it has come."""

import logging
import sqlite3
from datetime import timedelta
from time import perf_counter
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from telephony import dispatch
from telephony.asterisk.platform_apply import PlatformReport
from telephony.carriers.models import NodePlatformState
from telephony.dialling.config import PlatformConfig
from telephony.selectors.platform.snapshot import platform_snapshot
from telephony.services.node_link import NodeUnavailableError, node_link
from telephony.services.platform.changes import platform_changed
from telephony.services.platform.hosts import hosts_refresh, hosts_wait
from tenants.models import AsteriskNode

logger = logging.getLogger(__name__)

# What the cabinet shows and translates when a change has not reached the node; as for companies.
ERROR_NODE_UNAVAILABLE = "node_unavailable"
ERROR_APPLY_FAILED = "apply_failed"
VERIFIED_AFTER = timedelta(minutes=10)


def platform_apply(node_name: str, *, force: bool = False) -> PlatformReport | None:
    """Bring the newest revision of what its companies share to a node.

    Nothing is done when the node has it already; `force` compares the node with the database again all the same.
    Raises NodeUnavailableError (worth a retry) when Asterisk does not answer; whatever else fails is noted and left to
    the reconcile.
    """
    node = AsteriskNode.objects.get(name=node_name)
    if hosts_wait():
        dispatch.hosts_refresh()  # a name server may be slow, and this worker has other companies to serve
    state = _state(node)
    if state.applied >= state.requested and not state.error and not force:
        return None
    started = perf_counter()
    with transaction.atomic():
        config = platform_snapshot(node)
    try:
        report = node_link().platform_apply(
            config, published="" if state.error or force else state.fingerprint
        )
    except NodeUnavailableError:
        _failed(node, ERROR_NODE_UNAVAILABLE)
        raise
    except (ValueError, OSError, sqlite3.Error):
        logger.exception("platform not applied", extra={"node": node_name})
        _failed(node, ERROR_APPLY_FAILED)
        return None
    _applied(node, config, report)
    took = (perf_counter() - started) * 1000
    logger.info("applied platform revision %d to %s in %.1f ms", config.revision, node_name, took)
    return report


def platform_reconcile() -> int:
    """Wake the workers of nodes that lack the newest revision, or were not compared with it for a while; their number.

    Names of hosts whose answer is old are asked for again first. A node that has no state yet gets one.
    """
    hosts_refresh()
    nodes = AsteriskNode.objects.order_by("pk")
    for node in nodes.filter(platform_state=None):
        with transaction.atomic():
            platform_changed(node)
    now = timezone.now()
    states = NodePlatformState.objects.select_related("node")
    behind = states.filter(Q(requested__gt=F("applied")) | ~Q(error=""))
    old = states.filter(applied_at__lt=now - VERIFIED_AFTER).exclude(pk__in=behind.values("pk"))
    for state in behind:
        dispatch.platform_apply(state.node.name)
    for state in old:
        dispatch.platform_apply(state.node.name, force=True)
    return len(behind) + len(old)


def platform_recheck(node_name: str) -> None:
    """A node has just started again: Asterisk writes to disk once a second, so what it confirmed last may be gone."""
    dispatch.platform_apply(node_name, force=True)


def _state(node: AsteriskNode) -> NodePlatformState:
    return NodePlatformState.objects.get_or_create(node=node)[0]


def _applied(node: AsteriskNode, config: PlatformConfig, report: PlatformReport) -> None:
    """Note what is in force now; an older apply that ends late does not move the books back."""
    now: dict[str, Any] = {
        "applied": config.revision,
        "applied_at": timezone.now(),
        "error": "",
        "fingerprint": report.fingerprint,
    }
    NodePlatformState.objects.filter(node=node, applied__lte=config.revision).update(**now)


def _failed(node: AsteriskNode, error: str) -> None:
    NodePlatformState.objects.filter(node=node).update(error=error)
