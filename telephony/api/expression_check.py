"""Expression check over HTTP: what would become of a call, and why."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.moments import MomentField
from telephony.services.expression_check import Direction, ExpressionCheck, expression_check
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission

DIRECTIONS = [(each.value, each.value) for each in Direction]


class ExpressionCheckRequestSerializer(serializers.Serializer[Any]):
    """Who calls whom, and when; now without a moment. An empty sender is somebody outside who hides the number."""

    to = serializers.CharField(allow_blank=True, max_length=64)
    at = MomentField(required=False, allow_null=True, default=None)
    direction = serializers.ChoiceField(choices=DIRECTIONS, default=Direction.OUTGOING.value)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        sender = serializers.CharField(allow_blank=True, max_length=64)
        return {"from": sender, **super().get_fields()}


class CheckStepSerializer(serializers.Serializer[Any]):
    """One thing that was looked at; `kind` and `id` lead to it where it is a thing of the company."""

    key = serializers.CharField()
    status = serializers.CharField(help_text="passed, matched, skipped, refused or chosen")
    title = serializers.CharField()
    text = serializers.CharField()
    kind = serializers.CharField(allow_blank=True)
    id = serializers.CharField(allow_blank=True)


class CheckedLineSerializer(serializers.Serializer[Any]):
    """A line that would be tried, and what it would be told."""

    line = serializers.CharField()
    title = serializers.CharField()
    caller = serializers.CharField(allow_blank=True)
    called = serializers.CharField()


class ExpressionCheckSerializer(serializers.Serializer[Any]):
    """What would become of the call. Limits are not looked at: they depend on the calls of the moment."""

    result = serializers.CharField(help_text="connected, refused or ended")
    reason = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    steps = CheckStepSerializer(many=True)
    caller = serializers.CharField(allow_blank=True)
    called = serializers.CharField()
    shown = serializers.CharField(allow_blank=True)
    route = serializers.CharField(allow_blank=True)
    lines = CheckedLineSerializer(many=True)
    call_class = serializers.CharField(allow_blank=True)
    region = serializers.CharField(
        allow_blank=True, help_text="a Russian region (77), a country (kz), or ru"
    )
    region_name = serializers.CharField(allow_blank=True)
    target = serializers.CharField(allow_blank=True)
    target_label = serializers.CharField(allow_blank=True)


def checked(values: dict[str, Any], *, is_operators: bool = False) -> ExpressionCheck:
    """The answer to a checked request, in the current company."""
    return expression_check(
        sender=values["from"],
        called=values["to"],
        at=values["at"],
        direction=Direction(values["direction"]),
        is_operators=is_operators,
    )


class ExpressionCheckViewSet(TenantViewSet):
    """What would become of a call."""

    serializer_class = ExpressionCheckSerializer
    permissions: ClassVar[dict[str, Permission]] = {"create": Permission.OUTSIDE_VIEW}

    @extend_schema(
        operation_id="expression_check",
        request=ExpressionCheckRequestSerializer,
        responses=ExpressionCheckSerializer,
    )
    def create(self, request: Request) -> Response:
        """Rules matched, resulting numbers, route, permission, and why. No call is made."""
        asked = ExpressionCheckRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(ExpressionCheckSerializer(checked(asked.validated_data)).data)
