"""The process's connection to the Redis of live state."""

from functools import cache

import redis
from django.conf import settings

# A page must not wait for a Redis that is away.
TIMEOUT_SECONDS = 2


@cache
def live_redis() -> redis.Redis:
    """Client of the live-state database; it connects when first used and again after a loss."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
    )
