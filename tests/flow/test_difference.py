"""What differs between two versions of a flow."""

import copy

from telephony.flow.difference import Changed, Difference, Link, difference
from telephony.flow.write import document
from tests.flow.company import COMPLEX, element, flow, start

OLD = document(
    flow(
        start("a1"),
        element("a1", "person", extension="200", exits={"busy": "b1"}),
        element("b1", "hangup"),
    )
)


def changed(edit):
    new = copy.deepcopy(OLD)
    edit({each["id"]: each for each in new["elements"]}, new["elements"])
    return difference(OLD, new)


def test_the_same_is_no_difference():
    assert difference(OLD, OLD) == Difference()
    assert difference(OLD, OLD).is_empty
    moved = changed(lambda by_id, _all: by_id["a1"].update(position={"x": 9, "y": 9}))
    assert moved.is_empty


def test_elements_and_links_are_compared():
    def edit(by_id, elements):
        by_id["a1"]["exits"] = {"busy": "c1", "no_answer": "c1"}
        by_id["a1"]["settings"]["ring_seconds"] = 30
        by_id["a1"]["name"] = "Приёмная"
        elements[2] = {**elements[2], "id": "c1"}

    assert changed(edit) == Difference(
        added=("c1",),
        removed=("b1",),
        changed=(Changed("a1", ("name", "settings.ring_seconds")),),
        links_added=(Link("a1", "busy", "c1"), Link("a1", "no_answer", "c1")),
        links_removed=(Link("a1", "busy", "b1"),),
    )


def test_another_kind_is_a_change():
    found = changed(lambda by_id, _all: by_id["b1"].update(kind="back", settings={}))
    assert found.changed == (Changed("b1", ("kind", "settings.cause")),)


def test_the_order_of_layers_counts():
    old = document(COMPLEX)
    new = copy.deepcopy(old)
    layers = new["elements"]
    layers[2], layers[3] = layers[3], layers[2]
    assert difference(old, new).changed == (
        Changed("work", ("order",)),
        Changed("lunch", ("order",)),
    )
    layers[0], layers[1] = layers[1], layers[0]  # of different levels: no difference
    assert len(difference(old, new).changed) == 2
    del layers[2]
    assert difference(old, new).changed == ()
    assert difference(old, new).removed == ("work",)
