"""Documents of flows at the door: what is stored is what the pure library can read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from telephony.flow.elements import Start
from telephony.flow.fields import NAME_MAX
from telephony.flow.graph import Element, Flow
from telephony.flow.limits import ELEMENTS_MAX
from telephony.flow.parse import Parsed, parse
from telephony.flow.problems import ParseProblem
from telephony.flow.write import document
from telephony.services.flow_words import problem_words
from telephony.services.problems import invalid
from tenants.errors import BusinessError

Document = dict[str, Any]
_BLANK: Document = {"settings": {}, "exits": {}, "when": {"lists": [], "days": [], "minutes": []}}
_OBJECTS = frozenset({"settings", "exits", "when"})
_SHAPELESS = frozenset({"id_invalid", "id_repeated", "kind_unknown"})
_FIRST_ID = "start"


def document_empty() -> Document:
    """A flow in which nothing happens yet: its beginning alone."""
    return document(Flow((Element(_FIRST_ID, Start()),)))


def document_read(raw: Any) -> Document:
    """The document as it is kept; refused when it is none. An unfinished one is kept as it was written, with all that
    is wrong in it, so that its writer can mend it later."""
    parsed = parse(raw)
    for problem in parsed.problems:
        if problem.code == "too_large":
            raise _too_large()
        if _is_shapeless(problem):
            raise _shapeless(problem, raw)
    return _kept(raw, parsed)


def _is_shapeless(problem: ParseProblem) -> bool:
    """Whether the document could not be shown again: something is wrong with the whole, or with what an element is."""
    no_object = problem.code == "wrong_type" and problem.field in _OBJECTS
    return not problem.element or no_object or problem.code in _SHAPELESS


def _shapeless(problem: ParseProblem, raw: Any) -> BusinessError:
    """The refusal of what is no document: where it is none, and why. `extra.element` is the id, empty when there is
    none; `extra.at` the field in it, or the path in the document."""
    said = {"place": _place_words(problem, raw), "why": problem_words(problem.code, problem.extra)}
    return invalid(
        "document_invalid",
        _("This is not a call flow: %(place)s. %(why)s") % said,
        field="document",
        why=problem.code,
        element=problem.element,
        at=problem.field,
    )


def _place_words(problem: ParseProblem, raw: Any) -> str:
    """Where something is wrong: an element by its id and name, or by its number in the file, counted from one."""
    element, path = problem.element, problem.field
    index, _dot, rest = path.removeprefix("elements.").partition(".")
    if element:
        found = _("element “%(element)s”") % {"element": _label(element, raw)}
    elif path.startswith("elements.") and index.isdigit():
        found, path = _("element %(number)d") % {"number": int(index) + 1}, rest
    else:
        found = _("the file as a whole")
    field = _("field “%(field)s”") % {"field": path} if path else ""
    return ", ".join(part for part in (found, field) if part)


def _label(element: str, raw: Any) -> str:
    """An element's id, with the name that people know it by."""
    rows = (each for each in raw["elements"] if isinstance(each, dict))
    name = next((each.get("name") for each in rows if each.get("id") == element), None)
    return f"{element}: {name[:NAME_MAX]}" if isinstance(name, str) and name.strip() else element


def document_clean(raw: Document) -> Document:
    """A draft as it is published: only what the library has read."""
    return _written(raw, parse(raw))


def _kept(raw: Mapping[str, Any], parsed: Parsed) -> Document:
    if parsed.problems:
        return {**raw, "elements": [{**_BLANK, **each} for each in raw["elements"]]}
    return _written(raw, parsed)


def _written(raw: Mapping[str, Any], parsed: Parsed) -> Document:
    places = {each["id"]: _place(each.get("position")) for each in raw["elements"]}
    return document(parsed.flow, places)


def _place(raw: Any) -> tuple[float, float]:
    """Where an element lies; the origin when what is there is no place."""
    said = raw if isinstance(raw, Mapping) else {}
    x, y = (_coordinate(said.get(axis)) for axis in ("x", "y"))
    return x, y


def _coordinate(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not abs(raw) < _FAR:
        return 0
    return round(raw)


_FAR = 1_000_000  # pixels


def _too_large() -> BusinessError:
    return invalid(
        "too_large",
        _("A flow has at most %(limit)d elements and 200 kB of text.") % {"limit": ELEMENTS_MAX},
        field="document",
        limit=ELEMENTS_MAX,
    )
