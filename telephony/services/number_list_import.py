"""A hundred thousand numbers at once onto a list: each row checked by itself, new ones written by COPY."""

import csv
import io
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_noop

from telephony.models import NumberList, NumberListEntry
from telephony.services import text
from telephony.services.imports import (
    ImportedRow,
    ImportMode,
    ImportOutcome,
    cells_of,
    is_written,
    rows_count_check,
)
from telephony.services.number_lists import (
    ENTRY_COMMENT_LIMIT,
    ENTRY_NAME_LIMIT,
    MAX_ENTRIES,
    number_list_changed,
)
from telephony.services.phone_numbers import listed_number
from telephony.services.writes import config_write

_BATCH = 2000

# Field -> heading of its column; files may use the heading in any language of the cabinet, or the field's name.
HEADINGS = {
    "number": gettext_noop("Number"),
    "name": gettext_noop("Name"),
    "comment": gettext_noop("Comment"),
}


@dataclass(slots=True)
class ListRow(ImportedRow):
    """One number with whose it is."""

    number: str = ""
    name: str = ""
    comment: str = ""


def number_list_import(
    numbers: NumberList, raw_rows: Sequence[Mapping[str, object]], mode: ImportMode
) -> ImportOutcome:
    """Put the rows onto the list as `mode` says; numbers that are on it get the new name and comment.

    A number that comes twice counts once, with what its last row says.
    """
    rows_count_check(raw_rows, limit=MAX_ENTRIES)
    rows = [_parsed(index, raw) for index, raw in enumerate(raw_rows)]
    wanted = {row.number: row for row in rows if row.is_good}
    known = dict(numbers.entries.values_list("number", "pk"))
    fresh = [row for row in wanted.values() if row.number not in known]
    again = [row for row in wanted.values() if row.number in known]
    if is_written(rows, mode):
        _written(numbers, fresh, [_entry(row, numbers, known[row.number]) for row in again])
    elif mode != ImportMode.DRY_RUN:
        return ImportOutcome(rows)
    return ImportOutcome(rows, created=len(fresh), updated=len(again))


def _parsed(index: int, raw: Mapping[str, object]) -> ListRow:
    """What one row says by itself."""
    row = ListRow(index)
    cells = cells_of(raw, HEADINGS)
    take = row.problems.take
    row.number = take("number", listed_number, cells["number"]) or ""
    if cells["name"]:
        row.name = take("name", text.line, cells["name"], ENTRY_NAME_LIMIT) or ""
    if cells["comment"]:
        row.comment = take("comment", text.line, cells["comment"], ENTRY_COMMENT_LIMIT) or ""
    return row


def _entry(row: ListRow, numbers: NumberList, entry_id: uuid.UUID) -> NumberListEntry:
    return NumberListEntry(
        pk=entry_id, list=numbers, number=row.number, name=row.name, comment=row.comment
    )


@config_write()
def _written(
    numbers: NumberList, fresh: Sequence[ListRow], again: Sequence[NumberListEntry]
) -> None:
    number_list_changed(numbers, added=len(fresh))
    _copied(numbers, fresh)
    NumberListEntry.objects.bulk_update(again, ["name", "comment"], batch_size=_BATCH)


def _copied(numbers: NumberList, rows: Iterable[ListRow]) -> None:
    """Insert by COPY, several times as fast as INSERT."""
    file = io.StringIO()
    csv.writer(file).writerows(
        [uuid.uuid4(), numbers.pk, row.number, row.name, row.comment] for row in rows
    )
    file.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            "COPY telephony_numberlistentry (id, list_id, number, name, comment)"
            " FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (name, comment))",
            file,
        )
