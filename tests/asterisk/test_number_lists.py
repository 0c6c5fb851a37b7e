"""Number lists on the node: written by difference, in force at once, never read by an ordinary apply."""

import sqlite3
import threading
from contextlib import closing

import pytest

from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.store import connect
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


def test_of_a_hundred_thousand_numbers_only_what_changed_is_written(lists, tmp_path):
    numbers = numbers_made(MANY)
    lists.apply("acme", [NumberListConfig("a", 1)], entries=lambda _key: numbers)
    assert len(held(tmp_path)) == MANY

    with closing(connect(tmp_path / "node.sqlite3")) as connection:
        lists.apply("acme", [NumberListConfig("a", 2)], entries=lambda _key: numbers[1:])
        assert held(tmp_path) == {f"acme/a/{each}" for each in numbers[1:]}
        before = connection.execute("PRAGMA data_version").fetchone()
        lists.apply("acme", [NumberListConfig("a", 2)], entries=lambda _key: numbers[1:])
        assert connection.execute("PRAGMA data_version").fetchone() == before


def test_a_number_is_looked_up_by_the_key_of_the_table(lists, tmp_path):
    """So that a call costs the same however long the lists are; this is how res_config_sqlite3 asks."""
    with closing(connect(tmp_path / "node.sqlite3")) as connection:
        (step,) = connection.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM number_list WHERE id = 'acme/a/+74951110001'"
        )
    assert "USING PRIMARY KEY" in step[3]


@pytest.fixture
def refuse(served, provider, wire):
    """`refuse(caller)`: a call to acme is refused, as its lists say."""
    lists = tuple(NumberListConfig(key, 1, blocks_callers=True) for key in ("a", "b", "c"))
    config = outside("acme", own("acme", "internal:201"), lists=lists)
    served.publish(platform(config, carriers=(carrier(provider),)), config)

    def call(caller):
        stranger = wire(caller, "x", source=ADDRESS)
        answer = stranger.request("INVITE", number("acme"), headers=WITH_SDP, body=SDP, auth=False)
        assert status(answer) == 603

    yield call
    NumberLists(served.paths.database).apply("acme", (), entries=lambda _key: ())


def test_calls_go_on_while_a_long_list_is_written(served, refuse):
    store = NumberLists(served.paths.database)
    first = [NumberListConfig("a", 1, True)]
    store.apply("acme", first, entries=lambda _key: ["+79161234567"])
    calls = 0
    for count in (
        MANY,
        0,
    ) * 3:  # a list that comes, and goes: until there were some calls meanwhile
        writing = threading.Thread(target=write, args=(store, first, count))
        writing.start()
        while writing.is_alive():
            refuse("79161234567")
            calls += 1
        if calls > 3:
            return
    raise AssertionError(f"{calls} calls")


def write(store, others, count):
    """Make acme's list `b` so long, beside others; 0: no list."""
    lists = [NumberListConfig("b", 1, True)] if count else []
    store.apply("acme", [*others, *lists], entries=lambda _key: numbers_made(count))
