"""Word to open pages that a call is on record."""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.management import CommandError, call_command

from telephony import keys
from telephony.calls.notices import Notices
from telephony.calls.projection import Recorded
from telephony.calls.spool import Spool

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture
def heard() -> Iterator[Any]:
    """What the pages of acme hear."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    with client.pubsub(ignore_subscribe_messages=True) as subscription:
        subscription.subscribe(keys.tenant_channel("acme"))
        subscription.get_message(timeout=40)
        yield subscription
    client.close()


def test_the_pages_of_the_company_hear_of_its_calls_and_of_no_others(heard: Any) -> None:
    own, foreign = uuid.uuid4(), uuid.uuid4()
    Notices(settings.REDIS_URL).publish(
        [
            Recorded("globex", foreign),
            Recorded("", foreign),
            Recorded("acme1", foreign),
            Recorded("acme", own),
        ]
    )
    message = heard.get_message(timeout=40)
    assert json.loads(message["data"]) == {"type": "recorded", "call_id": str(own)}
    assert heard.get_message(timeout=0.2) is None


def test_without_redis_history_does_not_wait(caplog: pytest.LogCaptureFixture) -> None:
    notices = Notices(NOBODY_LISTENS)
    began = time.monotonic()
    for _ in range(1000):
        notices.publish([Recorded("acme", uuid.uuid4())])
    assert time.monotonic() - began < 30  # and not a wait for each
    assert len(caplog.records) == 1  # said once, not for every call


def test_the_command_refuses_to_be_the_second_recorder(spool: Spool, settings: Any) -> None:
    settings.CEL_SPOOL = spool.active
    with pytest.raises(CommandError, match="another recorder"):
        call_command("run_call_recorder")
