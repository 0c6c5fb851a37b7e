"""The operator's settings of outside calls over HTTP."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.platform.carriers import platform_settings
from telephony.services.platform.settings import settings_update
from tenants.api.base import PlatformViewSet
from tenants.permissions import Permission


class PlatformOutsideSettingsSerializer(serializers.Serializer[Any]):
    """What holds where nothing else is said; carriers by name, an empty default for none."""

    default_carrier = serializers.CharField(required=False, allow_blank=True)
    emergency_lines = serializers.ListField(
        child=serializers.CharField(), required=False, max_length=100
    )
    quarantine_days = serializers.IntegerField(required=False)


class PlatformOutsideSettingsViewSet(PlatformViewSet):
    """Default carrier, lines for emergency calls in order, days of quarantine."""

    serializer_class = PlatformOutsideSettingsSerializer
    permissions: ClassVar[dict[str, Permission]] = {
        "retrieve": Permission.PLATFORM_VIEW,
        "partial_update": Permission.PLATFORM_EDIT,
    }

    def retrieve(self, request: Request) -> Response:
        """The settings."""
        return Response(PlatformOutsideSettingsSerializer(platform_settings()).data)

    @extend_schema(
        request=PlatformOutsideSettingsSerializer, responses=PlatformOutsideSettingsSerializer
    )
    def partial_update(self, request: Request) -> Response:
        """Change what is named."""
        asked = PlatformOutsideSettingsSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        settings_update(asked.validated_data, actor=self.actor)
        return self.retrieve(request)
