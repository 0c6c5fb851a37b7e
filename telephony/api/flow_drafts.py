"""Drafts of call flows over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import shown_name
from telephony.api.flow_documents import DocumentField, FlowProblemSerializer
from telephony.api.moments import MomentField
from telephony.models import Flow
from telephony.selectors.devices import device_list, own_device_list
from telephony.selectors.flow_world import flow_world
from telephony.services.flow_drafts import draft_discard, draft_save
from telephony.services.flow_problems import problem_body, problems_find
from telephony.services.flow_publish import Author, flow_publish
from telephony.services.flow_test_call import DRAFT, USES, TestCall, flow_test_call
from telephony.services.problems import invalid
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission

TEST_CALL_USES = [(use, use) for use in USES]


class FlowDraftSerializer(serializers.Serializer[Any]):
    """The draft of a flow. `live` is the version in force, `based_on` the one that the draft began with."""

    document = DocumentField(source="draft")
    revision = serializers.IntegerField(source="draft_revision")
    changed_at = serializers.DateTimeField(source="draft_at")
    changed_by = serializers.CharField(source="draft_by")
    based_on = serializers.IntegerField(source="draft_based_on", allow_null=True)
    live = serializers.IntegerField(source="published_version", allow_null=True)
    has_changes = serializers.BooleanField()
    problems = serializers.SerializerMethodField()

    @extend_schema_field(FlowProblemSerializer(many=True))
    def get_problems(self, flow: Flow) -> list[dict[str, Any]]:
        found = problems_find(flow.draft, flow_world(), key=flow.key)
        return [problem_body(each) for each in found]


class SaveDraftSerializer(serializers.Serializer[Any]):
    """A whole draft, and the revision that its writer had read."""

    document = DocumentField()
    revision = serializers.IntegerField()


class PublishSerializer(serializers.Serializer[Any]):
    """Which draft is meant, and what changed, in words."""

    revision = serializers.IntegerField()
    note = serializers.CharField(required=False, allow_blank=True, default="")


class PublishedSerializer(serializers.Serializer[Any]):
    """The version in force, and the revision of the company's configuration that brings it to the node."""

    version = serializers.IntegerField(source="version.version")
    config_revision = serializers.IntegerField()


class TestCallSerializer(serializers.Serializer[Any]):
    """A call to one's own phone that hears the flow as another caller, at another moment."""

    __test__ = False  # no class of tests

    device = serializers.UUIDField(
        help_text="One of the asker's own; any one for whoever may change phones"
    )
    caller = serializers.CharField(required=False, allow_blank=True, default="")
    at = MomentField(required=False, allow_null=True, default=None)
    start = serializers.CharField(required=False, allow_blank=True, default="")
    use = serializers.ChoiceField(choices=TEST_CALL_USES, required=False, default=DRAFT)


class TestCallMadeSerializer(serializers.Serializer[Any]):
    """A call that was asked for: its id in the history, and the one by which it is seen while it lasts."""

    __test__ = False  # no class of tests

    call_id = serializers.UUIDField()
    live_id = serializers.CharField()


class FlowDraftViewSet(TenantViewSet):
    """The draft of one flow."""

    queryset = Flow.objects.all()
    serializer_class = FlowDraftSerializer
    pagination_class = None
    filter_backends = ()
    http_method_names = ("get", "put", "post", "delete", "head", "options")
    permissions: ClassVar[dict[str, Permission]] = {
        "retrieve": Permission.FLOW_VIEW,
        "save": Permission.FLOW_EDIT,
        "discard": Permission.FLOW_EDIT,
        "publish": Permission.FLOW_EDIT,
        "test_call": Permission.FLOW_EDIT,
    }

    @property
    def flow(self) -> Flow:
        """The flow in the address."""
        return get_object_or_404(Flow, pk=self.kwargs["flow_id"])

    @property
    def author(self) -> Author:
        """Who asks."""
        return Author(shown_name(self.member), self.actor)

    def retrieve(self, request: Request, flow_id: UUID) -> Response:
        """The draft, and what is wrong with it."""
        return Response(FlowDraftSerializer(self.flow).data)

    @extend_schema(request=SaveDraftSerializer)
    def save(self, request: Request, flow_id: UUID) -> Response:
        """Keep a draft; 409 `draft_changed` with `by`, `at`, `revision` when somebody saved since."""
        asked = _checked(SaveDraftSerializer, request)
        saved = draft_save(
            self.flow, asked["document"], revision=asked["revision"], by=shown_name(self.member)
        )
        return Response(FlowDraftSerializer(saved).data)

    @extend_schema(responses=FlowDraftSerializer)
    def discard(self, request: Request, flow_id: UUID) -> Response:
        """Bring back what is published."""
        return Response(
            FlowDraftSerializer(draft_discard(self.flow, by=shown_name(self.member))).data
        )

    @extend_schema(request=PublishSerializer, responses=PublishedSerializer)
    def publish(self, request: Request, flow_id: UUID) -> Response:
        """Put the draft in force; 400 `flow_has_errors` with `problems` while there are errors."""
        asked = _checked(PublishSerializer, request)
        made = flow_publish(
            self.flow, revision=asked["revision"], note=asked["note"], author=self.author
        )
        return Response(PublishedSerializer(made).data)

    @extend_schema(request=TestCallSerializer, responses=TestCallMadeSerializer)
    def test_call(self, request: Request, flow_id: UUID) -> Response:
        """Ring a phone of whoever asks, and let it hear the draft or what is published."""
        flow, asked = self.flow, _checked(TestCallSerializer, request)
        device_id = asked.pop("device")
        devices = own_device_list(self.member)
        if self.member.may(Permission.DEVICE_EDIT):
            devices = device_list()
        device = devices.filter(pk=device_id).first()
        if device is None:
            raise invalid("does_not_exist", _("Choose a phone of your own."), field="device")
        call = flow_test_call(flow, device=device, call=TestCall(**asked))
        return Response(TestCallMadeSerializer(call).data)


def _checked(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    asked = kind(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
