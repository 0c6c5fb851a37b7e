"""The company's route table over HTTP."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.outside import ReorderMixin, RouteSerializer
from telephony.api.rule_checks import RuleCheckMixin
from telephony.models import Route
from telephony.services import routes
from tenants.api.base import BulkAction
from tenants.permissions import Permission


class RouteViewSet(ReorderMixin, RuleCheckMixin, ConfigViewSet):
    """Routes of outgoing calls; the first that matches takes the call."""

    queryset = Route.objects.all()
    serializer_class = RouteSerializer
    filterset_fields = ("is_enabled",)
    search_fields = ("name", "comment", "called", "calling", "trunks")
    ordering_fields: ClassVar[tuple[str, ...]] = ("position", "name")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.OUTSIDE_VIEW, Permission.OUTSIDE_EDIT),
        "check_pattern": Permission.OUTSIDE_VIEW,
        "check_template": Permission.OUTSIDE_VIEW,
        "reorder": Permission.OUTSIDE_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        "enable": BulkAction(
            Permission.OUTSIDE_EDIT, partial(routes.route_enable, is_enabled=True)
        ),
        "disable": BulkAction(
            Permission.OUTSIDE_EDIT, partial(routes.route_enable, is_enabled=False)
        ),
        "delete": BulkAction(Permission.OUTSIDE_EDIT, routes.route_delete),
    }
    export_name = "routes"
    export_columns = (
        (_("Name"), "name"),
        (_("Called"), lambda route: ", ".join(route.called)),
        (_("Calling"), lambda route: ", ".join(route.calling)),
        (_("Lines"), lambda route: ", ".join(route.trunks)),
        (_("Comment"), "comment"),
    )

    def create_object(self, values: Mapping[str, Any]) -> Route:
        return routes.route_create(values)

    def update_object(self, instance: Route, values: Mapping[str, Any]) -> Route:
        return routes.route_update(instance, values)

    def perform_delete(self, instance: Route, *, replacement: Route | None, force: bool) -> None:
        routes.route_delete(instance)

    def put_in_order(self, ids: Sequence[UUID]) -> None:
        routes.routes_reorder(ids)
