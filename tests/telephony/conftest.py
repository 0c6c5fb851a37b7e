"""Objects of a company, made by the services that the API uses."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from telephony import keys
from telephony.carriers.models import PhoneNumber
from telephony.models import (
    Device,
    Employee,
    Extension,
    Flow,
    FlowKey,
    InternalNumber,
    Queue,
    ReachEntry,
)
from telephony.redis_clients import live_redis
from telephony.services.devices import device_create
from telephony.services.extensions import extension_create
from telephony.services.queues import queue_create
from tenants.context import tenant_scope
from tenants.models import AuditEntry, Tenant, TenantConfigState, TenantSearchTerm
from tests.support.clients import SiteClient
from tests.support.flow_api import LUNCH, WORK

GOOD_SECRET = "Zx9-mnbv-QWER"


@pytest.fixture(autouse=True)
def _nothing_is_sent(request: pytest.FixtureRequest) -> None:
    """Jobs of writes stay here."""
    if "tenant" in request.fixturenames:
        request.getfixturevalue("enqueued")


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Tenant]:
    """globex, whose writes of this test are really committed, as two requests do, and taken back afterwards."""
    monkeypatch.setattr("telephony.dispatch.config_apply", lambda **_kwargs: None)
    with django_db_blocker.unblock():
        tenant = Tenant.objects.get(code="globex")
        yield tenant
        with tenant_scope(tenant):
            for model in (
                *(Flow, FlowKey),
                *(ReachEntry, Device, Extension, Employee, InternalNumber),
            ):
                model.objects.all().delete()
            TenantSearchTerm.objects.filter(tenant=tenant).delete()
            AuditEntry.objects.filter(tenant=tenant).delete()
            TenantConfigState.objects.filter(tenant=tenant).update(requested=0, users=0)
        connection.close()


@pytest.fixture
def make_extension(tenant: Tenant) -> Callable[..., Extension]:
    """`make_extension("200", display_name=...)`: a number of acme."""
    return lambda number, **values: extension_create({"number": number, **values})


@pytest.fixture
def make_device(tenant: Tenant) -> Callable[..., Device]:
    """`make_device("desk", extension=...)`: a device of acme, with a made password."""

    def make(name: str, *, extension: Extension | None = None, **values: Any) -> Device:
        return device_create(
            {"name": name, "extension": extension.pk if extension else None, **values}
        )

    return make


@pytest.fixture
def make_queue(tenant: Tenant) -> Callable[..., Queue]:
    """`make_queue("500", members=[...])`: a group of acme."""
    return lambda number, **values: queue_create({"number": number, "name": "Sales", **values})


@pytest.fixture
def own_number(tenant: Tenant) -> PhoneNumber:
    """An outside number of acme that leads nowhere yet."""
    return PhoneNumber.objects.create(
        number="+74951230001",
        trunk="office",
        tenant=tenant,
        state=PhoneNumber.State.ASSIGNED,
    )


@pytest.fixture
def flow(admin_client: SiteClient, make_queue: Callable[..., Queue]) -> dict[str, Any]:
    """A new flow of acme, which has the group 500."""
    make_queue("500")
    return admin_client.post("flows/", {"name": "Office"}).json()


@pytest.fixture
def schedule(admin_client: SiteClient) -> dict[str, Any]:
    """Working hours (`p2`) from Monday to Friday with lunch (`p1`), switched by hand at 780."""
    body = {"name": "Office", "periods": [LUNCH, WORK], "country": "RU", "number": "780"}
    made = admin_client.post("schedules/", body)
    assert made.status_code == 201, made.json()
    return made.json()


@pytest.fixture
def live_state() -> Iterator[Any]:
    """The live-state Redis of the tests, empty."""
    live_redis().flushdb()
    yield live_redis()
    live_redis().flushdb()


@pytest.fixture
def register(live_state: Any, tenant: Tenant) -> Callable[..., None]:
    """`register("desk")`: the phone is registered, as the listener writes it."""

    def write(name: str, *, expires_in: float = 100, schema: str = "t_acme") -> None:
        now = time.time()
        value = {
            "login": f"acme+{name}",
            "address": "203.0.113.7:5060",
            "agent": "Phone/1.0 <script>",
            "transport": "udp",
            "since": now - 60,
            "expires_at": now + expires_in,
        }
        live_state.hset(keys.registrations(schema), name, json.dumps(value))

    return write
