"""What a company sees of a decision about its call: the operator's filters, routes and other lines have no names."""

from collections.abc import Container
from dataclasses import replace

from telephony.dialling.decision import Attempt, Decision, Step

OPERATORS_LINE = "carrier"  # any line of the operator that none of the company's numbers arrives by


def company_sight(decision: Decision, own: Container[str]) -> Decision:
    """The decision without names of the operator's; `own` are the lines that the company knows."""
    tables = [step.extra["table"] for step in decision.steps if step.key == "route"]
    return replace(
        decision,
        attempts=tuple(_attempt(each, own, tables) for each in decision.attempts),
        steps=tuple(_step(each, own) for each in decision.steps),
    )


def _attempt(attempt: Attempt, own: Container[str], tables: Container[str]) -> Attempt:
    """One table gives all lines of a call, so one mention of the operator's means that its rows lead."""
    route = "" if "operator" in tables else attempt.route
    return replace(attempt, line=_line(attempt.line, own), route=route)


def _step(step: Step, own: Container[str]) -> Step:
    extra = dict(step.extra)
    if step.key == "filter":
        extra.pop("filter", None)
    elif step.key == "route" and extra["table"] == "operator":
        extra.pop("route")
    elif step.key == "route" and extra["table"] != "company":
        extra["route"] = _line(extra["route"], own)
    elif step.key == "line":
        extra["line"] = _line(extra["line"], own)
    return replace(step, extra=extra)


def _line(line: str, own: Container[str]) -> str:
    return line if line in own else OPERATORS_LINE
