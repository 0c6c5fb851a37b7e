"""What a list of calls can be narrowed by."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet

from telephony.calls.codes import Code, Direction, Result
from telephony.calls.models import Call
from telephony.calls.reasons import REASONS
from telephony.calls.selectors import (
    calls_by_line,
    calls_with_number_part,
    calls_with_numbers,
    calls_with_tag,
    employee_numbers,
)
from telephony.dialling.config import CallClass


class CodeFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # comes without types
    """A code by its name."""

    def __init__(self, codes: type[Code], **kwargs: Any) -> None:
        self.codes = {code.label: code.value for code in codes}
        super().__init__(choices=[(label, label) for label in self.codes], **kwargs)

    def filter(self, queryset: QuerySet[Call], value: str | None) -> QuerySet[Call]:
        return queryset.filter(**{str(self.field_name): self.codes[value]}) if value else queryset


class OwnCallFilter(django_filters.FilterSet):  # type: ignore[misc]  # comes without types
    """Filters of one's own calls. `since` is included, `until` is not."""

    since = django_filters.IsoDateTimeFilter(field_name="started_at", lookup_expr="gte")
    until = django_filters.IsoDateTimeFilter(field_name="started_at", lookup_expr="lt")
    direction = CodeFilter(Direction, field_name="direction")
    result = CodeFilter(Result, field_name="result")
    number = django_filters.CharFilter(
        method="filter_number", help_text="Part of a number, however it is written"
    )
    line = django_filters.CharFilter(
        method="filter_line", help_text="`trunk:<name>`, or `carrier` for the operator's lines"
    )
    call_class = django_filters.ChoiceFilter(
        choices=[(each.value, each.value) for each in CallClass]
    )
    reason = django_filters.ChoiceFilter(choices=[(code, code) for code in REASONS])
    emergency = django_filters.BooleanFilter(field_name="is_emergency")
    tag = django_filters.CharFilter(
        method="filter_tag", help_text="A tag that a call flow gave the call"
    )

    def filter_number(self, queryset: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        return calls_with_number_part(queryset, value)

    def filter_tag(self, queryset: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        return calls_with_tag(queryset, value)

    def filter_line(self, queryset: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        return calls_by_line(queryset, value, sees_carriers=self.request.member.is_operator)


class CallFilter(OwnCallFilter):
    """Filters of a company's calls: one's own, and by person."""

    employee = django_filters.UUIDFilter(method="filter_employee")

    def filter_employee(self, queryset: QuerySet[Call], _name: str, value: UUID) -> QuerySet[Call]:
        return calls_with_numbers(queryset, employee_numbers(value))
