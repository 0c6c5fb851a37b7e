"""Import of numbers into the pool over HTTP."""

from typing import Any, ClassVar

from django.http import FileResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.imports import (
    IMPORT_PARSERS,
    ImportTableInputSerializer,
    ImportTableReportSerializer,
    asked_import,
    import_schema,
    report_body,
    template_file,
    template_schema,
)
from telephony.carriers.models import PhoneNumber
from telephony.services.platform.pool_import import HEADINGS, pool_import
from tenants.api.base import PlatformViewSet
from tenants.permissions import Permission


class PoolImportRowSerializer(serializers.Serializer[Any]):
    """One number; with `tenant` it is given to that company."""

    number = serializers.CharField()
    carrier = serializers.CharField()
    region = serializers.CharField(required=False, allow_blank=True)
    tags = serializers.CharField(required=False, allow_blank=True, help_text="With commas")
    tenant = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)


class PoolImportRequestSerializer(ImportTableInputSerializer):
    """Rows, or a file with them."""

    rows = PoolImportRowSerializer(many=True, required=False)


class PoolImportViewSet(PlatformViewSet):
    """Import of numbers into the pool."""

    queryset = PhoneNumber.objects.none()
    serializer_class = ImportTableReportSerializer
    parser_classes = IMPORT_PARSERS
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "create": Permission.PLATFORM_EDIT,
        "template": Permission.PLATFORM_VIEW,
    }

    @import_schema("platform_phone_numbers_import", PoolImportRequestSerializer)
    def create(self, request: Request) -> Response:
        """Check the rows, and add the numbers when the mode asks for it. The answer is the report in any case."""
        mode, rows = asked_import(request, HEADINGS)
        return Response(report_body(mode, pool_import(rows, mode, actor=self.actor)))

    @template_schema("platform_phone_numbers_import_template")
    def template(self, request: Request) -> FileResponse:
        """A CSV file with the headings and one example."""
        example = {"number": "+74951234567", "carrier": "mtt", "region": "Москва", "tags": "gold"}
        return template_file("phone-numbers-template.csv", HEADINGS, [example])
