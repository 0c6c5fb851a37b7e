"""What the listener does when Asterisk or Redis is away, and after."""

import json
import signal
import subprocess
import time

import pytest

from telephony import keys
from tests.asterisk.agents import Agent
from tests.asterisk.companies import company, secret
from tests.asterisk.node import ADDRESS, Node
from tests.realtime.servers import ListenerThread, RedisServer, free_port, wait_for

SOON_SECONDS = 8  # to notice that a connection has ended; that nothing is answered takes longer


@pytest.fixture
def talking(phone, redis, listener):
    """A call that goes on; its id."""
    anna, boris = phone("acme+200"), phone("acme+201")
    anna.call("201")
    boris.incoming().answer()

    def look() -> str | None:
        calls = redis.hash(keys.live_calls("t_acme")).values()
        return next((call["id"] for call in calls if call["state"] == "talking"), None)

    return wait_for(look, "a call is talking")


def both_registered(redis: RedisServer) -> set[str] | None:
    """The registered devices of acme, once the two phones of the call are among them."""
    found = set(redis.hash(keys.registrations("t_acme")))
    return found if {"200", "201"} <= found else None


def seq(redis: RedisServer, schema: str = "t_acme") -> int:
    return int(redis.client.get(keys.live_seq(schema)) or 0)


def test_a_redis_that_comes_back_empty_is_filled_again_and_numbers_go_on(talking, redis):
    before = seq(redis)
    registrations = wait_for(lambda: both_registered(redis), "both phones are seen")
    redis.stop()
    redis.start()
    calls = wait_for(lambda: redis.hash(keys.live_calls("t_acme")), "the state is back")
    assert set(calls) == {talking}
    assert wait_for(lambda: both_registered(redis), "both phones are seen again") == registrations
    assert set(redis.hash(keys.live_calls(keys.PLATFORM))) == {talking}
    assert seq(redis) > before


def test_a_redis_that_forgot_everything_without_a_restart_is_filled_again(talking, redis):
    before = seq(redis)
    redis.client.flushall()
    calls = wait_for(lambda: redis.hash(keys.live_calls("t_acme")), "the state is back")
    assert set(calls) == {talking}
    assert seq(redis) > before


def test_what_happens_while_redis_is_away_is_written_when_it_returns(
    talking, phone, redis, live_node
):
    redis.stop()
    live_node.command("channel request hangup all")
    live_node.quiet()
    anna, vera = phone("acme+200"), phone("acme+202")
    call = anna.call("202")
    vera.incoming()
    redis.start()

    def look():
        calls = redis.hash(keys.live_calls("t_acme"))
        return calls if set(calls) and talking not in calls else None

    (found,) = wait_for(look, "the new call alone").values()
    assert found["state"] == "ringing"
    call.hang_up()


def test_without_redis_lamps_still_follow_the_phones(listener, wire, redis, live_node):
    redis.stop()
    phone = wire("acme+mobile")
    phone.request("REGISTER", headers="Expires: 60")
    wait_for(lambda: "NOT_INUSE" in lamp(live_node, "acme+mobile"), "the lamp is on")
    phone.request("REGISTER", headers="Expires: 0")
    wait_for(lambda: "UNAVAILABLE" in lamp(live_node, "acme+mobile"), "the lamp is off")
    redis.start()


def lamp(node: Node, login: str) -> str:
    return node.command(f"database get CustomDevstate {login}", check=False)


@pytest.fixture
def other_node(tmp_path):
    """An Asterisk of its own, to be killed."""
    node = Node(tmp_path / "node", hep_port=free_port())
    node.prepare()
    node.start()
    node.apply(company("acme"))
    yield node
    node.stop()


def test_an_asterisk_that_dies_is_told_at_once_and_its_calls_are_gone_when_it_is_back(
    other_node, redis
):
    listener = ListenerThread(other_node, redis.url)
    wait_for(lambda: redis.node_state("testnode") == "live", "the listener is live")
    with Agent("anna") as anna, Agent("boris") as boris:
        for agent, device in ((anna, "200"), (boris, "201")):
            port = other_node.settings.sip_port
            agent.register(f"acme+{device}", secret("acme", device), host=ADDRESS, port=port)
        wait_for(lambda: len(redis.hash(keys.registrations("t_acme"))) == 2, "two phones")
        anna.call("201")
        boris.incoming().answer()
        wait_for(lambda: redis.hash(keys.live_calls("t_acme")), "a call")
        kill_and_look(other_node, redis)
    wait_for(lambda: len(listener.boots) == 2, "both starts of Asterisk were told")
    listener.stop()


def kill_and_look(node: Node, redis: RedisServer) -> None:
    node.kill()
    wait_for(lambda: redis.node_state("testnode") == "lost", "told", seconds=SOON_SECONDS)
    assert redis.hash(keys.live_calls("t_acme")), "what was last known stands"
    node.start()
    wait_for(lambda: redis.node_state("testnode") == "live", "live again")
    wait_for(lambda: not redis.hash(keys.live_calls("t_acme")), "no call")
    assert len(redis.hash(keys.registrations("t_acme"))) == 2, "phones outlive a crash"


def test_a_registration_that_ended_while_nobody_listened_is_put_right(
    listener, redis, live_node, wire
):
    phone = wire("acme+mobile")
    phone.request("REGISTER", headers="Expires: 60")
    wait_for(lambda: "mobile" in redis.hash(keys.registrations("t_acme")))
    listener.stop()
    phone.request("REGISTER", headers="Expires: 0")
    assert "NOT_INUSE" in lamp(live_node, "acme+mobile"), "the last lamp stands"
    again = ListenerThread(live_node, redis.url)
    wait_for(lambda: "mobile" not in redis.hash(keys.registrations("t_acme")))
    wait_for(lambda: "UNAVAILABLE" in lamp(live_node, "acme+mobile"))
    again.stop()


def test_an_asterisk_that_stops_answering_counts_as_lost(other_node, redis):
    listener = ListenerThread(other_node, redis.url)
    wait_for(lambda: redis.node_state("testnode") == "live", "the listener is live")
    subprocess.run(["kill", f"-{signal.SIGSTOP}", str(other_node.pid)], check=True)
    try:
        wait_for(lambda: redis.node_state("testnode") == "lost", "noticed", seconds=60)
    finally:
        subprocess.run(["kill", f"-{signal.SIGCONT}", str(other_node.pid)], check=True)
    wait_for(lambda: redis.node_state("testnode") == "live", "live again")
    listener.stop()


def test_nobody_listening_for_copies_of_sip_messages_fills_no_log(live_node, wire):
    before = live_node.log()
    for _ in range(50):
        wire("acme+200").request("OPTIONS", auth=False)
    time.sleep(0.3)
    new = live_node.log().removeprefix(before)
    assert "hep" not in new.lower()
    assert len(new.splitlines()) < 10


def test_the_node_says_how_it_is(talking, redis):
    def look():
        found = json.loads(redis.client.get(keys.node_state("testnode")))
        return found if found["calls"] else None

    state = wait_for(look, "the node has said so")
    assert state["version"].startswith("22.")
    assert (state["state"], state["calls"], state["channels"]) == ("live", 1, 2)
    assert state["registrations"] >= 2
    assert 0 < time.time() - state["started_at"] < 3600
    assert 0 < time.time() - state["seen_at"] < 60
    assert state["spool_free_bytes"] > 0
    assert state["spool_age_seconds"] >= 0
    assert state["load1"] >= 0
