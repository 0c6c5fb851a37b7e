"""Number lists on the node: written by difference, in force at once, never read by an ordinary apply."""

import sqlite3
import time

import pytest

from telephony.asterisk.number_lists import NumberLists
from telephony.dialling.config import NumberListConfig


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


def test_a_hundred_thousand_numbers_are_written_in_short_transactions(lists):
    numbers = [f"+7495{i:07d}" for i in range(100_000)]
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
