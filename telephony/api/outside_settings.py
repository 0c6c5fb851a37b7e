"""Settings of outside calls over HTTP."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.outside_settings import outside_settings_get
from telephony.services.outside_settings import outside_settings_update
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission


class OutsideSettingsSerializer(serializers.Serializer[Any]):
    """What holds for all outside calls of the company, beside what the operator allows; 0 means no limit."""

    area = serializers.CharField(
        read_only=True, help_text="495: left out locally; the operator says it"
    )
    default_number = serializers.CharField(required=False, allow_blank=True)
    unknown_target = serializers.CharField(
        required=False, allow_blank=True, help_text="Where numbers lead that lead nowhere"
    )
    max_channels_in = serializers.IntegerField(required=False)
    max_channels_out = serializers.IntegerField(required=False)
    ceiling = serializers.ListField(child=serializers.CharField(), read_only=True)
    operator_max_channels = serializers.IntegerField(read_only=True)
    operator_max_channels_in = serializers.IntegerField(read_only=True)
    operator_max_channels_out = serializers.IntegerField(read_only=True)
    is_restricted = serializers.BooleanField(read_only=True)
    restriction = serializers.CharField(read_only=True)


class OutsideSettingsViewSet(TenantViewSet):
    """The company's settings of outside calls."""

    serializer_class = OutsideSettingsSerializer
    permissions: ClassVar[dict[str, Permission]] = {
        "retrieve": Permission.OUTSIDE_VIEW,
        "partial_update": Permission.OUTSIDE_EDIT,
    }

    def retrieve(self, request: Request) -> Response:
        """The settings, and what the operator allows."""
        return Response(OutsideSettingsSerializer(outside_settings_get()).data)

    def partial_update(self, request: Request) -> Response:
        """Change what is named."""
        asked = OutsideSettingsSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        outside_settings_update(asked.validated_data)
        return self.retrieve(request)
