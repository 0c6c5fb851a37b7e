"""Every reason that a node can write has words, in both languages."""

import re
from itertools import chain

import pytest
from django.conf import settings
from django.utils import translation

from telephony.asterisk.snapshot import BlockKind
from telephony.calls.reasons import REASONS, reason_words
from telephony.calls.results import LINE_FAILED, VERDICT_REASONS, VOICEMAIL
from telephony.dialling.config import CallClass
from tests.support import messages

TEMPLATES = settings.BASE_DIR / "asterisk-templates" / "node"
# A phrase and a cause for each reason; what begins with `_` are patterns, for those that are made of two words.
_REFUSALS = re.compile(r"^exten = ([a-z_]+),1,", re.MULTILINE)
_NOT_REASONS = {"s", "forbidden"}
_CONTEXT = re.compile(r"^\[([\w-]+)\]$", re.MULTILINE)
_LIMIT = re.compile(r"limit-take,([a-z]+)|\blimit\(\"([a-z]+)\"|[=?]limit-([a-z]+)\b")
_SAID = re.compile(
    r"(?<!x-flow-end,)reason=([a-z_]+)\b(?!-|&kind=)"
)  # the end of a flow is told apart
_SAID_OF_A_KIND = re.compile(r"reason=([a-z_]+)&kind=([a-z_]+)\b")


@pytest.fixture(scope="module", autouse=True)
def _translated() -> None:
    messages.compile_catalogue()


def contexts() -> dict[str, str]:
    """Text of each context of the templates."""
    found: dict[str, str] = {}
    for path in TEMPLATES.glob("*.conf.j2"):
        parts = _CONTEXT.split(path.read_text())
        found.update(zip(parts[1::2], parts[2::2], strict=True))
    return found


def written() -> set[str]:
    """Codes that the dialplan can write, and those that history itself makes of verdicts."""
    whole = contexts()
    named = set(_REFUSALS.findall(whole["refuse"] + whole["incoming-refuse"])) - _NOT_REASONS
    text = "\n".join(whole.values())
    limits = {f"limit_{name}" for name in filter(None, chain(*_LIMIT.findall(text)))}
    classes = {f"class_{each.value}" for each in CallClass}
    blocks = {f"blocked_{each.value}" for each in BlockKind}
    said = set(_SAID.findall(text)) | {"_".join(both) for both in _SAID_OF_A_KIND.findall(text)}
    return (
        named
        | limits
        | classes
        | blocks
        | said
        | {LINE_FAILED, VOICEMAIL, *VERDICT_REASONS.values()}
    )


def test_the_templates_are_read() -> None:
    found = written()
    assert {"no_target", "filtered", "listed", "loop", "forward_loop", "limit_redirect"} <= found
    assert len([code for code in found if code.startswith("limit_")]) >= 7


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_reason_has_words(language: str) -> None:
    with translation.override(language):
        words = {code: reason_words(code) for code in written()}
    assert [code for code, said in words.items() if said == code] == []
    assert [
        code for code, said in words.items() if bool(re.search("[а-я]", said)) == (language == "en")
    ] == []


def test_no_words_are_there_for_what_nobody_writes() -> None:
    assert set(REASONS) - written() == set()


def test_decisions_may_write_a_dash() -> None:
    assert reason_words("limit-line") == reason_words("limit_line") != "limit-line"
    assert reason_words("") == ""
    assert reason_words("quite new") == "quite new"
