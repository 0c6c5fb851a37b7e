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
from telephony.selectors.line_neighbours import Hosts, conflicts_now, hosts_known
from telephony.selectors.line_words import line_error_words
from telephony.selectors.live import Record, node_states_get
from telephony.selectors.outside_lines import is_address, line_hosts
from tenants.context import current_tenant

logger = logging.getLogger(__name__)

DISABLED = "disabled"
UNKNOWN = "unknown"
UNREACHABLE, REJECTED = "unreachable", "rejected"  # as telephony.realtime.lines says it


@dataclass(frozen=True, slots=True)
class LineState:
    """How a line is: registered, rejected, unregistered, reachable, unreachable, disabled or unknown; why, in words;
    since when it is registered; how many calls it carries now (None: not known)."""

    state: str = UNKNOWN
    error: str = ""
    registered_at: datetime | None = None
    calls: int | None = None


def trunk_list() -> QuerySet[Trunk]:
    """The company's trunks by name."""
    return Trunk.objects.all()


def trunk_states() -> dict[str, LineState]:
    """States of the current company's trunks by name, as the node's listener last said; of lines that the node was not
    given, why not."""
    return line_states(current_tenant().schema_name) | _not_given()


def _not_given() -> dict[str, LineState]:
    lines = list(Trunk.objects.filter(is_enabled=True))
    known = hosts_known()
    nowhere = [each for each in lines if each.addresses and not _leads_anywhere(each, known)]
    refused = conflicts_now(current_tenant(), lines, known)
    return {
        **{each.name: LineState(UNREACHABLE, line_error_words("dns")) for each in nowhere},
        **{name: LineState(REJECTED, line_error_words(why)) for name, why in refused.items()},
    }


def _leads_anywhere(line: Trunk, known: Hosts) -> bool:
    hosts = line_hosts(line.addresses)
    return any(is_address(host) or known.addresses.get(host) for host in hosts)


def line_states(owner: str) -> dict[str, LineState]:
    """States of the lines of a company (its schema) or of the operator (`keys.PLATFORM`), by name. Of the lines of a
    node that is not heard of nothing is known."""
    try:
        raw = live_redis().hgetall(keys.trunk_states(owner))
        said = {name: json.loads(text) for name, text in raw.items()}
        nodes = node_states_get(sorted({each["node"] for each in said.values() if "node" in each}))
    except redis.RedisError:
        logger.warning("states of lines not read, Redis is away")
        return {}
    live = {name for name, state in nodes.items() if state["state"] == "live"}
    return {name: _state(each) for name, each in said.items() if each.get("node") in live}


def _state(said: Record) -> LineState:
    moment = said["registered_at"]
    return LineState(
        state=said["state"],
        error=line_error_words(said["error"], said["code"]),
        registered_at=datetime.fromtimestamp(moment, UTC) if moment else None,
        calls=said["calls"],
    )
