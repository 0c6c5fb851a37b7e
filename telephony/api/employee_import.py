"""Importing people over HTTP: pasted rows as JSON, or a CSV or XLSX file."""

import io
from typing import Any, ClassVar

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.models import Employee
from telephony.services.employee_import import (
    HEADINGS,
    MAX_ROWS,
    ImportMode,
    ImportReport,
    ImportRow,
    employees_import,
    import_columns,
)
from telephony.services.problems import invalid
from telephony.services.spreadsheets import table_read
from tenants.api.base import TenantViewSet
from tenants.api.export import csv_write
from tenants.api.parsers import CleanJSONParser
from tenants.context import current_tenant
from tenants.permissions import Permission

MAX_FILE_BYTES = 10 * 1024 * 1024
MODES = [(mode.value, mode.value) for mode in ImportMode]


class ImportRowInputSerializer(serializers.Serializer[Any]):
    """One person. Without `number` the first free one, without `secret` a made password."""

    name = serializers.CharField()
    number = serializers.CharField(required=False, allow_blank=True)
    email = serializers.CharField(required=False, allow_blank=True)
    mobile = serializers.CharField(required=False, allow_blank=True)
    role = serializers.CharField(required=False, allow_blank=True)
    secret = serializers.CharField(required=False, allow_blank=True)


class ImportInputSerializer(serializers.Serializer[Any]):
    """Rows, or a file with them."""

    mode = serializers.ChoiceField(choices=MODES, default=ImportMode.DRY_RUN.value)
    rows = serializers.ListField(child=serializers.DictField(), required=False, max_length=MAX_ROWS)
    file = serializers.FileField(
        required=False, help_text="CSV (UTF-8, UTF-16 or Windows-1251) or XLSX"
    )


class ImportRequestSerializer(ImportInputSerializer):
    """The same for the description: what a row may say."""

    rows = ImportRowInputSerializer(many=True, required=False)


class ImportFieldErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with a field."""

    code = serializers.CharField()
    message = serializers.CharField()


class ImportRowReportSerializer(serializers.Serializer[Any]):
    """A row, counted from 1 without the headings, and its errors by field."""

    row = serializers.IntegerField()
    ok = serializers.BooleanField()
    errors = serializers.DictField(child=ImportFieldErrorSerializer(many=True))


class ImportReportSerializer(serializers.Serializer[Any]):
    """What became of the rows. `result_csv` holds the passwords and links, shown this once."""

    mode = serializers.ChoiceField(choices=MODES)
    created = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = ImportRowReportSerializer(many=True)
    result_csv = serializers.CharField(allow_blank=True)


class EmployeeImportViewSet(TenantViewSet):
    """Import of people."""

    queryset = Employee.objects.none()
    serializer_class = ImportReportSerializer
    parser_classes = (CleanJSONParser, MultiPartParser)
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "create": Permission.EMPLOYEE_EDIT,
        "template": Permission.EMPLOYEE_VIEW,
    }

    @extend_schema(
        operation_id="employees_import",
        request={
            "application/json": ImportRequestSerializer,
            "multipart/form-data": ImportRequestSerializer,
        },
        responses=ImportReportSerializer,
    )
    def create(self, request: Request) -> Response:
        """Check the rows, and make the people when the mode asks for it. The answer is the report in any case."""
        asked = ImportInputSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        mode = ImportMode(asked.validated_data["mode"])
        return Response(_report_body(mode, employees_import(_rows(asked.validated_data), mode)))

    @extend_schema(
        operation_id="employees_import_template", responses={(200, "text/csv"): OpenApiTypes.BINARY}
    )
    def template(self, request: Request) -> FileResponse:
        """A CSV file with the headings and one example."""
        example = {
            "name": _("Anna Ivanova"),
            "number": "205",
            "email": "anna@example.org",
            "mobile": "+79161234567",
            "role": _("User"),
        }
        file = io.BytesIO()
        headings = [_(heading) for heading in HEADINGS.values()]
        csv_write(file, headings, [[example.get(name, "") for name in HEADINGS]])
        file.seek(0)
        return FileResponse(
            file,
            as_attachment=True,
            filename="employees-template.csv",
            content_type="text/csv; charset=utf-8",
        )


def _rows(values: dict[str, Any]) -> list[dict[str, Any]]:
    upload = values.get("file")
    if upload is None:
        return values.get("rows", [])
    if upload.size > MAX_FILE_BYTES:
        raise invalid("file_too_large", _("The file is larger than 10 MB."), field="file")
    return table_read(upload.read(), import_columns())


def _report_body(mode: ImportMode, report: ImportReport) -> dict[str, Any]:
    return {
        "mode": mode.value,
        "created": len(report.made),
        "refused": sum(not row.is_good for row in report.rows),
        "rows": [_row_body(row) for row in report.rows],
        "result_csv": _result_csv(report) if report.made else "",
    }


def _row_body(row: ImportRow) -> dict[str, Any]:
    errors: dict[str, list[dict[str, str]]] = {}
    for error in row.problems.errors:
        errors.setdefault(error.field or "name", []).append(
            {"code": error.code, "message": error.message}
        )
    return {"row": row.index + 1, "ok": row.is_good, "errors": errors}


def _result_csv(report: ImportReport) -> str:
    headings = [
        _("Name"),
        _("Number"),
        _("Login"),
        _("SIP password"),
        _("Server"),
        _("Port"),
        _("Sign-in link"),
    ]
    node = current_tenant().node
    lines = (
        [
            each.name,
            each.number,
            each.login,
            each.secret,
            node.sip_host,
            node.sip_port,
            each.sign_in_link,
        ]
        for each in report.made
    )
    file = io.BytesIO()
    csv_write(file, headings, lines)
    return file.getvalue().decode()
