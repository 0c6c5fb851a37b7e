"""Who tried names that no device has, as operators read it."""

import json

import pytest
import redis

from telephony import keys
from telephony.redis_clients import live_redis

PATH = "/api/v1/platform/attempts/"


@pytest.fixture
def tried(live_state):
    """`tried("root", "anybody")`: attempts as the listener keeps them, the last one is the newest."""

    def write(*logins: str, key: str = keys.UNKNOWN_ATTEMPTS) -> None:
        for index, login in enumerate(logins):
            record = {
                "at": 1_700_000_000 + index,
                "login": login,
                "device": "",
                "address": "198.51.100.1:5060",
                "transport": "udp",
                "agent": "friendly-scanner",
                "reason": "unknown_name",
            }
            live_state.lpush(key, json.dumps(record))

    yield write
    live_state.delete(keys.UNKNOWN_ATTEMPTS)


def test_names_of_no_company_are_shown_newest_first(operator_client, tried):
    tried("carrier.north", "root")
    rows = operator_client.get(PATH).json()
    assert [row["login"] for row in rows] == ["root", "carrier.north"]
    assert (rows[0]["reason"], rows[0]["agent"]) == ("unknown_name", "friendly-scanner")
    assert rows[1]["at"] == "2023-11-14T22:13:20Z"


def test_names_that_a_company_has_not_are_shown_by_its_code(operator_client, tried, tenant):
    tried("acme+ghost", key=keys.unknown_attempts("t_acme"))
    rows = operator_client.get(PATH, {"tenant": "acme"}).json()
    assert [row["login"] for row in rows] == ["acme+ghost"]
    assert operator_client.get(PATH).json() == []
    assert operator_client.get(PATH, {"tenant": "nosuch"}).status_code == 400


def test_only_operators_read_them(admin_client, tried):
    tried("root")
    assert admin_client.get(PATH).status_code == 403


def test_without_the_live_state_it_says_so(operator_client, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise redis.ConnectionError

    monkeypatch.setattr(live_redis(), "lrange", refuse)
    answer = operator_client.get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (503, "live_unavailable")
