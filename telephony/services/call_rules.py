"""The parts that rules of outside calls are made of: patterns, templates, tags, times, and their order.

Shared by the company's routes and override rules and by the operator's routes and filters.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from telephony.dialling import patterns, transformations
from telephony.dialling.config import OnFailure
from telephony.dialling.dialled_patterns import is_as_dialled
from telephony.services import text
from telephony.services.choices import choice
from telephony.services.problems import Parsers, Problems, invalid, list_parse, too_many
from telephony.services.rule_remedies import pattern_refusal, template_refusal
from tenants.errors import BusinessError

Parsed = TypeVar("Parsed")

NAME_LIMIT = 80
COMMENT_LIMIT = 500
PATTERN_LIMIT = 80
TEMPLATE_LIMIT = 120
MAX_PATTERNS = 50
MAX_TAGS = 20
MAX_WINDOWS = 20
DAY_MINUTES = 24 * 60
_TAG = re.compile(r"[^\W_][\w -]{0,39}")


def pattern_parse(raw: str) -> str:
    """A pattern of numbers in the documented subset, as it was written; refused with what is wrong in it."""
    pattern = text.line(raw, limit=PATTERN_LIMIT)
    try:
        patterns.compiled(pattern)
    except patterns.PatternError as error:
        raise pattern_refusal(error) from None
    return pattern


def patterns_parse(raw: Sequence[str]) -> list[str]:
    """Patterns of which any may match; together they must fit into one fact of the node."""
    found = list_parse(raw, pattern_parse, limit=MAX_PATTERNS)
    try:
        patterns.node_regex(found)
    except patterns.PatternError as error:
        raise pattern_refusal(error) from None
    return found


def called_template_parse(raw: str) -> str:
    """How a line wants called numbers."""
    return _template(raw, transformations.transformation)


def caller_template_parse(raw: str) -> str:
    """How a line wants the shown number: written another way, never another number."""
    return _template(raw, transformations.caller_transformation)


def _template(raw: str, parse: Callable[[str], object]) -> str:
    template = text.line(raw, limit=TEMPLATE_LIMIT)
    try:
        parse(template)
    except transformations.TemplateError as error:
        raise template_refusal(error) from None
    return template


def _optional(parse: Callable[[str], str], raw: str) -> str:
    """The same, where nothing means the usual."""
    return parse(raw) if raw.strip() else ""


def tag_parse(raw: str) -> str:
    """One tag: letters, digits, spaces, dashes and underscores."""
    tag = text.required_line(raw, limit=40)
    if not _TAG.fullmatch(tag):
        raise invalid(
            "tag_invalid",
            _("A tag has letters, digits, spaces and dashes, and begins with a letter or digit."),
        )
    return tag


tags_parse = partial(list_parse, parse=tag_parse, limit=MAX_TAGS)


def times_parse(raw: Mapping[str, Any]) -> tuple[list[int], list[list[int]]]:
    """Weekdays (1 is Monday) and windows of minutes of the day, sorted; `{}` means always."""
    problems = Problems()
    days = problems.take("days", _days, raw.get("days", []))
    minutes = problems.take("minutes", _windows, raw.get("minutes", []))
    problems.raise_any()
    return days or [], minutes or []


def _days(raw: Sequence[int]) -> list[int]:
    if not set(raw) <= set(range(1, 8)):
        raise invalid("weekday_invalid", _("Weekdays are 1 (Monday) to 7."))
    return sorted(set(raw))


def _windows(raw: Sequence[Sequence[int]]) -> list[list[int]]:
    if len(raw) > MAX_WINDOWS:
        raise too_many(MAX_WINDOWS)
    problems = Problems()
    windows = [problems.take(str(index), _window, each) for index, each in enumerate(raw)]
    problems.raise_any()
    return sorted(each for each in windows if each is not None)


def _window(raw: Sequence[int]) -> list[int]:
    if len(raw) != 2 or not 0 <= raw[0] < raw[1] <= DAY_MINUTES:
        raise invalid(
            "window_invalid",
            _("The beginning comes before the end; write a night as two periods."),
        )
    return list(raw)


RULE_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
    "is_enabled": bool,
}
# Of RouteBase, without its times and lines.
ROUTE_PARSERS: Parsers = {
    **RULE_PARSERS,
    "called": patterns_parse,
    "calling": patterns_parse,
    "tags": tags_parse,
    "called_template": partial(_optional, called_template_parse),
    "caller_template": partial(_optional, caller_template_parse),
    "on_failure": partial(choice, kind=OnFailure),
    "is_recorded": bool,
    "is_private": bool,
    "is_internal": bool,
}


def times_take(values: Mapping[str, Any], fields: dict[str, Any], problems: Problems) -> None:
    """Put the times that `values` names into the columns `days` and `minutes` of `fields`."""
    if "times" in values:
        times = problems.take("times", times_parse, values["times"] or {})
        fields["days"], fields["minutes"] = times or ([], [])


def position_next(model: type[Model]) -> int:
    """Position of a row that comes after all others."""
    last: int | None = model._default_manager.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def positions_set(model: type[Model], ids: Sequence[UUID]) -> None:
    """Put all rows of an ordered table into the order of `ids`; refused when rows have come or gone meanwhile."""
    rows = model._default_manager.in_bulk()
    if len(ids) != len(rows) or set(ids) != set(rows):
        raise BusinessError(
            "order_outdated", _("The list has changed meanwhile; reload the page."), field="ids"
        )
    for position, row_id in enumerate(ids):
        rows[row_id].position = position  # type: ignore[attr-defined]  # all ordered tables have it
    model._default_manager.bulk_update(rows.values(), ["position"])


def pattern_check(raw: str, examples: Sequence[str]) -> dict[str, Any]:
    """What a pattern becomes for both engines and which examples it describes, or what is wrong with it."""
    try:
        found = patterns.compiled(pattern_parse(raw))
    except BusinessError as error:
        return {
            "ok": False,
            "problem": error.message,
            "hint": "",
            "python": "",
            "asterisk": "",
            "matches": [],
        }
    return {
        "ok": True,
        "problem": "",
        "hint": _as_dialled_words() if is_as_dialled(found.text) else "",
        "python": found.python.pattern,
        "asterisk": found.posix,
        "matches": [each for each in examples if found.matches(each)],
    }


def _as_dialled_words() -> str:
    return _(
        "Outside numbers are compared with their country code: 7916… and not 8916… or 916…, "
        "44… and not 81044…."
    )


def template_check(raw: str, number: str) -> dict[str, Any]:
    """What a template makes of a number, or what is wrong with it."""
    try:
        found = transformations.transformation(called_template_parse(raw))
    except BusinessError as error:
        return {"ok": False, "problem": error.message, "result": ""}
    return {"ok": True, "problem": "", "result": found.apply(number) if number else ""}
