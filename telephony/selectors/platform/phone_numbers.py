"""Reading the pool of numbers, in the operator's wide view."""

from django.db.models import Q, QuerySet

from telephony.carriers.models import PhoneNumber

_DIGITS = frozenset("0123456789")


def pool_list() -> QuerySet[PhoneNumber]:
    """All numbers of the fleet with their carriers and companies, in a fixed number of queries."""
    return PhoneNumber.objects.select_related("carrier", "tenant").defer("carrier__secret")


def pool_search(numbers: QuerySet[PhoneNumber], part: str) -> QuerySet[PhoneNumber]:
    """Numbers of which a part of the number, region, company or comment is `part`; a leading 8 stands for +7."""
    words = (
        Q(region__icontains=part)
        | Q(comment__icontains=part)
        | Q(tenant__code__icontains=part)
        | Q(tenant__name__icontains=part)
    )
    digits = "".join(character for character in part if character in _DIGITS)
    is_number = bool(digits) and not any(character.isalpha() for character in part)
    if not is_number:
        return numbers.filter(words)
    if len(digits) == len("84951234567") and digits.startswith("8"):
        digits = "7" + digits[1:]
    return numbers.filter(Q(number__contains=digits) | words)
