"""Random dial strings in random companies, and what a decision about them comes down to.

The same calls are made on a real node (tests/asterisk), whose lines all answer 503, so that every line is tried.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from telephony.dialling.decide import decide_outgoing
from telephony.dialling.decision import Decision
from tests.dialling.random_companies import (
    ABROAD,
    CODES,
    INSIDE,
    PEOPLE,
    RandomWorld,
    random_number,
)

FIRST_MOMENT = (
    1774731600  # a Sunday evening in Moscow; calls are spread over the two weeks that follow
)
TWO_WEEKS = 14 * 24 * 3600
SHORT = (
    "112",
    "101",
    "102",
    "103",
    "104",
    "100",
    "122",
    "199",
    "91510",
    "3000",
    "299",
    "20",
    "0",
    "99999",
)
ODD = "0123456789*#+"


@dataclass(frozen=True)
class RandomCall:
    """`extension` of a company dials at a moment (epoch seconds)."""

    code: str
    extension: str
    dialled: str
    moment: int


def random_calls(world: RandomWorld, seed: int, *, count: int) -> Iterator[RandomCall]:
    """Calls in the companies of `world`."""
    dice = random.Random(seed)
    for _ in range(count):
        code = dice.choice(CODES)
        dialled = _dialled(dice, world, code)
        moment = FIRST_MOMENT + dice.randrange(TWO_WEEKS)
        yield RandomCall(code, dice.choice(PEOPLE), dialled, moment)


def decision(world: RandomWorld, call: RandomCall) -> Decision:
    """What the pure library decides."""
    return decide_outgoing(
        world.company(call.code),
        world.world(call.moment),
        extension=call.extension,
        dialled=call.dialled,
    )


def _dialled(dice: random.Random, world: RandomWorld, code: str) -> str:
    chance = dice.random()
    if chance < 0.15:
        return dice.choice(SHORT)
    if chance < 0.25:
        return dice.choice(INSIDE)
    if chance < 0.35:
        return "".join(dice.choice(ODD) for _ in range(dice.randint(1, 20)))
    number = _number(dice, world)
    area = world.company(code).outside.area
    return _spoiled(dice, _as_people_dial(dice, number, area))


def _number(dice: random.Random, world: RandomWorld) -> str:
    """A number in the world outside: anybody's, a company's own, another company's, or abroad."""
    owned = [each.number for each in world.platform.numbers]
    pools = [[random_number(dice)], [random_number(dice)], owned or [random_number(dice)], ABROAD]
    return dice.choice(dice.choice(pools))


def _as_people_dial(dice: random.Random, number: str, area: str) -> str:
    digits = number[1:]
    forms = [number, f"810{digits}"]
    if digits.startswith("7"):
        forms += [f"8{digits[1:]}", digits, digits[1:], f"8{digits[1:]}"]
        forms.append(digits[1 + len(area) :])  # without the area, whether it is ours or not
    return dice.choice(forms)


def _spoiled(dice: random.Random, dialled: str) -> str:
    """Sometimes with a character too many, too few, or changed."""
    if dice.random() < 0.85:
        return dialled
    at = dice.randrange(len(dialled))
    return (
        dialled[:at] + dice.choice(["", dice.choice(ODD), dice.choice(ODD) * 2]) + dialled[at + 1 :]
    )
