"""Random rules of the company of random flows: what it and its people may call outside, and where called numbers lead
instead. Always the same for the same seed."""

import random
from collections.abc import Mapping

from telephony.dialling.company import Company
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    FilterConfig,
    NumberListConfig,
    OutsideConfig,
    OverrideConfig,
    OwnNumber,
    PlatformConfig,
    RedirectConfig,
    Times,
    TrunkConfig,
)
from telephony.dialling.plan import plan_of
from telephony.dialling.way import World as Shared
from telephony.flow.outside_rules import OutsideRules

PLATFORM = PlatformConfig(
    plan=(("7495000", "50:fixed"), ("7495765", "77:fixed")),
    filters=(FilterConfig("unwanted", "out", called=("7495765.*",), calling=("74951110002",)),),
)
CLASSES = (CallClass.LOCAL, CallClass.LONG_DISTANCE)
LINE = TrunkConfig("office", addresses=("192.0.2.1",))
SHOWN = ("+74951110001", "+74951110002")


def random_rules(
    seed: int, *, people: tuple[str, ...], outside: str, redirects: Mapping[str, str]
) -> OutsideRules:
    """Rules for a company with these people, who call one number outside, and with these redirect numbers."""
    dice = random.Random(f"rules {seed}")
    far = (outside, *redirects.values())
    called = (*far, *far, *people, "500", "299")
    config = OutsideConfig(
        area="495",
        ceiling=_classes(dice),
        is_restricted=dice.random() < 0.05,
        numbers=tuple(OwnNumber(number, "trunk:office", "internal:200") for number in SHOWN),
        trunks=(LINE,),
        rights=tuple(CallerRights(number, _classes(dice), dice.choice(SHOWN)) for number in people),
        overrides=tuple(
            _override(dice, index, called, (*called, "802", "803", "77", ""))
            for index in range(dice.choice((0, 2, 4, 8)))
        ),
        lists=tuple(NumberListConfig(key) for key in ("black", "vip")),
        redirects=tuple(RedirectConfig(key, number) for key, number in redirects.items()),
    )
    numbers = frozenset((*people, "500", "501"))
    company = Company("random", timezone="Europe/Moscow", internal=numbers, outside=config)
    return OutsideRules(company, Shared(PLATFORM, plan_of(PLATFORM.plan), 0))


def _classes(dice: random.Random) -> tuple[CallClass, ...]:
    return CLASSES if dice.random() < 0.5 else tuple(dice.sample(CLASSES, 1))


def _override(
    dice: random.Random, index: int, called: tuple[str, ...], targets: tuple[str, ...]
) -> OverrideConfig:
    return OverrideConfig(
        f"rule {index}",
        dice.choice(called).removeprefix("+"),
        callers=dice.choice(((), (), ("7916.*",), ("20.",))),
        lists=dice.choice(((), (), ("black",))),
        times=dice.choice((Times(), Times((1, 2, 3, 4, 5)), Times((), ((570, 1110),)))),
        target=dice.choice(targets),
    )
