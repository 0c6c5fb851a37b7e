"""Whatever happens in whatever order, a page ends with what Redis holds, and never sees a hole in
the numbers.
"""

import asyncio
import json
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from telephony import keys
from telephony.realtime.hub import Hub
from telephony.realtime.live import Change, LiveStore
from telephony.realtime.pages import LivePage
from tests.realtime.servers import PATIENCE_SECONDS, RedisServer

SCHEMA = "t_acme"
NODES = frozenset({"node1"})
NUMBERS = ["200", "201", "202"]


def call_view(call_id: str, caller: str, callee: str, state: str) -> dict[str, Any]:
    parties = [{"number": number, "name": "Ёж"} for number in (caller, callee)]
    legs = [{**party, "channel": "", "state": state, "device": "", "line": ""} for party in parties]
    return {
        "id": f"node1-{call_id}",
        "tenant": "acme",
        "state": state,
        "direction": "internal",
        "line": "",
        "is_emergency": False,
        "from": parties[0],
        "to": parties[1],
        "answered_by": None,
        "started_at": "2026-11-21T10:00:00.000Z",
        "answered_at": None,
        "legs": legs,
    }


calls = st.builds(
    call_view,
    st.sampled_from("abcd"),
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.sampled_from(["ringing", "talking"]),
)
records = st.builds(
    lambda agent: {
        "login": "acme+200",
        "address": "192.0.2.1:5060",
        "transport": "udp",
        "agent": agent,
        "since": 1_000.0,
        "expires_at": 9_000_000_000,
    },
    st.sampled_from(["one", "two"]),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("call"), calls),
        st.tuples(st.just("end"), st.sampled_from("abcd")),
        st.tuples(st.just("phone"), st.sampled_from(["200", "201"]), records),
        st.tuples(st.just("phone gone"), st.sampled_from(["200", "201"])),
        st.tuples(st.just("page opens"), st.sets(st.sampled_from(NUMBERS), max_size=2)),
        st.tuples(st.just("page of all opens")),
        st.tuples(st.just("listener restarts")),
        st.tuples(st.just("redis forgets")),
        st.tuples(st.just("a message is lost")),
        st.tuples(st.just("pages catch up")),
    ),
    max_size=30,
)


A_CALL = call_view("a", "200", "201", "ringing")


class Viewer:
    """A browser: applies what it is sent, strictly."""

    def __init__(self, numbers: frozenset[str] | None) -> None:
        self.numbers = numbers
        self.page = LivePage(numbers)
        self.seq: int | None = None
        self.calls: dict[str, Any] = {}
        self.phones: dict[str, Any] = {}

    def read(self) -> None:
        while self.page._outbox:
            self.apply(json.loads(self.page._outbox.popleft()))

    def apply(self, message: dict[str, Any]) -> None:
        if message["type"] == "snapshot":
            assert self.seq is None or message["seq"] >= self.seq, "numbers went back"
            self.calls = {call["id"]: call for call in message["calls"]}
            self.phones = {each["device"]: each for each in message["registrations"]}
        elif message["type"] == "delta":
            assert message["seq"] == (self.seq or 0) + 1, "a hole in the numbers"
            self.calls |= {call["id"]: call for call in message["upsert"]}
            for call_id in message["removed"]:
                assert self.calls.pop(call_id, None) or self.numbers is None
            for each in message["registrations"]:
                self.phones.pop(each["device"], None)
                if each["state"] == "registered":
                    self.phones[each["device"]] = each
        self.seq = message.get("seq", self.seq)


