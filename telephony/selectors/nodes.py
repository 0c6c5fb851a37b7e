"""The Asterisk nodes of the installation, with what their listeners say of them."""

import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from redis.exceptions import RedisError

from telephony import keys
from telephony.redis_clients import live_redis
from telephony.selectors.live import Record, node_states_get
from tenants.models import AsteriskNode, Tenant

logger = logging.getLogger(__name__)

_SAID = (
    "version",
    "load1",
    "calls",
    "channels",
    "registrations",
    "spool_age_seconds",
    "spool_free_bytes",
)


def node_list() -> QuerySet[AsteriskNode]:
    """Nodes by name, each with the number of working companies that live on it."""
    is_working = ~Q(tenants__status=Tenant.Status.DISABLED)
    return AsteriskNode.objects.annotate(tenant_count=Count("tenants", filter=is_working)).order_by(
        "name"
    )


def node_reports(nodes: Iterable[AsteriskNode]) -> list[dict[str, Any]]:
    """State of each node; a node whose listener is silent is `unknown`."""
    known = list(nodes)
    try:
        states = node_states_get([node.name for node in known])
        banned = {node.name: _banned(node.name) for node in known}
    except RedisError:
        logger.warning("state of nodes not read, Redis is away")
        states, banned = {}, {}
    return [_report(node, states.get(node.name, {}), banned.get(node.name, 0)) for node in known]


def _report(node: AsteriskNode, said: Record, banned: int) -> dict[str, Any]:
    started_at, seen_at = said.get("started_at"), said.get("seen_at")
    return {
        "name": node.name,
        "state": said.get("state", "unknown"),
        **{name: said.get(name) for name in _SAID},
        "uptime_seconds": int(time.time() - started_at) if started_at else None,
        "tenants": getattr(node, "tenant_count", 0),
        "banned_sources": banned,
        "last_seen_at": datetime.fromtimestamp(seen_at, UTC) if seen_at else None,
    }


def _banned(name: str) -> int:
    return int(live_redis().zcount(keys.node_bans(name), time.time(), "+inf"))
