"""A company for the tests of flows, and short ways to write elements."""

from telephony.flow.elements import KINDS
from telephony.flow.graph import Element, Flow, When
from telephony.flow.schedule import Hours, Period, Schedule
from telephony.flow.settings import Sound
from telephony.flow.world import FlowFacts, GroupFacts, World

WEEKDAYS = (1, 2, 3, 4, 5)
OFFICE = Schedule(
    periods=(
        Period("p1", (Hours(WEEKDAYS, 540, 1080),)),
        Period("p2", (Hours(WEEKDAYS, 1080, 1200),)),
    )
)
HELLO = Sound(media="hello")
WORLD = World(
    timezone="Europe/Moscow",
    extensions={"200": 30, "201": 30, "202": 30, "203": 0},
    queues={"500": GroupFacts(("200", "201"), 60), "501": GroupFacts(("202",), 0)},
    schedules={"office": OFFICE},
    media={"hello": 4, "wrong": 2, "choose": 6},
    music=frozenset(("feed",)),
    lists=frozenset(("black", "vip")),
    redirects=frozenset(("duty",)),
    boxes=frozenset(("200", "500")),
    flows={2: FlowFacts(("start",))},
    numbers={
        "200": "extension",
        "201": "extension",
        "202": "extension",
        "203": "extension",
        "500": "queue",
        "501": "queue",
        "802": "flow:2/start",
        "900": "schedule",
    },
    outside_numbers={"+74951230001": "flow:1/start", "+74951230002": "internal:500"},
)


def element(identity, kind, *, exits=None, when=None, level=0, own_number="", **settings):
    """One element."""
    return Element(
        id=identity,
        settings=KINDS[kind](**settings),
        number=own_number,
        level=level,
        when=when or When(),
        exits=exits or {},
    )


def start(target, **settings):
    """The start of a flow, leading to an element or a level."""
    return element("start", "start", exits={"next": target}, **settings)


def flow(*elements):
    """A flow of these elements."""
    return Flow(elements)


def days(*minutes):
    """From Monday to Friday, at these minutes."""
    return When(days=WEEKDAYS, minutes=minutes)


# The example of 004: a black list, four layers by time, then a message.
COMPLEX = flow(
    start("level:1"),
    element(
        "black",
        "list",
        level=1,
        lists=("black",),
        exits={"listed": "level:20", "not_listed": "level:2"},
    ),
    element(
        "lunch",
        "person",
        level=2,
        when=days((780, 840)),
        extension="200",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element(
        "work",
        "person",
        level=2,
        when=days((570, 1110)),
        extension="201",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element(
        "duty",
        "person",
        level=2,
        when=days((1110, 1230)),
        extension="202",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element(
        "night",
        "outside",
        level=2,
        redirect="duty",
        ring_seconds=90,
        exits={"no_answer": "level:3"},
    ),
    element("box", "voicemail", level=3, box="500"),
)
