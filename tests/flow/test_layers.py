"""The table of 004 and the flow are the same thing."""

from dataclasses import replace

import pytest

from telephony.flow.elements import Group, ListSwitch, Person
from telephony.flow.graph import Flow, When
from telephony.flow.layers import Row, new_id, rows, with_rows
from tests.flow.company import element, flow, start
from tests.flow.random_flows import random_case
from tests.flow.test_simulate import COMPLEX


def test_the_rows_of_the_complex_example():
    table = rows(COMPLEX)
    assert [(row.level, row.id, row.settings.kind, row.time_out_seconds) for row in table] == [
        (1, "black", "list", None),
        (2, "lunch", "person", 90),
        (2, "work", "person", 90),
        (2, "duty", "person", 90),
        (2, "night", "outside", 90),
        (3, "box", "voicemail", None),
    ]
    assert [row.no_answer for row in table] == ["", "level:3", "level:3", "level:3", "level:3", ""]
    assert table[0].others == {"listed": "level:20", "not_listed": "level:2"}
    assert table[1].when == When((), (1, 2, 3, 4, 5), ((780, 840),))


def test_transitions_are_exits():
    exits = {
        "forward": "a1",
        "answered": "b1",
        "no_answer": "level:2",
        "busy": "c1",
        "unreachable": "d1",
        "declined": "e1",
    }
    given = flow(start("level:1"), element("x1", "person", extension="200", level=1, exits=exits))
    (row,) = rows(given)
    assert (row.forward, row.after, row.no_answer, row.busy, row.no_route) == (
        "a1",
        "b1",
        "level:2",
        "c1",
        "d1",
    )
    assert row.others == {"declined": "e1"}
    assert with_rows(given, [row]) == given
    played = element("y1", "announcement", level=1, exits={"next": "level:2"})
    (row,) = rows(flow(start("level:1"), played))
    assert row.after == "level:2"


def test_a_table_is_put_back_as_it_was():
    for seed in range(100):
        for given in random_case(seed).flows.values():
            same = with_rows(given, rows(given))
            assert rows(same) == rows(given)
            assert same.layers == given.layers
            assert dict(same.by_id) == dict(given.by_id)
            assert [each for each in same.elements if not each.level] == [
                each for each in given.elements if not each.level
            ]


def test_rows_are_added_changed_moved_and_removed():
    table = list(rows(COMPLEX))
    table[0] = replace(table[0], settings=ListSwitch(lists=("black", "vip")))
    table[1], table[2] = table[2], table[1]
    del table[4]
    table.insert(4, Row(level=2, settings=Group(queue="500"), no_answer="level:3", busy="level:3"))
    changed = with_rows(COMPLEX, table)
    assert [each.id for each in changed.layers[2]] == ["work", "lunch", "duty", "group1"]
    assert changed.by_id["black"].settings == ListSwitch(lists=("black", "vip"))
    assert changed.by_id["group1"].exits == {"no_answer": "level:3", "busy": "level:3"}
    assert "night" not in changed.by_id
    assert changed.by_id["start"] == COMPLEX.by_id["start"]


def test_a_column_that_an_action_does_not_have_leads_nowhere():
    row = Row(level=1, settings=ListSwitch(), id="l1", busy="level:2", others={"listed": "level:3"})
    assert with_rows(Flow(), [row]).by_id["l1"].exits == {"listed": "level:3"}


def test_a_layer_has_a_level():
    with pytest.raises(ValueError, match="without a level"):
        with_rows(Flow(), [Row(level=0, settings=Person())])


def test_new_ids_are_free():
    assert new_id("person", {"person1", "person2"}) == "person3"
