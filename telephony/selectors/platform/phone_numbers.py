"""Reading the pool of numbers, in the operator's wide view."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from telephony.carriers.models import PhoneNumber
from telephony.selectors.outside_digits import digits_of, holds_digits
from tenants.context import platform_scope

_SHORTEST_PART = 4  # fewer digits mean an internal number, and would find every company


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
    digits = digits_of(part)
    return numbers.filter(holds_digits("number", digits) | words if digits else words)


def tenants_with_number(part: str) -> Collection[int]:
    """Companies that have an outside number of which this is a part, however it is written: 8 (495) 123, +7495."""
    digits = digits_of(part)
    if len(digits) < _SHORTEST_PART:
        return []
    with platform_scope():
        owned = PhoneNumber.objects.exclude(tenant=None).filter(holds_digits("number", digits))
        return list(owned.order_by().values_list("tenant", flat=True).distinct())
