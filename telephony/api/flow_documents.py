"""The document of a flow as the API describes it. What it says is read by the pure library, not here."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from telephony.api.outside import WindowField
from telephony.flow.elements import KINDS

ELEMENT_KINDS = [(kind, kind) for kind in KINDS]
SEVERITIES = [("error", "error"), ("warning", "warning")]


class PositionSerializer(serializers.Serializer[Any]):
    """Where an element lies on the canvas."""

    x = serializers.FloatField()
    y = serializers.FloatField()


class LayerWhenSerializer(serializers.Serializer[Any]):
    """When a layer takes a call (004): lists of callers by key, weekdays, windows of minutes; empty: any."""

    lists = serializers.ListField(child=serializers.CharField())
    days = serializers.ListField(child=serializers.IntegerField())
    minutes = serializers.ListField(child=WindowField())


class FlowElementSerializer(serializers.Serializer[Any]):
    """One element; settings and exits depend on its kind."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=ELEMENT_KINDS)
    name = serializers.CharField(allow_blank=True)
    number = serializers.CharField(allow_blank=True, help_text="Internal number of its own")
    position = PositionSerializer()
    level = serializers.IntegerField(help_text="0: no layer")
    when = LayerWhenSerializer()
    settings = serializers.DictField()
    exits = serializers.DictField(
        child=serializers.CharField(), help_text="Exit -> id of an element, or level:<n>"
    )


class FlowDocumentSerializer(serializers.Serializer[Any]):
    """A whole flow."""

    format = serializers.IntegerField()
    elements = FlowElementSerializer(many=True)


@extend_schema_field(FlowDocumentSerializer)
class DocumentField(serializers.JSONField):
    """Takes any JSON: the service says what is wrong with it."""


class FlowProblemSerializer(serializers.Serializer[Any]):
    """A finding about a flow; `element` and `field` (an exit or a setting) are empty when it is about the whole."""

    severity = serializers.ChoiceField(choices=SEVERITIES)
    element = serializers.CharField()
    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    extra = serializers.DictField()
