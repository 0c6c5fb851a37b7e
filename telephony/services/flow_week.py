"""A week painted by what becomes of a call: for a number, or for a flow."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from telephony.dialling.decision import Decision
from telephony.flow.graph import When
from telephony.flow.painting import paint
from telephony.flow.week import WEEK_DAYS, next_border, next_layer_border
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

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time in which the same becomes of a call."""

    begins: datetime
    ends: datetime
    outcome: Simulated


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of segments; what is shorter than the grain (minutes) may be missing, 0: nothing is."""

    segments: list[Segment]
    grain_minutes: int


def flow_week(question: Question, *, first: date) -> Week:
    """What becomes of a call that comes in during the seven days from `first` on, everybody being there to answer who
    can be reached at all. A menu is where the painting ends: what follows is for the caller to say."""
    painter = _Painter(question)
    zone = ZoneInfo(painter.asked.world.timezone)
    last = first + timedelta(days=WEEK_DAYS)
    painting = paint(painter.outcome, start=_midnight(first, zone), until=_midnight(last, zone))
    segments = [
        Segment(
            datetime.fromtimestamp(each.start, zone),
            datetime.fromtimestamp(each.end, zone),
            each.outcome,
        )
        for each in painting.segments
    ]
    return Week(segments, painting.grain_seconds // 60)


def flow_outcome(question: Question) -> Simulated:
    """The same for one moment, or now."""
    painter = _Painter(question)
    outcome, _border = painter.outcome(int(painter.asked.at.timestamp()))
    return outcome


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
        self._rules = _rules() if self._incoming else []
        self._told: dict[str, Simulated] = {}

    def outcome(self, moment: int) -> tuple[Simulated, int]:
        """What becomes of the call at a moment, and the next moment at which something else may."""
        border = self._rules_border(moment)
        entry = entry_of(self._question, self.asked, moment, self._incoming)
        if isinstance(entry, Decision):
            return stopped(entry), border
        schemes = {**self._schemes, **(entry.made or {})}
        caller = replace(self._caller, moment=moment)
        trace = until_asked(trace_of(entry, schemes, self.asked.world, caller))
        key = trace.outcome.key
        if key not in self._told:
            self._told[key] = told(trace, self._names)
        return self._told[key], min(border, next_border(schemes, self.asked.world, trace, moment))

    def _rules_border(self, moment: int) -> int:
        """The next moment at which override rules may lead the number elsewhere."""
        border = next_layer_border(self._rules, moment, self.asked.world.timezone)
        return border or moment + WEEK_DAYS * DAY_SECONDS


def _rules() -> list[When]:
    """When the company's override rules hold."""
    rows = OverrideRule.objects.filter(is_enabled=True).values_list("days", "minutes")
    return [
        When((), tuple(days), tuple((start, end) for start, end in minutes))
        for days, minutes in rows
    ]


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def company_today() -> date:
    """Today by the clock of the current company."""
    return timezone.now().astimezone(ZoneInfo(current_tenant().timezone)).date()
