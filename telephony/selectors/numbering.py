"""Reading the numbering plan."""

from itertools import chain, islice
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from telephony.models import InternalNumber

# 001: numbering starts with 200; groups are shown at 500. Longer numbers come when the short ones are used up.
_FIRST = {
    InternalNumber.Kind.EXTENSION: 200,
    InternalNumber.Kind.QUEUE: 500,
    InternalNumber.Kind.FLOW: 700,
    InternalNumber.Kind.SCHEDULE: 780,
}
_RANGES = (range(200, 1000), range(2000, 10000), range(20000, 100000))


def number_list() -> QuerySet[InternalNumber]:
    """The whole plan with `label`, the name of whatever answers the number, and `holder_id`, its id."""
    return InternalNumber.objects.annotate(
        label=Coalesce(
            F("queue__name"),
            NullIf(F("extension__display_name"), Value("")),
            F("extension__employee__name"),
            F("flow_number__flow__name"),
            F("schedule__name"),
            Value(""),
        ),
        holder_id=Coalesce(
            F("extension__id"), F("queue__id"), F("flow_number__flow__id"), F("schedule__id")
        ),
    )


def number_labels() -> list[tuple[str, str, str]]:
    """Number, kind and name of everything in the plan, by one query."""
    rows: Any = number_list()
    return list(rows.values_list("number", "kind", "label"))


def numbers_free(
    kind: InternalNumber.Kind, *, count: int = 1, taken: frozenset[str] = frozenset()
) -> list[str]:
    """The first `count` free numbers for a thing of `kind`, skipping `taken` too; fewer when the plan is full."""
    used = taken.union(InternalNumber.objects.values_list("number", flat=True))
    short = _RANGES[0]
    first = _FIRST[kind]
    candidates = chain(range(first, short.stop), range(short.start, first), *_RANGES[1:])
    free = (str(number) for number in candidates if str(number) not in used)
    return list(islice(free, count))
