"""The live socket through the real web server: one that is idle stays open, one that hears is
quick.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from websockets.sync.client import ClientConnection, connect

from telephony import keys
from tenants.models import Tenant
from tenants.services.sessions import BACKEND
from tests.realtime.servers import ADDRESS, RedisServer, free_port, wait_for
from tests.support.people import ADMIN, person

IDLE_SECONDS = 12.0  # more than twice what a Redis client that gives up on silence would wait
SECONDS = 40.0  # for what is to happen soon; the machine may be busy
ROOT = Path(__file__).parents[2]


@pytest.fixture
def node_name(django_db_setup: None, django_db_blocker) -> str:
    """Where acme lives."""
    with django_db_blocker.unblock():
        return Tenant.objects.get(code="acme").node.name


@pytest.fixture
def session(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """A session of the administrator of acme that other processes see."""
    with django_db_blocker.unblock():
        user = person(Tenant.objects.get(code="acme"), ADMIN)
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = BACKEND
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        yield store.session_key
        store.delete()


@pytest.fixture
def web(redis: RedisServer, session: str) -> Iterator[int]:
    """The port of a web process that works with the Redis of these tests."""
    port = free_port()
    environment = {**os.environ, "VPBX_TEST_REDIS_URL": redis.url}
    command = [sys.executable, "-m", "daphne", "-b", ADDRESS, "-p", str(port)]
    process = subprocess.Popen(
        [*command, "vpbx.asgi:application"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    wait_for(lambda: _is_open(port), "the web process listens", seconds=120)
    yield port
    process.terminate()
    process.wait()


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) == 0


def page(port: int, session: str) -> ClientConnection:
    """A page of acme at the live socket."""
    return connect(
        f"ws://acme.localhost:{port}/ws/live/",
        sock=socket.create_connection((ADDRESS, port)),
        additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"},
        origin=f"http://acme.localhost:{port}",
    )


def test_a_socket_that_is_idle_for_twelve_seconds_stays_open_and_still_hears(web, session, redis):
    with page(web, session) as socket_:
        first = json.loads(socket_.recv(timeout=SECONDS))
        assert first["type"] == "snapshot"
        socket_.send(json.dumps({"type": "ack", "seq": first["seq"]}))
        time.sleep(IDLE_SECONDS)
        took = []
        for call_id in "123":  # a busy machine may be slow at one of them
            sent = time.monotonic()
            told = {"type": "recorded", "call_id": call_id}
            redis.client.publish(keys.tenant_channel("acme"), json.dumps(told))
            message = json.loads(socket_.recv(timeout=SECONDS))
            while message["type"] == "stale":
                message = json.loads(socket_.recv(timeout=SECONDS))
            assert message == told
            took.append(time.monotonic() - sent)
        assert min(took) < 1


def test_a_redis_that_was_away_is_told_as_stale_and_followed_by_a_snapshot(
    web, session, redis, node_name
):
    with page(web, session) as socket_:
        assert json.loads(socket_.recv(timeout=SECONDS))["type"] == "snapshot"
        redis.client.set(keys.node_state(node_name), json.dumps({"state": "live"}))
        assert json.loads(socket_.recv(timeout=SECONDS)) == {"type": "stale", "is_stale": False}
        redis.stop()
        assert json.loads(socket_.recv(timeout=SECONDS)) == {"type": "stale", "is_stale": True}
        redis.start()
        assert json.loads(socket_.recv(timeout=SECONDS))["type"] == "snapshot"
