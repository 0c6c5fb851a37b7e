"""Tables that people upload: CSV in the encodings that Excel writes, and XLSX -> rows of text by column name."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import python_calamine
from django.utils.translation import gettext as _

from telephony.services.problems import invalid
from tenants.errors import BusinessError

_ZIP = b"PK\x03\x04"  # what an XLSX file begins with
_DELIMITERS = ";\t,"
_FORMULA_GUARD = (
    "'"  # our own exports put it before text that a spreadsheet would take for a formula
)
_FORMULA_STARTS = frozenset("=+-@")


def table_read(data: bytes, columns: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows of the first sheet as `{field: text}`; the first row names the columns.

    `columns` leads from a heading in small letters to a field; other columns are left out, empty rows too.
    """
    lines = _xlsx(data) if data.startswith(_ZIP) else _csv(data)
    filled = [line for line in lines if any(cell.strip() for cell in line)]
    if not filled:
        raise invalid("file_empty", _("The file has no rows."), field="file")
    fields = [columns.get(cell.strip().lower(), "") for cell in filled[0]]
    if not any(fields):
        raise invalid(
            "file_columns",
            _("The first row must name the columns; take the template as a model."),
            field="file",
        )
    return [_row(fields, line) for line in filled[1:]]


def _row(fields: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    pairs = zip(fields, line, strict=False)
    return {field: _unguarded(cell.strip()) for field, cell in pairs if field}


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == _FORMULA_GUARD and cell[1:2] in _FORMULA_STARTS else cell


def _csv(data: bytes) -> Iterable[list[str]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise _unreadable() from None


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else UTF-8, else what Excel writes in Russia."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _xlsx(data: bytes) -> Iterable[list[str]]:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, OSError, ValueError, IndexError):
        raise _unreadable() from None
    return [[_cell(value) for value in line] for line in sheet]


def _cell(value: object) -> str:
    """Excel keeps `200` as the number 200.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unreadable() -> BusinessError:
    return invalid("file_unreadable", _("This is neither a CSV nor an XLSX file."), field="file")
