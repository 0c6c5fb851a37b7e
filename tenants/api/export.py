"""Lists as CSV files that spreadsheets open without running anything in them."""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

if TYPE_CHECKING:
    from tenants.api.base import BaseViewSet as ViewSet
else:
    ViewSet = object  # the class it is mixed into

ExportColumn = tuple[str | Promise, str | Callable[[Any], object]]
_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_MEMORY_BYTES = 2 * 1024 * 1024
_CHUNK_ROWS = 2000


def csv_cell(value: object, *, zone: ZoneInfo | None = None) -> str:
    """A value as a cell. Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP)."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value, zone).strftime("%Y-%m-%d %H:%M:%S")
    text = str(value).replace("\x00", "")
    if text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def csv_write(
    target: IO[bytes], header: Sequence[object], rows: Any, *, zone: ZoneInfo | None = None
) -> None:
    """Write a table as Excel reads it in European settings: UTF-8 with a byte order mark, semicolons."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([csv_cell(cell) for cell in header])
    writer.writerows([csv_cell(cell, zone=zone) for cell in row] for row in rows)
    text.flush()
    text.detach()


class CsvExportMixin(ViewSet):
    """Adds `GET <list>/export/` with the list's own filters; needs `export` among the viewset's permissions.

    `export_columns` is (heading, attribute path with dots or a function of the row).
    """

    export_columns: ClassVar[Sequence[ExportColumn]] = ()
    export_name = "export"

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    @action(detail=False, methods=["get"], pagination_class=None)
    def export(self, _request: Request) -> FileResponse:
        """The filtered list as a CSV file."""
        rows = self.filter_queryset(self.get_queryset())
        tenant = self.site.tenant
        zone = ZoneInfo(tenant.timezone) if tenant else None
        columns = [path for _heading, path in self.export_columns]
        file = tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115 - FileResponse closes it
        cells = (
            [_cell(row, path) for path in columns] for row in rows.iterator(chunk_size=_CHUNK_ROWS)
        )
        csv_write(file, [heading for heading, _path in self.export_columns], cells, zone=zone)
        file.seek(0)
        name = f"{self.export_name}.csv"
        return FileResponse(
            file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
        )


def _cell(row: Any, path: str | Callable[[Any], object]) -> object:
    if callable(path):
        return path(row)
    for name in path.split("."):
        row = getattr(row, name, None)
    return row
