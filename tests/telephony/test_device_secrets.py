"""SIP passwords."""

import pytest

from telephony.asterisk.apply import wanted
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services import device_secrets
from telephony.services.trunks import trunk_create
from tenants.errors import BusinessError
from tests.telephony.conftest import GOOD_SECRET

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


def test_what_goes_to_the_node_shows_no_password_when_it_is_printed(tenant, make_device):
    """A log line, a traceback or a failing assertion would."""
    make_device("desk", secret=GOOD_SECRET)
    values = {"name": "mts", "addresses": ["198.51.100.7"], "login": "x", "secret": GOOD_SECRET}
    trunk_create(values)
    config = config_snapshot()
    assert (config.devices[0].secret, config.outside.trunks[0].secret) == (GOOD_SECRET,) * 2
    assert GOOD_SECRET not in repr(config)
    told = wanted(config, moment=0)
    assert told.rows["ps_auths"]
    assert "ps_auths" not in repr(told)
