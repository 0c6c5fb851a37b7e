"""What is wrong with a flow, at which element, in the language of whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from telephony.services.flow_documents import Document
from tenants.errors import BusinessError


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """One finding: `severity` error keeps the flow from being published, warning does not."""

    severity: str
    element: str
    field: str
    code: str
    message: str
    extra: Mapping[str, Any]

    @property
    def is_error(self) -> bool:
        """Whether it keeps the flow from being published."""
        return self.severity == "error"


def problems_find(document: Document) -> list[FlowProblem]:
    """All findings about a draft."""
    starts = [each for each in document["elements"] if each.get("kind") == "start"]
    if starts:
        return []
    return [FlowProblem("error", "", "", "start_missing", _("The flow has no beginning."), {})]


def errors_refuse(problems: list[FlowProblem]) -> None:
    """Refuse to publish while there are errors; `extra.problems` are all findings."""
    if any(each.is_error for each in problems):
        raise BusinessError(
            "flow_has_errors",
            _("Correct the marked elements first."),
            status=400,
            problems=[problem_body(each) for each in problems],
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
