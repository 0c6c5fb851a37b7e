"""Restrictions of companies over HTTP, for operators."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.base import BulkAction, BulkMixin, CsvExportMixin, PlatformViewSet
from tenants.api.platform_serializers import NewRestrictionSerializer, RestrictionSerializer
from tenants.errors import BusinessError
from tenants.models import Tenant, TenantRestriction
from tenants.permissions import Permission
from tenants.selectors.restrictions import restriction_list
from tenants.services.restrictions import NewRestriction, restriction_lift, restriction_set


class RestrictionFilter(filters.FilterSet):
    """Filters of the list."""

    tenant = filters.CharFilter(field_name="tenant__code")

    class Meta:
        model = TenantRestriction
        fields = ("kind", "source")


class RestrictionViewSet(
    BulkMixin, CsvExportMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, PlatformViewSet
):
    """What companies may not do outside, and why. Deleting lifts; the history stays."""

    queryset = TenantRestriction.objects.none()
    serializer_class = RestrictionSerializer
    filterset_class = RestrictionFilter
    search_fields = ("tenant__code", "tenant__name", "reason", "source")
    ordering_fields: Any = {
        "tenant": "tenant__code",
        "kind": "kind",
        "source": "source",
        "starts_at": "starts_at",
        "created_at": "created_at",
    }
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.PLATFORM_VIEW,
        "retrieve": Permission.PLATFORM_VIEW,
        "export": Permission.PLATFORM_VIEW,
        "create": Permission.PLATFORM_EDIT,
        "destroy": Permission.PLATFORM_EDIT,
        "bulk": Permission.PLATFORM_EDIT,
    }
    export_name = "restrictions"
    export_columns = (
        (gettext_lazy("Company"), "tenant.code"),
        (gettext_lazy("Kind"), "kind"),
        (gettext_lazy("Source"), "source"),
        (gettext_lazy("Reason"), "reason"),
        (gettext_lazy("Beginning"), "starts_at"),
        (gettext_lazy("End"), "ends_at"),
    )

    def get_queryset(self) -> QuerySet[TenantRestriction]:
        return restriction_list()

    @property
    def bulk_actions(self) -> dict[str, BulkAction]:  # type: ignore[override]  # needs the request
        """What may be done with selected restrictions."""

        def lift(row: TenantRestriction) -> None:
            restriction_lift(row, actor=self.actor)

        return {"delete": BulkAction(Permission.PLATFORM_EDIT, lift)}

    @extend_schema(request=NewRestrictionSerializer, responses={201: RestrictionSerializer})
    def create(self, request: Request) -> Response:
        """Restrict a company, from now or for a period."""
        asked = NewRestrictionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        tenant = Tenant.objects.filter(code=values.pop("tenant")).first()
        if tenant is None:
            raise BusinessError(
                "tenant_unknown", _("There is no such company."), field="tenant", status=400
            )
        made = restriction_set(tenant, NewRestriction(**values), actor=self.actor)
        body = RestrictionSerializer(self.get_queryset().get(pk=made.pk)).data
        return Response(body, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Lift a restriction."""
        restriction_lift(self.get_object(), actor=self.actor)
        return Response(status=status.HTTP_204_NO_CONTENT)
