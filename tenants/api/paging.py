"""Cursor paging that stays right while rows come and go, whatever the list is ordered by."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.core.exceptions import ValidationError as InvalidValue
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

PAGE_SIZE = 50
MAX_PAGE_SIZE = 500


class StableOrderingFilter(OrderingFilter):
    """`?ordering=-name,number`. A view names the fields, by themselves or as `{name in the API: path in the model}`."""

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> Sequence[str]:
        allowed = view.ordering_fields
        paths = allowed if isinstance(allowed, Mapping) else {name: name for name in allowed}
        asked = [
            name.strip()
            for name in request.query_params.get("ordering", "").split(",")
            if name.strip()
        ]
        unknown = [name for name in asked if name.removeprefix("-") not in paths]
        if unknown:
            raise ValidationError({"ordering": [_("The list cannot be ordered by this.")]})
        chosen = ["-" * name.startswith("-") + paths[name.removeprefix("-")] for name in asked]
        own = queryset.query.order_by or queryset.model._meta.ordering
        return chosen or list(self.get_default_ordering(view) or own)


class KeysetPagination(BasePagination):
    """Pages found by the last row's values: no page is skipped or shown twice when rows are added before it."""

    def paginate_queryset(  # type: ignore[override]  # never a sequence
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        self.request = request
        self.count = queryset.count() if view.pagination_counts else None
        self.order = _total_order(queryset)
        size = self._page_size(request)
        back, position = self._position(request)
        order = [_flip(name) for name in self.order] if back else self.order
        try:
            found = queryset.order_by(*order)
            if position is not None:
                found = found.filter(_after(order, position))
            rows = list(found[: size + 1])
        except (InvalidValue, FieldError, ValueError, TypeError) as error:
            raise _bad_cursor() from error
        self.has_more, rows = len(rows) > size, rows[:size]
        self.came_back, self.has_position = back, position is not None
        self.rows = rows[::-1] if back else rows
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        ahead = self.has_more if not self.came_back else self.has_position
        behind = self.has_more if self.came_back else self.has_position
        return Response(
            {
                "next": self._link(self.rows[-1], back=False) if ahead and self.rows else None,
                "previous": self._link(self.rows[0], back=True) if behind and self.rows else None,
                "count": self.count,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "count", "results"],
            "properties": {
                "next": link,
                "previous": link,
                "count": {"type": "integer", "nullable": True},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, _view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE}
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {"name": "page_size", "in": "query", "required": False, "schema": size},
        ]

    def _page_size(self, request: Request) -> int:
        raw = request.query_params.get("page_size", "")
        if not raw:
            return PAGE_SIZE
        if not (raw.isascii() and raw.isdigit() and len(raw) < 6 and int(raw) > 0):
            raise ValidationError({"page_size": [_("Enter a whole number above zero.")]})
        return min(int(raw), MAX_PAGE_SIZE)

    def _position(self, request: Request) -> tuple[bool, list[Any] | None]:
        """Direction and the values of the row at which the page begins, from the cursor."""
        raw = request.query_params.get("cursor")
        if not raw:
            return False, None
        try:
            cursor = json.loads(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
            order, back, values = cursor["order"], cursor["back"], cursor["values"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _bad_cursor() from error
        if order != self.order or not isinstance(values, list) or len(values) != len(order):
            raise _bad_cursor()
        return bool(back), values

    def _link(self, row: Any, *, back: bool) -> str:
        values = [_value(row, name) for name in self.order]
        packed = json.dumps({"order": self.order, "back": back, "values": values}, default=_plain)
        cursor = base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)


def _bad_cursor() -> ValidationError:
    return ValidationError({"cursor": [_("This page no longer exists; start from the first one.")]})


def _total_order(queryset: QuerySet[Any]) -> list[str]:
    """The queryset's order, made total by the primary key."""
    order = [str(name) for name in queryset.query.order_by or queryset.model._meta.ordering]
    own = {"pk", queryset.model._meta.pk.name}
    return order if own & {name.removeprefix("-") for name in order} else [*order, "pk"]


def _flip(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values`: greater in the first field, or equal there and greater in the second, and so on."""
    after, equal = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        after |= equal & _beyond(name, value)
        path = name.removeprefix("-")
        equal &= Q(**{f"{path}__isnull": True}) if value is None else Q(**{path: value})
    return _bound(order[0], values[0]) & after


def _bound(name: str, value: Any) -> Q:
    """What the first field alone says of rows after `value`. Implied by the rest, which is an OR that no index (and no
    choice of partitions) can use: with it page 1,000 of a list, newest first, costs what page 1 costs."""
    if value is None or not name.startswith("-"):
        return Q()
    return Q(**{f"{name.removeprefix('-')}__lte": value})


def _beyond(name: str, value: Any) -> Q:
    """Rows strictly after a value in one field. PostgreSQL puts nulls last going up and first going down."""
    path = name.removeprefix("-")
    if name.startswith("-"):
        return Q(**{f"{path}__isnull": False}) if value is None else Q(**{f"{path}__lt": value})
    if value is None:
        return Q(pk__in=[])
    return Q(**{f"{path}__gt": value}) | Q(**{f"{path}__isnull": True})


def _value(row: Any, name: str) -> Any:
    for part in name.removeprefix("-").split("__"):
        row = getattr(row, part, None)
    return row


def _plain(value: Any) -> str:
    """Values that JSON does not know, without loss (a time keeps its microseconds)."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"cannot be part of a cursor: {type(value).__name__}")
