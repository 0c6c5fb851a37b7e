"""Reading the pool of numbers, in the operator's wide view."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from telephony.carriers.models import PhoneNumber
from tenants.context import platform_scope

_SHORTEST_PART = 4  # fewer digits mean an internal number, and would find every company
_DIGITS = frozenset("0123456789")


def pool_list() -> QuerySet[PhoneNumber]:
    """All numbers of the fleet with their carriers and companies, in a fixed number of queries."""
    return PhoneNumber.objects.select_related("carrier", "tenant").defer("carrier__secret")


def pool_search(numbers: QuerySet[PhoneNumber], part: str) -> QuerySet[PhoneNumber]:
    """Numbers of which a part of the number, region, company or comment is `part`."""
    words = (
        Q(region__icontains=part)
        | Q(comment__icontains=part)
        | Q(tenant__code__icontains=part)
        | Q(tenant__name__icontains=part)
    )
    digits = _digits(part)
    return numbers.filter(_has(digits) | words if digits else words)


def tenants_with_number(part: str) -> Collection[int]:
    """Companies that have an outside number of which this is a part, however it is written: 8 (495) 123, +7495."""
    digits = _digits(part)
    if len(digits) < _SHORTEST_PART:
        return []
    with platform_scope():
        owned = PhoneNumber.objects.exclude(tenant=None).filter(_has(digits))
        return list(owned.order_by().values_list("tenant", flat=True).distinct())


def _digits(part: str) -> str:
    """The digits of what can be a part of a number; none of what has letters or is no number (a mail address)."""
    if any(character.isalpha() for character in part):
        return ""
    return "".join(character for character in part if character in _DIGITS)


def _has(digits: str) -> Q:
    """Numbers that hold these digits; at the beginning 8 stands for +7, and 810 for any +."""
    found = Q(number__contains=digits)
    if digits.startswith("810"):
        found |= Q(number__startswith=f"+{digits[3:]}")
    if digits.startswith("8"):
        found |= Q(number__startswith=f"+7{digits[1:]}")
    return found
