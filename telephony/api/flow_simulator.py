"""What would become of a call in flows, over HTTP. No call is made."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.flow_documents import DocumentField
from telephony.api.moments import DayField, MomentField
from telephony.flow.call import STATES
from telephony.models import Flow
from telephony.services.choices import object_get
from telephony.services.flow_simulator import Question, flow_simulate
from telephony.services.flow_week import company_today, flow_week
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission

PHONE_STATES = [(state, state) for state in STATES]


class WhereSerializer(serializers.Serializer[Any]):
    """Where a call comes in: at a number, or into a flow. `document` is looked at instead of what is published of the
    flow; a flow that is not published is looked at as its draft."""

    flow = serializers.UUIDField(required=False, allow_null=True, default=None)
    document = DocumentField(required=False, allow_null=True, default=None)
    number = serializers.CharField(required=False, allow_blank=True, default="")
    caller = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="Empty: a hidden number"
    )


class SimulateSerializer(WhereSerializer):
    """A call that is asked about. What is not said of a phone or a number list is as it is now."""

    start = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="Element; empty: the first start"
    )
    at = MomentField(required=False, allow_null=True, default=None)
    keys = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        default=list,
        max_length=50,
        help_text="What the caller presses each time something is asked: 1, 204",
    )
    phones = serializers.DictField(
        child=serializers.ChoiceField(choices=PHONE_STATES),
        required=False,
        default=dict,
        help_text="By number of a person or group, outside number, or key of a redirect number",
    )
    listed = serializers.DictField(
        child=serializers.BooleanField(),
        required=False,
        default=dict,
        help_text="By key of a number list: whether the caller is on it",
    )


class WordsSerializer(serializers.Serializer[Any]):
    """A code, and the same for people."""

    code = serializers.CharField()
    message = serializers.CharField()


class SimulatedStepSerializer(serializers.Serializer[Any]):
    """An element that the call came to by the exit `entered`, and left by `exit`. `flow` is an id, empty for one that
    is not kept; a step of kind `level` tells which layer was taken."""

    flow = serializers.CharField()
    flow_name = serializers.CharField()
    element = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    entered = serializers.CharField()
    exit = serializers.CharField()
    reason = serializers.SerializerMethodField()
    at_seconds = serializers.FloatField()

    @extend_schema_field(WordsSerializer)
    def get_reason(self, step: Any) -> Any:
        return WordsSerializer({"code": step.reason, "message": step.message}).data


class OutcomeSerializer(WordsSerializer):
    """What became of a call; `key` is the same for what is the same to a caller."""

    key = serializers.CharField()


class SimulatedSerializer(serializers.Serializer[Any]):
    """The whole way of a call."""

    steps = SimulatedStepSerializer(many=True)
    outcome = OutcomeSerializer(source="*")
    sentence = serializers.CharField()


class WeekRequestSerializer(WhereSerializer):
    """The week to paint: seven days from the Monday of the week of `start`, or of this week."""

    start = DayField(required=False, allow_null=True, default=None)
    element = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="Empty: the first start"
    )


class SegmentSerializer(serializers.Serializer[Any]):
    """A stretch of time in which the same becomes of a call."""

    to = serializers.DateTimeField(source="ends")
    outcome = OutcomeSerializer()

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateTimeField(source="begins"), **super().get_fields()}


class WeekSerializer(serializers.Serializer[Any]):
    """A painted week."""

    segments = SegmentSerializer(many=True)
    grain_minutes = serializers.IntegerField(
        help_text="What is shorter may be missing, as it changes too often to be painted; 0: nothing is missing"
    )


class FlowSimulatorViewSet(TenantViewSet):
    """Questions about calls in flows."""

    queryset = Flow.objects.all()
    serializer_class = SimulatedSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "simulate": Permission.FLOW_VIEW,
        "week": Permission.FLOW_VIEW,
    }

    @extend_schema(request=SimulateSerializer, responses=SimulatedSerializer)
    def simulate(self, request: Request) -> Response:
        """The way of one call, step by step, with the reason for each."""
        asked = SimulateSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(SimulatedSerializer(flow_simulate(_question(asked.validated_data))).data)

    @extend_schema(request=WeekRequestSerializer, responses=WeekSerializer)
    def week(self, request: Request) -> Response:
        """A week painted by what becomes of a call."""
        asked = WeekRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        first = _monday(values.pop("start"))
        values["start"] = values.pop("element")
        return Response(WeekSerializer(flow_week(_question(values), first=first)).data)


def _question(values: Mapping[str, Any]) -> Question:
    flow_id: UUID | None = values["flow"]
    return Question(**{**values, "flow": object_get(Flow, flow_id)})


def _monday(day: date | None) -> date:
    """The Monday of the week of a date, or of this one by the company's clock."""
    found = day or company_today()
    return found - timedelta(days=found.weekday())