class World:
    """A listener's truth, Redis, one web process and its viewers."""

    def __init__(self, redis: "Redis[str]") -> None:
        self.redis = redis
        self.store = LiveStore(redis, "node1")
        self.hub = Hub(redis)
        self.calls: dict[str, Any] = {}
        self.phones: dict[str, Any] = {}
        self.viewers: list[Viewer] = []

    async def step(self, kind: str, *values: Any) -> None:
        if kind == "call":
            self.calls[values[0]["id"]] = values[0]
            await self.store.change({"acme": Change(calls={values[0]["id"]: values[0]})})
        elif kind == "end" and self.calls.pop(f"node1-{values[0]}", None):
            await self.store.change({"acme": Change(calls={f"node1-{values[0]}": None})})
        elif kind == "phone":
            self.phones[values[0]] = values[1]
            await self.store.change({"acme": Change(registrations={values[0]: values[1]})})
        elif kind == "phone gone" and self.phones.pop(values[0], None):
            await self.store.change({"acme": Change(registrations={values[0]: None})})
        else:
            await self.other(kind, *values)

    async def other(self, kind: str, *values: Any) -> None:
        if kind == "page opens":
            self.open(frozenset(values[0]))
        elif kind == "page of all opens":
            self.open(None)
        elif kind == "listener restarts":
            self.store = LiveStore(self.redis, "node1")
            await self.rewrite()
        elif kind == "redis forgets":
            await self.redis.flushdb()
            self.store.restart_numbers()
            await self.rewrite()
        elif kind == "a message is lost":
            await self.redis.incr(keys.live_seq(SCHEMA))
        elif kind == "pages catch up":
            await self.catch_up()

    async def catch_up(self) -> None:
        """Every page comes to show what is true; without this most would only see the end of a
        story.
        """
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            await asyncio.sleep(0.002)
            for viewer in self.viewers:
                viewer.read()
            shown = [viewer.calls for viewer in self.viewers]
            truth = [self.visible(viewer.numbers) for viewer in self.viewers]
            if shown == truth:
                return
            assert asyncio.get_running_loop().time() < deadline, (shown, truth)

    async def rewrite(self) -> None:
        whole = Change(calls=dict(self.calls), registrations=dict(self.phones))
        await self.store.replace({"acme": whole})

    def open(self, numbers: frozenset[str] | None) -> None:
        viewer = Viewer(numbers)
        self.hub.open(viewer.page, schema=SCHEMA, nodes=NODES)
        self.viewers.append(viewer)

    def visible(self, numbers: frozenset[str] | None) -> dict[str, Any]:
        return {
            call_id: call
            for call_id, call in self.calls.items()
            if numbers is None or {call["from"]["number"], call["to"]["number"]} & numbers
        }

    async def settle(self) -> None:
        """A last change, told to everybody: who has seen it has seen all before it."""
        last = call_view("last", "200", "201", "talking")
        await self.step("call", {**last, "answered_at": "2026-11-21T10:00:01.000Z"})
        await self.catch_up()


async def run(url: str, story: list[tuple[Any, ...]]) -> World:
    redis = Redis.from_url(url, decode_responses=True)
    world = World(redis)
    try:
        for kind, *values in story:
            await world.step(kind, *values)
        await world.settle()
    finally:
        await world.hub.stop()
        await redis.aclose()
    return world


@settings(
    max_examples=80,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a story that fails is slow to shorten
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(
    story=[  # a hole in the numbers
        ("page of all opens",),
        ("call", A_CALL),
        ("pages catch up",),
        ("a message is lost",),
        ("call", {**A_CALL, "state": "talking"}),
    ]
)
@example(
    story=[  # numbers never go back
        ("page of all opens",),
        ("page opens", {"200"}),
        ("call", A_CALL),
        ("call", {**A_CALL, "state": "talking"}),
        ("pages catch up",),
        ("redis forgets",),
        ("pages catch up",),
        ("end", "a"),
    ]
)
@example(
    story=[  # a page that opens later
        ("page of all opens",),
        ("call", A_CALL),
        ("pages catch up",),
        ("end", "a"),
        ("pages catch up",),
        ("page of all opens",),
        ("page opens", {"200"}),
        ("pages catch up",),
    ]
)
@example(
    story=[  # a call that is not one's own any more
        ("page opens", {"201"}),
        ("call", A_CALL),
        ("pages catch up",),
        ("call", call_view("a", "200", "202", "talking")),
        ("pages catch up",),
        ("end", "a"),
    ]
)
@given(story=steps)
def test_every_page_ends_with_what_is_true(redis: RedisServer, story: list[tuple[Any, ...]]):
    redis.client.flushall()
    world = asyncio.run(run(redis.url, story))
    assert redis.hash(keys.live_calls(SCHEMA)) == world.calls
    assert redis.hash(keys.live_calls(keys.PLATFORM)) == world.calls
    for viewer in world.viewers:
        assert viewer.calls == world.visible(viewer.numbers)
        phones = set() if viewer.numbers is not None else set(world.phones)
        assert set(viewer.phones) == phones
