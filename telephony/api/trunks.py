"""Trunks over HTTP."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.outside import OutsideLineSerializer
from telephony.models import Trunk
from telephony.selectors.company_lines import company_lines
from telephony.selectors.trunks import DISABLED, LineState, trunk_list, trunk_states
from telephony.services import trunks
from telephony.services.line_test import line_test
from tenants.api.base import BulkAction, TenantViewSet
from tenants.api.bulk import deletions
from tenants.permissions import Permission


class LineStateSerializer(OutsideLineSerializer):
    """A line with how it is now; the view gives the states of all lines as `states`."""

    state = serializers.SerializerMethodField(
        help_text="registered, rejected, unregistered, reachable, unreachable, disabled, unknown"
    )
    error = serializers.SerializerMethodField(help_text="Why, in words")
    registered_at = serializers.SerializerMethodField()
    calls = serializers.SerializerMethodField()

    def get_state(self, line: Any) -> str:
        return self._now(line).state if line.is_enabled else DISABLED

    def get_error(self, line: Any) -> str:
        return self._now(line).error if line.is_enabled else ""

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_registered_at(self, line: Any) -> Any:
        moment = self._now(line).registered_at
        return serializers.DateTimeField().to_representation(moment) if moment else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_calls(self, line: Any) -> int | None:
        return self._now(line).calls

    def _now(self, line: Any) -> LineState:
        found: LineState = self.context["states"].get(line.name, LineState())
        return found


class TrunkSerializer(LineStateSerializer):
    """A company's own line to the outside."""

    is_internal = serializers.BooleanField(required=False)


class LineTestStepSerializer(serializers.Serializer[Any]):
    """One thing that was tried."""

    key = serializers.CharField(help_text="resolve, options or register")
    ok = serializers.BooleanField()
    text = serializers.CharField()
    seconds = serializers.FloatField()


class LineTestSerializer(serializers.Serializer[Any]):
    """What the other side of a line answered."""

    ok = serializers.BooleanField()
    steps = LineTestStepSerializer(many=True)


class TrunkFilter(django_filters.FilterSet):
    """Filters of the list of trunks."""

    state = django_filters.CharFilter(method="filter_state")

    class Meta:
        model = Trunk
        fields = ("is_enabled", "is_internal", "registers")

    def filter_state(self, queryset: QuerySet[Trunk], _name: str, value: str) -> QuerySet[Trunk]:
        if value == DISABLED:
            return queryset.filter(is_enabled=False)
        known = trunk_states()
        enabled = queryset.filter(is_enabled=True)
        if value == "unknown":
            return enabled.exclude(name__in=[n for n, each in known.items() if each.state != value])
        return enabled.filter(name__in=[n for n, each in known.items() if each.state == value])


class TrunkViewSet(ConfigViewSet):
    """The company's own lines."""

    queryset = Trunk.objects.all()
    serializer_class = TrunkSerializer
    filterset_class = TrunkFilter
    search_fields = ("name", "title", "login", "addresses", "number")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "title", "created_at")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.OUTSIDE_VIEW, Permission.OUTSIDE_EDIT),
        "test": Permission.OUTSIDE_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        "enable": BulkAction(
            Permission.OUTSIDE_EDIT, partial(trunks.trunk_enable, is_enabled=True)
        ),
        "disable": BulkAction(
            Permission.OUTSIDE_EDIT, partial(trunks.trunk_enable, is_enabled=False)
        ),
        **deletions(Permission.OUTSIDE_EDIT, trunks.trunk_delete),
    }
    export_name = "trunks"
    export_columns = (
        (_("Name"), "name"),
        (_("Title"), "title"),
        (_("Addresses"), lambda trunk: ", ".join(trunk.addresses)),
        (_("Login"), "login"),
        (_("Number"), "number"),
        (_("Comment"), "comment"),
    )

    def get_queryset(self) -> QuerySet[Trunk]:
        return trunk_list()

    @cached_property
    def states(self) -> dict[str, LineState]:
        """Read once for a request."""
        return trunk_states()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "states": self.states}

    def create_object(self, values: Mapping[str, Any]) -> Trunk:
        return trunks.trunk_create(values)

    def update_object(self, instance: Trunk, values: Mapping[str, Any]) -> Trunk:
        return trunks.trunk_update(instance, values)

    def perform_delete(self, instance: Trunk, *, replacement: Trunk | None, force: bool) -> None:
        trunks.trunk_delete(instance, replacement=replacement, force=force)

    @extend_schema(request=None, responses=LineTestSerializer)
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: UUID) -> Response:
        """Ask the other side whether it is there, and whether it takes the login; calls are not touched."""
        return Response(LineTestSerializer(line_test(self.get_object(), hides_ports=True)).data)


class LineSerializer(serializers.Serializer[Any]):
    """A line that a route may name."""

    line = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField(help_text="trunk or carrier")


class LineViewSet(TenantViewSet):
    """Lines as choices for routes."""

    queryset = Trunk.objects.none()
    serializer_class = LineSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {"list": Permission.OUTSIDE_VIEW}

    @extend_schema(responses=LineSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The company's own trunks, and the carriers by which its numbers arrive."""
        return Response(LineSerializer(company_lines(), many=True).data)
