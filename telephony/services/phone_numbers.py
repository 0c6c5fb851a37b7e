"""Numbers outside the company: what people type -> E.164."""

import re

import phonenumbers
from django.utils.translation import gettext as _

from telephony.dialling import dialled
from telephony.services.problems import invalid
from tenants.context import current_tenant

HOME_REGION = "RU"  # a number typed without a country is of this one
NATIONAL_DIGITS = 10  # of a Russian number, without +7
_SEPARATORS = re.compile(r"[\s().\-\u00a0\u2010-\u2015]+")
_TYPED = re.compile(r"[+0-9 ().\-]{1,32}", re.ASCII)


def outside_number(raw: str) -> str:
    """E.164 form (`+74951234567`) of a number as it is written in Russia or abroad: `8 (495) 123-45-67`."""
    text = raw.replace("\u00a0", " ").strip()
    if not _TYPED.fullmatch(text):
        raise invalid(
            "outside_number_invalid",
            _("Write the number with digits, for example +7 495 123-45-67."),
        )
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise invalid(
            "outside_number_invalid", _("There is no such phone number; check its digits.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def local_number(raw: str) -> str:
    """The same as people of the current company write it: numbers of its own area without the area's code, too."""
    area = current_tenant().area_code
    digits = _SEPARATORS.sub("", raw)
    is_local = bool(area) and digits.isascii() and digits.isdigit()
    if is_local and len(area) + len(digits) == NATIONAL_DIGITS:
        return outside_number(f"+7{area}{digits}")
    return outside_number(raw)


def listed_number(raw: str) -> str:
    """E.164 form of a number on a list of the current company, by its digits alone: lists hold numbers that are not in
    use any more, and must be read a hundred thousand at a time. `8 916 ...`, `7 916 ...`, `+7 916 ...` and `916 ...`
    are the same, and so are numbers of the company's area without its code."""
    text = _SEPARATORS.sub("", raw)
    number = dialled.e164(text, area=current_tenant().area_code)
    if not number:
        raise invalid(
            "outside_number_invalid",
            _("Write the number with digits, for example +7 495 123-45-67."),
        )
    return number
