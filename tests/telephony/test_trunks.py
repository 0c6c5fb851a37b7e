"""The company's own lines."""

import json

import pytest
from django.utils import timezone

from telephony import keys
from telephony.carriers.models import (
    CompanyLine,
    HostAddress,
    LineAccount,
    NodePlatformState,
    PhoneNumber,
)
from telephony.models import Route, Trunk
from telephony.selectors.config_snapshot import config_snapshot
from telephony.selectors.line_words import line_error_words
from telephony.services.platform import hosts
from tenants.context import platform_scope, tenant_scope
from tenants.models import AsteriskNode
from tests.support.clients import field_codes
from tests.support.name_server import stands_for

__all__ = ["stands_for"]

GOOD = {
    "name": "mts",
    "title": "МТС",
    "addresses": ["sip.example.org", "203.0.113.7:5070"],
    "registers": True,
    "login": "74951234567",
    "secret": "pa:ss;w${x}rd",
    "number": "8 495 123-45-67",
    "sources": ["203.0.113.0/24"],
    "local_area": "495",
    "limits": {"channels": 3},
    "switches": {"video": True},
}


def test_a_trunk_is_saved_and_its_password_never_shown(admin_client, tenant, stands_for):
    stands_for["sip.example.org"] = ["198.51.100.4"]
    made = admin_client.post("trunks/", GOOD)
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["number"], body["has_secret"], body["state"]) == ("+74951234567", True, "unknown")
    assert body["limits"] == {"seconds": 0, "channels": 3}
    assert body["switches"]["video"] is True
    assert "secret" not in body
    assert b"pa:ss" not in admin_client.get("trunks/").content
    config = config_snapshot().outside.trunks[0]
    assert config.secret == GOOD["secret"]
    assert config.addresses == ("198.51.100.4", "203.0.113.7:5070")
    assert config.sources == ("198.51.100.4", "203.0.113.0/24", "203.0.113.7")
    assert (config.limits.channels, config.switches.video) == (3, True)
    assert (body["local_area"], config.local_area) == ("495", "495")


def test_its_own_number_becomes_one_of_the_companys(admin_client, tenant):
    admin_client.post("trunks/", GOOD)
    (number,) = admin_client.get("phone-numbers/").json()["results"]
    assert (number["number"], number["line"], number["target"]) == ("+74951234567", "trunk:mts", "")
    assert [each.number for each in config_snapshot().outside.numbers] == ["+74951234567"]


def test_the_fleet_knows_where_its_calls_come_from(admin_client, tenant):
    admin_client.post("trunks/", GOOD)
    line = CompanyLine.objects.get()
    assert (line.name, line.hosts) == ("mts", ["sip.example.org", "203.0.113.7"])
    assert LineAccount.objects.filter(login="74951234567").count() == 2
    with platform_scope():
        assert NodePlatformState.objects.get(node=tenant.node).requested > 0


def test_an_account_is_used_by_one_line_of_the_fleet(admin_client, other_admin_client):
    assert admin_client.post("trunks/", GOOD).status_code == 201
    again = {**GOOD, "name": "mts2", "number": "", "addresses": ["SIP.example.org:5060"]}
    for client in (admin_client, other_admin_client):
        refused = client.post("trunks/", again)
        assert refused.status_code == 409
        assert refused.json()["code"] == "line_account_taken"
        assert "acme" not in refused.content.decode().lower()
    other = {**again, "login": "other"}
    assert other_admin_client.post("trunks/", other).status_code == 201


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "asked"])
@pytest.mark.parametrize("is_name_first", [True, False], ids=["name-first", "address-first"])
def test_a_server_by_name_and_by_address_is_one_server(
    admin_client, other_admin_client, monkeypatch, is_name_first, is_known
):
    stand_for = {"sip.example.org": ["198.51.100.4", "198.51.100.5"]}
    monkeypatch.setattr(hosts, "_addresses", lambda name: [] if is_known else stand_for[name])
    if is_known:
        for name, addresses in stand_for.items():
            HostAddress.objects.update_or_create(name=name, defaults={"addresses": addresses})
    line = {**GOOD, "number": ""}
    named, by_address = {"addresses": ["sip.example.org"]}, {"addresses": ["198.51.100.5:5060"]}
    first, second = (named, by_address) if is_name_first else (by_address, named)
    assert admin_client.post("trunks/", {**line, **first}).status_code == 201

    refused = other_admin_client.post("trunks/", {**line, **second})

    assert (refused.status_code, field_codes(refused)) == (409, {"login": ["line_account_taken"]})
    other_port = {"addresses": ["198.51.100.5:5070" if is_name_first else "sip.example.org:5070"]}
    assert other_admin_client.post("trunks/", {**line, **other_port}).status_code == 201


