"""What the views of outside calls have in common: limits, switches, times, ordered lists, lines."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import NamedChoiceField
from telephony.asterisk.snapshot import DtmfMode
from telephony.carriers.models import LineTransport
from telephony.dialling.config import CalledFrom, OnFailure

LINE_TRANSPORTS = [(each.value, each.value) for each in LineTransport]


class LimitsSerializer(serializers.Serializer[Any]):
    """Longest call in seconds, simultaneous calls; 0 means no limit."""

    seconds = serializers.IntegerField(required=False)
    channels = serializers.IntegerField(required=False)


class SwitchesSerializer(serializers.Serializer[Any]):
    """Supplementary services (004); what a request leaves out is as usual."""

    transfer = serializers.BooleanField(required=False)
    pickup = serializers.BooleanField(required=False)
    hold = serializers.BooleanField(required=False)
    park = serializers.BooleanField(required=False)
    record = serializers.BooleanField(required=False)
    record_on_demand = serializers.BooleanField(required=False)
    return_call = serializers.BooleanField(required=False)
    ringing_only = serializers.BooleanField(required=False)
    video = serializers.BooleanField(required=False)


class TextsField(serializers.ListField):
    """A list of lines of text; the service says what is wrong with which."""

    child = serializers.CharField(allow_blank=True)


class WindowField(serializers.ListField):
    """Minutes of the day: the first that is meant, and the one after the last."""

    child = serializers.IntegerField()


class TimesSerializer(serializers.Serializer[Any]):
    """Weekdays (1 is Monday) and windows of minutes of the day, by the company's clock; empty: always."""

    days = serializers.ListField(child=serializers.IntegerField(), required=False)
    minutes = serializers.ListField(child=WindowField(), required=False)


class TimesField(TimesSerializer):
    """Times of a rule, which are two columns of it."""

    def get_attribute(self, rule: Any) -> Any:
        return rule

    def to_representation(self, rule: Any) -> dict[str, Any]:
        return {"days": rule.days, "minutes": rule.minutes}


class OutsideLineSerializer(serializers.Serializer[Any]):
    """A SIP line to the outside. `secret` is written only; an empty one leaves the old."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(allow_blank=True, help_text="Small Latin letters and digits")
    title = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    is_enabled = serializers.BooleanField(required=False)
    addresses = TextsField(required=False, help_text="host or host:port, in order")
    sources = TextsField(required=False, help_text="Networks that calls come from besides")
    transport = NamedChoiceField(choices=LINE_TRANSPORTS, required=False)
    registers = serializers.BooleanField(required=False)
    domain = serializers.CharField(required=False, allow_blank=True)
    login = serializers.CharField(required=False, allow_blank=True)
    secret = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, write_only=True
    )
    has_secret = serializers.SerializerMethodField()
    number = serializers.CharField(required=False, allow_blank=True)
    codecs = TextsField(required=False)
    dtmf_mode = NamedChoiceField(
        choices=[(mode.value, mode.value) for mode in DtmfMode], required=False
    )
    called_from = NamedChoiceField(
        choices=[(each.value, each.value) for each in CalledFrom], required=False
    )
    local_area = serializers.CharField(
        required=False, allow_blank=True, help_text="Code of numbers that come without one"
    )
    caller_template = serializers.CharField(required=False, allow_blank=True)
    called_template = serializers.CharField(required=False, allow_blank=True)
    may_pass_foreign = serializers.BooleanField(required=False)
    limits = LimitsSerializer(required=False)
    switches = SwitchesSerializer(required=False)
    created_at = serializers.DateTimeField(read_only=True)

    def get_has_secret(self, line: Any) -> bool:
        return bool(line.secret)


class RouteSerializer(serializers.Serializer[Any]):
    """A row of a route table; `trunks` are lines in order: `carrier:<name>`, `trunk:<name>`."""

    id = serializers.UUIDField(read_only=True)
    position = serializers.IntegerField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    is_enabled = serializers.BooleanField(required=False)
    called = TextsField(required=False, help_text="Patterns; empty: any")
    calling = TextsField(required=False)
    tags = TextsField(required=False)
    times = TimesField(required=False)
    called_template = serializers.CharField(required=False, allow_blank=True)
    caller_template = serializers.CharField(required=False, allow_blank=True)
    trunks = TextsField(required=False)
    on_failure = NamedChoiceField(
        choices=[(each.value, each.value) for each in OnFailure], required=False
    )
    is_recorded = serializers.BooleanField(required=False)
    is_private = serializers.BooleanField(required=False)
    is_internal = serializers.BooleanField(required=False)


class OrderSerializer(serializers.Serializer[Any]):
    """All rows by id, in their new order."""

    ids = serializers.ListField(child=serializers.UUIDField(), max_length=1000)


class ReorderMixin:
    """Adds `POST <list>/reorder/` to a list whose first match counts; needs `reorder` among the permissions."""

    def put_in_order(self, ids: Sequence[UUID]) -> None:
        """Put all rows into this order."""
        raise NotImplementedError

    @extend_schema(request=OrderSerializer, responses={204: None}, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def reorder(self, request: Request) -> Response:
        """Put all rows into this order; 409 `order_outdated` when rows have come or gone meanwhile."""
        asked = OrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.put_in_order(asked.validated_data["ids"])
        return Response(status=204)
