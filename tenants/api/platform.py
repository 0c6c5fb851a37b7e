"""The operator's area: companies and the journal."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.base import BulkAction, BulkMixin, CsvExportMixin, PlatformViewSet
from tenants.api.platform_serializers import (
    AdminLinkRequestSerializer,
    AdminLinkSerializer,
    AuditEntrySerializer,
    BlockSerializer,
    TenantCreatedSerializer,
    TenantCreateSerializer,
    TenantEditSerializer,
    TenantSerializer,
    UnblockSerializer,
)
from tenants.models import AuditEntry, Tenant, TenantBlock
from tenants.permissions import Permission
from tenants.selectors.tenants import tenant_list, tenant_search
from tenants.services.blocks import NewBlock, tenant_block, tenant_unblock
from tenants.services.memberships import admin_link_create
from tenants.services.provisioning import NewTenant, tenant_provision
from tenants.services.tenants import tenant_disable, tenant_enable, tenant_update


class TenantFilter(filters.FilterSet):
    """Filters of the operator's list."""

    search = filters.CharFilter(
        method="filter_search",
        max_length=200,
        help_text="Part of name, code, internal or outside number, SIP login or administrator's mail",
    )
    blocked = filters.ChoiceFilter(choices=TenantBlock.Kind.choices, method="filter_blocked")

    class Meta:
        model = Tenant
        fields = {"status": ["exact"], "language": ["exact"]}

    def filter_search(self, queryset: QuerySet[Tenant], _name: str, text: str) -> QuerySet[Tenant]:
        return tenant_search(queryset, text)

    def filter_blocked(self, queryset: QuerySet[Tenant], _name: str, kind: str) -> QuerySet[Tenant]:
        return queryset.filter(blocks__kind=kind, blocks__lifted_at=None)