def test_two_names_at_one_address_are_two_servers(admin_client, other_admin_client, monkeypatch):
    """Many providers, or many companies of one, live at one address."""
    monkeypatch.setattr(hosts, "_addresses", lambda name: ["198.51.100.4"])
    line = {**GOOD, "number": ""}
    assert admin_client.post("trunks/", {**line, "addresses": ["a.example.org"]}).status_code == 201
    other = {**line, "addresses": ["b.example.org"]}
    assert other_admin_client.post("trunks/", other).status_code == 201


def test_without_a_name_server_lines_are_saved(admin_client, other_admin_client, monkeypatch):
    def nobody(name: str) -> list[str]:
        raise OSError("Temporary failure in name resolution")

    monkeypatch.setattr(hosts, "_addresses", nobody)
    line = {**GOOD, "number": ""}
    named = {**line, "addresses": ["sip.example.org"]}
    assert admin_client.post("trunks/", named).status_code == 201
    by_address = {**line, "addresses": ["198.51.100.5"]}
    assert other_admin_client.post("trunks/", by_address).status_code == 201


def test_a_number_of_another_company_cannot_be_brought_along(admin_client, other_admin_client):
    admin_client.post("trunks/", GOOD)
    stolen = {**GOOD, "login": "mine"}
    refused = other_admin_client.post("trunks/", stolen)
    assert (refused.status_code, field_codes(refused)) == (409, {"number": ["phone_number_taken"]})
    assert other_admin_client.get("phone-numbers/").json()["results"] == []


def test_an_empty_password_leaves_the_old_one(admin_client):
    trunk = admin_client.post("trunks/", GOOD).json()
    admin_client.patch(f"trunks/{trunk['id']}/", {"secret": "", "title": "New"})
    assert Trunk.objects.get().secret == GOOD["secret"]
    admin_client.patch(f"trunks/{trunk['id']}/", {"secret": "another"})
    assert Trunk.objects.get().secret == "another"


