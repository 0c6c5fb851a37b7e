"""The company's outside numbers over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.moments import MomentField
from telephony.api.number_search import NumberSearchFilter
from telephony.api.outside import LimitsSerializer, SwitchesSerializer, TextsField
from telephony.carriers.models import PhoneNumber
from telephony.selectors.phone_numbers import number_target, phone_number_list
from telephony.selectors.targets import Target, target_label, target_value
from telephony.services import company_numbers
from telephony.services.answering import answering
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.api.paging import StableOrderingFilter
from tenants.permissions import Permission


class PhoneNumberSerializer(serializers.Serializer[Any]):
    """An outside number of the company. `number` and `line` are written only for one of an own trunk."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(allow_blank=True)
    line = serializers.CharField(allow_blank=True, help_text="carrier:<name> or trunk:<name>")
    line_title = serializers.SerializerMethodField()
    title = serializers.CharField(required=False, allow_blank=True)
    target = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="internal:500, redirect:<id>, flow:<id>/<element>, or empty",
    )
    target_label = serializers.SerializerMethodField()
    tags = TextsField(required=False)
    limits = LimitsSerializer(required=False)
    switches = SwitchesSerializer(required=False)
    region = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(serializers.CharField())
    def get_line_title(self, phone_number: PhoneNumber) -> str:
        if phone_number.carrier:
            return str(phone_number.carrier)
        return getattr(phone_number, "trunk_title", None) or phone_number.trunk

    @extend_schema_field(serializers.CharField())
    def get_target_label(self, phone_number: PhoneNumber) -> str:
        return target_label(Target.of_number(number_target(phone_number)))

    def to_representation(self, phone_number: PhoneNumber) -> dict[str, Any]:
        said = number_target(phone_number)
        return {
            "id": str(phone_number.pk),
            "number": phone_number.number,
            "line": phone_number.line,
            "line_title": self.get_line_title(phone_number),
            "title": said.title,
            "target": target_value(Target.of_number(said)),
            "target_label": self.get_target_label(phone_number),
            "tags": said.tags,
            "limits": LimitsSerializer(said.limits).data,
            "switches": SwitchesSerializer(said.switches).data,
            "region": phone_number.region,
            "created_at": self.fields["created_at"].to_representation(phone_number.created_at),
        }


class AnsweringStepSerializer(serializers.Serializer[Any]):
    """One step of the way; `kind` and `id` lead to the thing that it is about."""

    text = serializers.CharField()
    kind = serializers.CharField()
    id = serializers.CharField(allow_blank=True)


class AnsweringSerializer(serializers.Serializer[Any]):
    """Who answers a number at a moment."""

    steps = AnsweringStepSerializer(many=True)
    sentence = serializers.CharField()


class MomentSerializer(serializers.Serializer[Any]):
    """When; now without it."""

    at = MomentField(required=False, allow_null=True, default=None)


class PhoneNumberFilter(django_filters.FilterSet):
    """Filters of the list of numbers."""

    line = django_filters.CharFilter(method="filter_line")
    tag = django_filters.CharFilter(method="filter_tag")
    target = django_filters.ChoiceFilter(
        method="filter_target",
        choices=[(each, each) for each in ("internal", "redirect", "flow", "none")],
    )

    class Meta:
        model = PhoneNumber
        fields: ClassVar[tuple[str, ...]] = ()

    def filter_line(self, numbers: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        kind, _colon, name = value.partition(":")
        return numbers.filter(**{"carrier__name" if kind == "carrier" else "trunk": name or " "})

    def filter_tag(self, numbers: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return numbers.filter(target__tags__contains=[value])

    def filter_target(self, numbers: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        if value == "none":
            return numbers.filter(
                target__internal_number=None, target__redirect=None, target__flow=None
            )
        field = "internal_number" if value == "internal" else value
        return numbers.filter(**{f"target__{field}__isnull": False})


class PhoneNumberViewSet(ConfigViewSet):
    """Outside numbers of the company, and where they lead."""

    queryset = PhoneNumber.objects.all()
    serializer_class = PhoneNumberSerializer
    filterset_class = PhoneNumberFilter
    filter_backends = (DjangoFilterBackend, NumberSearchFilter, StableOrderingFilter)
    number_field = "number"
    search_fields = (
        "number",
        "region",
        "trunk",
        "target__title",
        "target__internal_number__number",
        "target__redirect__name",
        "target__flow__name",
    )
    ordering_fields: ClassVar[dict[str, str]] = {"number": "number", "created_at": "created_at"}
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.OUTSIDE_VIEW, Permission.OUTSIDE_EDIT),
        "answering": Permission.OUTSIDE_VIEW,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.OUTSIDE_EDIT, company_numbers.phone_number_delete),
    }
    export_name = "phone-numbers"
    export_columns = (
        (_("Number"), "number"),
        (_("Line"), "line"),
        (_("Title"), lambda number: number_target(number).title),
        (
            _("Leads to"),
            lambda number: target_label(Target.of_number(number_target(number))),
        ),
        (_("Region"), "region"),
    )

    def get_queryset(self) -> QuerySet[PhoneNumber]:
        return phone_number_list()

    def create_object(self, values: Mapping[str, Any]) -> PhoneNumber:
        return company_numbers.phone_number_create(values)

    def update_object(self, instance: PhoneNumber, values: Mapping[str, Any]) -> PhoneNumber:
        return company_numbers.phone_number_update(instance, values)

    def perform_delete(
        self, instance: PhoneNumber, *, replacement: PhoneNumber | None, force: bool
    ) -> None:
        company_numbers.phone_number_delete(instance, replacement=replacement, force=force)

    @extend_schema(parameters=[MomentSerializer], responses=AnsweringSerializer, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def answering(self, request: Request, pk: UUID) -> Response:
        """Who answers this number now, or at a moment: the way of a call from an unknown caller, in words."""
        asked = MomentSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = answering(self.get_object().number, at=asked.validated_data["at"])
        return Response(AnsweringSerializer(found).data)
