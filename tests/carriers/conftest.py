"""The operator's side, made by the services that the API uses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from telephony.asterisk.platform_apply import PlatformReport, platform_wanted
from telephony.carriers.models import Carrier, PhoneNumber
from telephony.dialling.config import PlatformConfig
from telephony.services.platform import apply as platform_service
from telephony.services.platform.carriers import carrier_create
from telephony.services.platform.pool import number_give, pool_number_create
from tenants.context import platform_scope
from tenants.models import AsteriskNode
from tenants.services.audit import SYSTEM
from tests.support.jobs import Enqueued


@pytest.fixture(autouse=True)
def _nothing_is_sent(enqueued: Enqueued) -> None:
    """Jobs of writes stay here."""


@pytest.fixture
def make_carrier(db: None) -> Callable[..., Carrier]:
    """`make_carrier("mtt", login=...)`: a carrier by address."""

    def make(name: str = "mtt", **values: Any) -> Carrier:
        return carrier_create(
            {"name": name, "addresses": [f"{name}.example.org"], **values}, actor=SYSTEM
        )

    return make


@pytest.fixture
def make_number(make_carrier: Callable[..., Carrier]) -> Callable[..., PhoneNumber]:
    """`make_number("+74951234567", tenant="acme")`: a number of the pool, given to a company if one is named."""

    def make(number: str, *, tenant: str = "", carrier: str = "mtt") -> PhoneNumber:
        if not Carrier.objects.filter(name=carrier).exists():
            make_carrier(carrier)
        made = pool_number_create({"number": number, "carrier": carrier}, actor=SYSTEM)
        if tenant:
            number_give(made, tenant, actor=SYSTEM)
        return now(made)

    return make


def now(number: PhoneNumber) -> PhoneNumber:
    """The number as it is stored."""
    with platform_scope():
        return PhoneNumber.objects.select_related("tenant", "carrier").get(pk=number.pk)


@dataclass
class Node:
    """Stands where the link to Asterisk does; what was brought to it, and what it answers."""

    brought: list[PlatformConfig] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    error: Exception | None = None

    def platform_apply(self, config: PlatformConfig, *, published: str) -> PlatformReport:
        self.brought.append(config)
        self.published.append(published)
        if self.error:
            raise self.error
        target = platform_wanted(config)
        return PlatformReport(config.revision, (), target.fingerprint, target)


@pytest.fixture
def node(db: None, monkeypatch: pytest.MonkeyPatch) -> Node:
    node = Node()
    monkeypatch.setattr(platform_service, "node_link", lambda: node)
    return node


@pytest.fixture
def asterisk_node(db: None) -> AsteriskNode:
    """The node on which the companies of the tests live."""
    return AsteriskNode.objects.get(tenants__code="acme")