def test_routes_and_numbers_follow_a_new_name(admin_client):
    trunk = admin_client.post("trunks/", GOOD).json()
    admin_client.post("routes/", {"name": "all", "trunks": ["trunk:mts"]})
    assert admin_client.patch(f"trunks/{trunk['id']}/", {"name": "mega"}).status_code == 200
    assert Route.objects.get().trunks == ["trunk:mega"]
    assert PhoneNumber.objects.get(number="+74951234567").trunk == "mega"
    assert CompanyLine.objects.get().name == "mega"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": "Mts Line"}, {"name": ["line_name_invalid"]}),
        ({"addresses": ["http://x"]}, {"addresses.0": ["address_invalid"]}),
        ({"addresses": ["x.org", "a b"]}, {"addresses.1": ["address_invalid"]}),
        ({"addresses": ["169.254.169.254"]}, {"addresses.0": ["address_local"]}),
        ({"addresses": ["x.org;transport=tcp"]}, {"addresses.0": ["address_invalid"]}),
        ({"sources": ["198.51.0.0/23"]}, {"sources.0": ["network_too_wide"]}),
        ({"sources": ["2001:db9::/47"]}, {"sources.0": ["network_too_wide"]}),
        ({"login": "a\r\nVia: x"}, {"login": ["login_invalid"]}),
        ({"secret": "with space"}, {"secret": ["secret_characters"]}),
        ({"registers": True, "login": ""}, {"login": ["required"]}),
        ({"number": "+0"}, {"number": ["outside_number_invalid"]}),
        ({"codecs": ["mp3"]}, {"codecs": ["invalid_choice"]}),
        ({"transport": "sctp"}, {"transport": ["invalid_choice"]}),
        ({"called_template": "{number"}, {"called_template": ["template_invalid"]}),
        ({"caller_template": "+7999"}, {"caller_template": ["template_invalid"]}),
        ({"limits": {"channels": -1}}, {"limits.channels": ["limit_invalid"]}),
        ({"domain": "a b"}, {"domain": ["domain_invalid"]}),
        ({"local_area": "0495"}, {"local_area": ["area_code_invalid"]}),
        ({"local_area": "49"}, {"local_area": ["area_code_invalid"]}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(admin_client, values, errors):
    response = admin_client.post("trunks/", {**GOOD, **values})
    assert (response.status_code, field_codes(response)) == (400, errors)
    assert not Trunk.objects.exists()


@pytest.mark.parametrize("host", ["198.51.100.1", "pbx.example.org"])
def test_a_line_does_not_lead_to_the_node_itself(admin_client, tenant, host):
    with platform_scope():
        AsteriskNode.objects.update(sip_host=host)
    response = admin_client.post("trunks/", {**GOOD, "addresses": [f"{host}:5060"]})
    assert field_codes(response) == {"addresses.0": ["address_local"]}


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ([], ["203.0.113.7:5070"]),
        (["192.0.2.9"], ["192.0.2.9", "203.0.113.7:5070"]),
        (None, ["203.0.113.7:5070"]),
    ],
    ids=["this host alone", "another host", "not known"],
)
def test_a_name_that_stands_for_no_other_host_does_not_reach_the_node(
    admin_client, tenant, found, left
):
    admin_client.post("trunks/", GOOD)
    admin_client.post(
        "trunks/", {**GOOD, "name": "b", "login": "b", "addresses": GOOD["addresses"][:1]}
    )
    if found is not None:
        with platform_scope():
            HostAddress.objects.create(
                name="sip.example.org", addresses=found, asked_at=timezone.now()
            )
    with tenant_scope(tenant):
        only_name, both = config_snapshot().outside.trunks
    assert list(both.addresses) == left
    assert only_name.is_enabled == bool(found)


def test_a_used_trunk_is_not_deleted_silently(admin_client):
    trunk = admin_client.post("trunks/", GOOD).json()
    admin_client.post("routes/", {"name": "all", "trunks": ["trunk:mts"]})
    refused = admin_client.delete(f"trunks/{trunk['id']}/")
    assert refused.json()["code"] == "in_use"
    assert {each["kind"] for each in refused.json()["extra"]["usages"]} == {
        "route",
        "phone_number",
    }


def test_a_replacement_takes_over_routes_and_numbers(admin_client):
    trunk = admin_client.post("trunks/", GOOD).json()
    spare = admin_client.post(
        "trunks/", {**GOOD, "name": "spare", "login": "spare", "number": ""}
    ).json()
    admin_client.post("routes/", {"name": "all", "trunks": ["trunk:mts", "trunk:spare"]})
    path = f"trunks/{trunk['id']}/?replace_with={spare['id']}"
    assert admin_client.delete(path).status_code == 204
    assert Route.objects.get().trunks == ["trunk:spare"]
    assert PhoneNumber.objects.get(number="+74951234567").line == "trunk:spare"
    assert LineAccount.objects.filter(line="mts").count() == 0


def test_by_force_its_numbers_go_and_routes_without_a_line_are_switched_off(admin_client):
    trunk = admin_client.post("trunks/", GOOD).json()
    admin_client.post("routes/", {"name": "all", "trunks": ["trunk:mts"]})
    assert admin_client.delete(f"trunks/{trunk['id']}/?force=true").status_code == 204
    assert not PhoneNumber.objects.filter(number="+74951234567").exists()
    route = Route.objects.get()
    assert (route.trunks, route.is_enabled) == ([], False)


