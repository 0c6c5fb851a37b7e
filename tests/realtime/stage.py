"""A page at the live socket, and a stage on which a test plays the listener's part."""

import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.testing import WebsocketCommunicator
from django.conf import settings
from redis.asyncio import Redis

from telephony import keys
from telephony.models import Employee, Extension, InternalNumber
from telephony.realtime.hub import hub_get
from telephony.realtime.live import Change, LiveStore
from telephony.redis_clients import live_redis
from tenants.context import tenant_scope
from tenants.models import Membership
from tenants.permissions import Role
from tests.realtime.test_convergence import call_view
from tests.support.clients import SiteClient

PATIENCE = 40.0  # much more than anything takes, for the machine may be busy
CALL = call_view("1", "200", "201", "ringing")
TALKING = {**CALL, "state": "talking"}
PHONE = {
    "login": "acme+200",
    "address": "192.0.2.1:5060",
    "transport": "udp",
    "agent": "Snom",
    "since": 1_000.0,
    "expires_at": 9_000_000_000,
}
ATTEMPT = {
    "at": 1_800_000_000.5,
    "login": "acme+200",
    "device": "200",
    "address": "192.0.2.9:5060",
    "transport": "udp",
    "agent": "Snom",
    "reason": "wrong_password",
}


class Page:
    """A page at a socket."""

    def __init__(self, client: SiteClient, query: str = "") -> None:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers = [
            (b"host", client.host.encode()),
            (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()),
        ]
        from vpbx.asgi import application

        self.socket = WebsocketCommunicator(application, f"/ws/live/{query}", headers=headers)

    async def __aenter__(self) -> "Page":
        await self.socket.connect(timeout=PATIENCE)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.disconnect(timeout=PATIENCE)

    async def next(self, kind: str) -> dict[str, Any]:
        """The next message, which must be of this kind."""
        event = await self.socket.receive_output(timeout=PATIENCE)
        assert event["type"] == "websocket.send", event
        message: dict[str, Any] = json.loads(event["text"])
        assert message["type"] == kind, message
        return message

    async def closed(self) -> int:
        """The code with which the server closes, whatever it says before."""
        while True:
            event = await self.socket.receive_output(timeout=PATIENCE)
            if event["type"] == "websocket.close":
                return int(event["code"])

    async def quiet(self) -> None:
        """Nothing is said."""
        assert await self.socket.receive_nothing(timeout=0.3)

    async def says(self, **message: Any) -> None:
        await self.socket.send_to(text_data=json.dumps(message))


class Stage:
    """The listener's part, played by the test."""

    def __init__(self, redis: "Redis[str]", node: str) -> None:
        self.redis, self.node = redis, node
        self.store = LiveStore(redis, node)

    async def alive(self, state: str = "live") -> None:
        await self.redis.set(keys.node_state(self.node), json.dumps({"state": state}))

    async def tell(self, code: str = "acme", **change: Any) -> None:
        await self.store.change({code: Change(**change)})


Scenario = Callable[[Stage], Awaitable[None]]


@pytest.fixture
def play(tenant) -> Callable[[Scenario], None]:
    """Run a scenario against the live-state Redis of the tests, with the node alive."""
    live_redis().flushdb()
    node = tenant.node.name

    async def run(scenario: Scenario) -> None:
        redis = Redis.from_url(settings.REDIS_URL, decode_responses=True)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(redis.aclose)
            stack.push_async_callback(lambda: hub_get().stop())
            stage = Stage(redis, node)
            await stage.alive()
            await scenario(stage)

    return async_to_sync(run)


def own_number(tenant, number: str) -> None:
    """Give the company's ordinary user an extension."""
    membership = Membership.objects.get(tenant=tenant, role=Role.USER)
    with tenant_scope(tenant):
        employee = Employee.objects.create(name="Vera", membership_id=membership.pk)
        place = InternalNumber.objects.create(number=number, kind=InternalNumber.Kind.EXTENSION)
        Extension.objects.create(internal_number=place, employee=employee)
