"""Word to the open pages of a company that a call is on record. Best effort: a page that misses it asks again."""

import json
import logging
import time
from collections.abc import Iterable

import redis

from telephony import keys
from telephony.calls.projection import Recorded

log = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 0.3
_PAUSE_SECONDS = 5.0


class Notices:
    """Publishes to Redis and gives up at once, for a while, when it is away: history does not wait for it."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=_TIMEOUT_SECONDS, socket_connect_timeout=_TIMEOUT_SECONDS
        )
        self._silent_until = 0.0

    def publish(self, recorded: Iterable[Recorded]) -> None:
        if time.monotonic() < self._silent_until:
            return
        pipeline = self._redis.pipeline(transaction=False)
        for call in recorded:
            if call.tenant:
                notice = json.dumps({"type": "recorded", "call_id": str(call.call_id)})
                pipeline.publish(keys.tenant_channel(call.tenant), notice)
        try:
            pipeline.execute()
        except redis.RedisError as error:
            log.warning("pages are not told of recorded calls: %s", error)
            self._silent_until = time.monotonic() + _PAUSE_SECONDS
