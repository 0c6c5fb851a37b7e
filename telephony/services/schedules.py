"""Schedules: when the company is open, and at which of its periods."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony import dispatch
from telephony.flow.references import Thing
from telephony.flow.schedule_read import PERIOD_KEY, ReadHours, read_hours
from telephony.models import InternalNumber, Schedule
from telephony.selectors.holiday_calendar import countries
from telephony.selectors.usages import schedule_usages
from telephony.services import text
from telephony.services.call_rules import COMMENT_LIMIT, NAME_LIMIT
from telephony.services.flow_uses import uses_replace
from telephony.services.flow_words import problem_words
from telephony.services.numbering import number_change, number_parse, number_release, number_take
from telephony.services.problems import Parsers, Problems, fields_parse, invalid, too_many
from telephony.services.usages import number_renamed, number_replaced, used_refuse
from telephony.services.writes import config_write, row_lock
from tenants.context import current_tenant, tenant_scope
from tenants.models import Tenant
from tenants.services.audit import SYSTEM, Actor, audit_write

MAX_SCHEDULES = 200
COLORS = ("teal", "blue", "violet", "pink", "orange", "yellow", "green")
Rows = list[dict[str, Any]]


class ScheduleValues(TypedDict, total=False):
    """What a form may say about a schedule; `number` "" takes its internal number away."""

    name: str
    comment: str
    periods: Rows
    country: str
    works_on_holidays: bool
    exceptions: Rows
    number: str


@config_write()
def schedule_create(values: ScheduleValues) -> Schedule:
    """Add a schedule."""
    if Schedule.objects.count() >= MAX_SCHEDULES:
        raise too_many(MAX_SCHEDULES)
    schedule = Schedule()
    _fields_take(schedule, {"name": "", "periods": [], **values})
    schedule.save(force_insert=True)
    return schedule


@config_write()
def schedule_update(schedule: Schedule, values: ScheduleValues) -> Schedule:
    """Change what `values` names; all flows that use the schedule follow."""
    row_lock(schedule)
    _fields_take(schedule, values)
    schedule.save()
    return schedule


@config_write()
def schedule_delete(
    schedule: Schedule, *, replacement: Schedule | None = None, force: bool = False
) -> None:
    """Remove a schedule. Flows take the replacement, with `force` they are closed there; otherwise a used one stays."""
    if replacement is None and not force:
        used_refuse(schedule_usages(schedule))
    uses_replace(Thing.SCHEDULE, schedule.key, replacement.key if replacement else "")
    number = schedule.internal_number
    if number is not None:
        number_replaced(number, replacement=replacement.internal_number if replacement else None)
    schedule.delete()
    if number is not None:
        number_release(number)


@config_write()
def schedule_override(
    schedule: Schedule, *, state: str, until: datetime | None = None, actor: Actor = SYSTEM
) -> None:
    """Open or close by hand, until a moment or until it is taken back by the empty state."""
    if state not in Schedule.Override.values:
        raise invalid(
            "invalid_choice",
            _("Choose one of: %(values)s.") % {"values": ", ".join(Schedule.Override.values)},
            field="state",
        )
    if until is not None and until <= timezone.now():
        raise invalid("until_past", _("This moment has passed."), field="until")
    row_lock(schedule)
    _switch(schedule, state, until=until, at=timezone.now(), actor=actor)


def _switch(
    schedule: Schedule,
    state: str,
    *,
    at: datetime,
    until: datetime | None = None,
    actor: Actor = SYSTEM,
) -> None:
    """Note that a schedule, which is locked, was switched by hand at a moment."""
    schedule.override = state
    schedule.override_until = until if state else None
    schedule.switched_at = at
    schedule.save(update_fields=["override", "override_until", "switched_at"])
    audit_write(
        "schedule.overridden",
        actor=actor,
        tenant=current_tenant(),
        subject=schedule.name,
        state=state,
        until=until.isoformat() if until else "",
    )
    if schedule.override_until is not None:
        _end_await(schedule, schedule.override_until)


def override_end(schedule_id: str, until: str) -> None:
    """Take back a switch by hand whose time is over, unless somebody has switched again since. Calls have felt it
    already: nodes know the moment."""
    schedule = Schedule.objects.filter(pk=schedule_id, override_until=until).first()
    if schedule is None or schedule.override_until is None:
        return
    if schedule.override_until <= timezone.now():
        _switch_back(schedule, schedule.override_until)
    else:
        _end_await(schedule, schedule.override_until)


@config_write()
def _switch_back(schedule: Schedule, over: datetime) -> None:
    """What ended at a moment is no more, as of that moment: somebody may have dialled since."""
    row_lock(schedule)
    if schedule.override_until == over:
        _switch(schedule, Schedule.Override.NONE, at=over)


def _end_await(schedule: Schedule, until: datetime) -> None:
    seconds = (until - timezone.now()).total_seconds()
    dispatch.override_end(str(schedule.pk), until.isoformat(), delay_seconds=seconds)


def schedule_switched(tenant_code: str, schedule_key: str, state: str, moment: int) -> None:
    """Note what somebody did by key code in a company, at a moment (epoch seconds). What is gone, is so already, or was
    switched since is left alone."""
    tenant = Tenant.objects.filter(code=tenant_code).first()
    if tenant is None or state not in Schedule.Override.values:
        return
    with tenant_scope(tenant):
        at = datetime.fromtimestamp(moment, UTC)
        for schedule in _by_key(schedule_key):
            if _is_news(schedule, state, at):
                _switch_dialled(schedule, state, at)


@config_write()
def _switch_dialled(schedule: Schedule, state: str, at: datetime) -> None:
    """Follow the node, unless somebody clicks at this moment."""
    row_lock(schedule)
    if _is_news(schedule, state, at):
        _switch(schedule, state, at=at)


def _is_news(schedule: Schedule, state: str, at: datetime) -> bool:
    """Whether a switch on the node is later than what the row knows of. Nodes count in seconds: of two in one second,
    the one that is told of now was the later one."""
    if schedule.switched_at is None:
        return True
    last = schedule.switched_at.replace(microsecond=0)
    is_so = schedule.override == state and schedule.override_until is None
    return at > last or (at == last and not is_so)


def _by_key(key: str) -> QuerySet[Schedule]:
    """The schedule that flows and the node know by this key, if there is one."""
    try:
        return Schedule.objects.filter(pk=UUID(key))
    except ValueError:
        return Schedule.objects.none()


def _fields_take(schedule: Schedule, values: ScheduleValues) -> None:
    """Put checked values into the row; its number is taken, changed or given back."""
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    _hours_take(schedule, values, fields, problems)
    if values.get("number", "").strip():
        problems.take("number", number_parse, values["number"])
    problems.raise_any()
    for field, value in fields.items():
        setattr(schedule, field, value)
    if "number" in values:
        _number_take(schedule, values["number"].strip())


def _hours_take(
    schedule: Schedule, values: ScheduleValues, fields: dict[str, Any], problems: Problems
) -> None:
    """Periods and exceptions, which are checked together: exceptions name periods."""
    if "periods" not in values and "exceptions" not in values:
        return
    periods = _with_keys(schedule, values.get("periods", schedule.periods))
    exceptions = list(values.get("exceptions", schedule.exceptions))
    read: ReadHours = read_hours(periods, exceptions)
    for problem in read.problems:
        problems.add(
            invalid(problem.code, problem_words(problem.code, problem.extra)), field=problem.field
        )
    for index, period in enumerate(periods):
        part = problems.inside(f"periods.{index}")
        part.take("name", partial(text.required_line, limit=NAME_LIMIT), period.get("name", ""))
        if period.get("color") not in COLORS:
            period["color"] = COLORS[index % len(COLORS)]
    fields["periods"] = periods
    fields["exceptions"] = sorted(exceptions, key=lambda each: str(each.get("date")))


def _with_keys(schedule: Schedule, periods: Sequence[Mapping[str, Any]]) -> Rows:
    """Periods of which each has a key: exits of flows are named by it, so that a new one never gets that of any other
    that there was."""
    known = [str(each.get("key") or "") for each in (*periods, *schedule.periods)]
    last = max((int(key[1:]) for key in known if PERIOD_KEY.fullmatch(key)), default=0)
    last = max(last, schedule.last_period)
    found = []
    for period in periods:
        key = period.get("key")
        if not key:
            last += 1
            key = f"p{last}"
        found.append({**period, "key": key})
    schedule.last_period = last
    return found


def _number_take(schedule: Schedule, number: str) -> None:
    held = schedule.internal_number
    if not number:
        schedule.internal_number = None
        if held is not None:
            number_replaced(held, replacement=None)
            schedule.save()
            number_release(held)
    elif held is None:
        schedule.internal_number = number_take(number, kind=InternalNumber.Kind.SCHEDULE)
    else:
        old = held.number
        number_change(held, number=number)
        number_renamed(old, to=held.number)


def _country(raw: str) -> str:
    code = raw.strip().upper()
    if code and code not in countries():
        raise invalid("country_unknown", _("The holidays of this country are not known."))
    return code


_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
    "country": _country,
    "works_on_holidays": bool,
}
