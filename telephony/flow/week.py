"""When it may change what becomes of calls, without trying every minute. Pure.

The way of a call depends on the moment only where it meets a schedule or layers. Until one of those that it met says
something else, every call goes the same way; so the next call to try is one at that moment.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from telephony.flow.elements import ScheduleSwitch
from telephony.flow.graph import Flow, When
from telephony.flow.schedule import changes, wall_moments
from telephony.flow.simulate import LEVEL, Trace
from telephony.flow.world import World

WEEK_DAYS = 7
DAY_SECONDS = 86_400
_DAY = timedelta(days=1)


class Borders:
    """Borders within the eight days from `start` (epoch seconds) on; each schedule is read once."""

    def __init__(self, world: World, start: int) -> None:
        self._world = world
        self._start = start
        self._changes: dict[str, list[int]] = {}

    def after(self, flows: Mapping[int, Flow], trace: Trace, moment: int) -> int:
        """The first moment after `moment` at which something that the call met then may say something else."""
        met = {(step.flow, step.element, step.kind) for step in trace.steps}
        latest = moment + 2 * WEEK_DAYS * DAY_SECONDS
        layers = [_conditions(flows[flow], name) for flow, name, kind in met if kind == LEVEL]
        found = [
            *(next_layer_border(each, moment, self._world.timezone) for each in layers),
            *(self._change(key, moment) for key in _schedules(flows, met)),
        ]
        return min((each for each in found if each is not None), default=latest)

    def _change(self, key: str, moment: int) -> int | None:
        """The next moment at which another period of a schedule begins."""
        if key not in self._changes:
            self._changes[key] = list(self._changes_of(key))
        later = self._changes[key]
        index = bisect_right(later, moment)
        return later[index] if index < len(later) else None

    def _changes_of(self, key: str) -> Iterator[int]:
        schedule = self._world.schedules.get(key)
        if schedule is not None:
            days = WEEK_DAYS + 1
            found = changes(schedule, self._start, self._world.timezone, days=days)
            yield from (each.moment for each in found)


def _conditions(flow: Flow, level: str) -> list[When]:
    """Those of the layers of a level, which is named as its step is."""
    layers = flow.layers.get(int(level.removeprefix(LEVEL)), ())
    return [each.when for each in layers]


def _schedules(flows: Mapping[int, Flow], met: Iterable[tuple[int, str, str]]) -> set[str]:
    """Keys of the schedules that a call met."""
    elements = (flows[flow].by_id[name] for flow, name, kind in met if kind != LEVEL)
    switches = (each.settings for each in elements)
    return {each.schedule for each in switches if isinstance(each, ScheduleSwitch)}


def next_layer_border(conditions: Iterable[When], moment: int, timezone: str) -> int | None:
    """The next moment at which one of these conditions may begin or end; None when they know no time."""
    minutes = {minute for when in conditions for span in when.minutes for minute in span}
    if not minutes and not any(when.days for when in conditions):
        return None
    today = datetime.fromtimestamp(moment, ZoneInfo(timezone)).date()
    for day in (today, today + _DAY):
        borders = _borders_of(day, frozenset(minutes | {0}), timezone)
        index = bisect_right(borders, moment)
        if index < len(borders):
            return borders[index]
    return None


@lru_cache(maxsize=64)
def _borders_of(day: date, minutes: frozenset[int], timezone: str) -> tuple[int, ...]:
    """The moments of a date at which the clock shows these minutes, in order."""
    return tuple(sorted(wall_moments(day, minutes, timezone)))
