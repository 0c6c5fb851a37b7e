"""The operator's routes and filters over HTTP."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from telephony.api.base import NamedChoiceField
from telephony.api.outside import ReorderMixin, RouteSerializer, TextsField
from telephony.api.platform.base import PlatformConfigViewSet
from telephony.api.rule_checks import RuleCheckMixin
from telephony.carriers.models import PlatformFilter, PlatformRoute
from telephony.services.platform import rules
from tenants.api.base import BulkAction
from tenants.permissions import Permission


class PlatformRouteViewSet(ReorderMixin, RuleCheckMixin, PlatformConfigViewSet):
    """Routes for calls that no route of the company took; the first that matches takes the call."""

    queryset = PlatformRoute.objects.all()
    serializer_class = RouteSerializer
    filterset_fields = ("is_enabled",)
    search_fields = ("name", "comment", "called", "calling", "trunks")
    ordering_fields: ClassVar[tuple[str, ...]] = ("position", "name")
    permissions: ClassVar[Mapping[str, Permission]] = {
        **PlatformConfigViewSet.permissions,
        "reorder": Permission.PLATFORM_EDIT,
        "check_pattern": Permission.PLATFORM_VIEW,
        "check_template": Permission.PLATFORM_VIEW,
    }
    export_name = "platform-routes"
    export_columns = (
        (_("Name"), "name"),
        (_("Called"), lambda route: ", ".join(route.called)),
        (_("Calling"), lambda route: ", ".join(route.calling)),
        (_("Lines"), lambda route: ", ".join(route.trunks)),
        (_("Comment"), "comment"),
    )

    @property
    def bulk_actions(self) -> dict[str, BulkAction]:  # type: ignore[override]  # needs the request
        """What may be done with selected routes."""
        may, actor = Permission.PLATFORM_EDIT, self.actor

        def enable(route: PlatformRoute, *, is_enabled: bool) -> None:
            rules.platform_route_update(route, {"is_enabled": is_enabled}, actor=actor)

        return {
            "enable": BulkAction(may, partial(enable, is_enabled=True)),
            "disable": BulkAction(may, partial(enable, is_enabled=False)),
            "delete": BulkAction(may, partial(rules.platform_route_delete, actor=actor)),
        }

    def create_object(self, values: Mapping[str, Any]) -> PlatformRoute:
        return rules.platform_route_create(values, actor=self.actor)

    def update_object(self, instance: PlatformRoute, values: Mapping[str, Any]) -> PlatformRoute:
        return rules.platform_route_update(instance, values, actor=self.actor)

    def perform_delete(
        self, instance: PlatformRoute, *, replacement: PlatformRoute | None, force: bool
    ) -> None:
        rules.platform_route_delete(instance, actor=self.actor)

    def put_in_order(self, ids: Sequence[UUID]) -> None:
        rules.platform_routes_reorder(ids, actor=self.actor)


class PlatformFilterSerializer(serializers.Serializer[Any]):
    """Calls that the operator refuses: those that match both lists of patterns."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    direction = NamedChoiceField(choices=PlatformFilter.Direction.choices, required=False)
    called = TextsField(required=False, help_text="Patterns; empty: any")
    calling = TextsField(required=False)
    is_enabled = serializers.BooleanField(required=False)
    created_at = serializers.DateTimeField(read_only=True)


class PlatformFilterViewSet(RuleCheckMixin, PlatformConfigViewSet):
    """Filters for the calls of all companies."""

    queryset = PlatformFilter.objects.all()
    serializer_class = PlatformFilterSerializer
    filterset_fields = ("is_enabled", "direction")
    search_fields = ("name", "comment", "called", "calling")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "direction", "created_at")
    permissions: ClassVar[Mapping[str, Permission]] = {
        **PlatformConfigViewSet.permissions,
        "check_pattern": Permission.PLATFORM_VIEW,
        "check_template": Permission.PLATFORM_VIEW,
    }
    export_name = "platform-filters"
    export_columns = (
        (_("Name"), "name"),
        (_("Direction"), "direction"),
        (_("Called"), lambda row: ", ".join(row.called)),
        (_("Calling"), lambda row: ", ".join(row.calling)),
        (_("Comment"), "comment"),
    )

    @property
    def bulk_actions(self) -> dict[str, BulkAction]:  # type: ignore[override]  # needs the request
        """What may be done with selected filters."""
        may, actor = Permission.PLATFORM_EDIT, self.actor

        def enable(row: PlatformFilter, *, is_enabled: bool) -> None:
            rules.platform_filter_update(row, {"is_enabled": is_enabled}, actor=actor)

        return {
            "enable": BulkAction(may, partial(enable, is_enabled=True)),
            "disable": BulkAction(may, partial(enable, is_enabled=False)),
            "delete": BulkAction(may, partial(rules.platform_filter_delete, actor=actor)),
        }

    def create_object(self, values: Mapping[str, Any]) -> PlatformFilter:
        return rules.platform_filter_create(values, actor=self.actor)

    def update_object(self, instance: PlatformFilter, values: Mapping[str, Any]) -> PlatformFilter:
        return rules.platform_filter_update(instance, values, actor=self.actor)

    def perform_delete(
        self, instance: PlatformFilter, *, replacement: PlatformFilter | None, force: bool
    ) -> None:
        rules.platform_filter_delete(instance, actor=self.actor)
