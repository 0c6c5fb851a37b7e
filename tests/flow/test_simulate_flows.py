"""What becomes of calls in flows that call others, of people whose calls begin in one, of numbers of elements."""

from telephony.flow.limits import DEPTH_MAX, HOPS_MAX
from telephony.flow.world import World
from tests.flow.calls import call, led
from tests.flow.company import element, flow, start

SECOND = flow(
    start("a1"),
    element("a1", "person", extension="202", exits={"busy": "b1"}),
    element("b1", "back"),
    element("other", "start", exits={"next": "c1"}),
    element("c1", "hangup", cause="declined"),
)


def test_a_flow_calls_another_which_comes_back():
    first = flow(
        start("f1"), element("f1", "flow", flow=2, exits={"next": "g1"}), element("g1", "hangup")
    )
    trace = call({1: first, 2: SECOND}, phones={"202": "busy"})
    assert [(each.flow, each.element, each.entered, each.exit) for each in trace.steps] == [
        (1, "start", "", "next"),
        (1, "f1", "next", "next"),
        (2, "start", "", "next"),
        (2, "a1", "next", "busy"),
        (2, "b1", "busy", ""),
        (1, "g1", "next", ""),
    ]
    assert trace.path[2] == (2, "start", "")


def test_another_start_may_be_called():
    first = flow(start("f1"), element("f1", "flow", flow=2, start="other"))
    assert call({1: first, 2: SECOND}).outcome.key == "hung_up:declined"


def test_what_is_missing_ends_the_call():
    gone = flow(start("f1"), element("f1", "flow", flow=9))
    assert (call(gone).outcome.code, call(gone).outcome.flow) == ("missing", 9)
    assert call(gone, entry="x1").outcome.code == "missing"
    assert call(flow(start("x1"))).outcome.code == "missing"
    assert call(flow(element("a1", "hangup"))).outcome.code == "missing"
    assert led("flow", ("next",)) == ("next", "nobody")


def test_there_may_be_nothing_to_go_back_to():
    assert call(flow(start("a1"), element("a1", "back"))).outcome.code == "back"


def test_a_circle_ends():
    given = flow(start("a1"), element("a1", "set", exits={"next": "a1"}))
    trace = call(given)
    assert trace.outcome.code == "loop"
    assert len(trace.steps) == HOPS_MAX + 1


def test_a_chain_of_many_elements_is_no_circle():
    links = [element(f"a{n}", "set", exits={"next": f"a{n + 1}"}) for n in range(499)]
    given = flow(start("a0"), *links, element("a499", "hangup"))
    assert call(given).outcome.code == "hung_up"


def test_flows_in_flows_end():
    itself = flow(start("f1"), element("f1", "flow", flow=1))
    trace = call(itself)
    assert trace.outcome.code == "loop"
    assert len(trace.steps) == 2 * DEPTH_MAX


# ---------------------------------------------------------------- plans of persons, numbers of elements

PLANNED = World(
    extensions={"200": 30, "201": 30},
    numbers={"200": "extension", "201": "extension", "801": "flow:2/m1"},
    plans={"200": (2, "p1")},
)
PLAN = flow(
    start("p1"),
    element("p1", "person", extension="200", exits={"busy": "p2", "no_answer": "b1"}),
    element("p2", "person", extension="201"),
    element("b1", "back"),
    element("m1", "hangup", cause="busy", own_number="801"),
)
FIRST = flow(
    start("a1"),
    element("a1", "person", extension="200", exits={"no_answer": "z1"}),
    element("z1", "hangup"),
)


def test_a_plan_takes_the_calls_of_its_person_who_is_rung_in_it():
    trace = call({1: FIRST, 2: PLAN}, world=PLANNED, phones={"200": "busy"})
    assert trace.outcome.key == "answered:201"
    assert trace.path[1:] == ((1, "a1", "next"), (2, "p1", ""), (2, "p2", "busy"))


def test_a_plan_that_goes_back_gives_its_last_result():
    trace = call({1: FIRST, 2: PLAN}, world=PLANNED, phones={"200": "no_answer"})
    assert trace.path[1:] == (
        (1, "a1", "next"),
        (2, "p1", ""),
        (2, "b1", "no_answer"),
        (1, "z1", "no_answer"),
    )


def test_a_call_to_the_person_begins_in_the_plan():
    trace = call(
        {1: PLAN},
        world=World(**{**PLANNED_FIELDS, "plans": {"200": (1, "p1")}}),
        entry="p1",
        called="200",
    )
    assert trace.outcome.key == "answered:200"


PLANNED_FIELDS = {"extensions": PLANNED.extensions, "numbers": PLANNED.numbers}


def test_an_element_with_a_number_is_dialled():
    given = flow(start("a1"), element("a1", "menu", dials_direct=True))
    assert call({1: given, 2: PLAN}, world=PLANNED, keys=("801",)).outcome.key == "hung_up:busy"


def test_a_person_is_not_reached_by_callers_on_their_list():
    world = World(extensions={"200": 30}, numbers={"200": "extension"}, blocked={"200": "black"})
    given = flow(
        start("a1"),
        element("a1", "person", extension="200", exits={"declined": "b1"}),
        element("b1", "dial"),
    )
    trace = call(given, world=world, keys=("200",), listed=frozenset(("black",)))
    assert trace.outcome.key == "unlinked:declined"
    assert trace.steps[1].extra == {"number": "200", "list": "black"}
    assert call(given, world=world).outcome.key == "answered:200"
    assert (
        call(given, world=world, number="201", listed=frozenset(("black",))).outcome.code
        == "answered"
    )


def test_a_plan_that_dials_its_own_person_goes_round():
    plan = flow(element("p1", "dial", exits={"unreachable": "z1"}), element("z1", "hangup"))
    world = World(**{**PLANNED_FIELDS, "plans": {"200": (1, "p1")}})
    trace = call(plan, world=world, entry="p1", called="200", keys=("200",))
    assert (trace.steps[0].exit, trace.steps[0].extra["loop"]) == ("unreachable", True)
