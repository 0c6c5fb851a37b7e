"""The element *group* of call flows: each of its exits called for real, beside what the simulator says of the same."""

import time
from dataclasses import dataclass, field, replace

import pytest

from telephony.asterisk.snapshot import QueueConfig
from telephony.flow.call import Caller
from telephony.flow.simulate import simulate
from telephony.flow.world import GroupFacts, World
from tests.asterisk.companies import company
from tests.asterisk.flows import CHOSEN, END, begins, element, flow, path, published, rings, says
from tests.asterisk.outside import CALLER, number
from tests.asterisk.sounds import tones

# What the announcement of each exit sounds like, Hz.
TOLD = {"busy": 600, "no_answer": 900, "unreachable": CHOSEN, "declined": 1500, "answered": 1700}
RINGS_SECONDS = 2


@pytest.fixture
def sounds(node):
    return tones(node, "acme", *TOLD.values())


@dataclass(frozen=True)
class Situation:
    """A call to the group: the exit that it leaves by, and what its members' phones answer (None: they are off)."""

    exit: str
    members: dict[str, int | None]
    simulated: dict[str, str] = field(default_factory=dict)  # the same, as the simulator is told


SITUATIONS = {
    "nobody answers in time": Situation(
        "no_answer",
        {"200": 180, "201": 180, "202": 180},
        dict.fromkeys(("200", "201", "202"), "no_answer"),
    ),
    "all are busy": Situation(
        "no_answer", {"201": 486, "202": 486}, {"201": "busy", "202": "busy"}
    ),
    "all decline": Situation(
        "no_answer", {"201": 603, "202": 603}, {"201": "declines", "202": "declines"}
    ),
    "nobody is there": Situation("unreachable", {"204": None}, {"204": "unreachable"}),
    "it has no members": Situation("unreachable", {}),
    "one of two is there, and does not answer": Situation(
        "no_answer", {"204": None, "201": 180}, {"204": "unreachable", "201": "no_answer"}
    ),
    "one of two is there, and answers": Situation(
        "answered", {"204": None, "201": 200}, {"204": "unreachable", "201": "answers"}
    ),
}


def asked():
    """A flow that leads to the group, and from each exit of it to an announcement of its own."""
    exits = {name: name.replace("_", "") for name in TOLD}
    group = element("group", "who", queue="500", exits=exits)
    return flow(
        begins("who"), group, *(says(exits[name], tone) for name, tone in TOLD.items()), END
    )


def simulated(made, members, phones):
    """The way that the simulator tells of a call into the flow."""
    world = World(
        extensions=dict.fromkeys(members, RINGS_SECONDS),
        queues={"500": GroupFacts(tuple(members), RINGS_SECONDS)},
        numbers={"500": "queue"},
    )
    caller = Caller(CALLER, int(time.time()), phones=phones, stays=True)
    trace = simulate({made.key: made.flow}, world, caller, flow=made.key)
    return [(element, exit) for _flow, element, exit in trace.path]


@pytest.fixture
def group(served, provider, sounds):
    """`group(members, max_length=...)`: acme's number leads to a flow to its 500, which has these members; the flow."""

    def publish(members, **settings):
        made = asked()
        queue = QueueConfig(
            "500", "Sales", members=tuple(members), **{"wait_seconds": RINGS_SECONDS, **settings}
        )
        config = replace(company("acme"), queues=(queue,))
        published(served, provider, made, config=config, media=sounds)
        return made

    return publish


def leaves_by(node, ring, exit_name, *, before=lambda: None):
    """A caller from outside leaves the group by an exit, and hears what is behind it; the way of the call."""
    since = node.mark()
    far = ring(number("acme"), tone=1000)
    before()
    far.hears(TOLD[exit_name])
    far.ended()
    node.event("x-flow", since=since, element="end")
    way = path(node, since)
    assert way[2:] == [(exit_name.replace("_", ""), exit_name), ("end", "next")]
    return way


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_caller_leaves_a_group_by_what_became_of_it_as_the_simulator_says(
    served, group, ring, phones, name
):
    situation = SITUATIONS[name]
    waits = {"wait_seconds": 20} if situation.exit == "answered" else {}
    made = group(situation.members, **waits)
    for member, answer in situation.members.items():
        if answer is not None:
            phones(f"acme+{member}").refuses(answer)

    def talked():
        if situation.exit == "answered":
            there = phones("acme+201").incoming()
            there.hears(1000)
            there.hang_up()

    way = leaves_by(served, ring, situation.exit, before=talked)

    assert way == simulated(made, situation.members, situation.simulated)


def test_one_caller_too_many_leaves_by_busy_as_the_simulator_says(served, group, ring, phones):
    made = group(("201",), max_length=1, wait_seconds=30)
    boris = phones("acme+201")
    waiting = phones("acme+200").call("500").ringing()
    boris.incoming()
    since = served.mark()

    way = leaves_by(served, ring, "busy")

    assert served.event("x-result", since=since, number="500", status="FULL", reason="limit-queue")
    assert way == simulated(made, ("201",), {"500": "busy"})
    waiting.hang_up()


def test_members_who_talk_are_waited_for_until_the_time_is_over(served, group, ring, phones):
    made = group(("201",))
    standing = phones("acme+200").call("201")
    phones("acme+201").incoming().answer()

    way = leaves_by(served, ring, "no_answer")

    assert way == simulated(made, ("201",), {"201": "busy"})
    standing.hang_up()


def test_a_caller_goes_on_when_the_member_of_a_group_has_hung_up(
    served, provider, ring, phones, sounds
):
    vera = phones("acme+202").answers()
    published(served, provider, rings("group", queue="500"), media=sounds)
    far = ring(number("acme"))
    far.answered()
    far.hears(vera.frequency)
    vera.incoming().hang_up()
    far.hears(CHOSEN)
    far.ended()
