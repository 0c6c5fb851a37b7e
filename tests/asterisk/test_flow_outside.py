"""Flows and the outside: who pays for a leg, which exits it has, who is on a list, what callers are shown."""

from dataclasses import replace

import pytest

from compose.provider.behaviour import answer
from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.snapshot import FlowNumber, ScheduleConfig
from telephony.dialling.config import CallClass, NumberListConfig, RedirectConfig
from tests.asterisk.companies import company
from tests.asterisk.flows import begins, element, flow, path, plays, published, with_flows
from tests.asterisk.outgoing import FAR, caller, far, publish, rights
from tests.asterisk.outside import CALLER, number, own
from tests.asterisk.sounds import tones
from tests.asterisk.test_lamps import wait_state, watch

END = element("hangup", "end")
RINGING = ("answered", "busy", "no_answer", "unreachable", "declined")
CHOSEN = 1300


def leads_outside(**settings):
    """A flow that rings a number outside; every exit leads to its end."""
    out = element("outside", "out", exits=dict.fromkeys(RINGING, "end"), settings=settings)
    return flow(begins("out"), out, END)


@pytest.fixture
def leads(node, provider):
    """`leads(flow, ...)`: acme's number and 600 lead into the flow; its people may call everywhere."""

    def bring(made, **options):
        config = caller(numbers=(own("acme", f"flow:{made.key}-start"),), **options)
        numbers = (FlowNumber("600", made.key, "start"),)
        publish(node, provider, with_flows(config, made, flow_numbers=numbers))
        return node

    return bring


# ---------------------------------------------------------------- numbers outside


def test_a_call_from_outside_is_led_outside_at_the_companys_cost(leads, ring, provider):
    node = leads(leads_outside(number=FAR, ring_seconds=20))
    provider.behave(FAR, answer(tone=620))
    since = node.mark()

    call = ring(number("acme"), tone=1000)
    there = provider.taken(FAR)
    call.answered()
    call.hears(620)
    there.hears(1000)
    assert there.shown == number("acme").removeprefix("+")
    there.hang_up()
    call.ended()
    node.settled(since)
    assert path(node, since)[-1] == ("end", "answered")


@pytest.mark.parametrize(
    ("last", "exit"),
    [("0486", "busy"), ("0603", "declined"), ("0404", "unreachable"), ("0480", "unreachable")],
)
def test_a_number_outside_leaves_by_what_it_says(leads, ring, last, exit):
    node = leads(leads_outside(number=far(last), ring_seconds=5))
    since = node.mark()
    ring(number("acme")).refused()
    node.settled(since)
    assert path(node, since)[-1] == ("end", exit)


def test_a_redirect_number_is_rung(leads, ring, provider):
    made = leads_outside(redirect="r1", ring_seconds=20)
    leads(made, redirects=(RedirectConfig("r1", FAR),))
    provider.behave(FAR, answer(tone=620))
    call = ring(number("acme"))
    call.answered()
    call.hears(620)
    call.hang_up()


def test_who_calls_a_flow_from_inside_needs_the_right_to_what_it_leads_to(leads, phones, provider):
    made = leads_outside(number=FAR, ring_seconds=20)
    node = leads(made, rights=rights("200", classes=(CallClass.INTERNAL,)) + rights("201"))
    since = node.mark()
    phones("acme+200").call("600").outcome()
    node.settled(since)
    assert path(node, since)[-1] == ("end", "unreachable")
    assert node.event("x-result", since=since)["extra"]["reason"] == "class-local"
    provider.never_taken(FAR, seconds=0.1)

    provider.behave(FAR, answer(tone=620))
    call = phones("acme+201").call("600").confirmed()
    call.hears(620)
    call.hang_up()


def test_a_company_that_may_not_call_outside_leads_nobody_there(leads, ring, provider):
    node = leads(leads_outside(number=FAR, ring_seconds=20), ceiling=())
    since = node.mark()
    ring(number("acme")).refused()
    node.settled(since)
    assert path(node, since)[-1] == ("end", "unreachable")
    provider.never_taken(FAR, seconds=0.1)


# ---------------------------------------------------------------- who calls


