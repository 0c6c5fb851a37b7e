"""Tells the open pages of a company what happened, through Redis. A page that misses it asks again by itself."""

import json
import logging

import redis

from telephony import keys
from telephony.models import MediaFile
from telephony.redis_clients import live_redis
from tenants.models import TenantConfigState

logger = logging.getLogger(__name__)


def config_state(code: str, state: TenantConfigState) -> None:
    """How far the configuration has come: "live since hh:mm:ss", or what went wrong."""
    applied_at = state.applied_at.isoformat() if state.applied_at else None
    publish(
        code,
        {
            "type": "config",
            "requested": state.requested,
            "applied": state.applied,
            "applied_at": applied_at,
            "error": state.error,
        },
    )


def media_state(code: str, media: MediaFile) -> None:
    """How far the conversion of a sound has come."""
    state = {"state": media.state, "progress": media.progress, "error": media.error}
    publish(code, {"type": "media", "id": str(media.pk), **state})


def publish(code: str, message: dict[str, object]) -> None:
    """Send a message to the company's pages; Redis being away is no reason to fail whatever has happened."""
    try:
        live_redis().publish(keys.tenant_channel(code), json.dumps(message))
    except redis.RedisError:
        logger.warning(
            "pages not told, Redis is away", extra={"code": code, "type": message.get("type")}
        )
