"""The company's own settings over HTTP."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.selectors.company import company_get
from tenants.api.base import TenantViewSet
from tenants.api.fields import LineField
from tenants.api.platform_serializers import (
    USERS_HELP,
    BlockSerializer,
    TenantBlockSerializer,
    TenantEditSerializer,
)
from tenants.models import TenantBlock
from tenants.permissions import Permission
from tenants.services.blocks import NewBlock, tenant_block, tenant_unblock
from tenants.services.tenants import tenant_update


class CompanySerializer(serializers.Serializer[Any]):
    """The company as its administrator sees it. Limits are set by the operator; `max_channels` 0 means none."""

    code = serializers.CharField(read_only=True)
    name = LineField(max_length=120)
    timezone = serializers.CharField(max_length=64)
    language = serializers.ChoiceField(TenantEditSerializer().fields["language"].choices)
    max_users = serializers.IntegerField(read_only=True)
    max_channels = serializers.IntegerField(read_only=True)
    users_count = serializers.IntegerField(read_only=True, help_text=USERS_HELP)
    extensions_count = serializers.IntegerField(read_only=True)
    blocks = TenantBlockSerializer(source="standing_blocks", many=True, read_only=True)


class VoluntaryBlockSerializer(BlockSerializer):
    """A block that the company sets on itself."""

    kind = None


class CompanyViewSet(TenantViewSet):
    """The company's settings, and the block that it may set on itself."""

    serializer_class = CompanySerializer
    permissions: ClassVar[dict[str, Permission]] = {
        "retrieve": Permission.COMPANY_VIEW,
        "partial_update": Permission.COMPANY_EDIT,
        "block": Permission.COMPANY_EDIT,
        "unblock": Permission.COMPANY_EDIT,
    }

    def retrieve(self, request: Request) -> Response:
        """The company's settings, limits and blocks."""
        return self._company()

    def partial_update(self, request: Request) -> Response:
        """Change name, time zone or language."""
        asked = CompanySerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        tenant_update(self.request.tenant, actor=self.actor, **asked.validated_data)
        return self._company()

    @extend_schema(request=VoluntaryBlockSerializer, responses=CompanySerializer)
    def block(self, request: Request) -> Response:
        """Stop the company's calls of one's own will, now or for a period."""
        asked = VoluntaryBlockSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        new = NewBlock(kind=TenantBlock.Kind.VOLUNTARY, **asked.validated_data)
        tenant_block(self.request.tenant, new, actor=self.actor)
        return self._company()

    @extend_schema(request=None, responses=CompanySerializer)
    def unblock(self, request: Request) -> Response:
        """Lift the company's own block; the operator's stays."""
        tenant_unblock(self.request.tenant, TenantBlock.Kind.VOLUNTARY, actor=self.actor)
        return self._company()

    def _company(self) -> Response:
        return Response(CompanySerializer(company_get()).data)
