"""The operator's page of nodes, and live calls over HTTP."""

import json
import time

import pytest

from telephony import keys
from telephony.realtime.heartbeat import spool_age
from telephony.redis_clients import live_redis
from tests.realtime.stage import CALL, PHONE

SAID = {
    "state": "live",
    "version": "22.10.1",
    "calls": 3,
    "channels": 7,
    "registrations": 20,
    "load1": 0.5,
    "spool_age_seconds": 0.2,
    "spool_free_bytes": 10**9,
}


@pytest.fixture
def redis():
    """The live-state Redis of the tests, empty."""
    live_redis().flushdb()
    return live_redis()


@pytest.fixture
def state(redis, tenant):
    """What the tenant's node says of itself."""

    def say(**changes):
        started_and_seen = {"started_at": time.time() - 90, "seen_at": time.time()}
        said = {**SAID, **started_and_seen, **changes}
        redis.set(keys.node_state(tenant.node.name), json.dumps(said))

    return say


def node_of(response, tenant):
    assert response.status_code == 200
    return next(node for node in response.json() if node["name"] == tenant.node.name)


def test_a_node_that_is_heard_of_is_shown_as_it_says(operator_client, state, redis, tenant):
    state()
    redis.zadd(keys.node_bans(tenant.node.name), {"192.0.2.7": time.time() + 60, "192.0.2.8": 1})
    node = node_of(operator_client.get("platform/nodes/"), tenant)
    assert {key: node[key] for key in SAID} == SAID
    assert 89 <= node["uptime_seconds"] < 150
    assert (node["tenants"], node["banned_sources"]) == (3, 1)
    assert node["last_seen_at"]


def test_a_silent_node_is_unknown(operator_client, redis, tenant):
    node = node_of(operator_client.get("platform/nodes/"), tenant)
    assert (node["state"], node["version"], node["last_seen_at"]) == ("unknown", None, None)
    assert node["tenants"] == 3


def test_nodes_are_for_operators(admin_client, user_client, anonymous_client):
    assert admin_client.get("platform/nodes/").status_code == 403
    assert user_client.get("platform/nodes/").status_code == 403
    assert anonymous_client.get("platform/nodes/").status_code == 401


def write(redis, schema, call, phones=()):
    redis.set(keys.live_seq(schema), 7)
    redis.hset(keys.live_calls(schema), call["id"], json.dumps(call))
    for device in phones:
        redis.hset(keys.registrations(schema), device, json.dumps(PHONE))


def test_an_administrator_reads_calls_and_registrations(admin_client, redis, state):
    state()
    write(redis, "t_acme", CALL, ["200"])
    body = admin_client.get("live/").json()
    assert (body["seq"], body["is_stale"], body["calls"]) == (7, False, [CALL])
    assert [phone["login"] for phone in body["registrations"]] == ["acme+200"]


def test_a_person_without_the_right_to_all_reads_the_own_calls(user_client, redis, state):
    state()
    write(redis, "t_acme", CALL, ["200"])
    body = user_client.get("live/").json()
    assert (body["calls"], body["registrations"]) == ([], [])


def test_another_company_reads_nothing_of_it(other_admin_client, redis, state):
    write(redis, "t_acme", CALL, ["200"])
    body = other_admin_client.get("live/").json()
    assert (body["calls"], body["registrations"]) == ([], [])


def test_live_calls_of_a_lost_node_are_stale(admin_client, redis, state):
    state(state="lost")
    assert admin_client.get("live/").json()["is_stale"] is True


def test_operators_read_calls_of_all_companies_and_nobody_else_does(
    operator_client, admin_client, redis
):
    write(redis, keys.PLATFORM, CALL)
    assert operator_client.get("platform/live/").json()["calls"] == [CALL]
    assert admin_client.get("platform/live/").status_code == 403


def test_the_age_of_the_spool_is_that_of_its_oldest_event(tmp_path):
    assert spool_age(tmp_path) == 0
    (tmp_path / "cel.jsonl").write_text("")
    assert spool_age(tmp_path) == 0
    line = '{"eventtype":"CHAN_START","eventtime":"%s"}\n'
    (tmp_path / "cel.jsonl").write_text(line % (time.time() - 5))
    (tmp_path / "cel-123.jsonl").write_text(line % (time.time() - 300) + line % time.time())
    assert 299 < spool_age(tmp_path) < 360
