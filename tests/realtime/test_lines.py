"""How the cabinet learns of lines to the outside: registered, refused and why, there or not; with a real provider."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from telephony import keys
from telephony.asterisk.hep import Answer
from telephony.asterisk.store import PLATFORM, SqliteStore
from telephony.asterisk.trunk_rows import trunks_rows
from telephony.dialling.config import OwnNumber, PlatformConfig, TrunkConfig
from telephony.realtime import lines
from telephony.realtime.live import LINES_CHANGED
from tests.asterisk.companies import company
from tests.asterisk.node import ADDRESS
from tests.asterisk.outside import account, outside, platform
from tests.provider.fixtures import new_provider, provider, running_provider
from tests.realtime.conftest import CODES
from tests.realtime.servers import (
    PATIENCE_SECONDS,
    ListenerThread,
    RedisServer,
    free_port,
    wait_for,
)

__all__ = ["new_provider", "provider", "running_provider"]

Lines = Callable[..., dict[str, Any]]


@pytest.fixture
def publish(live_node, monkeypatch, settings):
    """`publish(*carriers, acme=trunks)`; taken back after the test."""
    monkeypatch.setattr(lines, "PROBE_SECONDS", 1.0)
    settings.LOCAL_LINES = ["127.0.0.0/8"]

    def work(
        *carriers: TrunkConfig,
        acme: tuple[TrunkConfig, ...] = (),
        numbers: tuple[OwnNumber, ...] = (),
    ) -> None:
        config = outside(company("acme"), *numbers, trunks=acme)
        live_node.publish(platform(config, carriers=carriers), config)

    yield work
    live_node.publish(PlatformConfig(), company("acme"))


@pytest.fixture
def line(redis: RedisServer):
    """`line("carrier", state="registered")`: what is known of a line, once it is so."""

    def known(name: str, owner: str = keys.PLATFORM, **wanted: object) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            record = redis.hash(keys.trunk_states(owner)).get(name)
            if record and all(record[key] == value for key, value in wanted.items()):
                return record
            return None

        return wait_for(look, f"{owner} {name} {wanted}")

    return known


@pytest.mark.parametrize("refusing", [0, 1], ids=["the first refuses", "the second refuses"])
def test_a_line_is_registered_as_long_as_one_of_its_servers_has_it(
    listener, publish, line, provider, new_provider, refusing
):
    both = (provider, new_provider())
    for each in both:
        each.add_account("both", "one-password")
    both[refusing].refuse_passwords()
    addresses = tuple(each.address for each in both)
    publish(account(provider, "both", "both", addresses=addresses, secret="one-password"))

    wait_for(lambda: len(both[refusing].requests("REGISTER")) >= 2, "the refusal")
    line("both", state="registered", error="")
    time.sleep(2 * lines.JUDGE_SECONDS)  # the refusal would be judged by now
    line("both", state="registered", error="")


def test_lines_tell_their_state_and_why_in_words(listener, publish, line, provider):
    provider.add_account("spoiled", "another password")
    dead = f"127.0.0.1:{free_port()}"
    started = time.time()
    publish(
        account(provider, "acme-line", "good"),
        account(provider, "spoiled", "spoiled"),
        account(provider, "dead", "dead", addresses=(dead,)),
        account(provider, "nameless", "nameless", addresses=("no.such.host.invalid",), domain=""),
        account(provider, "closed", "closed", addresses=(dead,), transport="tcp"),
        TrunkConfig("there", addresses=(provider.address,)),
        TrunkConfig("away", addresses=(dead,)),
        acme=(account(provider, "globex-line", "own"),),
    )

    good = line("good", state="registered", error="")
    assert started <= good["registered_at"] == good["since"] <= time.time()
    assert line("own", keys.schema("acme"), state="registered")
    spoiled = line("spoiled", state="rejected")
    assert spoiled["error"] in ("wrong_password", "forbidden")
    assert spoiled["code"] in (401, 403)
    assert line("there", state="reachable", error="")
    assert line("away", state="unreachable")["error"] in ("no_answer", "refused")
    assert line("nameless", state="unreachable")["error"] == "dns"
    assert line("closed", state="unreachable")["error"] == "refused"
    assert line("dead", state="unreachable")["error"] in ("no_answer", "refused")


@pytest.mark.parametrize(
    ("sender", "state", "error"),
    [
        (("127.0.0.1", 5060), "unreachable", "refused"),
        (("127.0.0.1", 5090), "rejected", "wrong_password"),
        (("192.0.2.1", 5060), "rejected", "wrong_password"),
    ],
    ids=["ourselves", "another port", "another host"],
)
def test_what_we_answer_to_strangers_who_try_an_account_does_not_count(
    tmp_path, settings, sender, state, error
):
    """Whoever asks us to register it is told 401: that is not what its provider says."""
    settings.LOCAL_LINES = ["127.0.0.0/8"]
    store = SqliteStore(tmp_path / "node.sqlite3")
    store.prepare()
    address = f"127.0.0.1:{free_port()}"
    dead = TrunkConfig("own", addresses=(address,), registers=True, login="acme", secret="x")
    store.apply(PLATFORM, trunks_rows([dead]))
    known = lines.Lines(tmp_path / "node.sqlite3", {5060, 5061}, lambda: None)

    async def heard() -> None:
        work = asyncio.create_task(known.work())
        await until(lambda: known._by_account)
        known.answered(Answer("<sip:acme@127.0.0.1>", 401, *sender))
        known.registry_event({"Username": "sip:acme@127.0.0.1", "Status": "Rejected"})
        await until(lambda: known.records["carrier.own"]["state"] != lines.UNREGISTERED)
        work.cancel()

    async def until(look: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not look():
                await asyncio.sleep(0.01)

    asyncio.run(heard())
    record = known.records["carrier.own"]
    assert (record["state"], record["error"]) == (state, error)


def test_a_companys_line_is_no_scanner_of_ports(listener, publish, line, settings):
    """Whether somebody listens is not told; nor is this host asked at all where lines may not lead to it."""
    closed = f"127.0.0.1:{free_port()}"
    publish(acme=(TrunkConfig("x", addresses=(closed,), transport="tcp"),))
    assert line("x", keys.schema("acme"), state="unreachable")["error"] == "no_answer"
    settings.LOCAL_LINES = []
    publish(TrunkConfig("y", addresses=("localhost:80",), transport="tcp"))
    assert line("y", state="unreachable")["error"] == "dns"


def test_a_line_that_is_put_right_registers_at_once(listener, publish, line, provider):
    publish(account(provider, "acme-line", secret="wrong"))
    assert line("own", state="rejected")["error"] in ("wrong_password", "forbidden")
    publish(account(provider, "acme-line"))
    assert line("own", state="registered")


def test_a_server_that_falls_silent_and_comes_back_is_noticed(listener, publish, line, provider):
    publish(TrunkConfig("peer", addresses=(provider.address,)))
    first = line("peer", state="reachable")
    provider.fall_silent()
    away = line("peer", state="unreachable", error="no_answer")
    provider.fall_silent(False)
    again = line("peer", state="reachable")
    assert first["since"] < away["since"] < again["since"]


def test_a_line_that_is_gone_leaves_no_state(listener, publish, line, redis, provider):
    publish(account(provider, "acme-line"), acme=(TrunkConfig("x", addresses=(provider.address,)),))
    line("own")
    line("x", keys.schema("acme"))
    publish()
    wait_for(lambda: not redis.hash(keys.trunk_states(keys.PLATFORM)))
    wait_for(lambda: not redis.hash(keys.trunk_states(keys.schema("acme"))))
    wait_for(lambda: not redis.hash(keys.node_lines("testnode")))


def test_a_listener_that_starts_again_knows_since_when(
    listener, publish, line, redis, live_node, provider
):
    provider.add_account("spoiled", "another password")
    publish(account(provider, "acme-line"), account(provider, "spoiled", "spoiled"))
    good, bad = line("own", state="registered"), line("spoiled", state="rejected")

    listener.stop()
    second = ListenerThread(live_node, redis.url)
    try:
        wait_for(lambda: redis.node_state("testnode") == "live")
        time.sleep(1.5)
        assert line("own", state="registered") == good
        assert line("spoiled", state="rejected") == bad
    finally:
        second.stop()


@pytest.mark.parametrize("line_name", ["own", "peer"], ids=["by account", "by address"])
def test_a_line_tells_how_many_calls_it_carries(
    listener, publish, line, provider, phone, live_node, redis, line_name
):
    """Of many lines behind one address the number called tells which; a listener that starts again counts them, too."""
    number = "+74951110001"
    carrier = TrunkConfig("peer", addresses=(provider.address,), sources=(provider.host,))
    publish(
        account(provider, "acme-line", sources=()),
        carrier,
        numbers=(OwnNumber(number, f"carrier:{line_name}", "internal:201"),),
    )
    line("own", state="registered", calls=0)
    line("peer", state="reachable", calls=0)
    phone("acme+201").answers()
    way: dict[str, Any] = {"account": "acme-line"}
    if line_name == "peer":
        way = {"target": f"{ADDRESS}:{live_node.settings.sip_port}"}

    far = provider.call(number, caller="+79161234567", **way)
    far.answered()
    line(line_name, calls=1)
    listener.stop()
    redis.client.flushall()
    second = ListenerThread(live_node, redis.url)
    try:
        line(line_name, calls=1)
        far.hang_up()
        line(line_name, calls=0)

        def counted() -> set[int]:
            return {each["calls"] for each in redis.hash(keys.node_lines("testnode")).values()}

        wait_for(lambda: counted() == {0}, "no line carries a call")
    finally:
        second.stop()


def test_pages_are_told_to_read_lines_again(listener, publish, line, redis, provider):
    """The operators of all lines, a company of its own trunks, and nobody of others'."""
    with redis.client.pubsub(ignore_subscribe_messages=True) as pubsub:
        pubsub.subscribe(*map(keys.channel, (keys.PLATFORM, *map(keys.schema, CODES))))
        publish(acme=(TrunkConfig("x", addresses=(provider.address,)),))
        line("x", keys.schema("acme"), state="reachable")
        concerned = {keys.channel(keys.PLATFORM), keys.channel(keys.schema("acme"))}
        heard: set[str] = set()

        def hear() -> bool:
            said = pubsub.get_message(timeout=0.5)
            if said and said["data"] == LINES_CHANGED:
                heard.add(said["channel"])
            return not said and heard >= concerned

        wait_for(hear, "who is concerned has heard, and there is nothing more to hear")
    assert heard == concerned


def test_lines_go_on_when_asterisk_starts_again(listener, publish, line, provider, live_node):
    """Its registrations are new, and what is known of other lines stands."""
    publish(account(provider, "acme-line"), TrunkConfig("peer", addresses=(provider.address,)))
    first, peer = line("own", state="registered"), line("peer", state="reachable")
    asked = len(provider.requests("REGISTER"))
    live_node.stop()
    live_node.start()
    provider.wait(lambda: len(provider.requests("REGISTER")) > asked + 1, "it registers again")
    again = line("own", state="registered")
    assert again["since"] == first["since"]
    assert line("peer", state="reachable") == peer


def test_states_are_written_again_when_redis_has_forgotten(
    listener, publish, line, redis, provider
):
    publish(account(provider, "acme-line"))
    known = line("own", state="registered")
    redis.client.flushall()
    assert line("own", state="registered") == known
