"""The regulator's number ranges: read from its files, kept for people to look up, and made into the nodes' plan."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telephony.carriers.models import NumberRange, PlanPrefix
from telephony.dialling import ranges
from telephony.dialling.plan import NetworkKind
from telephony.services.imports import ImportedRow, ImportMode, ImportOutcome, is_written
from telephony.services.platform.changes import platform_write
from telephony.services.problems import invalid
from tenants.services.audit import Actor, audit_write

CODE_DIGITS = 4  # 7 and the area code, within which an import replaces what was known
_BATCH = 2000
_COLUMNS = ("code", "from", "to", "capacity", "operator", "region", "territory", "taxpayer")
_WORDS: dict[str, str | Promise] = {
    "columns": gettext_lazy("This row has another number of columns."),
    "digits": gettext_lazy("Digits are expected here."),
    "code": gettext_lazy("There is no such area code."),
    "reversed": gettext_lazy("The range ends before it begins."),
    "capacity": gettext_lazy("The capacity is not that of the range."),
    "region": gettext_lazy("There is no such region."),
}


def ranges_import(content: bytes, mode: ImportMode, *, actor: Actor) -> ImportOutcome:
    """Take over a range file. It replaces all that was known of the area codes it speaks of, and leaves the others.

    The outcome's rows are the refused ones alone: a file has some hundred thousand.
    """
    good, bad = _read(content)
    if not good and not bad:
        raise invalid("file_empty", _("The file has no rows."), field="file")
    total = len(good) + len(bad)
    if not is_written(bad, mode):
        count = len(good) if mode == ImportMode.DRY_RUN else 0
        return ImportOutcome(bad, created=count, total=total)
    _replace(good, actor=actor)
    return ImportOutcome(bad, created=len(good), total=total)


def _read(content: bytes) -> tuple[list[ranges.NumberRange], list[ImportedRow]]:
    """Ranges that can be taken over, and rows that cannot; of overlapping ranges the later one is refused."""
    good: list[ranges.NumberRange] = []
    bad: list[ImportedRow] = []
    places: dict[int, int] = {}  # identity of a range -> its row
    try:
        for index, each in enumerate(ranges.read_ranges(ranges.text_of(content))):
            if isinstance(each, ranges.RowError):
                bad.append(_refused(each))
            else:
                good.append(each)
                places[id(each)] = index
    except ranges.RangesError:
        raise invalid(
            "ranges_file", _("This is not a range file of the regulator."), field="file"
        ) from None
    overlapping = {id(after): after for _before, after in ranges.overlaps(good)}
    for key in overlapping:
        row = ImportedRow(places[key])
        row.problems.add(
            invalid("number_range_overlaps", _("This range overlaps another one.")), field="from"
        )
        bad.append(row)
    return [each for each in good if id(each) not in overlapping], bad


def _refused(error: ranges.RowError) -> ImportedRow:
    row = ImportedRow(error.row - 2)  # rows of the file count from 1, the first is the heading
    words = str(_WORDS.get(error.code, _WORDS["columns"]))
    row.problems.add(
        invalid(f"range_{error.code}", words, value=error.value), field=_COLUMNS[error.column - 1]
    )
    return row


@platform_write()
def _replace(good: list[ranges.NumberRange], *, actor: Actor) -> None:
    """Write the ranges of some area codes anew, and the plan of all."""
    codes = {each.first[:CODE_DIGITS] for each in good}
    for code in sorted(codes):
        NumberRange.objects.filter(first__startswith=code).delete()
    NumberRange.objects.bulk_create(
        (
            NumberRange(
                first=each.first,
                last=each.last,
                region=each.territory,
                region_code=each.region,
                operator=each.operator,
                kind=each.kind.value,
            )
            for each in good
        ),
        batch_size=_BATCH,
    )
    _plan_write(ranges.plan_prefixes(_stored()))
    audit_write("number_ranges.imported", actor=actor, ranges=len(good), codes=len(codes))


def _stored() -> Iterator[ranges.NumberRange]:
    rows = NumberRange.objects.values_list("first", "last", "region_code", "kind")
    for first, last, region, kind in rows.iterator(chunk_size=_BATCH):
        yield ranges.NumberRange(first, last, "", "", region, NetworkKind(kind))


def _plan_write(prefixes: Iterable[tuple[str, str]]) -> None:
    PlanPrefix.objects.all().delete()
    PlanPrefix.objects.bulk_create(
        (PlanPrefix(prefix=prefix, value=value) for prefix, value in prefixes), batch_size=_BATCH
    )
