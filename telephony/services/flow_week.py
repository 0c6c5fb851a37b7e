"""A week painted by what becomes of a call: for a number, or for a flow."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils import timezone

from telephony.dialling.decision import Decision
from telephony.flow.schedule import day_slots, wall_moments
from telephony.models import OverrideRule
from telephony.selectors.flow_names import FlowNames
from telephony.selectors.flow_phones import phones_without_ways
from telephony.selectors.flow_snapshot import flow_schemes
from telephony.services.flow_simulator import (
    Question,
    Simulated,
    entry_of,
    question_read,
    stopped,
    told,
    trace_of,
    until_asked,
)
from tenants.context import current_tenant

DAYS = 7


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time in which the same becomes of a call."""

    begins: datetime
    ends: datetime
    outcome: Simulated


def flow_week(question: Question, *, first: date) -> list[Segment]:
    """What becomes of a call that comes in during the seven days from `first` on, everybody being there to answer who
    can be reached at all. A menu is where the painting ends: what follows is for the caller to say."""
    painter = _Painter(question)
    zone = ZoneInfo(painter.asked.world.timezone)
    begin, end = _midnight(first, zone), _midnight(first + timedelta(days=DAYS), zone)
    borders = {each for each in painter.borders(first) if begin <= each < end}
    moments = [*sorted(borders), end]
    segments: list[Segment] = []
    for moment, following in pairwise(moments):
        outcome = painter.outcome(moment)
        since = datetime.fromtimestamp(moment, zone)
        if segments and segments[-1].outcome.key == outcome.key:
            since = segments.pop().begins
        segments.append(Segment(since, datetime.fromtimestamp(following, zone), outcome))
    return segments


class _Painter:
    """One call at many moments: what it needs is read once, and the same outcome told once."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self.asked = question_read(question)
        self._incoming = self.asked.incoming
        self._schemes = {**flow_schemes(), **self.asked.drafts}
        self._names = FlowNames(self._schemes)
        phones = {**phones_without_ways(self.asked.world), **self.asked.caller.phones}
        self._caller = replace(self.asked.caller, phones=phones, keys=())
        self._told: dict[str, Simulated] = {}

    def outcome(self, moment: int) -> Simulated:
        """What becomes of the call at a moment."""
        entry = entry_of(self._question, self.asked, moment, self._incoming)
        if isinstance(entry, Decision):
            return stopped(entry)
        schemes = {**self._schemes, **(entry.made or {})}
        caller = replace(self._caller, moment=moment)
        trace = until_asked(trace_of(entry, schemes, self.asked.world, caller))
        key = trace.outcome.key
        if key not in self._told:
            self._told[key] = told(trace, self._names)
        return self._told[key]

    def borders(self, first: date) -> Iterator[int]:
        """Moments at which something else may become of calls."""
        world = self.asked.world
        fixed = {0, *self._minutes()}
        for day in (first + timedelta(days=offset) for offset in range(DAYS)):
            slots = [each for hours in world.schedules.values() for each in day_slots(hours, day)]
            minutes = fixed | {each.start for each in slots} | {each.end for each in slots}
            yield from wall_moments(day, minutes, world.timezone)
        for hours in world.schedules.values():
            if hours.override and hours.override_until:
                yield hours.override_until

    def _minutes(self) -> Iterator[int]:
        """Minutes of the day at which layers and override rules begin and end."""
        layers = (each for scheme in self._schemes.values() for each in scheme.elements)
        ranges = [pair for each in layers for pair in each.when.minutes]
        rules = OverrideRule.objects.filter(is_enabled=True).values_list("minutes", flat=True)
        for start, end in [*ranges, *(pair for minutes in rules for pair in minutes)]:
            yield start
            yield end


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def company_today() -> date:
    """Today by the clock of the current company."""
    return timezone.now().astimezone(ZoneInfo(current_tenant().timezone)).date()
