"""Reading the company's trunks, and how they are now."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime

import redis
from django.db.models import QuerySet

from telephony import keys
from telephony.models import Trunk
from telephony.redis_clients import live_redis
from tenants.context import current_tenant

logger = logging.getLogger(__name__)

DISABLED = "disabled"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LineState:
    """How a line is: registered, rejected, unregistered, reachable, unreachable, disabled or unknown; why; since
    when it is registered; how many calls it carries now (None: not known)."""

    state: str = UNKNOWN
    error: str = ""
    registered_at: datetime | None = None
    calls: int | None = None


def trunk_list() -> QuerySet[Trunk]:
    """The company's trunks by name."""
    return Trunk.objects.all()


def trunk_states() -> dict[str, LineState]:
    """States of the current company's trunks by name, as the node's listener last said; empty when it is silent."""
    return line_states(current_tenant().schema_name)


def line_states(owner: str) -> dict[str, LineState]:
    """States of the lines of a company (its schema) or of the operator (`keys.PLATFORM`), by name."""
    try:
        raw = live_redis().hgetall(keys.trunk_states(owner))
    except redis.RedisError:
        logger.warning("states of lines not read, Redis is away")
        return {}
    return {name: _state(json.loads(text)) for name, text in raw.items()}


def _state(said: dict[str, object]) -> LineState:
    moment = said.get("registered_at")
    return LineState(
        state=str(said.get("state") or UNKNOWN),
        error=str(said.get("error") or ""),
        registered_at=datetime.fromtimestamp(float(str(moment)), UTC) if moment else None,
        calls=int(str(said["calls"])) if said.get("calls") is not None else None,
    )
