"""Reading the regulator's number ranges."""

import re

from django.db.models import Q, QuerySet

from telephony.carriers.models import NumberRange
from telephony.dialling.dialled import e164

DIGITS = len("79161234567")
_SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015]+")  # as people write numbers


def range_search(ranges: QuerySet[NumberRange], text: str) -> QuerySet[NumberRange]:
    """Ranges that hold a number, or any number that begins with some digits; or with words in region or operator."""
    if any(character.isalpha() for character in text):
        return ranges.filter(Q(region__icontains=text) | Q(operator__icontains=text))
    number = _digits(text)
    digits = number or "".join(character for character in text if "0" <= character <= "9")
    if not digits:
        return ranges.none()
    digits = digits[:DIGITS]
    return ranges.filter(first__lte=digits.ljust(DIGITS, "9"), last__gte=digits.ljust(DIGITS, "0"))


def range_of(number: str) -> NumberRange | None:
    """The range that a number as it is dialled belongs to."""
    digits = _digits(number)
    before = NumberRange.objects.filter(first__lte=digits).order_by("-first").first()
    return (
        before if before is not None and len(digits) == DIGITS and digits <= before.last else None
    )


def _digits(written: str) -> str:
    """The digits of a whole number in E.164, however it is written; "" for none."""
    return e164(_SEPARATORS.sub("", written)).removeprefix("+")
