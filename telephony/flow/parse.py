"""A document read into a flow. Pure.

Reading never fails: what has not the shape of a document is noted and left out, so that a draft can be shown and
mended whatever is in it.
"""

import json
import re
from dataclasses import dataclass
from typing import TypeGuard

from telephony.flow.elements import KINDS
from telephony.flow.fields import NAME_MAX, Fields
from telephony.flow.graph import ALWAYS, Element, Flow, When, is_element_id, level_of
from telephony.flow.limits import BYTES_MAX, DOCUMENT_FORMAT, ELEMENTS_MAX, LEVEL_MAX
from telephony.flow.problems import ParseProblem
from telephony.flow.settings import Settings

MINUTES_OF_DAY = 24 * 60
_EXIT_NAME = re.compile(r"[a-z0-9_*#]{1,20}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A flow, and what could not be read into it."""

    flow: Flow
    problems: tuple[ParseProblem, ...] = ()


def parse(document: object) -> Parsed:
    """The flow that a document describes. A document that is too large is not read at all."""
    problems: list[ParseProblem] = []
    fields = Fields(document, problems)
    size = len(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
    if size > BYTES_MAX:
        fields.note("", "too_large", bytes=size, most=BYTES_MAX)
        return Parsed(Flow(), tuple(problems))
    if fields.value("format") != DOCUMENT_FORMAT:
        fields.note("format", "format_unknown", known=DOCUMENT_FORMAT)
    rows = fields.items("elements", most=10 * ELEMENTS_MAX)
    fields.note_unknown()
    if len(rows) > ELEMENTS_MAX:
        fields.note("elements", "too_large", elements=len(rows), most=ELEMENTS_MAX)
        return Parsed(Flow(), tuple(problems))
    elements: dict[str, Element] = {}
    for index, row in enumerate(rows):
        element = _element(index, row, problems)
        if element and element.id in elements:
            problems.append(ParseProblem(element.id, "id", "id_repeated"))
        elif element:
            elements[element.id] = element
    return Parsed(Flow(tuple(elements.values())), tuple(problems))


def _element(index: int, raw: object, problems: list[ParseProblem]) -> Element | None:
    head = Fields(raw, problems, path=f"elements.{index}")  # what has no id is told by its place
    if not isinstance(raw, dict):
        return None
    identity = head.value("id")
    if not is_element_id(identity):
        head.note("id", "id_invalid", value=str(identity)[:20])
        return None
    fields = Fields(raw, problems, element=str(identity))
    fields.value("id")
    kind = KINDS.get(str(fields.value("kind")))
    if kind is None:
        fields.note("kind", "kind_unknown", value=str(fields.value("kind"))[:20])
        return None
    settings_fields = fields.inside("settings")
    settings_fields.path = ""
    settings = kind.read(settings_fields)
    settings_fields.note_unknown()
    element = Element(
        id=str(identity),
        settings=settings,
        name=fields.text("name"),
        number=fields.internal_number("number"),
        level=fields.whole("level", 0, LEVEL_MAX, 0),
        when=_when(fields),
        exits=_exits(fields, settings),
    )
    fields.value("position")  # the canvas's own
    fields.note_unknown()
    if element.number and not kind.may_have_number:
        fields.note("number", "number_not_here")
    return element


def _when(fields: Fields) -> When:
    if fields.value("when") is None:
        return ALWAYS
    inner = fields.inside("when")
    lists = inner.keys("lists")
    days = []
    for day in inner.items("days", most=7):
        if isinstance(day, int) and not isinstance(day, bool) and 1 <= day <= 7:
            days.append(day)
        else:
            inner.note("days", "day_invalid")
    minutes = []
    for item in inner.items("minutes", most=24):
        if _is_range(item):
            minutes.append((item[0], item[1]))
        else:
            inner.note("minutes", "range_invalid")
    inner.note_unknown()
    return When(lists, tuple(sorted(set(days))), tuple(sorted(set(minutes))))


def _is_range(raw: object) -> TypeGuard[list[int]]:
    """Whether this is `[from, to]`, minutes of one day; a range that passes midnight is written as two."""
    return (
        isinstance(raw, list)
        and len(raw) == 2
        and all(isinstance(each, int) and not isinstance(each, bool) for each in raw)
        and 0 <= raw[0] < raw[1] <= MINUTES_OF_DAY
    )


def _exits(fields: Fields, settings: Settings) -> dict[str, str]:
    """Exits that lead somewhere. That an element with the target's id exists is left to `validate`."""
    raw = fields.value("exits")
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        fields.note("exits", "wrong_type", wanted="object")
        return {}
    exits = {}
    for name, target in raw.items():
        if not isinstance(name, str) or not _EXIT_NAME.fullmatch(name):
            fields.note("exits", "exit_unknown", exit=str(name)[:NAME_MAX])
        elif not settings.has_exit(name):
            fields.note(f"exits.{name}", "exit_unknown", exit=name)
        elif not isinstance(target, str) or (target and not _is_target(target)):
            fields.note(f"exits.{name}", "target_invalid", target=str(target)[:NAME_MAX])
        elif target:
            exits[name] = target
    return exits


def _is_target(raw: str) -> bool:
    return is_element_id(raw) or level_of(raw) > 0
