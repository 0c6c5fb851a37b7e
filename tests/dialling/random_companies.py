"""Random companies with everything that decides about their outside calls, and the operator's lines and rules."""

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from telephony.asterisk.snapshot import BlockConfig, BlockKind, TenantConfig
from telephony.dialling import data
from telephony.dialling.company import Company
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    CarrierNumber,
    CompanyLine,
    FilterConfig,
    NumberListConfig,
    OnFailure,
    OutsideConfig,
    OverrideConfig,
    OwnNumber,
    PlatformConfig,
    RedirectConfig,
    RouteConfig,
    Times,
    TrunkConfig,
)
from telephony.dialling.plan import NumberPlan, plan_of
from telephony.dialling.ranges import NumberRange, plan_prefixes, read_ranges, text_of
from telephony.dialling.way import World
from tests.asterisk.companies import company

CODES = ("acme", "acme1", "globex")
PEOPLE = ("200", "201", "202", "203", "204")
INSIDE = (*PEOPLE, "500", "501")
CARRIERS = ("north", "south", "east")
AREAS = {"acme": "495", "acme1": "4822", "globex": ""}
TIMEZONES = {"acme": "Europe/Moscow", "acme1": "Asia/Novosibirsk", "globex": "Europe/Kaliningrad"}
CODES_OF_NUMBERS = ("495", "499", "812", "482", "383", "800", "916", "925", "900", "924")
TAGS = ("sales", "vip", "night")
ABROAD = ("+442079460958", "+12125550123", "+77011234567", "+998712345678", "+78091234567", "+79401234567")  # fmt: skip
_RANGES = Path(data.__file__).parent / "number-ranges.csv"


@dataclass(frozen=True)
class RandomWorld:
    """Companies, the operator's part, and who is on which list: (code, key) -> numbers."""

    companies: tuple[TenantConfig, ...]
    platform: PlatformConfig
    listed: dict[tuple[str, str], frozenset[str]]
    plan: NumberPlan

    def world(self, moment: int) -> World:
        """What the companies share at a moment."""
        return World(self.platform, self.plan, moment)

    def company(self, code: str) -> Company:
        """The company as the pure decision sees it."""
        config = next(each for each in self.companies if each.code == code)
        return Company(
            code=code,
            timezone=config.timezone,
            internal=frozenset(INSIDE),
            block=config.blocks[0].kind.value if config.blocks else "",
            outside=config.outside,
            is_listed=lambda key, number: number in self.listed.get((code, key), frozenset()),
        )


def random_world(seed: int, *, address: str) -> RandomWorld:
    """The world of `seed`; every line leads to `address` (host:port)."""
    dice = random.Random(seed)
    made = [_company(dice, code, address) for code in CODES]
    configs = tuple(config for config, _ in made)
    listed = {key: numbers for _, lists in made for key, numbers in lists.items()}
    platform = _platform(dice, configs, address)
    return RandomWorld(configs, platform, listed, plan_of(platform.plan))


def shipped_plan() -> tuple[tuple[str, str], ...]:
    """The plan of the ranges that the product brings along."""
    rows = read_ranges(text_of(_RANGES.read_bytes()))
    return tuple(plan_prefixes(row for row in rows if isinstance(row, NumberRange)))


def some(
    dice: random.Random, items: tuple[str, ...] | tuple[CallClass, ...], most: int
) -> tuple[Any, ...]:
    """Up to `most` of the items, in random order."""
    return tuple(dice.sample(items, dice.randint(0, min(most, len(items)))))


def random_number(dice: random.Random) -> str:
    """A Russian number, E.164, mostly of a code that the plan says something about."""
    code = dice.choice(CODES_OF_NUMBERS)
    return f"+7{code}{dice.randrange(10**7):07d}"


def _trunk(dice: random.Random, name: str, address: str) -> TrunkConfig:
    return TrunkConfig(
        name,
        is_enabled=dice.random() < 0.9,
        addresses=(address,),
        number=random_number(dice) if dice.random() < 0.3 else "",
        called_template=dice.choice(["{number}", "+{number}", "8{number:1}", "810{number}", "{number:-10}"]),
        caller_template=dice.choice(["{number}", "+{number}", "8{number:1}", "7{number:-10}"]),
        may_pass_foreign=dice.random() < 0.3,
    )  # fmt: skip


def _times(dice: random.Random) -> Times:
    if dice.random() < 0.6:
        return Times()
    days = tuple(sorted(dice.sample(range(1, 8), dice.randint(0, 5))))
    first = dice.randrange(1400)
    minutes = ((first, dice.randint(first + 1, 1440)),) if dice.random() < 0.6 else ()
    return Times(days, minutes)


def _pattern(dice: random.Random, numbers: tuple[str, ...]) -> str:
    """A pattern that describes some of `numbers`, or many more."""
    digits = dice.choice(numbers).removeprefix("+")
    kept = digits[: dice.randint(1, len(digits))]
    rest = len(digits) - len(kept)
    return dice.choice(
        [
            f"{kept}.*",
            f"{kept}.+",
            f"{kept}{'.' * rest}",
            f"+{kept}.*" if len(digits) > 5 else f"{kept}.*",
            f"{kept}\\d{{{rest}}}" if rest else kept,
            f"_{kept}!",
            f"[{digits[0]}0]X{{2,}}",
            f"({kept}|8)\\d*",
            r"\d{6,}",
            ".*",
            f"[^{digits[0]}].*",
        ]
    )


