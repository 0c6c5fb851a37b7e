"""Live state of a company in Redis: calls and registrations now, and the number of the last change
to them.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from telephony import keys
from telephony.asterisk import names
from telephony.asterisk.live_calls import CallView, iso
from telephony.redis_clients import live_redis

Record = dict[str, Any]  # JSON object in the hash of registrations, see telephony.keys


@dataclass(slots=True)
class Snapshot:
    """Calls by id and registrations by device as they stood after change number `seq`."""

    seq: int = 0
    calls: dict[str, CallView] = field(default_factory=dict)
    registrations: dict[str, Record] = field(default_factory=dict)


def snapshot_ask(pipe: Any, schema: str) -> None:
    """Queue the reads of one consistent snapshot on a transaction of either kind of client."""
    pipe.get(keys.live_seq(schema))
    pipe.hgetall(keys.live_calls(schema))
    pipe.hgetall(keys.registrations(schema))


def snapshot_parse(answers: Sequence[Any]) -> Snapshot:
    """The snapshot in the answers to what `snapshot_ask` queued."""
    seq, calls, registrations = answers
    return Snapshot(
        seq=int(seq or 0),
        calls={call_id: json.loads(text) for call_id, text in calls.items()},
        registrations={device: json.loads(text) for device, text in registrations.items()},
    )


def snapshot_get(schema: str) -> Snapshot:
    """The live state of a company, or of all of them (`keys.PLATFORM`). Raises redis.RedisError."""
    with live_redis().pipeline(transaction=True) as pipe:
        snapshot_ask(pipe, schema)
        return snapshot_parse(pipe.execute())


def registration_view(code: str, device: str, record: Record | None) -> Record:
    """A registration as the cabinet shows it; `record` is None for a phone that is not there any
    more.
    """
    found = record or {}
    return {
        "device": device,
        "login": names.login(code, device),
        "state": "registered" if record else "unregistered",
        "address": found.get("address", ""),
        "agent": found.get("agent", ""),
        "transport": found.get("transport", ""),
        "since": iso(found["since"]) if record else None,
        "expires_at": iso(found["expires_at"]) if record else None,
    }


class LiveView(TypedDict):
    """A snapshot as the cabinet shows it."""

    seq: int
    is_stale: bool
    calls: list[CallView]
    registrations: list[Record]


def live_view(schema: str, nodes: frozenset[str], numbers: frozenset[str] | None) -> LiveView:
    """The live state for somebody who sees the calls of these numbers only (None: all). Raises
    redis.RedisError.
    """
    found = snapshot_get(schema)
    states = node_states_get(sorted(nodes))
    calls = found.calls.values()
    seen = [call for call in calls if numbers is None or call_concerns(call, numbers)]
    return {
        "seq": found.seq,
        "is_stale": any(states.get(name, {}).get("state") != "live" for name in nodes),
        "calls": seen,
        "registrations": list(registration_views(schema, found).values())
        if numbers is None
        else [],
    }


def registration_views(schema: str, snapshot: Snapshot) -> dict[str, Record]:
    """Registrations that have not run out, by device, as the cabinet shows them."""
    return {
        device: registration_view(schema.removeprefix("t_"), device, record)
        for device, record in snapshot.registrations.items()
        if record["expires_at"] > time.time()
    }


def node_states_get(node_names: Sequence[str]) -> dict[str, Record]:
    """What the nodes' listeners last said, by name of node; a silent one is missing. Raises
    redis.RedisError.
    """
    if not node_names:
        return {}
    raw = live_redis().mget([keys.node_state(name) for name in node_names])
    return {name: json.loads(text) for name, text in zip(node_names, raw, strict=True) if text}


def call_concerns(call: Mapping[str, Any], numbers: frozenset[str]) -> bool:
    """Whether one of these internal numbers takes part in the call: who may see it without seeing
    all.
    """
    parties = [call["from"], call["to"], *call["legs"]]
    return any(party["number"] in numbers for party in parties)
