"""One company and its operator, as the tests of decisions change them."""

from dataclasses import replace

from telephony.dialling.company import Company
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    OutsideConfig,
    OwnNumber,
    PlatformConfig,
    TrunkConfig,
)
from telephony.dialling.plan import plan_of
from telephony.dialling.way import World

MOSCOW, MOSCOW_TWO, PETERSBURG = "+74951110001", "+74951110002", "+78121110003"
MONDAY_NOON = 1774861200  # 2026-03-30 12:00 in Moscow
EVERYTHING = tuple(CallClass)
PLAN = (("7916", "77:mobile"), ("7921", "78:mobile"))
NORTH, SOUTH = TrunkConfig("north"), TrunkConfig("south", called_template="8{number:1}")
OWN = TrunkConfig("own", called_template="810{number}", caller_template="+{number}")
PLATFORM = PlatformConfig(
    carriers=(NORTH, SOUTH),
    default_carrier="south",
    emergency_lines=("carrier:south", "carrier:north"),
    plan=PLAN,
)
OUTSIDE = OutsideConfig(
    area="495",
    ceiling=EVERYTHING,
    default_number=MOSCOW,
    numbers=(
        OwnNumber(MOSCOW, "carrier:north", "internal:500"),
        OwnNumber(MOSCOW_TWO, "carrier:north"),
        OwnNumber(PETERSBURG, "trunk:own", "internal:200"),
    ),
    trunks=(OWN,),
    rights=(
        CallerRights("200", EVERYTHING),
        CallerRights("201", (CallClass.LOCAL, CallClass.REGIONAL_MOBILE)),
        CallerRights("202", EVERYTHING, number=PETERSBURG),
    ),
)


def acme(**options: object) -> Company:
    """A company with three people and a group; `options` change its outside configuration."""
    outside = replace(OUTSIDE, **options)  # type: ignore[arg-type]  # fields by name
    return Company("acme", internal=frozenset({"200", "201", "202", "500"}), outside=outside)


def world(moment: int = MONDAY_NOON, **options: object) -> World:
    """The operator's world; `options` change its rules."""
    platform = replace(PLATFORM, **options)  # type: ignore[arg-type]  # fields by name
    return World(platform, plan_of(platform.plan), moment)
