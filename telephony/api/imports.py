"""Importing tables over HTTP: pasted rows as JSON, or a CSV or XLSX file; the answer is a report by rows."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from telephony.services.imports import ImportedRow, ImportMode, ImportOutcome, import_columns
from telephony.services.problems import invalid
from telephony.services.spreadsheets import table_read
from tenants.api.export import csv_write
from tenants.api.parsers import TableJSONParser

MAX_FILE_BYTES = 10 * 1024 * 1024
SHOWN_ROWS = 500  # bad rows in a report: nobody reads more at once
IMPORT_MODES = [(mode.value, mode.value) for mode in ImportMode]
IMPORT_PARSERS = (TableJSONParser, MultiPartParser)


class ImportTableInputSerializer(serializers.Serializer[Any]):
    """Rows, or a file with them."""

    mode = serializers.ChoiceField(choices=IMPORT_MODES, default=ImportMode.DRY_RUN.value)
    rows = serializers.ListField(child=serializers.DictField(), required=False, max_length=200_000)
    file = serializers.FileField(
        required=False, help_text="CSV (UTF-8, UTF-16 or Windows-1251) or XLSX"
    )


class ImportFieldErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with a field."""

    code = serializers.CharField()
    message = serializers.CharField()


class ImportRowReportSerializer(serializers.Serializer[Any]):
    """A row, counted from 1 without the headings, and its errors by field."""

    row = serializers.IntegerField()
    ok = serializers.BooleanField()
    errors = serializers.DictField(child=ImportFieldErrorSerializer(many=True))


class ImportTableReportSerializer(serializers.Serializer[Any]):
    """What became of a table: how many rows it has, and the first ones that are refused."""

    mode = serializers.ChoiceField(choices=IMPORT_MODES)
    total = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = ImportRowReportSerializer(many=True)


def uploaded_rows(values: Mapping[str, Any], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of a checked request; those of a file by its headings."""
    upload = values.get("file")
    if upload is None:
        rows: list[dict[str, Any]] = values.get("rows", [])
        return rows
    return table_read(uploaded_bytes(upload), import_columns(headings))


def import_schema(
    operation: str, request: Any = None, report: Any = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The description of an import, which is asked for as JSON or with a file."""
    asked = request or ImportTableInputSerializer
    return extend_schema(
        operation_id=operation,
        request={"application/json": asked, "multipart/form-data": asked},
        responses=report or ImportTableReportSerializer,
    )


def template_schema(operation: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The description of a CSV file that shows what an import takes."""
    return extend_schema(operation_id=operation, responses={(200, "text/csv"): OpenApiTypes.BINARY})


def asked_import(
    request: Request, headings: Mapping[str, str]
) -> tuple[ImportMode, list[dict[str, Any]]]:
    """What a request wants done with which rows."""
    asked = ImportTableInputSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return ImportMode(asked.validated_data["mode"]), uploaded_rows(asked.validated_data, headings)


def uploaded_bytes(upload: Any, *, limit: int = MAX_FILE_BYTES) -> bytes:
    """A file's content, if it is not too large."""
    if upload.size > limit:
        raise invalid(
            "file_too_large",
            _("The file is larger than %(limit)d MB.") % {"limit": limit // 1024 // 1024},
            field="file",
        )
    content: bytes = upload.read()
    return content


def report_body(mode: ImportMode, outcome: ImportOutcome) -> dict[str, Any]:
    """The report as it is answered."""
    bad = [row for row in outcome.rows if not row.is_good]
    return {
        "mode": mode.value,
        "total": outcome.total or len(outcome.rows),
        "created": outcome.created,
        "updated": outcome.updated,
        "refused": len(bad),
        "rows": [row_body(row) for row in bad[:SHOWN_ROWS]],
    }


def row_body(row: ImportedRow) -> dict[str, Any]:
    """One row of a report."""
    errors: dict[str, list[dict[str, str]]] = {}
    for error in row.problems.errors:
        errors.setdefault(error.field or "", []).append(
            {"code": error.code, "message": error.message}
        )
    return {"row": row.index + 1, "ok": row.is_good, "errors": errors}


def template_file(
    name: str, headings: Mapping[str, str], examples: Iterable[Mapping[str, str]]
) -> FileResponse:
    """A CSV file with the headings in the reader's language and some examples."""
    file = io.BytesIO()
    lines = [[example.get(field, "") for field in headings] for example in examples]
    csv_write(file, [_(heading) for heading in headings.values()], lines)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )
