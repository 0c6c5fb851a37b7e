"""What is wrong with a flow, by code: the words for people are made elsewhere. Pure."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

ERROR = "error"  # such a flow is not published
WARNING = "warning"  # it is, but does less than was drawn

# Extra: what (as in settings.Use; or sound, start, pattern, outside_number) and key, empty when none is chosen.
THING_MISSING = "thing_missing"


@dataclass(frozen=True, slots=True)
class ParseProblem:
    """One place of a document that does not have the shape of one. What was there is left out of the flow.

    `element` is the id, or empty for the document as a whole; `field` is a setting (`digits`, `prompt.media`), a field
    of the element (`name`, `when.days`) or an exit (`exits.next`). Of an element without an id it is the path in the
    document (`elements.2.id`).
    """

    element: str
    field: str
    code: str
    extra: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a flow, said at the element where it can be mended."""

    level: str
    element: str
    field: str
    code: str
    extra: Mapping[str, object] = dataclasses.field(default_factory=dict)


def error(element: str, field: str, code: str, **extra: object) -> Problem:
    """Something that keeps the flow from being published."""
    return Problem(ERROR, element, field, code, extra)


def warning(element: str, field: str, code: str, **extra: object) -> Problem:
    """Something that its owner should know."""
    return Problem(WARNING, element, field, code, extra)


def missing(element: str, field: str, what: str, key: str) -> Problem:
    """A setting names what does not exist, or nothing."""
    return error(element, field, THING_MISSING, what=what, key=key)
