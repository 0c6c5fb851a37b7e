"""What free text may hold."""

import pytest

from telephony.services import text
from tenants.errors import BusinessError


@pytest.mark.parametrize(
    "name",
    [
        'O\'Brien "Bob"',
        "${SHELL(id)}",
        "a;b,c&d",
        "<script>alert(1)</script>",
        "Семья 👨‍👩‍👧",
        "=1+1",
        "%n%s",
        "../../etc",
    ],
)
def test_printable_text_is_kept_as_it_is(name):
    assert text.line(name, 80) == name


@pytest.mark.parametrize(
    "name", ["a\nb", "a\rb", "a\x00b", "a\tb", "a\x1bb", "a\u2028b", "a\u202eb", "a\x85b"]
)
def test_invisible_control_characters_are_refused(name):
    with pytest.raises(BusinessError) as refusal:
        text.line(name, 80)
    assert refusal.value.code == "control_characters"


def test_text_that_is_too_long_says_the_limit():
    with pytest.raises(BusinessError) as refusal:
        text.line("x" * 5000, 80)
    assert (refusal.value.code, refusal.value.extra["limit"]) == ("too_long", 80)
    assert "5000" in refusal.value.message


def test_a_paragraph_keeps_its_lines():
    assert text.paragraph("one\r\ntwo", 80) == "one\ntwo"


def test_a_name_of_spaces_is_empty():
    with pytest.raises(BusinessError) as refusal:
        text.required_line("   ", 80)
    assert refusal.value.code == "required"
