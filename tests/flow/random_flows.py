"""Random flows and callers, always the same for the same seed. The simulator's tests and those of the node share them.

A case can be published as it is: it has no errors. Keys are such as are asked for, one entry for each question, so that
it does not matter whether they are pressed early or late.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from telephony.flow.call import STATES, Caller
from telephony.flow.elements import KINDS, Menu, Person
from telephony.flow.elements.hangup import CAUSES
from telephony.flow.graph import START, Element, Flow, When
from telephony.flow.paths import pruned
from telephony.flow.schedule import Hours, Period, Schedule
from telephony.flow.settings import KEYS, Sound
from telephony.flow.simulate import Trace, simulate
from telephony.flow.validate import facts, validate
from telephony.flow.world import GroupFacts, Way, Ways, World
from tests.flow.random_rules import random_rules

ZONE = "Europe/Moscow"
WEEKDAYS = (1, 2, 3, 4, 5)
STRANGERS = ("+79161234567", "+74951112233", "")
LISTS = ("black", "vip")
MUSIC = ("", "", "ringing", "default", "feed")
PATTERNS = (("7916.*",), ("+7495.*", "7812.*"), (".+",), (".*",))
PEOPLE = ("200", "201", "202", "203")
OUTSIDE = "+74957654321"
DUTY = "+74950000009"  # of the redirect number `duty`
PHONES = (*PEOPLE, OUTSIDE, "duty")
# Where people forward calls: what only rings, and what leads on.
RUNG = ("200", "201", "202", OUTSIDE)
LED_ON = (*RUNG, "203", "299", "500", "501", "802", "803", "")
COMPANY = World(
    timezone=ZONE,
    extensions={"200": 3, "201": 4, "202": 3, "203": 5},
    queues={"500": GroupFacts(("200", "201"), 6), "501": GroupFacts(("202", "203"), 5)},
    schedules={
        "office": Schedule(
            periods=(
                Period("p2", (Hours(WEEKDAYS, 780, 840),)),
                Period("p1", (Hours(WEEKDAYS, 570, 1110),)),
            )
        ),
        "night": Schedule(periods=(Period("p1", (Hours((5, 6), 1320, 360),)),)),
    },
    media={"hello": 1.0, "choose": 1.0, "wrong": 1.0},
    music=frozenset(("feed",)),
    lists=frozenset(LISTS),
    redirects=frozenset(("duty",)),
    boxes=frozenset(("200", "500")),
    numbers={
        **dict.fromkeys(PEOPLE, "extension"),
        **dict.fromkeys(("500", "501"), "queue"),
    },
)
MOMENTS = tuple(
    f"2026-11-{day} {time}"
    for day in (16, 20, 21)
    for time in ("00:00", "05:59:59", "09:29:59", "09:30", "13:00", "13:59:59", "18:30", "22:00")
)


@dataclass(frozen=True)
class Case:
    """A call into the flow 1 of a company that has some flows."""

    seed: int
    flows: Mapping[int, Flow]
    world: World
    caller: Caller

    def trace(self) -> Trace:
        """What becomes of it by the simulator."""
        return simulate(self.flows, self.world, self.caller, flow=1)


def random_case(
    seed: int,
    *,
    circles: bool = True,
    elements: int = 12,
    moment: int | None = None,
    takes_time: bool = False,
    with_rules: bool = False,
) -> Case:
    """The case of a seed. Without circles every link leads onward, so that a real call does not take long; a real call
    is made at a `moment` that nobody chose. `takes_time`: people are rung no longer than an element says, and some of
    them in all ways at once, each for its time. `with_rules`: not all may call everywhere, and rules lead called
    numbers elsewhere."""
    dice = random.Random(seed)
    count = dice.randint(1, 3)
    flows = {key: _flow(dice, key, count, elements, circles) for key in range(1, count + 1)}
    numbers = {
        each.number: f"flow:{key}/{each.id}"
        for key, flow in flows.items()
        for each in flow.elements
        if each.number
    }
    world = replace(
        COMPANY,
        numbers={**COMPANY.numbers, **numbers},
        forwards=_forwards(
            random.Random(f"forwards {seed}"), 0.9 if with_rules else 0.4, takes_time=takes_time
        ),
        flows={key: facts(flow) for key, flow in flows.items()},
    )
    if dice.random() < 0.3:
        world = replace(world, plans={"203": (count, dice.choice(flows[count].elements).id)})
    if any(
        problem.level == "error" for key in flows for problem in validate(flows[key], world, key)
    ):
        again = seed + 1_000_000
        other = random_case(
            again,
            circles=circles,
            elements=elements,
            moment=moment,
            takes_time=takes_time,
            with_rules=with_rules,
        )
        return replace(other, seed=seed)
    if not takes_time:
        flows = {key: _untimed(flow) for key, flow in flows.items()}
    flows = {
        key: pruned(flow, [element for of, element in world.plans.values() if of == key])
        for key, flow in flows.items()
    }
    caller = _caller(dice)
    case = Case(seed, flows, world, caller if moment is None else replace(caller, moment=moment))
    if with_rules:
        case = _ruled(case)
    return replace(case, caller=_with_keys(dice, case))


def _ruled(case: Case) -> Case:
    rules = random_rules(case.seed, people=PEOPLE, outside=OUTSIDE, redirects={"duty": DUTY})
    phones = {**case.caller.phones, DUTY: case.caller.phones["duty"]}
    world = replace(case.world, rules=rules)
    return replace(case, world=world, caller=replace(case.caller, phones=phones))


def _untimed(flow: Flow) -> Flow:
    """The flow, which does not say how long people ring."""
    return Flow(
        tuple(
            replace(each, settings=replace(each.settings, ring_seconds=0))
            if isinstance(each.settings, Person)
            else each
            for each in flow.elements
        )
    )


def _forwards(dice: random.Random, share: float, *, takes_time: bool) -> dict[str, Ways]:
    """A share of the people with forwarding of their own. One of them at most is rung in all ways at once."""
    made: dict[str, Ways] = {}
    for number in PEOPLE:
        if dice.random() < share:
            is_first = not any(each.at_once for each in made.values())
            at_once = takes_time and is_first and dice.random() < 0.5
            ways = tuple(_way(dice, at_once=at_once) for _ in range(dice.randint(1 + at_once, 2)))
            if any(each.always or each.busy or each.timeout for each in ways):
                made[number] = Ways(ways, at_once)
    return made


def _way(dice: random.Random, *, at_once: bool) -> Way:
    """What rings beside others, and what a group's member forwards to, leads into no flow: on a leg of its own it would
    tell of its elements whenever it comes to them."""
    seconds, number = dice.randint(2, 3), OUTSIDE if dice.random() < 0.2 else ""
    if dice.random() < 0.35:
        return Way(seconds, number, always=dice.choice(RUNG))
    targets = RUNG if at_once else LED_ON
    busy, timeout = dice.choice(targets), dice.choice(targets)
    return Way(seconds, number, busy=busy, timeout=timeout)


def _flow(dice: random.Random, key: int, count: int, elements: int, circles: bool) -> Flow:
    ids = [f"{chr(96 + key)}x{index}" for index in range(dice.randint(2, elements))]
    levels = {name: dice.choice((0, 0, 1, 2, 3)) for name in ids}
    made = [Element(f"start{key}", KINDS["start"]())]
    for name in ids:
        kind = dice.choice([each for each in KINDS if each != START])
        if name == ids[0] and dice.random() < 0.6:
            kind = "person"
        made.append(_element(dice, name, kind, levels[name], range(key + 1, count + 1)))
    linked = [_linked(dice, made, index, circles) for index in range(len(made))]
    if linked[-1].kind != "back" and key > 1:
        linked[-1] = replace(linked[-1], number=f"8{key:02}")
    return Flow(tuple(linked))


def _element(
    dice: random.Random, name: str, kind: str, level: int, callable_flows: range
) -> Element:
    if kind == "flow" and not callable_flows:
        kind = "set"
    when = _when(dice) if level else When()
    settings = _settings(dice, kind, callable_flows)
    if kind in ("person", "outside", "set"):
        settings["music"] = MUSIC[int(name[2:]) % len(MUSIC)]
    return Element(name, KINDS[kind](**settings), level=level, when=when)


def _settings(dice: random.Random, kind: str, callable_flows: range) -> dict[str, object]:
    """Settings that exist in the company."""
    sound = dice.choice((Sound(media="hello"), Sound(media="choose"), None))
    outside = dice.choice(({"number": OUTSIDE}, {"redirect": "duty"}))
    return {
        "person": {"extension": dice.choice(PEOPLE), "ring_seconds": dice.choice((0, 2, 3))},
        "group": {"queue": dice.choice(("500", "501"))},
        "announcement": {
            "sound": Sound(media="hello"),
            "repeats": dice.randint(1, 2),
            "answers": dice.random() < 0.8,
        },
        "menu": {
            "prompt": sound,
            "wrong_prompt": Sound(media="wrong"),
            "wait_seconds": 2,
            "attempts": dice.randint(1, 3),
            "dials_direct": dice.random() < 0.4,
        },
        "schedule": {"schedule": dice.choice(("office", "night"))},
        "dial": {"prompt": sound, "digits": 3, "wait_seconds": 3},
        "list": {"lists": dice.choice((("black",), ("vip",), LISTS))},
        "caller": {"patterns": dice.choice(PATTERNS)},
        "outside": {**outside, "ring_seconds": 5},
        "voicemail": {"box": dice.choice(("200", "500"))},
        "set": {
            "caller_prefix": dice.choice(("", "VIP")),
            "language": dice.choice(("", "ru", "en")),
            "priority": dice.randint(0, 10),
            "tag": dice.choice(("", "vip")),
        },
        "flow": {"flow": dice.choice(callable_flows or (0,))},
        "hangup": {"cause": dice.choice(CAUSES)},
    }.get(kind, {})


def _when(dice: random.Random) -> When:
    return When(
        lists=dice.choice(((), (), ("black",), ("vip",), LISTS)),
        days=dice.choice(((), (), WEEKDAYS, (6, 7), (5,))),
        minutes=dice.choice(((), (), ((570, 1110),), ((0, 360), (1320, 1440)), ((780, 840),))),
    )


def _linked(dice: random.Random, made: list[Element], index: int, circles: bool) -> Element:
    """The element with links from some of its exits."""
    element = made[index]
    targets = [each.id for each in made[0 if circles else index + 1 :]]
    floor = element.level + 1
    levels = [
        f"level:{level}" for level in range(1 if circles else max(floor, _top(made, index)), 5)
    ]
    exits = {}
    for name in element.settings.exits(COMPANY):
        if targets and dice.random() < (0.25 if name in KEYS else 0.6):
            exits[name] = dice.choice(targets if dice.random() < 0.7 or not levels else levels)
    if element.kind == START:
        exits["next"] = made[1].id if dice.random() < 0.7 else dice.choice(targets)
    if targets and dice.random() < 0.04:
        exits["forward"] = dice.choice(targets)
    return replace(element, exits=exits)


def _top(made: list[Element], index: int) -> int:
    """A level of which no layer lies before the element, so that links to it lead onward."""
    return 1 + max((each.level for each in made[: index + 1]), default=0)


def _caller(dice: random.Random) -> Caller:
    moment = datetime.fromisoformat(dice.choice(MOMENTS)).replace(tzinfo=ZoneInfo(ZONE))
    return Caller(
        number=dice.choice(STRANGERS),
        moment=int(moment.timestamp()),
        phones={phone: dice.choice(STATES) for phone in PHONES},
        listed=frozenset(dice.sample(LISTS, dice.randint(0, 2))),
        stays=dice.random() < 0.5,
    )


def _with_keys(dice: random.Random, case: Case) -> Caller:
    """The caller with keys for what is asked on the way, until one question is left without an answer."""
    caller = case.caller
    while len(caller.keys) < 8 and dice.random() < 0.8:
        trace = replace(case, caller=caller).trace()
        asked = next(
            (each for each in trace.steps if each.reason in ("nothing_pressed", "nothing_dialled")),
            None,
        )
        if asked is None:
            break
        settings = case.flows[asked.flow].by_id[asked.element].settings
        numbers = ("200", "203", "299", "500", "802", "803")
        if not isinstance(settings, Menu) or (settings.dials_direct and dice.random() < 0.5):
            pressed = dice.choice(numbers)
        else:
            pressed = dice.choice(KEYS)
        caller = replace(caller, keys=(*caller.keys, pressed))
    return caller
