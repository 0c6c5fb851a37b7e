"""Published versions of call flows over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import shown_name
from telephony.api.flow_documents import DocumentField
from telephony.api.flow_drafts import PublishedSerializer
from telephony.models import Flow, FlowVersion
from telephony.selectors.flows import version_list
from telephony.services.flow_difference import flow_difference, version_get
from telephony.services.flow_publish import Author, flow_restore
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission


class ChangeCountsSerializer(serializers.Serializer[Any]):
    """How much a version differs from the one before: elements, and links."""

    added = serializers.IntegerField(default=0)
    removed = serializers.IntegerField(default=0)
    changed = serializers.IntegerField(default=0)
    links = serializers.IntegerField(default=0)


class FlowVersionSerializer(serializers.Serializer[Any]):
    """A published version. `by` is empty for one that was made because a thing that the flow uses went or changed its
    number; `restored_from` is the earlier version that was brought back by it."""

    version = serializers.IntegerField()
    at = serializers.DateTimeField(source="published_at")
    by = serializers.CharField(source="published_by")
    note = serializers.CharField()
    restored_from = serializers.IntegerField(allow_null=True)
    is_live = serializers.SerializerMethodField()
    changes = ChangeCountsSerializer()

    def get_is_live(self, version: FlowVersion) -> bool:
        return version.version == version.flow.published_version


class FlowVersionDetailSerializer(FlowVersionSerializer):
    """The same with all that was drawn, and the ids of the elements that calls can meet."""

    document = DocumentField(source="drawing")
    published_elements = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_published_elements(self, version: FlowVersion) -> list[str]:
        return [each["id"] for each in version.document["elements"]]


class ChangedElementSerializer(serializers.Serializer[Any]):
    """An element that is in both states, and what of it is not the same."""

    id = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField())


class FlowLinkSerializer(serializers.Serializer[Any]):
    """An exit, and where it leads."""

    source = serializers.CharField()
    exit = serializers.CharField()
    target = serializers.CharField()


class DifferenceSerializer(serializers.Serializer[Any]):
    """What was done to get from one state to the other; elements by id."""

    added = serializers.ListField(child=serializers.CharField())
    removed = serializers.ListField(child=serializers.CharField())
    changed = ChangedElementSerializer(many=True)
    links_added = FlowLinkSerializer(many=True)
    links_removed = FlowLinkSerializer(many=True)


class DifferenceQuerySerializer(serializers.Serializer[Any]):
    """Between which states: each is the number of a version, or `draft`."""

    to = serializers.CharField(required=False, default="draft")

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.CharField()}


class FlowVersionViewSet(mixins.ListModelMixin, TenantViewSet):
    """Versions of one flow, newest first."""

    queryset = FlowVersion.objects.all()
    serializer_class = FlowVersionSerializer
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.FLOW_VIEW,
        "retrieve": Permission.FLOW_VIEW,
        "difference": Permission.FLOW_VIEW,
        "restore": Permission.FLOW_EDIT,
    }

    @property
    def flow(self) -> Flow:
        """The flow in the address."""
        return get_object_or_404(Flow, pk=self.kwargs["flow_id"])

    def get_queryset(self) -> QuerySet[FlowVersion]:
        if getattr(self, "swagger_fake_view", False):
            return FlowVersion.objects.none()
        return version_list(self.flow)

    @extend_schema(responses=FlowVersionDetailSerializer)
    def retrieve(self, request: Request, flow_id: UUID, version: str) -> Response:
        """One version with its document."""
        return Response(FlowVersionDetailSerializer(version_get(self.flow, version)).data)

    @extend_schema(request=None, responses=PublishedSerializer)
    def restore(self, request: Request, flow_id: UUID, version: str) -> Response:
        """Put a version in force again, as a new one. A draft with changes stays as it is."""
        flow = self.flow
        author = Author(shown_name(self.member), self.actor)
        made = flow_restore(flow, version_get(flow, version), author=author)
        return Response(PublishedSerializer(made).data)

    @extend_schema(
        parameters=[DifferenceQuerySerializer], responses=DifferenceSerializer, filters=False
    )
    def difference(self, request: Request, flow_id: UUID) -> Response:
        """What differs between two versions, or a version and the draft."""
        asked = DifferenceQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        states = asked.validated_data
        found = flow_difference(self.flow, before=states["from"], after=states["to"])
        return Response(DifferenceSerializer(found).data)
