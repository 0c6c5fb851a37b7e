"""No line of a company leads to where the server would take its calls for somebody else's."""

from collections.abc import Callable
from typing import Any

import pytest

from telephony.dialling.config import TrunkConfig
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.platform import hosts
from telephony.services.platform.carriers import carrier_update
from tenants.context import tenant_scope
from tenants.models import Tenant, TenantConfigState
from tenants.services.audit import SYSTEM
from tests.support.clients import field_codes
from tests.support.name_server import stands_for

__all__ = ["stands_for"]

SERVER = "192.0.2.70"
ACCOUNT = {"login": "acme", "secret": "Zx9-mnbv"}


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch, stands_for) -> None:
    """The name server, at each refresh."""
    monkeypatch.setattr(hosts, "FRESH", -hosts.FRESH)


@pytest.fixture
def add(admin_client) -> Callable[..., Any]:
    """`add(SERVER, login=...)`: acme connects a line to there."""

    def add(address: str, name: str = "own", **values: Any) -> Any:
        return admin_client.post("trunks/", {"name": name, "addresses": [address], **values})

    return add


def at_node(tenant: Tenant, name: str = "own") -> TrunkConfig:
    """The company's line as its node is given it."""
    with tenant_scope(tenant):
        return next(each for each in config_snapshot().outside.trunks if each.name == name)


@pytest.mark.parametrize("address", [SERVER, f"{SERVER}:6070", "evil.example.org"])
def test_a_carrier_that_knows_us_by_address_has_its_server_alone(
    make_carrier, add, stands_for, address
):
    make_carrier(addresses=[f"{SERVER}:5060"])
    stands_for["evil.example.org"] = ["198.51.100.1", SERVER]
    for account in ({}, ACCOUNT):
        refused = add(address, **account)
        assert (refused.status_code, field_codes(refused)) == (
            400,
            {"addresses": ["address_of_carrier"]},
        )


def test_a_carrier_by_name_is_found_by_what_it_stands_for(make_carrier, add, stands_for):
    stands_for["mtt.example.org"] = [SERVER]
    make_carrier()
    assert field_codes(add(SERVER)) == {"addresses": ["address_of_carrier"]}
    assert add("192.0.2.71").status_code == 201


def test_other_servers_of_a_carrier_are_its_own_as_well(make_carrier, add):
    make_carrier(addresses=["192.0.2.1"], sources=["192.0.2.64/28"])
    assert field_codes(add(SERVER)) == {"addresses": ["address_of_carrier"]}
    assert add("192.0.2.81").status_code == 201


def test_where_all_sign_in_with_passwords_lines_share_a_server(make_carrier, add):
    make_carrier(addresses=[SERVER], login="carrier", secret="Zx9-mnbv")
    for account in ({}, {"login": "acme"}):
        assert field_codes(add(SERVER, **account)) == {"addresses": ["address_of_carrier"]}
    assert add(SERVER, **ACCOUNT).status_code == 201


@pytest.mark.parametrize("first", [{}, ACCOUNT])
def test_a_server_that_knows_a_company_by_address_takes_no_line_of_another(
    add, other_admin_client, other_tenant, first
):
    assert add(SERVER, **first).status_code == 201
    assert add(f"{SERVER}:5080", "second").status_code == 201  # their own affair
    theirs = {"name": "own", "addresses": [f"{SERVER}:5080"]}
    refused = other_admin_client.post("trunks/", theirs)
    assert field_codes(refused) == {"addresses": ["address_taken"]}
    assert "acme" not in refused.content.decode()


def test_a_line_that_is_switched_on_is_looked_at(make_carrier, add, admin_client):
    made = add(SERVER, is_enabled=False)
    make_carrier(addresses=[SERVER])
    path = f"trunks/{made.json()['id']}/"
    refused = admin_client.patch(path, {"is_enabled": True})
    assert field_codes(refused) == {"addresses": ["address_of_carrier"]}
    assert admin_client.patch(path, {"title": "still off"}).status_code == 200


def test_a_name_that_comes_to_stand_for_a_carrier_leads_nowhere_at_once(
    make_carrier, add, admin_client, tenant, stands_for
):
    stands_for["evil.example.org"] = ["198.51.100.1"]
    assert add("evil.example.org:5070").status_code == 201
    make_carrier(addresses=[SERVER])
    before = TenantConfigState.objects.get(tenant=tenant).requested
    assert at_node(tenant).addresses == ("198.51.100.1:5070",)

    stands_for["evil.example.org"] = [SERVER]
    assert hosts.hosts_refresh()

    assert TenantConfigState.objects.get(tenant=tenant).requested == before + 1
    assert not at_node(tenant).is_enabled
    (shown,) = admin_client.get("trunks/").json()["results"]
    assert shown["state"] == "rejected"
    assert "operator" in shown["error"]


def test_a_carrier_that_is_connected_later_comes_first(make_carrier, add, tenant):
    add(SERVER)
    assert at_node(tenant).is_enabled
    before = TenantConfigState.objects.get(tenant=tenant).requested

    carrier = make_carrier(addresses=[SERVER])
    assert TenantConfigState.objects.get(tenant=tenant).requested > before
    assert not at_node(tenant).is_enabled

    carrier_update(carrier, {"addresses": ["192.0.2.99"]}, actor=SYSTEM)
    assert at_node(tenant).is_enabled


def test_of_two_companies_who_came_first_stays(
    add, other_admin_client, tenant, other_tenant, stands_for
):
    stands_for["evil.example.org"] = ["198.51.100.1"]
    assert add("evil.example.org", **ACCOUNT).status_code == 201
    theirs = {"name": "own", "addresses": [SERVER]}
    assert other_admin_client.post("trunks/", theirs).status_code == 201

    stands_for["evil.example.org"] = [SERVER]
    hosts.hosts_refresh()

    assert not at_node(tenant).is_enabled
    assert at_node(other_tenant).is_enabled


def test_the_node_asks_no_name_server_for_a_company(add, tenant, stands_for):
    stands_for["sip.example.org"] = ["2001:db8::7", SERVER, "192.0.2.71"]
    add("sip.example.org:5070", **ACCOUNT)
    line = at_node(tenant)
    assert line.addresses == (f"{SERVER}:5070", "192.0.2.71:5070")
    assert line.registrars == (f"{SERVER}:5070",)  # one for each that was written
    assert line.domain == "sip.example.org:5070"  # what the other side is told


def test_a_name_that_nobody_knows_yet_is_told_as_such(add, admin_client, tenant, stands_for):
    assert add("later.example.org").status_code == 201
    assert not at_node(tenant).is_enabled
    (shown,) = admin_client.get("trunks/").json()["results"]
    assert (shown["state"], shown["error"]) == (
        "unreachable",
        "The name of the server leads nowhere.",
    )
    stands_for["later.example.org"] = [SERVER]
    hosts.hosts_refresh()
    assert at_node(tenant).addresses == (SERVER,)
