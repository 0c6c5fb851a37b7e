"""Shapes of calls in the API."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.asterisk.cel import CallEvent
from telephony.calls.codes import Code, Direction, Result, Role, Side
from telephony.calls.models import Call
from telephony.calls.reasons import REASONS, reason_words
from telephony.calls.selectors import (
    call_events,
    call_legs,
    call_path,
    call_protocol,
    line_shown,
    path_names,
    route_shown,
)

DIRECTIONS = [(code.label, code.label) for code in Direction]


class CodeField(serializers.ChoiceField):
    """A code of the database by its name."""

    def __init__(self, codes: type[Code], **kwargs: Any) -> None:
        self.codes = codes
        super().__init__(choices=[(code.label, code.label) for code in codes], **kwargs)

    def to_representation(self, value: Any) -> str:
        return self.codes(value).label


class LineField(serializers.CharField):
    """The line of a call: `trunk:<name>`, `carrier` for one of the operator's, empty inside. Operators see its name."""

    def to_representation(self, value: Any) -> str:
        return line_shown(value, sees_carriers=bool(self.context.get("sees_carriers")))


class RouteField(serializers.CharField):
    """Name of the company's route; of the operator's, to operators."""

    def to_representation(self, value: Any) -> str:
        return route_shown(value, sees_carriers=bool(self.context.get("sees_carriers")))


class CallPartySerializer(serializers.Serializer[Any]):
    """A number and the name shown with it."""

    number = serializers.CharField()
    name = serializers.CharField()


class CallSerializer(serializers.Serializer[Call]):
    """A finished call. Numbers outside are E.164. `is_incomplete`: its end was not seen, it is closed at its last
    event."""

    id = serializers.UUIDField()
    started_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField()
    duration_seconds = serializers.IntegerField()
    talk_seconds = serializers.IntegerField()
    direction = CodeField(Direction)
    result = CodeField(Result)
    reason = serializers.CharField()
    reason_text = serializers.SerializerMethodField(help_text="The reason in words")
    to = CallPartySerializer(source="callee")
    answered_by = CallPartySerializer(allow_null=True)
    hung_up_by = CodeField(Side, allow_null=True)
    is_transferred = serializers.BooleanField()
    is_incomplete = serializers.BooleanField()
    is_emergency = serializers.BooleanField()
    line = LineField(help_text="`trunk:<name>`, `carrier` for one of the operator's, empty inside")
    call_class = serializers.CharField(help_text="What the call costs at most; empty inside")
    dialled = serializers.CharField(help_text="What was dialled, where `to` writes it otherwise")
    shown = serializers.CharField(help_text="Number that the far end was shown, as sent")
    is_hidden = serializers.BooleanField(help_text="The caller's number was withheld")
    tags = serializers.ListField(
        source="tag_list",
        child=serializers.CharField(),
        help_text="What call flows marked the call with",
    )

    def get_reason_text(self, call: Call) -> str:
        return reason_words(call.reason)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python, so it cannot stand among the others."""
        return {**super().get_fields(), "from": CallPartySerializer(source="caller")}


class CallLegSerializer(serializers.Serializer[Any]):
    """One phone's part in a call; `cause` is Q.850, 0 when unknown. Of a leg outside: what its line was told, and the
    far end's final SIP status."""

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
    line = LineField()
    route = RouteField()
    call_class = serializers.CharField()
    called = serializers.CharField(help_text="The number as the line was told it")
    shown = serializers.CharField(help_text="The caller as the line was told it")
    is_hidden = serializers.BooleanField()
    diversion = serializers.CharField(help_text="Own number told beside somebody else's")
    sip = serializers.IntegerField(allow_null=True)


class ProtocolLineSerializer(serializers.Serializer[Any]):
    """What happened `elapsed` seconds after the call began, and to whom. Events of unknown kinds keep their names; a
    reason comes in words as well (`reason_text`)."""

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
        sees_carriers = bool(self.context.get("sees_carriers"))
        said = dict(line.details)
        if "line" in said:
            said["line"] = line_shown(said["line"], sees_carriers=sees_carriers)
            said["route"] = route_shown(said.get("route", ""), sees_carriers=sees_carriers)
        if said.get("reason") in REASONS:
            said["reason_text"] = reason_words(said["reason"])
        return {name: value for name, value in said.items() if value}


class PathStepSerializer(serializers.Serializer[Any]):
    """An element of a call flow that the call entered, by the exit of the one before."""

    flow = serializers.IntegerField(help_text="Key of the flow")
    version = serializers.IntegerField(allow_null=True, help_text="null: a draft that was tried")
    element = serializers.CharField()
    flow_id = serializers.CharField(help_text="Empty for a flow that is gone")
    flow_name = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField(help_text="Of the element, in the version that the call had")
    exit = serializers.CharField(help_text="Exit that led here; empty where the flow began")
    at = serializers.DateTimeField()
    ended = serializers.CharField(
        help_text="Why the call ended here: hangup, unlinked, no_layer, loop, missing, back; empty: it did not"
    )


class CallDetailSerializer(CallSerializer):
    """A call with its legs, its protocol and its path through call flows."""

    cause = serializers.IntegerField()
    legs = serializers.SerializerMethodField()
    protocol = serializers.SerializerMethodField()
    path = serializers.SerializerMethodField()

    def _events(self, call: Call) -> list[CallEvent]:
        """The call's events, read once for all that is told from them."""
        known: dict[UUID, list[CallEvent]] = self.__dict__.setdefault("_known_events", {})
        if call.pk not in known:
            known[call.pk] = call_events(call)
        return known[call.pk]

    @extend_schema_field(CallLegSerializer(many=True))
    def get_legs(self, call: Call) -> Any:
        return CallLegSerializer(call_legs(call), many=True, context=self.context).data

    @extend_schema_field(ProtocolLineSerializer(many=True))
    def get_protocol(self, call: Call) -> Any:
        lines = call_protocol(call, self._events(call))
        return ProtocolLineSerializer(lines, many=True, context=self.context).data

    @extend_schema_field(PathStepSerializer(many=True))
    def get_path(self, call: Call) -> Any:
        steps = call_path(self._events(call))
        named = [
            {**asdict(step), **names} for step, names in zip(steps, path_names(steps), strict=True)
        ]
        return PathStepSerializer(named, many=True).data


class UnclaimedCallSerializer(CallSerializer):
    """A call that came by a line and belongs to no company."""

    node = serializers.CharField()


class UnclaimedCallDetailSerializer(CallDetailSerializer):
    """The same with its legs and protocol."""

    node = serializers.CharField()
