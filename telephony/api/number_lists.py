"""Number lists and their entries over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, list_permissions
from telephony.api.imports import (
    IMPORT_PARSERS,
    ImportTableReportSerializer,
    asked_import,
    import_schema,
    report_body,
    template_file,
    template_schema,
)
from telephony.models import NumberList, NumberListEntry
from telephony.services import number_lists
from telephony.services.number_list_import import HEADINGS, number_list_import
from telephony.services.writes import config_write
from tenants.api.base import BulkAction, BulkMixin, CsvExportMixin, TenantViewSet
from tenants.api.bulk import BulkRequestSerializer, BulkResultSerializer, deletions
from tenants.permissions import Permission


class NumberListSerializer(serializers.Serializer[Any]):
    """A list of outside numbers; `blocks_callers`: nobody on it reaches the company."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    blocks_callers = serializers.BooleanField(required=False)
    size = serializers.IntegerField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)


class NumberListViewSet(ConfigViewSet):
    """Number lists of the company."""

    queryset = NumberList.objects.all()
    serializer_class = NumberListSerializer
    filterset_fields = ("blocks_callers",)
    search_fields = ("name", "comment")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "size", "updated_at")
    permissions: ClassVar[dict[str, Permission]] = list_permissions(
        Permission.OUTSIDE_VIEW, Permission.OUTSIDE_EDIT
    )
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.OUTSIDE_EDIT, number_lists.number_list_delete),
    }
    export_name = "number-lists"
    export_columns = ((_("Name"), "name"), (_("Entries"), "size"), (_("Comment"), "comment"))

    def create_object(self, values: Mapping[str, Any]) -> NumberList:
        return number_lists.number_list_create(values)

    def update_object(self, instance: NumberList, values: Mapping[str, Any]) -> NumberList:
        return number_lists.number_list_update(instance, values)

    def perform_delete(
        self, instance: NumberList, *, replacement: NumberList | None, force: bool
    ) -> None:
        number_lists.number_list_delete(instance, replacement=replacement, force=force)


class NumberListEntrySerializer(serializers.Serializer[Any]):
    """A number on a list."""

    id = serializers.UUIDField(read_only=True)
    number = serializers.CharField(allow_blank=True)
    name = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)


class NumberListEntryFilter(django_filters.FilterSet):
    """None beside search and order."""

    class Meta:
        model = NumberListEntry
        fields: ClassVar[tuple[str, ...]] = ()


class NumberListEntryViewSet(
    BulkMixin,
    CsvExportMixin,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.DestroyModelMixin,
    TenantViewSet,
):
    """Entries of one list."""

    queryset = NumberListEntry.objects.all()
    serializer_class = NumberListEntrySerializer
    filterset_class = NumberListEntryFilter
    search_fields = ("number", "name")
    ordering_fields: ClassVar[tuple[str, ...]] = ("number", "name")
    permissions: ClassVar[dict[str, Permission]] = {
        "list": Permission.OUTSIDE_VIEW,
        "export": Permission.OUTSIDE_VIEW,
        "create": Permission.OUTSIDE_EDIT,
        "destroy": Permission.OUTSIDE_EDIT,
        "bulk": Permission.OUTSIDE_EDIT,
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        "delete": BulkAction(Permission.OUTSIDE_EDIT, number_lists.number_list_entry_delete),
    }
    export_name = "number-list"
    export_columns = ((_("Number"), "number"), (_("Name"), "name"), (_("Comment"), "comment"))

    @property
    def numbers(self) -> NumberList:
        """The list in the address."""
        return get_object_or_404(NumberList, pk=self.kwargs["list_id"])

    def get_queryset(self) -> QuerySet[NumberListEntry]:
        if getattr(self, "swagger_fake_view", False):
            return NumberListEntry.objects.none()
        return NumberListEntry.objects.filter(list=self.numbers).select_related("list")

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = number_lists.number_list_entry_create(
            self.numbers, serializer.validated_data
        )

    def perform_destroy(self, instance: NumberListEntry) -> None:
        number_lists.number_list_entry_delete(instance)

    @extend_schema(request=BulkRequestSerializer, responses=BulkResultSerializer, filters=False)
    def bulk(self, request: Request, list_id: UUID) -> Response:
        """Do one thing to many entries: one revision however many they are."""
        with config_write():
            return super().bulk(request)

    def export(self, request: Request, list_id: UUID) -> FileResponse:
        """The list as a CSV file, which can be imported again."""
        return super().export(request)


class NumberListImportViewSet(TenantViewSet):
    """Import of entries."""

    queryset = NumberList.objects.all()
    serializer_class = ImportTableReportSerializer
    parser_classes = IMPORT_PARSERS
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "create": Permission.OUTSIDE_EDIT,
        "template": Permission.OUTSIDE_VIEW,
    }

    @import_schema("number_lists_import")
    def create(self, request: Request, list_id: UUID) -> Response:
        """Check the rows, and put them onto the list when the mode asks for it. The answer is always the report."""
        numbers = get_object_or_404(NumberList, pk=list_id)
        mode, rows = asked_import(request, HEADINGS)
        return Response(report_body(mode, number_list_import(numbers, rows, mode)))

    @template_schema("number_lists_import_template")
    def template(self, request: Request) -> FileResponse:
        """A CSV file with the headings and one example."""
        example = {"number": "+79161234567", "name": str(_("Anna Ivanova")), "comment": ""}
        return template_file("number-list-template.csv", HEADINGS, [example])
