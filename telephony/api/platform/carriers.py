"""Carriers over HTTP."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony import keys
from telephony.api.platform.base import PlatformConfigViewSet
from telephony.api.trunks import LineSerializer, LineStateSerializer, LineTestSerializer
from telephony.carriers.models import Carrier
from telephony.selectors.platform.carriers import carrier_line_choices, carrier_list
from telephony.selectors.trunks import DISABLED, UNKNOWN, LineState, line_states
from telephony.services.line_test import line_test
from telephony.services.platform import carriers
from tenants.api.base import BulkAction, PlatformViewSet
from tenants.api.bulk import deletions
from tenants.permissions import Permission


class CarrierSerializer(LineStateSerializer):
    """A line of the operator; `is_default` takes calls for which nothing else is said."""

    is_default = serializers.BooleanField(required=False)
    emergency_order = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=1000,
        help_text="Place among the lines for emergency calls, from 1",
    )
    numbers = serializers.IntegerField(
        source="numbers_count", read_only=True, help_text="Numbers of the pool"
    )


class CarrierFilter(django_filters.FilterSet):
    """Filters of the list of carriers."""

    state = django_filters.CharFilter(method="filter_state")

    class Meta:
        model = Carrier
        fields = ("is_enabled", "registers")

    def filter_state(self, queryset: QuerySet[Carrier], _name: str, value: str) -> Any:
        if value == DISABLED:
            return queryset.filter(is_enabled=False)
        known = line_states(keys.PLATFORM)
        enabled = queryset.filter(is_enabled=True)
        if value == UNKNOWN:
            said = [name for name, each in known.items() if each.state != UNKNOWN]
            return enabled.exclude(name__in=said)
        return enabled.filter(
            name__in=[name for name, each in known.items() if each.state == value]
        )


class CarrierViewSet(PlatformConfigViewSet):
    """The operator's lines to providers."""

    queryset = Carrier.objects.none()
    serializer_class = CarrierSerializer
    filterset_class = CarrierFilter
    search_fields = ("name", "title", "login", "addresses", "comment")
    ordering_fields: ClassVar[dict[str, str]] = {
        "name": "name",
        "title": "title",
        "numbers": "numbers_count",
        "created_at": "created_at",
    }
    permissions: ClassVar[Mapping[str, Permission]] = {
        **PlatformConfigViewSet.permissions,
        "test": Permission.PLATFORM_EDIT,
    }
    export_name = "carriers"
    export_columns = (
        (_("Name"), "name"),
        (_("Title"), "title"),
        (_("Addresses"), lambda carrier: ", ".join(carrier.addresses)),
        (_("Login"), "login"),
        (_("Numbers"), "numbers_count"),
        (_("Comment"), "comment"),
    )

    def get_queryset(self) -> QuerySet[Carrier]:
        return carrier_list()

    @cached_property
    def states(self) -> dict[str, LineState]:
        """Read once for a request."""
        return line_states(keys.PLATFORM)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "states": self.states}

    @property
    def bulk_actions(self) -> dict[str, BulkAction]:  # type: ignore[override]  # needs the request
        """What may be done with selected carriers."""
        may, actor = Permission.PLATFORM_EDIT, self.actor
        enable = partial(carriers.carrier_enable, actor=actor)
        return {
            "enable": BulkAction(may, partial(enable, is_enabled=True)),
            "disable": BulkAction(may, partial(enable, is_enabled=False)),
            **deletions(may, partial(carriers.carrier_delete, actor=actor)),
        }

    def create_object(self, values: Mapping[str, Any]) -> Carrier:
        return carriers.carrier_create(values, actor=self.actor)

    def update_object(self, instance: Carrier, values: Mapping[str, Any]) -> Carrier:
        return carriers.carrier_update(instance, values, actor=self.actor)

    def perform_delete(
        self, instance: Carrier, *, replacement: Carrier | None, force: bool
    ) -> None:
        carriers.carrier_delete(instance, replacement=replacement, force=force, actor=self.actor)

    @extend_schema(request=None, responses=LineTestSerializer)
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: UUID) -> Response:
        """Ask the other side whether it is there, and whether it takes the login; calls are not touched."""
        return Response(LineTestSerializer(line_test(self.get_object())).data)


class PlatformLineViewSet(PlatformViewSet):
    """Lines as choices for the operator's routes."""

    queryset = Carrier.objects.none()
    serializer_class = LineSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {"list": Permission.PLATFORM_VIEW}

    @extend_schema(responses=LineSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The operator's carriers."""
        return Response(LineSerializer(carrier_line_choices(), many=True).data)
