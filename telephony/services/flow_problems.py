"""What is wrong with a flow, at which element, in the language of whoever asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from telephony.flow.problems import ERROR, Problem
from telephony.flow.validate import check_document
from telephony.flow.world import World
from telephony.services.flow_documents import Document
from telephony.services.flow_words import problem_words
from tenants.errors import BusinessError


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """One finding: `severity` error keeps the flow from being published, warning does not."""

    severity: str
    element: str
    field: str
    code: str
    extra: Mapping[str, Any]

    @property
    def is_error(self) -> bool:
        """Whether it keeps the flow from being published."""
        return self.severity == ERROR

    @property
    def message(self) -> str:
        """The finding in one sentence. Lists only count findings: nothing is looked up before it is asked for."""
        return problem_words(self.code, self.extra)


def problems_find(document: Document, world: World, *, key: int = 0) -> list[FlowProblem]:
    """All findings about a draft of the flow `key` in a company; 0 for a flow that is not kept."""
    return [problem_said(each) for each in check_document(document, world, key).problems]


def problem_said(problem: Problem) -> FlowProblem:
    """A finding that has words."""
    return FlowProblem(
        severity=problem.level,
        element=problem.element,
        field=problem.field,
        code=problem.code,
        extra=problem.extra,
    )


def errors_refuse(problems: Iterable[FlowProblem]) -> None:
    """Refuse to publish while there are errors; `extra.problems` are all findings."""
    found = list(problems)
    if any(each.is_error for each in found):
        raise BusinessError(
            "flow_has_errors",
            _("Correct the marked elements first."),
            status=400,
            problems=[problem_body(each) for each in found],
        )


def problem_body(problem: FlowProblem) -> dict[str, Any]:
    """A finding as the API gives it."""
    return {
        "severity": problem.severity,
        "element": problem.element,
        "field": problem.field,
        "code": problem.code,
        "message": problem.message,
        "extra": dict(problem.extra),
    }
