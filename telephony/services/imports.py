"""What imports of tables have in common: modes, rows with what is wrong with them, headings in any language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from telephony.services.problems import Problems, invalid


class ImportMode(StrEnum):
    """What to write: nothing, every row if all are right, or the right rows."""

    DRY_RUN = "dry_run"
    ALL_OR_NOTHING = "all_or_nothing"
    GOOD_ROWS_ONLY = "good_rows_only"


@dataclass(slots=True)
class ImportedRow:
    """One row and what is wrong with it. `index` counts from 0."""

    index: int
    problems: Problems = field(default_factory=Problems)

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.problems.errors


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """Rows with their refusals, and how many things were made and changed. `total` counts the rows of a table of
    which `rows` has only the refused ones; 0 when it has all."""

    rows: Sequence[ImportedRow]
    created: int = 0
    updated: int = 0
    total: int = 0


def rows_count_check(raw_rows: Sequence[object], *, limit: int) -> None:
    """Refuse a table without rows, or with too many."""
    if not raw_rows:
        raise invalid("required", _("There are no rows."), field="rows")
    if len(raw_rows) > limit:
        raise invalid("too_many", _("At most %(limit)d rows.") % {"limit": limit}, field="rows")


def is_written(rows: Iterable[ImportedRow], mode: ImportMode) -> bool:
    """Whether the good ones of `rows` shall be written."""
    if mode == ImportMode.DRY_RUN:
        return False
    return mode == ImportMode.GOOD_ROWS_ONLY or all(row.is_good for row in rows)


def cells_of(raw: Mapping[str, object], columns: Iterable[str]) -> dict[str, str]:
    """The text of each of `columns` in a row, without spaces around it."""
    return {name: "" if raw.get(name) is None else str(raw[name]).strip() for name in columns}


def import_columns(headings: Mapping[str, str]) -> dict[str, str]:
    """Headings that a file may have, in small letters -> field; `headings` are the fields' marked messages."""
    return {**{name: name for name in headings}, **in_all_languages(headings)}


def in_all_languages(words: Mapping[str, str]) -> dict[str, str]:
    """Word in small letters, in every language of the cabinet -> what it stands for."""
    found: dict[str, str] = {}
    for language, _language_name in settings.LANGUAGES:
        with translation.override(language):
            found.update({_(word).lower(): meaning for meaning, word in words.items()})
    return found
