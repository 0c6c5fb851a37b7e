"""A week painted by what becomes of a call: for a number, or for a flow."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.dialling.decision import Decision
from telephony.flow.graph import When
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
from telephony.services.problems import invalid
from tenants.context import current_tenant

DAY_SECONDS = 86_400
MAX_BORDERS = 500  # 70 changes a day: more of them nobody could read


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
    moment, end = _midnight(first, zone), _midnight(first + timedelta(days=WEEK_DAYS), zone)
    segments: list[Segment] = []
    for _attempt in range(MAX_BORDERS):
        if moment >= end:
            return segments
        outcome, border = painter.outcome(moment)
        border = min(border, end)
        since = datetime.fromtimestamp(moment, zone)
        if segments and segments[-1].outcome.key == outcome.key:
            since = segments.pop().begins
        segments.append(Segment(since, datetime.fromtimestamp(border, zone), outcome))
        moment = border
    raise invalid("changes_too_often", _("This changes too often to be painted."))


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
