"""The numbering plan over HTTP."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.models import InternalNumber
from telephony.selectors.numbering import number_list, numbers_free
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission


class InternalNumberSerializer(serializers.Serializer[Any]):
    """A number of the plan: `kind` and `id` of what answers it, and its name."""

    number = serializers.CharField()
    kind = serializers.ChoiceField(choices=InternalNumber.Kind.choices)
    id = serializers.UUIDField(source="holder_id")
    label = serializers.CharField()


class FreeNumberQuerySerializer(serializers.Serializer[Any]):
    """For what a free number is asked."""

    kind = serializers.ChoiceField(
        choices=InternalNumber.Kind.choices, default=InternalNumber.Kind.EXTENSION
    )


class FreeNumberSerializer(serializers.Serializer[Any]):
    """The first free number, null when the plan is full."""

    number = serializers.CharField(allow_null=True)


class NumberingViewSet(mixins.ListModelMixin, TenantViewSet):
    """All numbers that can be dialled inside the company."""

    queryset = InternalNumber.objects.all()
    serializer_class = InternalNumberSerializer
    filterset_fields = ("kind",)
    search_fields = (
        "number",
        "extension__display_name",
        "extension__employee__name",
        "queue__name",
        "flow_number__flow__name",
        "schedule__name",
    )
    ordering_fields: ClassVar[tuple[str, ...]] = ("number", "kind")
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.EXTENSION_VIEW,
        "free": Permission.EXTENSION_VIEW,
    }

    def get_queryset(self) -> QuerySet[InternalNumber]:
        return number_list()

    @extend_schema(
        parameters=[OpenApiParameter("kind", str, enum=InternalNumber.Kind.values)],
        responses=FreeNumberSerializer,
        filters=False,
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def free(self, request: Request) -> Response:
        """Suggest the first free number for an extension or a group."""
        asked = FreeNumberQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        free = numbers_free(InternalNumber.Kind(asked.validated_data["kind"]))
        return Response({"number": free[0] if free else None})
