"""Outside numbers."""

import pytest

from telephony.services.phone_numbers import listed_number, local_number, outside_number
from tenants.errors import BusinessError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8 (495) 123-45-67", "+74951234567"),
        ("+7 916 123-45-67", "+79161234567"),
        ("79161234567", "+79161234567"),
        ("9161234567", "+79161234567"),
        ("8 800 555-35-35", "+78005553535"),
        ("+44 20 7946 0958", "+442079460958"),
        ("810 44 20 7946 0958", "+442079460958"),
        ("+7\u00a0916\u00a0123\u00a045\u00a067", "+79161234567"),
    ],
)
def test_numbers_are_kept_in_one_form(typed, kept):
    assert outside_number(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "112",
        "123",
        "+7",
        "abc",
        "+79161234567;ext=1",
        "8 916 123-45-67 доб. 5",
        "+" * 9,
        "0" * 500,
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(BusinessError) as refusal:
        outside_number(typed)
    assert refusal.value.code == "outside_number_invalid"


@pytest.mark.parametrize(
    ("area", "typed", "kept"),
    [
        ("495", "234-56-78", "+74952345678"),
        ("4012", "53 12 34", "+74012531234"),
        ("495", "8 (916) 123-45-67", "+79161234567"),
        ("495", "+44 20 8366 1177", "+442083661177"),
    ],
)
def test_numbers_of_the_companys_area_are_written_without_its_code(tenant, area, typed, kept):
    tenant.area_code = area
    assert local_number(typed) == kept
    assert listed_number(typed) == kept


def test_without_an_area_a_short_number_is_none(tenant):
    for parse in (local_number, listed_number):
        with pytest.raises(BusinessError, match="outside_number_invalid"):
            parse("123-45-67")
