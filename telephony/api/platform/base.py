"""What the operator's views of the outside world have in common."""

from collections.abc import Mapping
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.services.platform.changes import platform_write
from tenants.api.base import BulkMixin, CsvExportMixin, UsageMixin, WidePlatformViewSet
from tenants.api.bulk import BulkRequestSerializer, BulkResultSerializer
from tenants.permissions import Permission


class PlatformConfigViewSet(
    UsageMixin,
    BulkMixin,
    CsvExportMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    mixins.UpdateModelMixin,
    WidePlatformViewSet,
):
    """A list of the operator's things: the subclass names the services that write them."""

    permissions: ClassVar[Mapping[str, Permission]] = {
        "list": Permission.PLATFORM_VIEW,
        "retrieve": Permission.PLATFORM_VIEW,
        "export": Permission.PLATFORM_VIEW,
        "create": Permission.PLATFORM_EDIT,
        "partial_update": Permission.PLATFORM_EDIT,
        "destroy": Permission.PLATFORM_EDIT,
        "bulk": Permission.PLATFORM_EDIT,
    }

    def create_object(self, values: Mapping[str, Any]) -> Any:
        """Make an object out of a checked body."""
        raise NotImplementedError

    def update_object(self, instance: Any, values: Mapping[str, Any]) -> Any:
        """Change an object by a checked body."""
        raise NotImplementedError

    def perform_create(self, serializer: Any) -> None:
        made = self.create_object(serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    def perform_update(self, serializer: Any) -> None:
        changed = self.update_object(serializer.instance, serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=changed.pk)

    @extend_schema(request=BulkRequestSerializer, responses=BulkResultSerializer, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Do one thing to many rows: one revision of each node however many they are."""
        with platform_write():
            return super().bulk(request)