def test_many_are_switched_off_at_once(admin_client):
    trunk = admin_client.post("trunks/", GOOD).json()
    done = admin_client.post("trunks/bulk/", {"ids": [trunk["id"]], "action": "disable"})
    assert done.json() == {"done": [trunk["id"]], "refused": []}
    assert admin_client.get("trunks/").json()["results"][0]["state"] == "disabled"
    assert CompanyLine.objects.get().hosts == []  # calls from there are not taken


@pytest.fixture
def said(live_state, tenant):
    """`said(state, error, code)`: the node's listener, which is alive, says this of the trunk `mts`."""

    def say(state, error="", code=0):
        live_state.set(keys.node_state(tenant.node.name), json.dumps({"state": "live"}))
        record = {"state": state, "error": error, "code": code, "since": 1_800_000_000.0}
        record |= {"registered_at": None, "calls": 2, "node": tenant.node.name}
        live_state.hset(keys.trunk_states(tenant.schema_name), "mts", json.dumps(record))

    return say


def test_the_state_of_a_trunk_is_what_its_node_says(admin_client, said):
    admin_client.post("trunks/", GOOD)
    said("rejected", "wrong_password", 403)

    body = admin_client.get("trunks/").json()["results"][0]

    words = "The provider does not take login or password. (SIP 403)"
    assert (body["state"], body["error"], body["calls"]) == ("rejected", words, 2)
    assert admin_client.get("trunks/?state=rejected").json()["count"] == 1
    assert admin_client.get("trunks/?state=unknown").json()["count"] == 0


def test_what_a_silent_node_said_of_a_trunk_does_not_count(admin_client, said, live_state, tenant):
    admin_client.post("trunks/", GOOD)
    said("registered")
    live_state.delete(keys.node_state(tenant.node.name))

    body = admin_client.get("trunks/").json()["results"][0]

    assert (body["state"], body["error"], body["calls"]) == ("unknown", "", None)
    assert admin_client.get("trunks/?state=unknown").json()["count"] == 1


def test_an_error_of_a_line_that_this_release_does_not_know_is_still_told():
    assert line_error_words("a word of a later release", 603).endswith(
        "register this account. (SIP 603)"
    )
    assert line_error_words("") == ""


def test_another_companys_trunk_does_not_exist_here(admin_client, other_admin_client, other_tenant):
    trunk = admin_client.post("trunks/", GOOD).json()
    for method in ("get", "patch", "delete"):
        assert getattr(other_admin_client, method)(f"trunks/{trunk['id']}/", {}).status_code == 404
    assert other_admin_client.post(f"trunks/{trunk['id']}/test/").status_code == 404
    route = other_admin_client.post("routes/", {"name": "x", "trunks": ["trunk:mts"]})
    assert field_codes(route) == {"trunks.0": ["line_unknown"]}
    with tenant_scope(other_tenant):
        assert not Trunk.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"addresses": ["sip.evil.example"]},
        {"addresses": ["sip.mts.example", "sip.evil.example"]},
        {"domain": "evil.example"},
        {"login": "other"},
    ],
)
def test_a_password_is_used_nowhere_but_where_it_was_given_for(admin_client, values):
    """Whoever may edit trunks could else let a server of theirs guess it."""
    body = {"name": "mts", "addresses": ["sip.mts.example"], "login": "vpbx", "secret": "Zx9-mnbv"}
    path = f"trunks/{admin_client.post('trunks/', body).json()['id']}/"
    refused = admin_client.patch(path, values)
    assert (refused.status_code, field_codes(refused)) == (400, {"secret": ["secret_again"]})
    assert (
        admin_client.patch(path, {"addresses": body["addresses"], "title": "x"}).status_code == 200
    )
    assert admin_client.patch(path, {**values, "secret": "Zx9-mnbv"}).status_code == 200
