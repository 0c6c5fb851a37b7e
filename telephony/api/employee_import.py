"""Importing people over HTTP: pasted rows as JSON, or a CSV or XLSX file."""

import io
from typing import Any, ClassVar

from django.http import FileResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.imports import (
    IMPORT_MODES,
    IMPORT_PARSERS,
    ImportRowReportSerializer,
    ImportTableInputSerializer,
    asked_import,
    import_schema,
    row_body,
    template_file,
    template_schema,
)
from telephony.models import Employee
from telephony.services.employee_import import HEADINGS, ImportReport, employees_import
from telephony.services.imports import ImportMode
from tenants.api.base import TenantViewSet
from tenants.api.export import csv_write
from tenants.context import current_tenant
from tenants.permissions import Permission


class ImportRowInputSerializer(serializers.Serializer[Any]):
    """One person. Without `number` the first free one, without `secret` a made password."""

    name = serializers.CharField()
    number = serializers.CharField(required=False, allow_blank=True)
    email = serializers.CharField(required=False, allow_blank=True)
    mobile = serializers.CharField(required=False, allow_blank=True)
    role = serializers.CharField(required=False, allow_blank=True)
    secret = serializers.CharField(required=False, allow_blank=True)


class ImportRequestSerializer(ImportTableInputSerializer):
    """The same for the description: what a row may say."""

    rows = ImportRowInputSerializer(many=True, required=False)


class ImportReportSerializer(serializers.Serializer[Any]):
    """What became of the rows. `result_csv` holds the passwords and links, shown this once."""

    mode = serializers.ChoiceField(choices=IMPORT_MODES)
    created = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = ImportRowReportSerializer(many=True)
    result_csv = serializers.CharField(allow_blank=True)


class EmployeeImportViewSet(TenantViewSet):
    """Import of people."""

    queryset = Employee.objects.none()
    serializer_class = ImportReportSerializer
    parser_classes = IMPORT_PARSERS
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "create": Permission.EMPLOYEE_EDIT,
        "template": Permission.EMPLOYEE_VIEW,
    }

    @import_schema("employees_import", ImportRequestSerializer, ImportReportSerializer)
    def create(self, request: Request) -> Response:
        """Check the rows, and make the people when the mode asks for it. The answer is the report in any case."""
        mode, rows = asked_import(request, HEADINGS)
        return Response(_report_body(mode, employees_import(rows, mode)))

    @template_schema("employees_import_template")
    def template(self, request: Request) -> FileResponse:
        """A CSV file with the headings and one example."""
        example = {
            "name": _("Anna Ivanova"),
            "number": "205",
            "email": "anna@example.org",
            "mobile": "+79161234567",
            "role": _("User"),
        }
        return template_file("employees-template.csv", HEADINGS, [example])


def _report_body(mode: ImportMode, report: ImportReport) -> dict[str, Any]:
    return {
        "mode": mode.value,
        "created": len(report.made),
        "refused": sum(not row.is_good for row in report.rows),
        "rows": [row_body(row) for row in report.rows],
        "result_csv": _result_csv(report) if report.made else "",
    }


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
