"""The regulator's number ranges over HTTP."""

from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.imports import (
    IMPORT_MODES,
    ImportTableReportSerializer,
    report_body,
    uploaded_bytes,
)
from telephony.carriers.models import NumberRange
from telephony.selectors.platform.number_ranges import range_of, range_search
from telephony.services.imports import ImportMode
from telephony.services.platform.ranges import ranges_import
from tenants.api.base import CsvExportMixin, PlatformViewSet
from tenants.permissions import Permission

MAX_FILE_BYTES = 64 * 1024 * 1024  # the largest of the regulator's files has some 25


class NumberRangeSerializer(serializers.ModelSerializer[NumberRange]):
    """Numbers from the first to the last, eleven digits from 7 on."""

    id = serializers.CharField()

    class Meta:
        model = NumberRange
        fields = ("id", "first", "last", "region", "region_code", "operator", "kind")
        read_only_fields = fields


class NumberLookupSerializer(serializers.Serializer[Any]):
    """What is known of one number."""

    number = serializers.CharField()
    region = serializers.CharField()
    operator = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()


class RangesImportSerializer(serializers.Serializer[Any]):
    """A range file of the regulator: ABC-3xx.csv, ABC-4xx.csv, ABC-8xx.csv or DEF-9xx.csv."""

    mode = serializers.ChoiceField(choices=IMPORT_MODES, default=ImportMode.DRY_RUN.value)
    file = serializers.FileField()


class NumberRangeFilter(django_filters.FilterSet):
    """Filters of the ranges."""

    search = django_filters.CharFilter(
        method="filter_search", max_length=200, help_text="Number, its beginning, or words"
    )
    region = django_filters.CharFilter(lookup_expr="icontains")

    class Meta:
        model = NumberRange
        fields = ("kind", "region_code")

    def filter_search(self, ranges: Any, _name: str, text: str) -> Any:
        return range_search(ranges, text)


class NumberRangeViewSet(CsvExportMixin, mixins.ListModelMixin, PlatformViewSet):
    """Whose numbers are where."""

    queryset = NumberRange.objects.all()
    serializer_class = NumberRangeSerializer
    filterset_class = NumberRangeFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("first", "region", "operator", "kind")
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.PLATFORM_VIEW,
        "export": Permission.PLATFORM_VIEW,
        "lookup": Permission.PLATFORM_VIEW,
    }
    export_name = "number-ranges"
    export_columns = (
        (gettext_lazy("First"), "first"),
        (gettext_lazy("Last"), "last"),
        (gettext_lazy("Kind"), "kind"),
        (gettext_lazy("Region"), "region"),
        (gettext_lazy("Operator"), "operator"),
    )

    @extend_schema(
        parameters=[OpenApiParameter("number", str, required=True)],
        responses=NumberLookupSerializer,
        filters=False,
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def lookup(self, request: Request) -> Response:
        """The range of one number, written as people dial it."""
        number = request.query_params.get("number", "")[:40]
        found = range_of(number)
        if found is None:
            raise NotFound(_("No range is known for this number."))
        return Response(
            {
                "number": number,
                "region": found.region,
                "operator": found.operator,
                "kind": found.kind,
            }
        )


class NumberRangeImportViewSet(PlatformViewSet):
    """Import of range files."""

    queryset = NumberRange.objects.none()
    serializer_class = ImportTableReportSerializer
    parser_classes = (MultiPartParser,)
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {"create": Permission.PLATFORM_EDIT}

    @extend_schema(
        operation_id="platform_number_ranges_import",
        request={"multipart/form-data": RangesImportSerializer},
        responses=ImportTableReportSerializer,
    )
    def create(self, request: Request) -> Response:
        """Check a file, and take it over when the mode asks for it: what was known of its area codes is replaced."""
        asked = RangesImportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        content = uploaded_bytes(asked.validated_data["file"], limit=MAX_FILE_BYTES)
        mode = ImportMode(asked.validated_data["mode"])
        return Response(report_body(mode, ranges_import(content, mode, actor=self.actor)))
