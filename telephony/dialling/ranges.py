"""Range files of the Russian regulator: which region and network each range of numbers +7 belongs to. Pure.

The files `ABC-3xx.csv`, `ABC-4xx.csv`, `ABC-8xx.csv` and `DEF-9xx.csv` of the register of the system and plan of
numbering (opendata.digital.gov.ru/registry/numeric) are UTF-8 with a byte order mark, separated by `;`:

    АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН
    900;0100000;0199999;100000;ООО "Т2 МОБАЙЛ";-;Тверская область;7743895280

Older files are in windows-1251, have no last two columns, and pad their fields with spaces or tabs. The region is
taken from the territory, because the column before it may be a dash. Ported mobile numbers are not in these files.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from telephony.dialling.plan import KINDS_OF_CODES, RUSSIA, Destination, NetworkKind, prefixes_of
from telephony.dialling.regions import region_of

_COLUMNS_MIN, _COLUMNS_MAX = 6, 8
_UNKNOWN_REGIONS = frozenset({"", "-"})


class RangesError(ValueError):
    """The text is no range file at all."""


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers `first` to `last`, eleven digits from 7 on."""

    first: str
    last: str
    operator: str
    territory: str  # as the file writes it
    region: str  # code, see `regions`
    kind: NetworkKind

    @property
    def packed(self) -> str:
        """`77:mobile`"""
        return Destination(self.region, self.kind).packed


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that could not be taken: its number in the file, from 1, the column (1 to 8) and a code for translation."""

    row: int
    column: int
    code: str
    value: str


class _Refused(Exception):  # noqa: N818 - control flow inside one row
    def __init__(self, column: int, code: str, value: str) -> None:
        super().__init__(code)
        self.error = (column, code, value)


def text_of(content: bytes) -> str:
    """Text of a range file in either of its encodings."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def read_ranges(text: str) -> Iterator[NumberRange | RowError]:
    """Every row of a range file, good or bad; raises RangesError when the first line is not its heading."""
    lines = text.splitlines()
    if not lines or not _is_heading(lines[0]):
        raise RangesError("heading")
    for number, line in enumerate(lines[1:], 2):
        cells = [_cell(cell) for cell in line.split(";")]
        if not any(cells):
            continue
        try:
            yield _range(cells)
        except _Refused as refused:
            yield RowError(number, *refused.error)


def _cell(raw: str) -> str:
    """A field without padding, and without the quotes that a spreadsheet puts round a name which holds quotes.

    Names hold lone quotes, so a reader of CSV that minds quotes would swallow the lines that follow.
    """
    text = raw.strip()
    if len(text) > 1 and text[0] == text[-1] == '"' and '""' in text[1:-1]:
        return text[1:-1].replace('""', '"').strip()
    return text


def _is_heading(line: str) -> bool:
    cells = [cell.strip().lower() for cell in line.lstrip("\ufeff").split(";")]
    return len(cells) >= _COLUMNS_MIN and "def" in cells[0] and cells[1:3] == ["от", "до"]


def _range(cells: list[str]) -> NumberRange:
    if not _COLUMNS_MIN <= len(cells) <= _COLUMNS_MAX:
        raise _Refused(1, "columns", str(len(cells)))
    code = _digits(cells, 0, 3)
    if code[0] not in "34589":
        raise _Refused(1, "code", code)
    first, last = _digits(cells, 1, 7), _digits(cells, 2, 7)
    if last < first:
        raise _Refused(3, "reversed", last)
    if cells[3] and int(last) - int(first) + 1 != _capacity(cells[3]):
        raise _Refused(4, "capacity", cells[3])
    territory, region = _territory(cells)
    return NumberRange(
        first=f"7{code}{first}",
        last=f"7{code}{last}",
        operator=cells[4][:200],
        territory=territory[:1000],
        region=region,
        kind=_kind(code),
    )


def _kind(code: str) -> NetworkKind:
    """Kind of network of a code's numbers; what the general plan says of it goes before what the file is called."""
    usual = NetworkKind.MOBILE if code[0] == "9" else NetworkKind.FIXED
    return KINDS_OF_CODES.get(code) or KINDS_OF_CODES.get(code[:2]) or usual


def _digits(cells: list[str], column: int, width: int) -> str:
    """Digits with the leading zeros that spreadsheets and older files leave out."""
    value = cells[column]
    if not (value.isascii() and value.isdigit() and len(value) <= width):
        raise _Refused(column + 1, "digits", value[:40])
    return value.rjust(width, "0")


def _capacity(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 8 else -1


def _territory(cells: list[str]) -> tuple[str, str]:
    """What the file says of the place, and the region's code."""
    candidates = [(column, cells[column]) for column in (6, 5) if column < len(cells)]
    named = [(column, value) for column, value in candidates if value not in _UNKNOWN_REGIONS]
    if not named:
        return "", RUSSIA
    for _column, value in named:
        if region := region_of(value):
            return value, region
    column, value = named[0]
    raise _Refused(column + 1, "region", value[:100])


def overlaps(ranges: Iterable[NumberRange]) -> Iterator[tuple[NumberRange, NumberRange]]:
    """Ranges that claim numbers which a range before them claims, each with the one that reaches furthest."""
    furthest: NumberRange | None = None
    for each in sorted(ranges, key=lambda each: (each.first, each.last)):
        if furthest and each.first <= furthest.last:
            yield furthest, each
        if furthest is None or each.last > furthest.last:
            furthest = each


def plan_prefixes(ranges: Iterable[NumberRange]) -> list[tuple[str, str]]:
    """PlatformConfig.plan of disjoint ranges in any order."""
    ordered = sorted(ranges, key=lambda each: each.first)
    return prefixes_of((each.first, each.last, each.packed) for each in ordered)
