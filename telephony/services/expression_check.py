"""What would become of a call (000: expression check): rules matched, numbers, route, permission, and why.

The pure library decides, as it does for the tests of the node's dialplan; here it is asked and told in words.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from telephony.calls.reasons import reason_words
from telephony.dialling import dialled
from telephony.dialling.decide import decide_incoming, decide_outgoing
from telephony.dialling.decision import Decision, Outcome, Step
from telephony.dialling.regions import region_name
from telephony.models import NumberList, OverrideRule, Route
from telephony.selectors.company_lines import LineChoice, company_lines
from telephony.selectors.outside_world import company_of_decisions, world_get
from telephony.selectors.platform.carriers import carrier_line_choices
from telephony.selectors.target_names import TargetNames
from telephony.services import text
from telephony.services.call_words import (
    override_end_words,
    step_title,
    step_words,
)
from telephony.services.check_sight import OPERATORS_LINE, company_sight
from telephony.services.problems import Problems, invalid

NUMBER_LIMIT = 64
_SEPARATORS = re.compile(r"[ ().\-]")
_SHORT = re.compile(r"[0-9]{3,5}", re.ASCII)


class Direction(StrEnum):
    OUTGOING = "outgoing"
    INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One thing that was looked at, in words; `kind` and `id` lead to the thing itself, when there is one."""

    key: str
    status: str
    title: str
    text: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line that would be tried, and what it would be told."""

    line: str
    title: str
    caller: str
    called: str


@dataclass(frozen=True, slots=True)
class ExpressionCheck:
    """The whole answer. `result` is connected, refused or ended; `reason` a code and `text` the same in words."""

    result: str
    reason: str
    text: str
    steps: list[CheckStep]
    caller: str
    called: str
    shown: str
    route: str
    lines: list[CheckedLine]
    call_class: str
    region: str
    region_name: str
    target: str
    target_label: str


def expression_check(
    *,
    sender: str,
    called: str,
    at: datetime | None,
    direction: Direction,
    is_operators: bool = False,
) -> ExpressionCheck:
    """What would become of a call from `sender` to `called` at a moment, or now, in the current company.

    An outgoing call is made by an internal number and dialled as people dial; an incoming one is from an outside
    number, or from nobody known when `sender` is empty, to a number of the company. Limits are not looked at: they
    depend on the calls of the moment. `is_operators`: the operator asks, who sees the names of own routes and lines.
    """
    problems = Problems()
    company, world = company_of_decisions(at), world_get(at)
    dialled_number = problems.take("to", _typed, called) or ""
    if direction is Direction.OUTGOING:
        extension = problems.take("from", _extension, sender, company.internal) or ""
        problems.raise_any()
        decision = decide_outgoing(company, world, extension=extension, dialled=dialled_number)
        return decision_told(decision, caller=extension, is_operators=is_operators)
    area = company.outside.area
    caller = (problems.take("from", _outside, sender, area) or "") if sender.strip() else ""
    number = dialled.e164(dialled_number, area=area) or dialled_number
    problems.raise_any()
    decision = decide_incoming(company, world, called=number, caller=caller)
    return decision_told(decision, caller=caller, is_operators=is_operators)


def _typed(raw: str) -> str:
    """A dialled string as a phone sends it. What is no number is not refused: the answer says what becomes of it."""
    return _SEPARATORS.sub("", text.required_line(raw, limit=NUMBER_LIMIT))


def _extension(raw: str, known: frozenset[str]) -> str:
    number = raw.strip()
    if not _SHORT.fullmatch(number) or number not in known:
        raise invalid("internal_number_unknown", _("Nothing has this internal number."))
    return number


def _outside(raw: str, area: str) -> str:
    number = dialled.e164(_typed(raw), area=area)
    if not number:
        raise invalid(
            "outside_number_invalid",
            _("Write the number with digits, for example +7 495 123-45-67."),
        )
    return number


_RESULTS = {
    Outcome.INTERNAL: "connected",
    Outcome.FLOW: "connected",
    Outcome.OUTSIDE: "connected",
    Outcome.REFUSED: "refused",
    Outcome.ENDED: "ended",
}


def decision_told(
    decision: Decision, *, caller: str, is_operators: bool = False
) -> ExpressionCheck:
    """The decision in words, with links to the company's things."""
    lines = company_lines()
    if is_operators:
        lines = [*lines, *carrier_line_choices()]
    else:
        decision = company_sight(decision, {each.line for each in lines})
    names = _names(lines)
    routes = [each.route for each in decision.attempts if each.route]
    target = decision.target or (
        f"internal:{decision.number}" if decision.outcome is Outcome.INTERNAL else ""
    )
    return ExpressionCheck(
        result=_RESULTS[decision.outcome],
        reason=decision.reason,
        text=decision_words(decision, names),
        steps=_steps(decision.steps, names),
        caller=caller,
        called=decision.number,
        shown=decision.shown,
        route=routes[0] if routes else "",
        lines=[
            CheckedLine(each.line, names(each.line), each.caller, each.called)
            for each in decision.attempts
        ],
        call_class=decision.call_class.value if decision.call_class else "",
        region=decision.region,
        region_name=region_name(decision.region),
        target=target,
        target_label=names(target) if target else "",
    )


def decision_words(decision: Decision, names: Callable[[str], str]) -> str:
    """The result in one sentence."""
    if decision.outcome is Outcome.INTERNAL:
        return _("The call rings at %(target)s.") % {"target": names(f"internal:{decision.number}")}
    if decision.outcome is Outcome.FLOW:
        return _("The call goes into the flow “%(flow)s”.") % {"flow": names(decision.target)}
    if decision.outcome is Outcome.OUTSIDE:
        return _("The call goes to %(number)s by %(line)s.") % {
            "number": decision.number,
            "line": names(decision.attempts[0].line),
        }
    return reason_words(decision.reason)


def _steps(steps: Iterable[Step], names: Callable[[str], str]) -> list[CheckStep]:
    """Of several ways out each is gone only when those before it have failed."""
    told: list[CheckStep] = []
    for step in steps:
        found = _step(step, names)
        if step.key == "route" and any(each.key == "route" for each in told):
            found = replace(found, text=_("If that fails: %(words)s") % {"words": _low(found.text)})
        told.append(found)
    return told


def _low(sentence: str) -> str:
    """The sentence as it goes on behind a colon."""
    return sentence[:1].lower() + sentence[1:]


def _step(step: Step, names: Callable[[str], str]) -> CheckStep:
    text = step_words(step, title_of=names)
    if step.key == "override" and not step.extra.get("target"):
        text = override_end_words(step)
    kind, thing = _thing(step)
    return CheckStep(step.key, step.status.value, step_title(step), text, kind, thing)


def _thing(step: Step) -> tuple[str, str]:
    """The company's rule or route that a step is about. Names need not be unique: the first in order is meant."""
    if step.key == "override":
        found = OverrideRule.objects.filter(name=step.extra["rule"]).first()
        return ("override_rule", str(found.pk)) if found else ("", "")
    if step.key == "route" and step.extra.get("table") == "company":
        route = Route.objects.filter(name=step.extra["route"]).first()
        return ("route", str(route.pk)) if route else ("", "")
    return "", ""


def _names(choices: Iterable[LineChoice]) -> TargetNames:
    lines = {each.line: each.title for each in choices}
    lists = {each.key: each.name for each in NumberList.objects.all()}
    return TargetNames({OPERATORS_LINE: _("the operator's line"), **lines, **lists})
