"""Templates turn E.164 into what a line wants, and refuse what would show another number."""

import pytest

from telephony.dialling.transformations import (
    TemplateError,
    caller_as,
    caller_transformation,
    transformation,
)


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
    ("template", "russian", "foreign"),
    [
        ("{number}", "74951234567", "442079460958"),
        ("+{number}", "+74951234567", "+442079460958"),
        ("00{number}", "0074951234567", "00442079460958"),
        ("810{number}", "81074951234567", "810442079460958"),
        ("8{number:1}", "84951234567", "442079460958"),
        ("+7{number:1}", "+74951234567", "442079460958"),
        ("{number:-10}", "4951234567", "442079460958"),
        ("7{number:-10}", "74951234567", "442079460958"),
        ("8107{number:-10}", "81074951234567", "442079460958"),
    ],
)
def test_a_callers_number_may_be_written_another_way(template, russian, foreign):
    assert caller_as(template, "+74951234567") == russian
    assert caller_as(template, "+442079460958") == foreign


@pytest.mark.parametrize(
    ("number", "sent"),
    [
        ("+77495123456", "87495123456"),
        ("+749512345678", "749512345678"),
        ("+7495123456", "7495123456"),
    ],
)
def test_only_whole_numbers_of_seven_lose_the_seven(number, sent):
    assert caller_as("8{number:1}", number) == sent


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
        "7{number}",
        "+7{number}",
        "8{number}",
        "8107{number}",
        "+{number:1}",
        "00{number:1}",
        "810{number:1}",
        "+{number:-10}",
        "8{number:-11}",
    ],
)
def test_a_callers_number_may_not_become_another(template):
    with pytest.raises(TemplateError, match="caller_changed"):
        caller_transformation(template)
