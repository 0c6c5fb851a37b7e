"""What people dial in Russia is understood, and nothing else passes."""

import pytest

from telephony.dialling.dialled import Kind, e164, read


@pytest.mark.parametrize(
    ("dialled", "kind", "number"),
    [
        *((number, Kind.EMERGENCY, number) for number in ("112", "101", "102", "103", "104")),
        ("100", Kind.SERVICE, "100"),
        ("122", Kind.SERVICE, "122"),
        ("200", Kind.INTERNAL, "200"),
        ("2000", Kind.INTERNAL, "2000"),
        ("99999", Kind.INTERNAL, "99999"),
        ("84951234567", Kind.OUTSIDE, "+74951234567"),
        ("+74951234567", Kind.OUTSIDE, "+74951234567"),
        ("74951234567", Kind.OUTSIDE, "+74951234567"),
        ("4951234567", Kind.OUTSIDE, "+74951234567"),
        ("1234567", Kind.UNKNOWN, "1234567"),
        ("2345678", Kind.OUTSIDE, "+74952345678"),
        ("88005553535", Kind.OUTSIDE, "+78005553535"),
        ("810442079460958", Kind.OUTSIDE, "+442079460958"),
        ("+442079460958", Kind.OUTSIDE, "+442079460958"),
        ("81074951234567", Kind.OUTSIDE, "+74951234567"),
        ("87011234567", Kind.OUTSIDE, "+77011234567"),
        ("81012345678", Kind.OUTSIDE, "+12345678"),
    ],
)
def test_dialled_numbers_are_read(dialled, kind, number):
    found = read(dialled, area="495")
    assert (found.kind, found.number) == (kind, number)


@pytest.mark.parametrize(
    "dialled",
    [
        "", "0", "00", "1", "12", "0112", "1120", "10", "*98", "#", "**200", "+", "++7495", "8", "849512345678",
        "+7495123456", "+749512345678", "+0123456789", "8100123456789", "8101234", "0442079460958",
        "00442079460958", "0951234567", "84951234567@evil.example", "84951234567;ext=1", "84951234567&PJSIP/x",
        "99#84951234567", "9984951234567", "+7 495 1234567", "８４９５１２３４５６７", "84951234567\n", "2" * 60,
        "+" + "4" * 16, "81201234567",
    ],
)  # fmt: skip
def test_what_is_no_number_does_not_pass(dialled):
    assert read(dialled, area="495").kind == Kind.UNKNOWN


def test_local_numbers_have_the_length_that_the_area_leaves():
    assert e164("234567", area="4822") == "+74822234567"
    assert e164("2345678", area="4822") == ""
    assert e164("2345678", area="") == ""
    assert read("23456", area="48222").kind == Kind.INTERNAL
