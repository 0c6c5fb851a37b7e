"""Call flows over HTTP: the list."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions, shown_name
from telephony.api.flow_documents import DocumentField
from telephony.api.number_search import NumberSearchFilter
from telephony.flow.world import World
from telephony.models import Flow
from telephony.selectors.flow_world import flow_world
from telephony.selectors.flows import flow_list, flow_numbers
from telephony.services import flows
from telephony.services.flow_difference import DRAFT
from telephony.services.flow_problems import problems_find
from telephony.services.flow_templates import flow_from_template, flow_templates
from telephony.services.flow_transfer import flow_export, flow_import
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.api.paging import StableOrderingFilter
from tenants.permissions import Permission


class ProblemCountsSerializer(serializers.Serializer[Any]):
    """How much is wrong with the draft."""

    errors = serializers.IntegerField()
    warnings = serializers.IntegerField()


class FlowStartSerializer(serializers.Serializer[Any]):
    """Where calls may come into a flow."""

    element = serializers.CharField()
    name = serializers.CharField()


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
    starts = serializers.SerializerMethodField(
        help_text="Of what is published: numbers and people may lead there, as flow:<id>/<element>"
    )
    problems = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_numbers(self, flow: Flow) -> list[str]:
        return flow_numbers(flow)

    @extend_schema_field(FlowStartSerializer(many=True))
    def get_starts(self, flow: Flow) -> list[dict[str, str]]:
        starts = flow.published_starts or []
        return [{"element": each["id"], "name": each["name"]} for each in starts]

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


class FlowTemplateSerializer(serializers.Serializer[Any]):
    """A flow to begin with."""

    key = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    document = DocumentField()


class FlowFileSerializer(serializers.Serializer[Any]):
    """A flow as a file; `things` are the names of what it uses, by kind and key."""

    kind = serializers.CharField()
    name = serializers.CharField(required=False, allow_blank=True, default="")
    description = serializers.CharField(required=False, allow_blank=True, default="")
    things = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True)),
        required=False,
        default=dict,
    )
    document = DocumentField()


class FlowViewSet(ConfigViewSet):
    """Call flows of the company."""

    queryset = Flow.objects.all()
    serializer_class = FlowSerializer
    search_fields = ("name", "description", "numbers__internal_number__number")
    filter_backends = (NumberSearchFilter, StableOrderingFilter)
    number_field = "phone_number_targets__phone_number__number"
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "created_at", "draft_at")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.FLOW_VIEW, Permission.FLOW_EDIT),
        "copy": Permission.FLOW_EDIT,
        "templates": Permission.FLOW_VIEW,
        "document_export": Permission.FLOW_VIEW,
        "document_import": Permission.FLOW_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.FLOW_EDIT, flows.flow_delete),
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
        values = dict(asked.validated_data)
        key = values.pop("template", "")
        if key:
            return self._made(flow_from_template(values, key, by=shown_name(self.member)))
        return self._made(flows.flow_create(values, by=shown_name(self.member)))

    def update_object(self, instance: Flow, values: Mapping[str, Any]) -> Flow:
        return flows.flow_update(instance, values)

    def perform_delete(self, instance: Flow, *, replacement: Flow | None, force: bool) -> None:
        flows.flow_delete(instance, replacement=replacement, force=force)

    @extend_schema(request=None, responses={201: FlowSerializer}, filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def copy(self, request: Request, pk: str) -> Response:
        """Another flow with the draft of this one, without its numbers."""
        return self._made(flows.flow_copy(self.get_object(), by=shown_name(self.member)))

    @extend_schema(responses=FlowTemplateSerializer(many=True), filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def templates(self, _request: Request) -> Response:
        """Flows to begin with, filled with what the company has."""
        return Response(FlowTemplateSerializer(flow_templates(), many=True).data)

    @extend_schema(
        operation_id="flows_document_export",
        parameters=[OpenApiParameter("state", str, description="draft, or a version")],
        responses={(200, "application/json"): FlowFileSerializer},
    )
    @action(detail=True, methods=["get"], pagination_class=None, url_path="export")
    def document_export(self, request: Request, pk: str) -> HttpResponse:
        """The flow as a file, which another company can import."""
        flow = self.get_object()
        body = flow_export(flow, request.query_params.get("state", DRAFT))
        file = HttpResponse(
            json.dumps(body, ensure_ascii=False, indent=2), content_type="application/json"
        )
        file["Content-Disposition"] = content_disposition_header(True, f"{flow.name}.json")
        return file

    @extend_schema(
        operation_id="flows_import", request=FlowFileSerializer, responses={201: FlowSerializer}
    )
    @action(detail=False, methods=["post"], pagination_class=None, url_path="import")
    def document_import(self, request: Request) -> Response:
        """A new flow out of such a file; what the file names is looked for by key or number, then by name."""
        asked = FlowFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._made(flow_import(asked.validated_data, by=shown_name(self.member)))

    def _made(self, flow: Flow) -> Response:
        made = self.get_queryset().get(pk=flow.pk)
        return Response(
            FlowSerializer(made, context=self.get_serializer_context()).data, status=201
        )
