"""Outside numbers."""

import pytest

from telephony.services.phone_numbers import outside_number
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