class PlatformTenantViewSet(
    BulkMixin, CsvExportMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, PlatformViewSet
):
    """Client companies."""

    queryset = Tenant.objects.none()
    serializer_class = TenantSerializer
    filterset_class = TenantFilter
    lookup_field = "code"
    lookup_value_regex = "[a-z0-9]+"
    ordering_fields = (
        "code",
        "name",
        "status",
        "created_at",
        "users_count",
        "extensions_count",
        "devices_count",
    )
    ordering = ("code",)
    export_name = "companies"
    export_columns = [
        (_("Code"), "code"),
        (_("Name"), "name"),
        (_("Status"), "status"),
        (_("Time zone"), "timezone"),
        (_("Users"), "users_count"),
        (_("Extensions"), "extensions_count"),
        (_("Devices"), "devices_count"),
        (_("Created"), "created_at"),
    ]
    permissions = {
        "list": Permission.PLATFORM_VIEW,
        "retrieve": Permission.PLATFORM_VIEW,
        "export": Permission.PLATFORM_VIEW,
        "create": Permission.PLATFORM_EDIT,
        "partial_update": Permission.PLATFORM_EDIT,
        "bulk": Permission.PLATFORM_EDIT,
        "block": Permission.PLATFORM_EDIT,
        "unblock": Permission.PLATFORM_EDIT,
        "disable": Permission.PLATFORM_EDIT,
        "enable": Permission.PLATFORM_EDIT,
        "admin_link": Permission.PLATFORM_EDIT,
    }

    def get_queryset(self) -> QuerySet[Tenant]:
        return tenant_list()

    @extend_schema(request=TenantCreateSerializer, responses={201: TenantCreatedSerializer})
    def create(self, request: Request) -> Response:
        """Create a company with its schema, starter kit and administrator."""
        asked = TenantCreateSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        admin = values.pop("admin", None) or {}
        new = NewTenant(
            **values,
            admin_name=admin.get("name", ""),
            admin_email=admin.get("email", ""),
            joins_admin=admin.get("join", False),
        )
        made = tenant_provision(new, actor=self.actor)
        tenant = tenant_list().get(pk=made.tenant.pk)
        tenant.admin_link = made.admin_link
        return Response(TenantCreatedSerializer(tenant).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=TenantEditSerializer, responses=TenantSerializer)
    def partial_update(self, request: Request, code: str) -> Response:
        """Change name, time zone, language or limits."""
        tenant = self.get_object()
        asked = TenantEditSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        tenant_update(tenant, actor=self.actor, **asked.validated_data)
        return self._one(code)

    @extend_schema(request=BlockSerializer, responses=TenantSerializer)
    @action(detail=True, methods=["post"])
    def block(self, request: Request, code: str) -> Response:
        """Block the company, from now or for a period."""
        asked = BlockSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        tenant_block(self.get_object(), NewBlock(**asked.validated_data), actor=self.actor)
        return self._one(code)

    @extend_schema(request=UnblockSerializer, responses=TenantSerializer)
    @action(detail=True, methods=["post"])
    def unblock(self, request: Request, code: str) -> Response:
        """Lift a block."""
        asked = UnblockSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        tenant_unblock(self.get_object(), asked.validated_data["kind"], actor=self.actor)
        return self._one(code)

    @extend_schema(request=None, responses=TenantSerializer)
    @action(detail=True, methods=["post"])
    def disable(self, _request: Request, code: str) -> Response:
        """Take the company out of service."""
        tenant_disable(self.get_object(), actor=self.actor)
        return self._one(code)

    @extend_schema(request=None, responses=TenantSerializer)
    @action(detail=True, methods=["post"])
    def enable(self, _request: Request, code: str) -> Response:
        """Put the company back into service."""
        tenant_enable(self.get_object(), actor=self.actor)
        return self._one(code)

    @extend_schema(request=AdminLinkRequestSerializer, responses=AdminLinkSerializer)
    @action(detail=True, methods=["post"], url_path="admin-link")
    def admin_link(self, request: Request, code: str) -> Response:
        """A new one-time sign-in link for an administrator of the company."""
        asked = AdminLinkRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        link = admin_link_create(self.get_object(), actor=self.actor, **asked.validated_data)
        return Response({"admin_link": link})

    @property
    def bulk_actions(self) -> dict[str, BulkAction]:  # type: ignore[override]  # needs the request
        """What may be done with selected companies; blocks set here are administrative and begin at once."""
        reason = str(self.request.data.get("reason") or _("Blocked with others"))[:500]
        block = NewBlock(kind=TenantBlock.Kind.ADMINISTRATIVE, reason=reason)
        may = Permission.PLATFORM_EDIT
        return {
            "block": BulkAction(may, lambda row: tenant_block(row, block, actor=self.actor)),
            "unblock": BulkAction(
                may, lambda row: tenant_unblock(row, block.kind, actor=self.actor)
            ),
            "disable": BulkAction(may, lambda row: tenant_disable(row, actor=self.actor)),
            "enable": BulkAction(may, lambda row: tenant_enable(row, actor=self.actor)),
        }

    def _one(self, code: str) -> Response:
        return Response(TenantSerializer(tenant_list().get(code=code)).data)


class AuditFilter(filters.FilterSet):
    """Filters of the journal."""

    tenant = filters.CharFilter(field_name="tenant__code")
    actor = filters.CharFilter(field_name="actor__email", lookup_expr="iexact")
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = AuditEntry
        fields = {"action": ["exact"]}


class AuditViewSet(mixins.ListModelMixin, PlatformViewSet):
    """The journal of operations: who did what, and on whose behalf."""

    queryset = AuditEntry.objects.select_related("tenant", "actor", "acting_for")
    serializer_class = AuditEntrySerializer
    filterset_class = AuditFilter
    search_fields = ("action", "subject", "actor__email", "tenant__code")
    ordering_fields: Any = ("created_at", "id")
    ordering = ("-created_at", "-id")
    permissions = {"list": Permission.PLATFORM_VIEW}