@pytest.mark.parametrize(
    ("calling", "exit"), [(CALLER, "listed"), ("+78121234567", "not_listed"), ("", "not_listed")]
)
def test_callers_are_told_apart_by_lists(leads, node, ring, calling, exit):
    lists = (NumberListConfig("vip", 1), NumberListConfig("black", 1))
    entries = {"vip": ["+79990000001"], "black": [CALLER]}
    NumberLists(node.paths.database).apply("acme", lists, entries=lambda key: entries[key])
    parts = element("list", lists=["vip", "black"], exits={"listed": "end", "not_listed": "end"})
    leads(flow(begins("list"), parts, END), lists=lists)
    since = node.mark()
    ring(number("acme"), caller=calling, anonymous=not calling).refused()
    node.settled(since)
    assert path(node, since)[-1] == ("end", exit)
    NumberLists(node.paths.database).apply("acme", (), entries=lambda _key: ())


@pytest.mark.parametrize(
    ("calling", "exit"), [(CALLER, "match"), ("+78121234567", "no_match"), ("", "match")]
)
def test_callers_are_told_apart_by_patterns(leads, ring, calling, exit):
    parts = element("caller", patterns=["7916.*", "X!"], exits={"match": "end", "no_match": "end"})
    parts["settings"]["patterns"] = ["7916.*"] if calling else [".*"]
    node = leads(flow(begins("caller"), parts, END))
    since = node.mark()
    ring(number("acme"), caller=calling, anonymous=not calling).refused()
    node.settled(since)
    assert path(node, since)[-1] == ("end", exit)


# ---------------------------------------------------------------- ends and marks


@pytest.mark.parametrize(
    ("cause", "status"),
    [("normal", 603), ("busy", 486), ("declined", 603), ("unavailable", 480), ("unknown", 404)],
)
def test_the_caller_is_told_the_cause(leads, ring, cause, status):
    node = leads(flow(begins("end"), element("hangup", "end", cause=cause)))
    since = node.mark()
    assert ring(number("acme")).refused() == status
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "hangup"


def test_an_announcement_before_the_answer_costs_the_caller_nothing(served, provider, ring):
    sounds = tones(served, "acme", CHOSEN)
    said = plays(f"tone{CHOSEN}", "said", then="end", repeats=3, answers=False)
    published(served, provider, flow(begins("said"), said, END), media=sounds)
    call = ring(number("acme"))
    call.hears(CHOSEN)
    assert call.refused() == 603


def test_phones_show_the_prefix_before_the_caller(leads, ring, phones):
    marks = element("set", caller_prefix="Склад", priority=3, exits={"next": "who"})
    leads(flow(begins("set"), marks, element("person", "who", extension="201", exits={})))
    boris = phones("acme+201")
    call = ring(number("acme"), name="Ivan")
    incoming = boris.incoming()
    assert "Склад Ivan" in incoming.remote
    assert CALLER in incoming.remote
    call.hang_up()


@pytest.mark.parametrize(
    "name",
    [
        "Ivanov, Ivan", "x,TENANT=globex", "x):Hangup(21", "a:b?c", "${EPOCH}", "$[1+1]", "((", "))", "a&b|c",
        "x,__MAKER=COMPANY",
    ],
)  # fmt: skip
def test_a_caller_who_calls_himself_oddly_is_shown_and_nothing_else(leads, ring, phones, name):
    marks = element("set", caller_prefix="VIP", exits={"next": "who"})
    leads(flow(begins("set"), marks, element("person", "who", extension="201", exits={})))
    boris = phones("acme+201")
    call = ring(number("acme"), name=name)
    assert f"VIP {name}" in boris.incoming().remote.replace("\\", "")
    call.hang_up()


# ---------------------------------------------------------------- a schedule switched by its number


