"""Reading the regulator's number ranges."""

from django.db.models import Q, QuerySet

from telephony.carriers.models import NumberRange
from telephony.dialling.dialled import e164

DIGITS = len("79161234567")


def range_search(ranges: QuerySet[NumberRange], text: str) -> QuerySet[NumberRange]:
    """Ranges that hold a number, or any number that begins with some digits; or with words in region or operator."""
    if any(character.isalpha() for character in text):
        return ranges.filter(Q(region__icontains=text) | Q(operator__icontains=text))
    number = e164(text).removeprefix("+")
    digits = number or "".join(character for character in text if "0" <= character <= "9")
    if not digits:
        return ranges.none()
    digits = digits[:DIGITS]
    return ranges.filter(first__lte=digits.ljust(DIGITS, "9"), last__gte=digits.ljust(DIGITS, "0"))


def range_of(number: str) -> NumberRange | None:
    """The range that a number as it is dialled belongs to."""
    digits = e164(number).removeprefix("+")
    before = NumberRange.objects.filter(first__lte=digits).order_by("-first").first()
    return (
        before if before is not None and len(digits) == DIGITS and digits <= before.last else None
    )
