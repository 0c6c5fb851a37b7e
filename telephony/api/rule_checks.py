"""Trying patterns and templates before they are saved."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.services.call_rules import pattern_check, template_check


class PatternCheckSerializer(serializers.Serializer[Any]):
    """A pattern, and numbers to try it on."""

    pattern = serializers.CharField(allow_blank=True)
    examples = serializers.ListField(
        child=serializers.CharField(allow_blank=True, max_length=40), required=False, max_length=50
    )


class PatternCheckResultSerializer(serializers.Serializer[Any]):
    """What the pattern becomes, and which of the examples it describes; or what is wrong with it."""

    ok = serializers.BooleanField()
    problem = serializers.CharField(allow_blank=True)
    hint = serializers.CharField(
        allow_blank=True, help_text="What a good pattern probably does not mean"
    )
    python = serializers.CharField(allow_blank=True)
    asterisk = serializers.CharField(allow_blank=True)
    matches = serializers.ListField(child=serializers.CharField())


class TemplateCheckSerializer(serializers.Serializer[Any]):
    """A template, and a number to try it on."""

    template = serializers.CharField(allow_blank=True)
    number = serializers.CharField(allow_blank=True, required=False)


class TemplateCheckResultSerializer(serializers.Serializer[Any]):
    """What becomes of the number; or what is wrong with the template."""

    ok = serializers.BooleanField()
    problem = serializers.CharField(allow_blank=True)
    result = serializers.CharField(allow_blank=True)


class RuleCheckMixin:
    """Adds `check-pattern` and `check-template` to a list of rules; they need `check_pattern` and `check_template`
    among the permissions."""

    @extend_schema(
        request=PatternCheckSerializer, responses=PatternCheckResultSerializer, filters=False
    )
    @action(detail=False, methods=["post"], url_path="check-pattern", pagination_class=None)
    def check_pattern(self, request: Request) -> Response:
        """Whether a pattern is good, and what it describes. Nothing is saved."""
        asked = PatternCheckSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        return Response(pattern_check(said["pattern"], said.get("examples", [])))

    @extend_schema(
        request=TemplateCheckSerializer, responses=TemplateCheckResultSerializer, filters=False
    )
    @action(detail=False, methods=["post"], url_path="check-template", pagination_class=None)
    def check_template(self, request: Request) -> Response:
        """Whether a template is good, and what it makes of a number. Nothing is saved."""
        asked = TemplateCheckSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        return Response(template_check(said["template"], said.get("number", "")))
