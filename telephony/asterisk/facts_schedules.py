"""Facts about schedules: which period it is now, and the switch by hand. Pure.

The reader is asterisk-templates/node/schedule.conf.j2; telephony/flow/schedule.py decides the same way in Python.

    schedule/<key>             override:opens:until:at  open or closed, or nothing; the period that `open` means; until
                                                        when (epoch seconds, 0 without end); when it was switched last
                                                        (0 never). The node writes it as well, when somebody dials the
                                                        number of the schedule
    schedule/<key>/<1..7>      540-780=p1,780-840=p2    ranges of a weekday (1 is Monday), in minutes; `-`: closed
    schedule/<key>/<YYYYMMDD>  the same of a date, which counts first
                               what is too long for one fact goes on in <day>/2, <day>/3...
    number/<n>                 schedule:toggle:<key>:   the number that switches
    hint/<n>                   its lamp
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from telephony.asterisk import names
from telephony.asterisk.snapshot import Range, ScheduleConfig, TenantConfig
from telephony.asterisk.text import ident, number

CLOSED_ALL_DAY = "-"
RANGES_AT_ONCE = 50  # in one fact, well below what a line of AMI holds
SWITCHED_EVENT = "ScheduleSwitched"  # made by the node, with Tenant, Schedule, State and Moment
_SWITCH = re.compile(r"schedule/([0-9A-Za-z]+)")


class Switch(NamedTuple):
    """What somebody did by the number of a schedule: `open`, `closed` or nothing, at a moment (epoch seconds)."""

    state: str
    moment: int


def schedule_facts(config: TenantConfig) -> dict[str, str]:
    """Facts of all schedules of the company."""
    found: dict[str, str] = {}
    for schedule in config.schedules:
        key = f"schedule/{ident(schedule.key)}"
        found[key] = _switch(schedule)
        for weekday, ranges in enumerate(schedule.weekly, 1):
            found |= _ranges(f"{key}/{weekday}", ranges)
        for day, ranges in schedule.dated:
            found |= _ranges(f"{key}/{ident(day)}", ranges)
        if schedule.number:
            found[f"number/{number(schedule.number)}"] = f"schedule:toggle:{schedule.key}:"
            lamp = names.schedule_lamp(config.code, schedule.key)
            found[f"hint/{number(schedule.number)}"] = f"Custom:{lamp}"
    return found


def is_switch(key: str) -> bool:
    """Whether the fact is the switch of a schedule."""
    return _SWITCH.fullmatch(key) is not None


def schedule_of(key: str) -> str:
    """The schedule whose switch the fact is."""
    return key.partition("/")[2]


def is_switched(value: str) -> bool:
    """Whether the switch says that somebody has switched by hand."""
    return not value.startswith(":")


def switched_by_number(found: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Of the facts that were found, the switches that somebody has turned by the number of a schedule after all that
    the configuration knows of: the cabinet was away. One of the same second is older: a later one was told at once."""
    return {
        key: value
        for key, value in found.items()
        if is_switch(key)
        and key in wanted
        and switch_of(value).moment > switch_of(wanted[key]).moment
    }


def switch_of(value: str) -> Switch:
    """What was done last, by a fact that says how a schedule is switched; of a release before without a moment."""
    parts = value.split(":")
    return Switch(parts[0], int(parts[3]) if len(parts) > 3 else 0)


def _switch(schedule: ScheduleConfig) -> str:
    override = ident(schedule.override) if schedule.override else ""
    opens = ident(schedule.opens) if schedule.opens else ""
    return f"{override}:{opens}:{int(schedule.override_until)}:{int(schedule.switched_at)}"


def _ranges(key: str, ranges: Sequence[Range]) -> dict[str, str]:
    said = [f"{int(first)}-{int(last)}={ident(period)}" for first, last, period in ranges]
    parts = [said[start : start + RANGES_AT_ONCE] for start in range(0, len(said), RANGES_AT_ONCE)]
    found = {f"{key}/{index}": ",".join(part) for index, part in enumerate(parts[1:], 2)}
    return {key: ",".join(parts[0]) if parts else CLOSED_ALL_DAY} | found
