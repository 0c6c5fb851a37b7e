"""Tables that people upload: CSV in the encodings that Excel writes, and XLSX -> rows of text by column name."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from telephony.services.problems import invalid
from telephony.services.xlsx import XlsxTooLargeError, XlsxUnreadableError, first_sheet
from tenants.errors import BusinessError

MAX_ROWS = 200_000  # more than any import takes; each says by itself how many it does
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
    lines = first_sheet(data) if data.startswith(_ZIP) else _csv(data)
    try:
        return _rows(lines, columns)
    except XlsxTooLargeError:
        raise _too_large() from None
    except (csv.Error, XlsxUnreadableError):
        raise invalid(
            "file_unreadable", _("This is neither a CSV nor an XLSX file."), field="file"
        ) from None


def _rows(lines: Iterator[list[str]], columns: Mapping[str, str]) -> list[dict[str, str]]:
    """Lines are let go as soon as they are read: a file of empty ones must not cost memory."""
    filled = (line for line in lines if any(cell.strip() for cell in line))
    headings = next(filled, None)
    if headings is None:
        raise invalid("file_empty", _("The file has no rows."), field="file")
    fields = [columns.get(cell.strip().lower(), "") for cell in headings]
    if not any(fields):
        raise invalid(
            "file_columns",
            _("The first row must name the columns; take the template as a model."),
            field="file",
        )
    rows = [_row(fields, line) for line in islice(filled, MAX_ROWS + 1)]
    if len(rows) > MAX_ROWS:
        raise _too_large()
    return rows


def _row(fields: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    pairs = zip(fields, line, strict=False)
    return {field: _unguarded(cell.strip()) for field, cell in pairs if field}


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == _FORMULA_GUARD and cell[1:2] in _FORMULA_STARTS else cell


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else UTF-8, else what Excel writes in Russia."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _too_large() -> BusinessError:
    return invalid(
        "file_too_large",
        _("The table is too large: at most %(rows)d rows; cells far below or beside it count too.")
        % {"rows": MAX_ROWS},
        field="file",
    )
