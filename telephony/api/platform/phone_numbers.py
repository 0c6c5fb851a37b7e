"""The pool of numbers over HTTP."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.platform.base import PlatformConfigViewSet
from telephony.api.platform.pool_serializers import (
    GiveSerializer,
    NewPoolNumberSerializer,
    PoolBulkSerializer,
    PoolNumberEditSerializer,
    PoolNumberSerializer,
    QuarantineSerializer,
    TakeBackSerializer,
)
from telephony.carriers.models import PhoneNumber
from telephony.selectors.platform.phone_numbers import pool_list, pool_search
from telephony.services.platform import pool
from tenants.api.base import BulkAction
from tenants.api.bulk import BulkResultSerializer, deletions
from tenants.permissions import Permission


class PoolFilter(django_filters.FilterSet):
    """Filters of the pool."""

    search = django_filters.CharFilter(
        method="filter_search",
        max_length=200,
        help_text="Part of number, region, company or comment",
    )
    carrier = django_filters.CharFilter(field_name="carrier__name")
    tenant = django_filters.CharFilter(field_name="tenant__code")
    region = django_filters.CharFilter(lookup_expr="icontains")
    tag = django_filters.CharFilter(method="filter_tag")
    brought = django_filters.BooleanFilter(
        method="filter_brought", help_text="Brought along by companies on their own lines"
    )

    class Meta:
        model = PhoneNumber
        fields = ("state",)

    def filter_search(self, numbers: Any, _name: str, part: str) -> Any:
        return pool_search(numbers, part)

    def filter_brought(self, numbers: Any, _name: str, brought: bool) -> Any:
        return numbers.exclude(trunk="") if brought else numbers.filter(trunk="")

    def filter_tag(self, numbers: Any, _name: str, tag: str) -> Any:
        return numbers.filter(tags__contains=[tag])


class PoolNumberViewSet(PlatformConfigViewSet):
    """Numbers of the operator's pool, and those that companies brought along."""

    queryset = PhoneNumber.objects.none()
    serializer_class = PoolNumberSerializer
    filterset_class = PoolFilter
    ordering_fields: ClassVar[dict[str, str]] = {
        "number": "number",
        "state": "state",
        "region": "region",
        "carrier": "carrier__name",
        "tenant": "tenant__code",
        "quarantine_until": "quarantine_until",
        "created_at": "created_at",
    }
    permissions: ClassVar[Mapping[str, Permission]] = {
        **PlatformConfigViewSet.permissions,
        "give": Permission.PLATFORM_EDIT,
        "take_back": Permission.PLATFORM_EDIT,
        "quarantine": Permission.PLATFORM_EDIT,
        "release": Permission.PLATFORM_EDIT,
    }
    export_name = "phone-numbers"
    export_columns = (
        (_("Number"), "number"),
        (_("State"), "state"),
        (_("Carrier"), "carrier.name"),
        (_("Region"), "region"),
        (_("Tags"), lambda number: ", ".join(number.tags)),
        (_("Company"), "tenant.code"),
        (_("Quarantine until"), "quarantine_until"),
        (_("Comment"), "comment"),
    )

    def get_queryset(self) -> Any:
        return pool_list()

    @extend_schema(request=NewPoolNumberSerializer, responses={201: PoolNumberSerializer})
    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Add a number; it is free."""
        asked = NewPoolNumberSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = pool.pool_number_create(asked.validated_data, actor=self.actor)
        return self._one(made, status=201)

    @extend_schema(request=PoolNumberEditSerializer, responses=PoolNumberSerializer)
    def partial_update(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Change carrier, region, tags or comment."""
        number = self.get_object()
        asked = PoolNumberEditSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        pool.pool_number_update(number, asked.validated_data, actor=self.actor)
        return self._one(number)

    def perform_delete(
        self, instance: PhoneNumber, *, replacement: PhoneNumber | None, force: bool
    ) -> None:
        pool.number_delete(instance, replacement=replacement, force=force, actor=self.actor)

    @extend_schema(request=GiveSerializer, responses=PoolNumberSerializer)
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: UUID) -> Response:
        """Give a free number to a company."""
        asked = GiveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        number = self.get_object()
        pool.number_give(number, asked.validated_data["tenant"], actor=self.actor)
        return self._one(number)

    @extend_schema(request=TakeBackSerializer, responses=PoolNumberSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: UUID) -> Response:
        """Take a number from its company into quarantine; 409 `in_use` with `extra.usages` while it is used."""
        asked = TakeBackSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        number, said = self.get_object(), asked.validated_data
        pool.number_take_back(
            number,
            replacement=self._named(said.get("replace_with")),
            force=said["force"],
            actor=self.actor,
        )
        return self._one(number)

    @extend_schema(request=QuarantineSerializer, responses=PoolNumberSerializer)
    @action(detail=True, methods=["post"])
    def quarantine(self, request: Request, pk: UUID) -> Response:
        """Let a number that no company has rest."""
        asked = QuarantineSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        number = self.get_object()
        pool.number_rest(number, until=asked.validated_data["until"], actor=self.actor)
        return self._one(number)

    @extend_schema(request=None, responses=PoolNumberSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: UUID) -> Response:
        """End a number's quarantine."""
        number = self.get_object()
        pool.number_release(number, actor=self.actor)
        return self._one(number)

    @extend_schema(request=PoolBulkSerializer, responses=BulkResultSerializer, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Do one thing to many numbers."""
        asked = PoolBulkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return super().bulk(request)

    @property
    def bulk_actions(self) -> dict[str, BulkAction]:  # type: ignore[override]  # needs the request
        """What may be done with selected numbers; those in use are not taken back."""
        may, actor = Permission.PLATFORM_EDIT, self.actor
        code = str(self.request.data.get("tenant") or "")
        return {
            "give": BulkAction(may, partial(pool.number_give, code=code, actor=actor)),
            "take_back": BulkAction(may, partial(pool.number_take_back, actor=actor)),
            "quarantine": BulkAction(may, partial(pool.number_rest, actor=actor)),
            "release": BulkAction(may, partial(pool.number_release, actor=actor)),
            **deletions(may, partial(pool.number_delete, actor=actor)),
        }

    def _named(self, number_id: UUID | None) -> PhoneNumber | None:
        if number_id is None:
            return None
        found: PhoneNumber | None = self.get_queryset().filter(pk=number_id).first()
        if found is None:
            raise ValidationError({"replace_with": [_("There is no such replacement.")]})
        return found

    def _one(self, number: PhoneNumber, *, status: int = 200) -> Response:
        row = self.get_queryset().get(pk=number.pk)
        return Response(PoolNumberSerializer(row).data, status=status)
