"""A week painted by what becomes of a call: for a number, or for a flow."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.dialling.decision import Decision
from telephony.flow.graph import When
from telephony.flow.painting import paint
from telephony.flow.week import DAY_SECONDS, WEEK_DAYS, Borders, next_layer_border
from telephony.flow.world import World
from telephony.selectors.flow_names import FlowNames
from telephony.selectors.flow_phones import phones_without_ways
from telephony.selectors.flow_snapshot import flow_schemes
from telephony.services.flow_simulator import (
    Asked,
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

WORK_MAX = 250_000  # steps and conditions looked at for one painting: a second or two


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
    asked = question_read(question)
    zone = ZoneInfo(asked.world.timezone)
    start, until = (_midnight(first + timedelta(days=days), zone) for days in (0, WEEK_DAYS))
    painting = paint(_Painter(question, asked, start).outcome, start=start, until=until)
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
    asked = question_read(question)
    moment = asked.caller.moment
    outcome, _border = _Painter(question, asked, moment).outcome(moment)
    return outcome


class _Painter:
    """One call at many moments: what it needs is read once, and the same outcome told once."""

    def __init__(self, question: Question, asked: Asked, start: int) -> None:
        self._question = question
        self._asked = asked
        self._incoming = asked.incoming
        self._schemes = {**flow_schemes(), **asked.drafts}
        self._names = FlowNames(self._schemes)
        phones = {**phones_without_ways(asked.world), **asked.caller.phones}
        self._caller = replace(asked.caller, phones=phones, keys=())
        self._rules = _rules(asked.world)
        self._borders = Borders(asked.world, start)
        self._told: dict[str, Simulated] = {}
        self._work = 0

    def outcome(self, moment: int) -> tuple[Simulated, int]:
        """What becomes of the call at a moment, and the next moment at which something else may."""
        border = self._rules_border(moment)
        entry = entry_of(self._question, self._asked, moment, self._incoming)
        if isinstance(entry, Decision):
            return stopped(entry), border
        schemes = {**self._schemes, **(entry.made or {})}
        caller = replace(self._caller, moment=moment)
        trace = until_asked(trace_of(entry, schemes, self._asked.world, caller, is_brief=True))
        self._count(trace.work)
        key = trace.outcome.key
        if key not in self._told:
            self._told[key] = told(trace, self._names)
        return self._told[key], min(border, self._borders.after(schemes, trace, moment))

    def _count(self, work: int) -> None:
        """Everybody's pages wait while one process paints."""
        self._work += work
        if self._work > WORK_MAX:
            raise invalid(
                "painting_too_large",
                _("There is too much in this flow to paint a whole week of it."),
            )

    def _rules_border(self, moment: int) -> int:
        """The next moment at which rules and routes may lead a called number elsewhere."""
        border = next_layer_border(self._rules, moment, self._asked.world.timezone)
        return border or moment + WEEK_DAYS * DAY_SECONDS


def _rules(world: World) -> list[When]:
    """When rules and routes hold that say something of called numbers."""
    times = world.rules.times if world.rules is not None else ()
    return [When((), each.days, each.minutes) for each in times]


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def company_today() -> date:
    """Today by the clock of the current company."""
    return timezone.now().astimezone(ZoneInfo(current_tenant().timezone)).date()
