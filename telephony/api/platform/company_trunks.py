"""A company's own trunks at a glance, for operators: everything but what only the company may change."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.trunks import TrunkSerializer
from telephony.models import Trunk
from telephony.selectors.trunks import trunk_list, trunk_states
from telephony.services.platform.pool import tenant_parse
from tenants.api.base import PlatformViewSet
from tenants.context import tenant_scope
from tenants.permissions import Permission


class CompanyTrunkSerializer(TrunkSerializer):
    """A line that a company brought along, and how it is now."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        shown = ("name", "title", "addresses", "is_enabled", "is_internal", "number")
        state = ("state", "error", "registered_at", "calls")
        fields = super().get_fields()
        return {name: fields[name] for name in (*shown, *state)}


class CompanyTrunkViewSet(PlatformViewSet):
    """Own trunks of a company."""

    queryset = Trunk.objects.none()
    serializer_class = CompanyTrunkSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {"list": Permission.PLATFORM_VIEW}

    @extend_schema(
        parameters=[OpenApiParameter("tenant", str, required=True, description="Company's code")],
        responses=CompanyTrunkSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """The company's lines with their states, by name."""
        code = request.query_params.get("tenant", "")
        with tenant_scope(tenant_parse(code, in_service=False)):
            context = {"states": trunk_states()}
            return Response(CompanyTrunkSerializer(trunk_list(), many=True, context=context).data)
