"""SIP passwords."""

import pytest

from telephony.services import device_secrets
from tenants.errors import BusinessError

KNOWN = ("200", "acme", "Acme & Sons", "desk")


def test_a_made_password_passes_the_rules_for_typed_ones_and_never_repeats():
    made = {device_secrets.generate() for _index in range(200)}
    assert len(made) == 200
    assert all(len(secret) >= device_secrets.MIN_LENGTH for secret in made)
    assert not set("".join(made)) & set("0O1lI")


@pytest.mark.parametrize(
    ("secret", "code"),
    [
        ("Short-1a", "secret_short"),
        ("alllowercaseletters", "secret_simple"),
        ("Aa1Aa1Aa1Aa1Aa1", "secret_simple"),
        ("My-ACME-phone-77", "secret_guessable"),
        ("x9-DESK-qwerty-Z", "secret_guessable"),
        ("Qwerty-200-zxcvb", "secret_guessable"),
        ("Пароль-Abc-12345", "secret_characters"),
        ("Abc 12345 xyz-QW", "secret_characters"),
        ("Abc12345xyz-QW\n", "secret_characters"),
        ("Zx9-" * 17, "too_long"),
    ],
)
def test_a_weak_password_is_refused_for_its_own_reason(secret, code):
    with pytest.raises(BusinessError) as refusal:
        device_secrets.typed(secret, KNOWN)
    assert refusal.value.code == code


@pytest.mark.parametrize("secret", ["Zx9-mnbv-QWER", 'a"b\\c;D$5{}xyz', "correctHORSE7battery"])
def test_a_strong_password_is_taken_as_typed(secret):
    assert device_secrets.typed(secret, KNOWN) == secret


def test_a_known_word_of_one_letter_forbids_nothing():
    assert device_secrets.typed("Zx9-mnbv-QWER", ("Z", "")) == "Zx9-mnbv-QWER"
