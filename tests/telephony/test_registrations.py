"""Which phones are registered, and why a phone is offline."""

import json

import pytest
import redis

from telephony import keys
from telephony.redis_clients import live_redis
from tenants.models import Tenant


@pytest.fixture
def desk(make_extension, make_device):
    """The device `desk` of extension 200."""
    return make_device("desk", extension=make_extension("200", display_name="Anna"))


def test_a_registered_device_shows_its_phone_everywhere(admin_client, desk, register):
    register("desk")
    registration = admin_client.get(f"devices/{desk.pk}/").json()["registration"]
    assert (registration["state"], registration["address"]) == ("registered", "203.0.113.7:5060")
    [row] = admin_client.get("registrations/").json()["results"]
    assert (row["device"], row["login"], row["extension"], row["employee"], row["agent"]) == (
        str(desk.pk),
        "acme+desk",
        "200",
        "Anna",
        "Phone/1.0 <script>",
    )
    [extension] = admin_client.get("extensions/").json()["results"]
    assert (extension["presence"], extension["devices"][0]["is_registered"]) == ("online", True)


def test_an_expired_registration_is_none(admin_client, desk, register):
    register("desk", expires_in=-1)
    assert admin_client.get(f"devices/{desk.pk}/").json()["registration"] is None
    assert admin_client.get("registrations/").json()["count"] == 0
    assert admin_client.get("extensions/").json()["results"][0]["presence"] == "offline"


def test_devices_are_filtered_by_registration(admin_client, desk, make_device, register):
    make_device("spare")
    register("desk")
    for value, names in [("true", ["desk"]), ("false", ["spare"])]:
        rows = admin_client.get("devices/", {"is_registered": value}).json()["results"]
        assert [row["name"] for row in rows] == names


def test_the_same_name_in_another_company_is_not_registered(
    desk, register, other_tenant, other_admin_client
):
    register("desk")
    assert other_admin_client.get("registrations/").json()["results"] == []


def test_attempts_are_shown_newest_first(admin_client, desk, live_state):
    for index, reason in enumerate(["wrong_password", "network_not_allowed"]):
        attempt = {
            "at": 1_700_000_000 + index,
            "address": "198.51.100.1",
            "agent": "x",
            "reason": reason,
        }
        live_state.lpush(keys.attempts("t_acme", "desk"), json.dumps(attempt))
    rows = admin_client.get(f"devices/{desk.pk}/attempts/").json()
    assert [row["reason"] for row in rows] == ["network_not_allowed", "wrong_password"]
    assert rows[1]["at"] == "2023-11-14T22:13:20Z"


def test_the_cabinet_works_without_the_live_state(admin_client, desk, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise redis.ConnectionError

    for command in ("hgetall", "hmget", "lrange"):
        monkeypatch.setattr(live_redis(), command, refuse)
    assert admin_client.get(f"devices/{desk.pk}/").json()["registration"] is None
    assert admin_client.get("devices/").json()["count"] == 1
    assert admin_client.get("registrations/").json()["count"] == 0
    assert admin_client.get(f"devices/{desk.pk}/attempts/").json() == []


def test_a_list_reads_the_live_state_once(
    admin_client, make_device, live_state, monkeypatch, tenant: Tenant
):
    for index in range(5):
        make_device(f"phone{index}")
    asked = []
    original = live_redis().hmget
    monkeypatch.setattr(live_redis(), "hmget", lambda *args: asked.append(args) or original(*args))
    admin_client.get("devices/")
    assert len(asked) == 1
