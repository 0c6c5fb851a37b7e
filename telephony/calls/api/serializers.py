"""Shapes of calls in the API."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.calls.codes import Code, Direction, Result, Role, Side
from telephony.calls.models import Call
from telephony.calls.selectors import call_legs, call_protocol

DIRECTIONS = [(code.label, code.label) for code in Direction]


class CodeField(serializers.ChoiceField):
    """A code of the database by its name."""

    def __init__(self, codes: type[Code], **kwargs: Any) -> None:
        self.codes = codes
        super().__init__(choices=[(code.label, code.label) for code in codes], **kwargs)

    def to_representation(self, value: Any) -> str:
        return self.codes(value).label


class CallPartySerializer(serializers.Serializer[Any]):
    """A number and the name shown with it."""

    number = serializers.CharField()
    name = serializers.CharField()


class CallSerializer(serializers.Serializer[Call]):
    """A finished call. `is_incomplete`: its end was not seen, it is closed at its last event."""

    id = serializers.UUIDField()
    started_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField()
    duration_seconds = serializers.IntegerField()
    talk_seconds = serializers.IntegerField()
    direction = CodeField(Direction)
    result = CodeField(Result)
    reason = serializers.CharField()
    to = CallPartySerializer(source="callee")
    answered_by = CallPartySerializer(allow_null=True)
    hung_up_by = CodeField(Side, allow_null=True)
    is_transferred = serializers.BooleanField()
    is_incomplete = serializers.BooleanField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python, so it cannot stand among the others."""
        return {**super().get_fields(), "from": CallPartySerializer(source="caller")}


class CallLegSerializer(serializers.Serializer[Any]):
    """One phone's part in a call; `cause` is Q.850, 0 when unknown."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    device = serializers.CharField()
    role = CodeField(Role)
    result = CodeField(Result)
    started_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField()
    talk_seconds = serializers.IntegerField()
    cause = serializers.IntegerField()


class ProtocolLineSerializer(serializers.Serializer[Any]):
    """What happened `elapsed` seconds after the call began, and to whom. Events of unknown kinds keep their names."""

    elapsed = serializers.SerializerMethodField()
    event = serializers.CharField()
    object = serializers.CharField(source="subject")
    detail = serializers.SerializerMethodField()

    @extend_schema_field(serializers.FloatField)
    def get_elapsed(self, line: Any) -> float:
        elapsed: timedelta = line.elapsed
        return round(elapsed.total_seconds(), 3)

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_detail(self, line: Any) -> Mapping[str, str]:
        return {name: value for name, value in line.details.items() if value}


class CallDetailSerializer(CallSerializer):
    """A call with its legs and protocol."""

    cause = serializers.IntegerField()
    legs = serializers.SerializerMethodField()
    protocol = serializers.SerializerMethodField()

    @extend_schema_field(CallLegSerializer(many=True))
    def get_legs(self, call: Call) -> Any:
        return CallLegSerializer(call_legs(call), many=True).data

    @extend_schema_field(ProtocolLineSerializer(many=True))
    def get_protocol(self, call: Call) -> Any:
        return ProtocolLineSerializer(call_protocol(call), many=True).data
