"""Which devices are registered now, and what devices tried last: read from the live state in Redis."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import redis

from telephony import keys
from telephony.redis_clients import live_redis
from tenants.context import current_tenant

logger = logging.getLogger(__name__)

STRANGERS_MAX = 200  # attempts of strangers that are shown


@dataclass(frozen=True, slots=True)
class Registration:
    """A device's registration: where its phone is, which phone it is, since when and until when."""

    name: str
    address: str
    agent: str
    transport: str
    since: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a phone to register or call. `reason` is ok, unknown_name, wrong_password,
    network_not_allowed or blocked; the phone itself is never told which."""

    at: datetime
    address: str
    agent: str
    transport: str
    reason: str


@dataclass(frozen=True, slots=True)
class StrangersAttempt:
    """A refused attempt under a name that no device has."""

    login: str
    attempt: Attempt


def registrations_get(device_names: Sequence[str] | None = None) -> dict[str, Registration] | None:
    """Registrations by device name, of the named devices or of all; None when the live state cannot be read."""
    key = keys.registrations(current_tenant().schema_name)
    raw: Any = {}  # the client's types leave open whether it is the asynchronous one
    try:
        if device_names is None:
            raw = live_redis().hgetall(key)
        elif device_names:
            values: Any = live_redis().hmget(key, list(device_names))
            raw = dict(zip(device_names, values, strict=True))
    except redis.RedisError:
        logger.warning("registrations not read, Redis is away")
        return None
    now = datetime.now(UTC)
    found = {name: _registration(name, json.loads(text)) for name, text in raw.items() if text}
    return {name: each for name, each in found.items() if each.expires_at > now}


def attempts_get(device_name: str) -> list[Attempt] | None:
    """The device's last attempts, newest first; None when the live state cannot be read."""
    key = keys.attempts(current_tenant().schema_name, device_name)
    try:
        raw: Any = live_redis().lrange(key, 0, -1)
    except redis.RedisError:
        logger.warning("attempts not read, Redis is away")
        return None
    return [_attempt(json.loads(text)) for text in raw]


def strangers_get(code: str = "", *, most: int = STRANGERS_MAX) -> list[StrangersAttempt] | None:
    """Refused attempts under names that no device has, newest first: of a company, or of none; None when the live state
    cannot be read."""
    key = keys.unknown_attempts(keys.schema(code)) if code else keys.UNKNOWN_ATTEMPTS
    try:
        raw: Any = live_redis().lrange(key, 0, most - 1)
    except redis.RedisError:
        logger.warning("attempts not read, Redis is away")
        return None
    found = [json.loads(text) for text in raw]
    return [StrangersAttempt(data["login"], _attempt(data)) for data in found]


def _registration(name: str, data: dict[str, Any]) -> Registration:
    return Registration(
        name=name,
        address=data["address"],
        agent=data["agent"],
        transport=data["transport"],
        since=_moment(data["since"]),
        expires_at=_moment(data["expires_at"]),
    )


def _attempt(data: dict[str, Any]) -> Attempt:
    return Attempt(
        at=_moment(data["at"]),
        address=data["address"],
        agent=data["agent"],
        transport=data.get("transport", ""),
        reason=data["reason"],
    )


def _moment(epoch_seconds: float) -> datetime:
    return datetime.fromtimestamp(epoch_seconds, UTC)
