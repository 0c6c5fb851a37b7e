"""Expression check for operators: what would become of a call of any company."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.expression_check import (
    ExpressionCheckRequestSerializer,
    ExpressionCheckSerializer,
    checked,
)
from telephony.services.platform.pool import tenant_parse
from tenants.api.base import PlatformViewSet
from tenants.context import tenant_scope
from tenants.permissions import Permission


class PlatformExpressionCheckRequestSerializer(ExpressionCheckRequestSerializer):
    """Who calls whom, and when, in which company (its code)."""

    tenant = serializers.CharField(max_length=20)


class PlatformExpressionCheckViewSet(PlatformViewSet):
    """What would become of a call of any company."""

    serializer_class = ExpressionCheckSerializer
    permissions: ClassVar[dict[str, Permission]] = {"create": Permission.PLATFORM_VIEW}

    @extend_schema(
        operation_id="platform_expression_check",
        request=PlatformExpressionCheckRequestSerializer,
        responses=ExpressionCheckSerializer,
    )
    def create(self, request: Request) -> Response:
        """Rules matched, resulting numbers, route, permission, and why. No call is made."""
        asked = PlatformExpressionCheckRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with tenant_scope(tenant_parse(asked.validated_data["tenant"])):
            found = checked(asked.validated_data, is_operators=True)
            return Response(ExpressionCheckSerializer(found).data)
