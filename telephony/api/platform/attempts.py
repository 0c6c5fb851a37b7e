"""Who tried to register or call under names that no device has: probes of strangers, for operators."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.registrations import strangers_get
from telephony.services.platform.pool import tenant_parse
from tenants.api.base import PlatformViewSet
from tenants.errors import BusinessError
from tenants.permissions import Permission


class StrangersAttemptSerializer(serializers.Serializer[Any]):
    """A refused attempt; `login` is the name that was given."""

    at = serializers.DateTimeField(source="attempt.at")
    login = serializers.CharField()
    address = serializers.CharField(source="attempt.address")
    agent = serializers.CharField(source="attempt.agent")
    transport = serializers.CharField(source="attempt.transport")
    reason = serializers.CharField(source="attempt.reason")


class StrangersAttemptViewSet(PlatformViewSet):
    """Refused attempts under names that no device has."""

    serializer_class = StrangersAttemptSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {"list": Permission.PLATFORM_VIEW}

    @extend_schema(
        parameters=[
            OpenApiParameter("tenant", str, description="Company's code; none: names of no company")
        ],
        responses=StrangersAttemptSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """The last attempts, newest first."""
        asked = request.query_params.get("tenant", "")
        found = strangers_get(tenant_parse(asked).code if asked else "")
        if found is None:
            message = _("Attempts cannot be shown at the moment.")
            raise BusinessError("live_unavailable", message, status=503)
        return Response(StrangersAttemptSerializer(found, many=True).data)
