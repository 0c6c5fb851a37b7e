"""Every kind of element has its file in every layer (docs/flow-elements.md), and every code its words."""

import json
import re
from pathlib import Path

import pytest

from telephony.flow.compilers import compile_settings
from telephony.flow.elements import KINDS
from telephony.flow.fields import Fields
from telephony.flow.graph import Element
from telephony.flow.settings import Settings
from telephony.flow.world import World
from telephony.services.flow_trace_words import EXITS, OUTCOMES, REASONS
from telephony.services.flow_words import PROBLEMS
from tests.flow.random_flows import random_case

ROOT = Path(__file__).parents[2]
FLOW = ROOT / "telephony" / "flow"
EDITOR = ROOT / "frontend" / "src"
PERIODS_AND_KEYS = re.compile(r"p[0-9]+|[0-9*#]")


@pytest.fixture(params=list(KINDS))
def kind(request):
    return KINDS[request.param]


def test_a_kind_reads_nothing_as_its_usual_settings(kind):
    problems = []
    assert kind.read(Fields({}, problems)) == kind()
    assert problems == []


def test_a_kind_says_everything_itself(kind):
    assert kind.read is not Settings.read
    assert kind.run is not Settings.run
    assert kind.__doc__
    assert kind().ends == (not kind().exits())
    assert list(kind().uses()) is not None
    assert list(kind().check(Element("a1", kind()), World())) is not None


def test_a_kind_is_compiled(kind):
    assert compile_settings.dispatch(kind) is not compile_settings.dispatch(Settings)


def test_a_kind_has_a_form_in_the_editor(kind):
    assert (EDITOR / "features" / "flows" / "elements" / f"{kind.kind}.tsx").is_file()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_kinds_and_exits_have_words_in_the_editor(kind, language):
    folder = EDITOR / "locales" / language / "flows"
    kinds, exits = (
        json.loads((folder / f"{name}.json").read_text("utf-8"))
        for name in ("flow_kinds", "flow_exits")
    )
    assert kinds[kind.kind]
    for name in kind().exits():
        assert PERIODS_AND_KEYS.fullmatch(name) or exits[name]


def test_exits_have_words_in_answers(kind):
    for name in kind().exits():
        assert PERIODS_AND_KEYS.fullmatch(name) or EXITS[name]


def _codes(pattern):
    text = "\n".join(path.read_text("utf-8") for path in FLOW.rglob("*.py"))
    return set(re.findall(pattern, text))


def test_every_finding_has_words():
    codes = _codes(r'(?:note\([^,]*|(?:error|warning)\([^,]*, [^,]*), "([a-z_]+)"')
    codes |= _codes(r'\b(?:matching|texts)\([^)]*, "([a-z_]+)"')
    codes |= _codes(r'_refuse\(name, "([a-z_]+)"')
    assert len(codes) > 30
    assert codes - set(PROBLEMS) == set()


def test_every_reason_has_words():
    reasons = _codes(r'Passage\([^,]*, (?:"[a-z_]+" if [a-z._]+ else )?"([a-z_]+)"')
    reasons |= _codes(r'Passage\([^,]*, "([a-z_]+)"')
    told = {step.reason for seed in range(200) for step in random_case(seed).trace().steps}
    assert len(told) > 20
    assert (reasons | told) - set(REASONS) == set()


def test_every_outcome_has_words():
    told = {random_case(seed).trace().outcome.code for seed in range(200)}
    assert told | {"loop", "missing", "waiting", "back"} <= set(OUTCOMES)
