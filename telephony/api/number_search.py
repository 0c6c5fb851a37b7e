"""Searching a list by what its rows have to do with outside numbers."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from rest_framework.filters import SearchFilter
from rest_framework.request import Request

from telephony.selectors.outside_digits import digits_of, holds_digits

Row = TypeVar("Row", bound=Model)


class NumberSearchFilter(SearchFilter):
    """The usual search, and by a part of an outside number as people write it: `number_field` of the view leads from
    a row to its numbers (E.164)."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Row], view: Any
    ) -> QuerySet[Row]:
        found: QuerySet[Row] = super().filter_queryset(request, queryset, view)
        digits = digits_of(request.query_params.get(self.search_param, ""))
        if not digits:
            return found
        by_number = queryset.model._default_manager.filter(holds_digits(view.number_field, digits))
        return queryset.filter(
            Q(pk__in=found.order_by().values("pk")) | Q(pk__in=by_number.order_by().values("pk"))
        )
