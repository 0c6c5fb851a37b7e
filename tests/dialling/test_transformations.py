"""Templates turn E.164 into what a line wants, and refuse what would show another number."""

import pytest

from telephony.dialling.transformations import TemplateError, caller_transformation, transformation


@pytest.mark.parametrize(
    ("template", "sent", "packed"),
    [
        ("{number}", "74951234567", ",0,32,"),
        ("+{number}", "+74951234567", "+,0,32,"),
        ("8{number:1}", "84951234567", "8,1,32,"),
        ("810{number}", "81074951234567", "810,0,32,"),
        ("{number:-10}", "4951234567", ",-10,32,"),
        ("7{number:-10}", "74951234567", "7,-10,32,"),
        ("{number:1:3}", "495", ",1,3,"),
        ("{number:-20}", "74951234567", ",-20,32,"),
        ("{number:20}", "", ",20,32,"),
        ("99*{number}#", "99*74951234567#", "99*,0,32,#"),
        ("112", "112", "112,0,0,"),
    ],
)
def test_a_number_is_written_as_the_line_wants_it(template, sent, packed):
    assert transformation(template).apply("+74951234567") == sent
    assert transformation(template).packed == packed


@pytest.mark.parametrize(
    ("template", "code", "position"),
    [
        ("", "empty", 0),
        ("{numbers}", "unknown_substitution", 0),
        ("8{number", "unknown_substitution", 1),
        ("8{number:a}", "unknown_substitution", 1),
        ("{number:100}", "unknown_substitution", 0),
        ("{number}{number}", "two_numbers", 8),
        ("8-{number}", "unknown_character", 1),
        ("{number}@example.com", "unknown_character", 8),
        ("{number},1", "unknown_character", 8),
        ("${SHELL(id)}", "unknown_character", 0),
        ("{number}\n", "unknown_character", 8),
        ("8" * 41, "too_long", 40),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(template, code, position):
    with pytest.raises(TemplateError) as refusal:
        transformation(template)
    assert (refusal.value.code, refusal.value.position) == (code, position)


@pytest.mark.parametrize(
    "template", ["{number}", "+{number}", "8{number:1}", "{number:-10}", "7{number:-10}"]
)
def test_a_callers_number_may_be_written_another_way(template):
    assert caller_transformation(template).apply("+74951234567").endswith("4951234567")


@pytest.mark.parametrize(
    "template",
    [
        "74950000000",
        "7999{number:-7}",
        "{number}1",
        "{number:0:5}",
        "{number:-7}",
        "7{number}1",
        "99{number}",
    ],
)
def test_a_callers_number_may_not_become_another(template):
    with pytest.raises(TemplateError, match="caller_changed"):
        caller_transformation(template)