def test_the_number_of_a_schedule_switches_it_and_lights_its_lamp(node, phones, wire):
    week = ScheduleConfig("5c4ed01e", ((),) * 7, number="780", opens="p1")
    made = flow(
        begins("hours"),
        element("schedule", "hours", schedule=week.key, exits={"p1": "end", "closed": "end"}), END,
    )  # fmt: skip
    numbers = (FlowNumber("600", 1, "start"),)
    node.apply(with_flows(company("acme"), made, schedules=(week,), flow_numbers=numbers))
    lamp = watch(wire, "780")
    wait_state(lamp, "terminated")
    anna = phones("acme+200")

    def now():
        since = node.mark()
        anna.call("600").outcome()
        node.settled(since)
        return path(node, since)[-1][1]

    assert now() == "closed"
    anna.call("780").confirmed().ended()
    wait_state(lamp, "confirmed")
    assert now() == "p1"
    anna.call("780").confirmed().ended()
    wait_state(lamp, "terminated")
    assert now() == "closed"


def test_a_switch_that_nobody_was_told_of_is_learned_and_not_taken_back(node, phones):
    """The cabinet may have been away when somebody dialled the number."""
    week = ScheduleConfig("5c4ed01e", ((),) * 7, number="780", opens="p1")
    config = with_flows(company("acme"), schedules=(week,))
    node.apply(config)
    phones("acme+200").call("780").confirmed().ended()

    switched = node.apply(config).switched["5c4ed01e"]
    assert switched.state == "open"
    assert node.apply(config).switched == {"5c4ed01e": switched}
    known = replace(week, override="open", switched_at=switched.moment)
    report = node.apply(replace(config, revision=9, schedules=(known,)))
    assert (report.switched, report.changed_facts) == ({}, ())  # it is as the node has it


@pytest.mark.parametrize("state", ["closed", ""])
def test_a_click_counts_before_an_older_switch_by_number(node, phones, wire, state):
    """Who brings it may have forgotten what the node held, a worker that was started anew."""
    week = ScheduleConfig("5c4ed01e", ((),) * 7, number="780", opens="p1")
    config = with_flows(company("acme"), schedules=(week,))
    node.apply(config)
    lamp = watch(wire, "780")
    phones("acme+200").call("780").confirmed().ended()
    wait_state(lamp, "confirmed")
    dialled = node.apply(config).switched["5c4ed01e"].moment

    clicked = replace(week, override=state, switched_at=dialled + 1)
    report = node.apply(replace(config, revision=9, schedules=(clicked,)))

    assert (report.switched, report.changed_facts) == ({}, ("schedule/5c4ed01e",))
    said = node.command("database get t/acme schedule/5c4ed01e").strip()
    assert said == f"Value: {state}:p1:0:{dialled + 1}"
    wait_state(lamp, "confirmed" if state else "terminated")


def test_the_lamp_of_a_schedule_follows_the_cabinet(node, wire):
    week = ScheduleConfig("5c4ed01e", ((),) * 7, number="780", opens="p1")
    node.apply(with_flows(company("acme"), schedules=(week,)))
    lamp = watch(wire, "780")
    wait_state(lamp, "terminated")
    node.apply(with_flows(company("acme"), schedules=(replace(week, override="closed"),)))
    wait_state(lamp, "confirmed")
    node.apply(with_flows(company("acme"), schedules=(week,)))
    wait_state(lamp, "terminated")


def test_a_switch_that_is_over_is_none(node, phones):
    over = ScheduleConfig(
        "5c4ed01e", ((),) * 7, number="780", opens="p1", override="closed", override_until=1
    )
    node.apply(with_flows(company("acme"), schedules=(over,)))
    phones("acme+200").call("780").confirmed().ended()
    said = node.command("database get t/acme schedule/5c4ed01e").strip()
    assert said.startswith("Value: open:p1:0:")


def test_nobody_outside_switches_a_schedule(node, provider, ring):
    week = ScheduleConfig("5c4ed01e", ((),) * 7, number="780", opens="p1")
    config = caller(numbers=(own("acme", "internal:780"),))
    publish(node, provider, with_flows(config, schedules=(week,)))
    assert ring(number("acme")).refused() == 404
    assert node.command("database get t/acme schedule/5c4ed01e").strip() == "Value: :p1:0:0"


def test_a_redirect_number_that_is_gone_leaves_by_unreachable(leads, ring):
    node = leads(leads_outside(redirect="gone", ring_seconds=20))
    since = node.mark()
    ring(number("acme")).refused()
    node.settled(since)
    assert path(node, since)[-1] == ("end", "unreachable")
