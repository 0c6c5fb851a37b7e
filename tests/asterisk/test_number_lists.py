"""Number lists on the node: written by difference, in force at once, never read by an ordinary apply."""

import sqlite3
import threading
import time

import pytest

from telephony.asterisk.number_lists import NumberLists
from telephony.dialling.config import NumberListConfig
from tests.asterisk.node import ADDRESS
from tests.asterisk.outside import carrier, number, outside, own, platform
from tests.asterisk.wire import SDP, WITH_SDP, status

MANY = 100_000


@pytest.fixture
def lists(tmp_path):
    made = NumberLists(tmp_path / "node.sqlite3")
    made.prepare()
    return made


def held(tmp_path):
    with sqlite3.connect(tmp_path / "node.sqlite3") as connection:
        return {row[0] for row in connection.execute("SELECT id FROM number_list")}


def test_only_lists_with_another_revision_are_fetched(lists, tmp_path):
    fetched = []

    def entries(key):
        fetched.append(key)
        return [f"+749511100{len(fetched):02d}"]

    first = [NumberListConfig("a", 1), NumberListConfig("b", 1)]
    assert lists.apply("acme", first, entries=entries) == ["a", "b"]
    assert lists.apply("acme", first, entries=entries) == []
    assert lists.apply("acme", [first[0], NumberListConfig("b", 2)], entries=entries) == ["b"]

    assert fetched == ["a", "b", "b"]
    assert held(tmp_path) == {"acme/a/+74951110001", "acme/b/+74951110003"}


def test_a_list_that_is_gone_leaves_nothing_and_others_stay(lists, tmp_path):
    lists.apply("acme", [NumberListConfig("a", 1)], entries=lambda _key: ["+74951110001"])
    lists.apply("acme1", [NumberListConfig("a", 1)], entries=lambda _key: ["+74951110001"])

    assert lists.apply("acme", [], entries=lambda _key: []) == ["a"]

    assert held(tmp_path) == {"acme1/a/+74951110001"}
    assert lists.revisions("acme") == {}


@pytest.mark.parametrize("nasty", ["' OR 1=1 --", "+7495%", "", "${SHELL(id)}"])
def test_what_is_no_number_is_refused_and_the_old_list_stands(lists, tmp_path, nasty):
    lists.apply("acme", [NumberListConfig("a", 1)], entries=lambda _key: ["+74951110001"])

    with pytest.raises(ValueError, match="not a number"):
        lists.apply("acme", [NumberListConfig("a", 2)], entries=lambda _key: [nasty])

    assert held(tmp_path) == {"acme/a/+74951110001"}
    assert lists.revisions("acme") == {"a": 1}


def numbers_made(count):
    """So many numbers, the first of them +74950000000."""
    return [f"+7495{i:07d}" for i in range(count)]


def test_a_hundred_thousand_numbers_are_written_in_short_transactions(lists):
    numbers = numbers_made(MANY)
    started = time.perf_counter()
    lists.apply("acme", [NumberListConfig("a", 1)], entries=lambda _key: numbers)
    whole = time.perf_counter() - started

    started = time.perf_counter()
    lists.apply("acme", [NumberListConfig("a", 2)], entries=lambda _key: numbers[1:])
    changed = time.perf_counter() - started
    started = time.perf_counter()
    lists.apply("acme", [NumberListConfig("a", 2)], entries=lambda _key: numbers[1:])
    nothing = time.perf_counter() - started

    assert whole < 10
    assert changed < whole
    assert nothing < 0.1


@pytest.fixture
def refused_seconds(served, provider, wire):
    """`refused_seconds(caller)`: how long a call to acme takes to be refused, as its lists say."""
    lists = tuple(NumberListConfig(key, 1, blocks_callers=True) for key in ("a", "b", "c"))
    config = outside("acme", own("acme", "internal:201"), lists=lists)
    served.publish(platform(config, carriers=(carrier(provider),)), config)

    def call(caller):
        stranger = wire(caller, "x", source=ADDRESS)
        started = time.perf_counter()
        answer = stranger.request("INVITE", number("acme"), headers=WITH_SDP, body=SDP, auth=False)
        assert status(answer) == 603
        return time.perf_counter() - started

    yield call
    NumberLists(served.paths.database).apply("acme", (), entries=lambda _key: ())


def test_a_call_costs_the_same_however_long_the_lists_are(served, refused_seconds):
    """Three lists are asked; the caller is on the last of them."""
    store = NumberLists(served.paths.database)

    def cost(length, revision):
        entries = {"a": numbers_made(length), "b": numbers_made(length), "c": ["+79161234567"]}
        configs = [NumberListConfig(key, revision, True) for key in entries]
        store.apply("acme", configs, entries=lambda key: entries[key])
        return min(refused_seconds("79161234567") for _ in range(15))

    short = cost(10, 1)
    long = cost(MANY, 2)
    assert long < short * 1.5 + 0.002


def test_calls_go_on_while_a_long_list_is_written(served, refused_seconds):
    store = NumberLists(served.paths.database)
    first = [NumberListConfig("a", 1, True)]
    store.apply("acme", first, entries=lambda _key: ["+79161234567"])
    writing = threading.Thread(
        target=store.apply,
        args=("acme", [*first, NumberListConfig("b", 1, True)]),
        kwargs={"entries": lambda _key: numbers_made(MANY)},
    )
    writing.start()
    slowest, calls = 0.0, 0
    while writing.is_alive():
        slowest = max(slowest, refused_seconds("79161234567"))
        calls += 1
    assert calls > 3
    assert slowest < 1