def _patterns(dice: random.Random, numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_pattern(dice, numbers) for _ in range(dice.choice([0, 1, 1, 2])))


def _route(
    dice: random.Random, name: str, lines: tuple[str, ...], own: tuple[str, ...]
) -> RouteConfig:
    called = (*[random_number(dice) for _ in range(3)], *ABROAD, "122", "91510")
    return RouteConfig(
        name,
        called=_patterns(dice, called),
        calling=_patterns(dice, (*own, *PEOPLE)) if dice.random() < 0.4 else (),
        tags=some(dice, TAGS, 2) if dice.random() < 0.3 else (),
        times=_times(dice),
        called_template=dice.choice(["", "", "99{number:1}"]),
        caller_template=dice.choice(["", "", "8{number:1}"]),
        trunks=some(dice, lines, 3),
        on_failure=dice.choice(list(OnFailure)),
        is_internal=dice.random() < 0.2,
    )


def _override(
    dice: random.Random, name: str, own: tuple[str, ...], keys: tuple[str, ...]
) -> OverrideConfig:
    inside = (*INSIDE, "3000", "91510")
    targets = (
        "",
        *INSIDE,
        "3000",
        *own,
        "112",
        "122",
        random_number(dice),
        dice.choice(ABROAD),
        "000",
    )
    return OverrideConfig(
        name,
        called=dice.choice([dice.choice(inside), dice.choice(own), _pattern(dice, (*own, "+79251234567"))]),
        callers=_patterns(dice, PEOPLE) if dice.random() < 0.5 else (),
        lists=some(dice, keys, 1) if dice.random() < 0.3 else (),
        times=_times(dice),
        target=dice.choice(targets),
    )  # fmt: skip


def _rights(dice: random.Random, extension: str, own: tuple[str, ...]) -> CallerRights:
    classes = tuple(CallClass) if dice.random() < 0.4 else some(dice, tuple(CallClass), 5)
    return CallerRights(
        extension,
        classes=classes,
        number=dice.choice(["", *own, "+74990000000"]),
        hides_number=dice.random() < 0.2,
        tags=some(dice, TAGS, 2),
    )


def _company(
    dice: random.Random, code: str, address: str
) -> tuple[TenantConfig, dict[tuple[str, str], frozenset[str]]]:
    trunks = (_trunk(dice, "own", address), replace(_trunk(dice, "pbx", address), is_internal=True))
    lines = (*(f"carrier:{name}" for name in CARRIERS), *(f"trunk:{each.name}" for each in trunks))
    own = tuple(random_number(dice) for _ in range(4))
    keys = ("bosses", "others")
    listed = {(code, key): frozenset(some(dice, PEOPLE, 3)) for key in keys}
    redirects = tuple(RedirectConfig(f"r{n}", random_number(dice)) for n in (1, 2))
    targets = ("", *(f"internal:{number}" for number in INSIDE), "redirect:r1", "redirect:r2")
    numbers = tuple(
        OwnNumber(number, dice.choice(lines), dice.choice(targets), some(dice, TAGS, 1))
        for number in own
    )
    outside = OutsideConfig(
        area=AREAS[code],
        ceiling=tuple(CallClass) if dice.random() < 0.6 else some(dice, tuple(CallClass), 5),
        default_number=dice.choice(["", *own]),
        unknown_target=dice.choice(targets),
        is_restricted=dice.random() < 0.05,
        numbers=numbers if dice.random() < 0.9 else (),
        trunks=trunks,
        routes=tuple(_route(dice, f"c{n}", lines, own) for n in range(dice.randint(0, 5))),
        rights=tuple(_rights(dice, each, own) for each in PEOPLE if dice.random() < 0.9),
        overrides=tuple(_override(dice, f"o{n}", own, keys) for n in range(dice.randint(0, 4))),
        lists=tuple(NumberListConfig(key, 1) for key in keys),
        redirects=redirects,
    )
    blocks = (BlockConfig(dice.choice(list(BlockKind)), 1, 0),) if dice.random() < 0.1 else ()
    config = replace(company(code), timezone=TIMEZONES[code], outside=outside, blocks=blocks)
    return config, listed


def _platform(
    dice: random.Random, companies: tuple[TenantConfig, ...], address: str
) -> PlatformConfig:
    lines = tuple(f"carrier:{name}" for name in CARRIERS)
    own = tuple(each.number for config in companies for each in config.outside.numbers)
    some_numbers = own or (random_number(dice),)
    filters = tuple(
        FilterConfig(
            f"f{n}",
            dice.choice(["in", "out"]),
            called=(_pattern(dice, (random_number(dice), *ABROAD)),),
            calling=_patterns(dice, some_numbers),
        )
        for n in range(dice.randint(0, 2))
    )
    return PlatformConfig(
        revision=1,
        carriers=tuple(_trunk(dice, name, address) for name in CARRIERS),
        numbers=tuple(
            CarrierNumber(each.number, config.code, each.line)
            for config in companies
            for each in config.outside.numbers
        ),
        routes=tuple(_route(dice, f"p{n}", lines, some_numbers) for n in range(dice.randint(0, 3))),
        filters=tuple(each for each in filters if each.called != (".*",)),
        default_carrier=dice.choice(["", *CARRIERS]),
        emergency_lines=some(dice, lines, 2),
        plan=shipped_plan(),
        company_lines=tuple(
            CompanyLine(config.code, f"trunk:{trunk.name}")
            for config in companies
            for trunk in config.outside.trunks
        ),
    )
