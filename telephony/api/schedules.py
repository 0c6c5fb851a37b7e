"""Schedules over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.moments import MomentField
from telephony.api.page_usages import PageUsagesMixin
from telephony.models import Schedule
from telephony.selectors.holiday_calendar import country_names, holiday_days
from telephony.selectors.schedules import schedule_list, schedules_usages
from telephony.services import schedules
from telephony.services.schedule_words import schedule_now
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.api.usage import UsageSerializer
from tenants.permissions import Permission

PERIOD_COLORS = [(color, color) for color in schedules.COLORS]
HOLIDAY_KINDS = [(kind, kind) for kind in ("holiday", "working")]


class PeriodRangeSerializer(serializers.Serializer[Any]):
    """Minutes of the day on some weekdays (1 is Monday); `to` is not meant any more. A range whose `to` is not after
    its `from` runs over midnight."""

    days = serializers.ListField(child=serializers.IntegerField())
    to = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.IntegerField()}


class SchedulePeriodSerializer(serializers.Serializer[Any]):
    """A named period of the week. Where two overlap, the first in the list is meant. A new one needs no key."""

    key = serializers.CharField(required=False, allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    color = serializers.ChoiceField(choices=PERIOD_COLORS, required=False)
    ranges = PeriodRangeSerializer(many=True)


class ExceptionRangeSerializer(serializers.Serializer[Any]):
    """Minutes of a date in one period."""

    period = serializers.CharField()
    to = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.IntegerField()}


class ScheduleExceptionSerializer(serializers.Serializer[Any]):
    """A date that is not as its weekday; without ranges closed all day."""

    date = serializers.CharField()
    name = serializers.CharField(required=False, allow_blank=True, default="")
    ranges = ExceptionRangeSerializer(many=True)


class ScheduleNowSerializer(serializers.Serializer[Any]):
    """The period in force ("" is closed), its name, and when another one begins."""

    period = serializers.CharField()
    name = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)


class ScheduleSerializer(serializers.Serializer[Any]):
    """When the company is open, and at which of its periods."""

    id = serializers.UUIDField(read_only=True)
    key = serializers.CharField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    periods = SchedulePeriodSerializer(many=True, required=False)
    country = serializers.CharField(
        required=False, allow_blank=True, help_text="Whose holidays close, by two letters"
    )
    works_on_holidays = serializers.BooleanField(required=False)
    exceptions = ScheduleExceptionSerializer(many=True, required=False)
    override = serializers.CharField(read_only=True, help_text="open, closed, or empty")
    override_until = serializers.DateTimeField(read_only=True, allow_null=True)
    number = serializers.CharField(
        required=False, allow_blank=True, help_text="Dialled to open and close by hand"
    )
    now = serializers.SerializerMethodField()
    next_change = serializers.SerializerMethodField()
    used_by = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(ScheduleNowSerializer)
    def get_now(self, schedule: Schedule) -> Any:
        return ScheduleNowSerializer(self._now(schedule)).data

    def get_next_change(self, schedule: Schedule) -> str:
        return self._now(schedule).next_change

    @extend_schema_field(UsageSerializer(many=True))
    def get_used_by(self, schedule: Schedule) -> Any:
        return UsageSerializer(self.context["usages"](schedule), many=True).data

    def _now(self, schedule: Schedule) -> Any:
        if not hasattr(schedule, "_now"):
            schedule._now = schedule_now(schedule)
        return schedule._now


class OverrideSerializer(serializers.Serializer[Any]):
    """Open or closed by hand until a moment; the empty state takes it back."""

    state = serializers.CharField(allow_blank=True, help_text="open, closed, or empty")
    until = MomentField(required=False, allow_null=True, default=None)


class HolidayQuerySerializer(serializers.Serializer[Any]):
    """Whose holidays are asked for."""

    country = serializers.CharField(max_length=2)
    year = serializers.IntegerField(min_value=1990, max_value=2100)


class HolidaySerializer(serializers.Serializer[Any]):
    """A holiday, or a weekend day that is worked on."""

    date = serializers.DateField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=HOLIDAY_KINDS)


class HolidaysSerializer(serializers.Serializer[Any]):
    """The days of a year that are not as their weekday."""

    days = HolidaySerializer(many=True)


class CountrySerializer(serializers.Serializer[Any]):
    """A country whose holidays are known."""

    code = serializers.CharField()
    name = serializers.CharField()


class ScheduleViewSet(PageUsagesMixin, ConfigViewSet):
    """Schedules of the company."""

    queryset = Schedule.objects.all()
    serializer_class = ScheduleSerializer
    usages_of = staticmethod(schedules_usages)
    search_fields = ("name", "comment", "internal_number__number")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "created_at")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.SCHEDULE_VIEW, Permission.SCHEDULE_EDIT),
        "override": Permission.SCHEDULE_EDIT,
        "holidays": Permission.SCHEDULE_VIEW,
        "countries": Permission.SCHEDULE_VIEW,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.SCHEDULE_EDIT, schedules.schedule_delete),
    }
    export_name = "schedules"
    export_columns = (
        (_("Name"), "name"),
        (_("Periods"), lambda row: ", ".join(each["name"] for each in row.periods)),
        (_("Country"), "country"),
        (_("Comment"), "comment"),
    )

    def get_queryset(self) -> QuerySet[Schedule]:
        return schedule_list()

    def create_object(self, values: Mapping[str, Any]) -> Schedule:
        return schedules.schedule_create(values)

    def update_object(self, instance: Schedule, values: Mapping[str, Any]) -> Schedule:
        return schedules.schedule_update(instance, values)

    def perform_delete(
        self, instance: Schedule, *, replacement: Schedule | None, force: bool
    ) -> None:
        schedules.schedule_delete(instance, replacement=replacement, force=force)

    @extend_schema(request=OverrideSerializer, responses=ScheduleSerializer, filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def override(self, request: Request, pk: str) -> Response:
        """Open or close by hand; live within a second."""
        schedule = self.get_object()
        asked = OverrideSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        schedules.schedule_override(schedule, **asked.validated_data, actor=self.actor)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(parameters=[HolidayQuerySerializer], responses=HolidaysSerializer, filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def holidays(self, request: Request) -> Response:
        """Holidays of a country in a year, with transfers and working weekend days."""
        asked = HolidayQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        country, year = asked.validated_data["country"].upper(), asked.validated_data["year"]
        days = holiday_days(country, year, translation.get_language() or "ru")
        return Response(HolidaysSerializer({"days": days}).data)

    @extend_schema(responses=CountrySerializer(many=True), filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def countries(self, _request: Request) -> Response:
        """Countries whose holidays are known, by name."""
        found = country_names(translation.get_language() or "ru")
        rows = [{"code": code, "name": name} for code, name in found]
        return Response(CountrySerializer(rows, many=True).data)
