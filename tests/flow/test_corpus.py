"""Injections and patterns through every text of a document: of each kind of element, each text that it can have.

What is not refused at its place can be published: it is compiled to steps that hold nothing but text, and simulated.
"""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from telephony.asterisk.flows import LINE_LENGTH_MAX, flow_context
from telephony.asterisk.snapshot import FlowConfig
from telephony.flow.elements import KINDS
from telephony.flow.simulate import simulate
from telephony.flow.validate import Checked, check_document
from telephony.flow.write import document
from tests.flow.random_flows import Case, random_case
from tests.support.corpus import CORPUS, DANGEROUS, PATTERNS

SEEDS = range(140)  # enough for every text of every kind
Path = tuple[str | int, ...]
Document = dict[str, Any]
HOLDS = 'GotoIf($["${HOLDS}" = "1"]?'  # the one expression that steps have


def texts(part: Any, at: Path = ()) -> Iterator[Path]:
    """Where texts are in a part of a document."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from texts(value, (*at, name))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from texts(value, (*at, index))
    elif isinstance(part, str):
        yield at


def places() -> dict[str, tuple[Case, Document, int, Path]]:
    """`menu prompt.text`: a good document with such an element, its case, its index, and where the text is in it."""
    found: dict[str, tuple[Case, Document, int, Path]] = {}
    for seed in SEEDS:
        case = random_case(seed)
        raw: Document = document(case.flows[1])
        for whole in (raw, spoken(raw)):
            if check_document(whole, case.world, key=1).has_errors:
                continue
            for index, element in enumerate(whole["elements"]):
                for path in texts(element):
                    found.setdefault(f"{element['kind']} {named(path)}", (case, whole, index, path))
    return found


def spoken(part: Any) -> Any:
    """The same with a text in the place of each file that is played."""
    if isinstance(part, dict):
        if part.keys() == {"media"}:
            return {"text": "Добрый день", "voice": "anna", "rate": 1.0}
        return {name: spoken(value) for name, value in part.items()}
    return [spoken(value) for value in part] if isinstance(part, list) else part


def named(path: Path) -> str:
    """The text's place as problems name it, whichever of several it is."""
    inside = path[1:] if path[0] == "settings" else path
    return ".".join("n" if isinstance(part, int) else part for part in inside)


def changed(whole: Document, index: int, path: Path, text: str) -> Document:
    """The document with another text there."""
    result = copy.deepcopy(whole)
    part = result["elements"][index]
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = text
    return result


PLACES = places()


def test_every_kind_is_among_the_places() -> None:
    """Else the test below would send nothing of interest."""
    assert {place.split()[0] for place in PLACES} == set(KINDS)
    assert {
        "menu prompt.text",
        "set tag",
        "list lists.n",
        "caller patterns.n",
        "outside number",
    } <= set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_text_is_refused_at_its_place_or_harmless(place: str) -> None:
    case, whole, index, path = PLACES[place]
    for what, text in (CORPUS | PATTERNS).items():
        raw = changed(whole, index, path, text)
        checked = check_document(raw, case.world, key=1)
        if checked.has_errors:
            assert refused_there(checked, path), (what, checked.problems)
        else:
            assert_harmless(case, checked)


def refused_there(checked: Checked, path: Path) -> bool:
    """Whether a problem speaks of the changed text, or of an element that it leads away from."""
    fields = [each.field for each in checked.problems]
    return path[0] in ("id", "kind", "exits") or any(
        field.partition(".")[0] == named(path).partition(".")[0] for field in fields
    )


def assert_harmless(case: Case, checked: Checked) -> None:
    context = flow_context(FlowConfig(1, 1, checked.flow), "acme-f1-v1")
    for line in context.steps:
        app = line.app.removeprefix(HOLDS)
        assert not [mark for mark in DANGEROUS if mark in f"{line.exten} {app}"], line
        assert len(line.app.encode()) <= LINE_LENGTH_MAX
    simulate({**case.flows, 1: checked.flow}, case.world, case.caller, flow=1)
