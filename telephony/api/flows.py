"""Call flows over HTTP: the list."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.flow.world import World
from telephony.models import Flow
from telephony.selectors.flow_world import flow_world
from telephony.selectors.flows import flow_list, flow_numbers
from telephony.services import flows
from telephony.services.flow_problems import problems_find
from tenants.api.base import BulkAction
from tenants.permissions import Permission


class ProblemCountsSerializer(serializers.Serializer[Any]):
    """How much is wrong with the draft."""

    errors = serializers.IntegerField()
    warnings = serializers.IntegerField()


class FlowSerializer(serializers.Serializer[Any]):
    """A call flow; `numbers` are outside and internal numbers that lead to what is published."""

    id = serializers.UUIDField(read_only=True)
    key = serializers.IntegerField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    description = serializers.CharField(required=False, allow_blank=True)
    published_version = serializers.IntegerField(read_only=True, allow_null=True)
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)
    published_by = serializers.CharField(read_only=True, allow_null=True)
    has_changes = serializers.BooleanField(read_only=True)
    numbers = serializers.SerializerMethodField()
    problems = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_numbers(self, flow: Flow) -> list[str]:
        return flow_numbers(flow)

    @extend_schema_field(ProblemCountsSerializer)
    def get_problems(self, flow: Flow) -> dict[str, int]:
        found = problems_find(flow.draft, self.context["world"](), key=flow.key)
        errors = sum(each.is_error for each in found)
        return {"errors": errors, "warnings": len(found) - errors}


class NewFlowSerializer(serializers.Serializer[Any]):
    """What a new flow begins with; `template` is the key of one of `/flows/templates/`, empty for none."""

    name = serializers.CharField(allow_blank=True)
    description = serializers.CharField(required=False, allow_blank=True)
    template = serializers.CharField(required=False, allow_blank=True)


class FlowViewSet(ConfigViewSet):
    """Call flows of the company."""

    queryset = Flow.objects.all()
    serializer_class = FlowSerializer
    search_fields = ("name", "description", "numbers__internal_number__number")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "created_at", "draft_at")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.FLOW_VIEW, Permission.FLOW_EDIT),
        "copy": Permission.FLOW_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        "delete": BulkAction(Permission.FLOW_EDIT, partial(flows.flow_delete, force=True)),
    }
    export_name = "flows"
    export_columns = (
        (_("Name"), "name"),
        (_("Description"), "description"),
        (_("Version"), "published_version"),
        (_("Numbers"), lambda flow: ", ".join(flow_numbers(flow))),
    )

    @cached_property
    def world(self) -> World:
        """The company, read once for all rows of a page."""
        return flow_world()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "world": lambda: self.world}

    def get_queryset(self) -> QuerySet[Flow]:
        return flow_list()

    @extend_schema(request=NewFlowSerializer, responses={201: FlowSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A new flow, empty or from a template; calls do not meet it before it is published."""
        asked = NewFlowSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._made(flows.flow_create(asked.validated_data, by=self.member.name))

    def update_object(self, instance: Flow, values: Mapping[str, Any]) -> Flow:
        return flows.flow_update(instance, values)

    def perform_delete(self, instance: Flow, *, replacement: Flow | None, force: bool) -> None:
        flows.flow_delete(instance, replacement=replacement, force=force)

    @extend_schema(request=None, responses={201: FlowSerializer}, filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def copy(self, request: Request, pk: str) -> Response:
        """Another flow with the draft of this one, without its numbers."""
        return self._made(flows.flow_copy(self.get_object(), by=self.member.name))

    def _made(self, flow: Flow) -> Response:
        made = self.get_queryset().get(pk=flow.pk)
        return Response(
            FlowSerializer(made, context=self.get_serializer_context()).data, status=201
        )
