"""What becomes of calls in the course of time, without trying every minute. Pure.

The way of a call depends on the moment only where it meets a schedule or layers. Until one of those that it met says
something else, every call goes the same way; so the next call to try is one at that moment.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from telephony.flow.call import Caller, Outcome
from telephony.flow.elements import ScheduleSwitch
from telephony.flow.graph import Flow, When
from telephony.flow.painting import Painting, paint
from telephony.flow.schedule import next_change, wall_moments
from telephony.flow.simulate import LEVEL, Step, Trace, simulate
from telephony.flow.world import World

WEEK_DAYS = 7
_DAY = timedelta(days=1)


def week(
    flows: Mapping[int, Flow],
    world: World,
    caller: Caller,
    *,
    flow: int,
    element: str = "",
    monday: date,
    days: int = WEEK_DAYS,
) -> Painting[Outcome]:
    """What becomes of calls that are as `caller`, during seven days from a date on."""
    zone = ZoneInfo(world.timezone)
    start = datetime(monday.year, monday.month, monday.day, tzinfo=zone)

    def look(moment: int) -> tuple[Outcome, int]:
        trace = simulate(flows, world, replace(caller, moment=moment), flow=flow, element=element)
        return trace.outcome, next_border(flows, world, trace, moment)

    until = start + days * _DAY
    return paint(look, start=int(start.timestamp()), until=int(until.timestamp()))


def next_border(flows: Mapping[int, Flow], world: World, trace: Trace, moment: int) -> int:
    """The first moment at which something that the call met may say something else."""
    latest = moment + 2 * WEEK_DAYS * 86_400
    borders = (_border_of(flows[step.flow], world, step, moment) for step in trace.steps)
    return min((each for each in borders if each is not None), default=latest)


def _border_of(flow: Flow, world: World, step: Step, moment: int) -> int | None:
    if step.kind == LEVEL:
        layers = flow.layers.get(int(step.element.removeprefix(LEVEL)), ())
        return next_layer_border([each.when for each in layers], moment, world.timezone)
    settings = flow.by_id[step.element].settings
    schedule = None
    if isinstance(settings, ScheduleSwitch):
        schedule = world.schedules.get(settings.schedule)
    change = next_change(schedule, moment, world.timezone, days=WEEK_DAYS) if schedule else None
    return change.moment if change else None


def next_layer_border(conditions: list[When], moment: int, timezone: str) -> int | None:
    """The next moment at which one of these conditions may begin or end; None when they know no time."""
    minutes = {minute for when in conditions for span in when.minutes for minute in span}
    if not minutes and not any(when.days for when in conditions):
        return None
    today = datetime.fromtimestamp(moment, ZoneInfo(timezone)).date()
    for day in (today, today + _DAY):
        later = [each for each in wall_moments(day, minutes | {0}, timezone) if each > moment]
        if later:
            return min(later)
    return None
