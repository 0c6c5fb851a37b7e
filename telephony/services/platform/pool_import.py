"""Ten thousand numbers at once into the pool: each row checked by itself, all of them written by a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from telephony.carriers.models import Carrier, PhoneNumber
from telephony.services import text
from telephony.services.call_rules import tags_parse
from telephony.services.company_numbers import numbers_given
from telephony.services.imports import (
    ImportedRow,
    ImportMode,
    ImportOutcome,
    cells_of,
    is_written,
    rows_count_check,
)
from telephony.services.phone_numbers import outside_number
from telephony.services.platform.changes import platform_write
from telephony.services.platform.pool import COMMENT_LIMIT, REGION_LIMIT
from telephony.services.problems import invalid
from tenants.context import platform_scope, tenant_scope
from tenants.errors import BusinessError
from tenants.models import Tenant
from tenants.services.audit import Actor, audit_write

MAX_ROWS = 100_000
_BATCH = 2000

# Field -> heading of its column; files may use the heading in any language of the cabinet, or the field's name.
HEADINGS = {
    "number": gettext_noop("Number"),
    "carrier": gettext_noop("Carrier"),
    "region": gettext_noop("Region"),
    "tags": gettext_noop("Tags"),
    "tenant": gettext_noop("Company"),
    "comment": gettext_noop("Comment"),
}


@dataclass(slots=True)
class PoolRow(ImportedRow):
    """A number with its carrier; with a company it is given to it."""

    number: str = ""
    carrier: Carrier | None = None
    tenant: Tenant | None = None
    region: str = ""
    tags: list[str] = field(default_factory=list)
    comment: str = ""


def pool_import(
    raw_rows: Sequence[Mapping[str, object]], mode: ImportMode, *, actor: Actor
) -> ImportOutcome:
    """Add the numbers of the rows to the pool as `mode` says. A number that is known is refused, never changed."""
    rows_count_check(raw_rows, limit=MAX_ROWS)
    with platform_scope():
        rows = _checked(raw_rows)
    good = [row for row in rows if row.is_good]
    if is_written(rows, mode):
        if good:
            _written(good, actor=actor)
    elif mode != ImportMode.DRY_RUN:
        return ImportOutcome(rows)
    return ImportOutcome(rows, created=len(good))


def _checked(raw_rows: Sequence[Mapping[str, object]]) -> list[PoolRow]:
    carriers = {each.name: each for each in Carrier.objects.all()}
    standing = Tenant.objects.exclude(status=Tenant.Status.DISABLED)
    tenants: dict[str, Tenant] = {each.code: each for each in standing}
    rows = [_parsed(index, raw, carriers, tenants) for index, raw in enumerate(raw_rows)]
    _refuse_known(rows)
    return rows


def _parsed(
    index: int,
    raw: Mapping[str, object],
    carriers: Mapping[str, Carrier],
    tenants: Mapping[str, Tenant],
) -> PoolRow:
    """What one row says by itself."""
    row = PoolRow(index)
    cells = cells_of(raw, HEADINGS)
    take = row.problems.take
    row.number = take("number", outside_number, cells["number"]) or ""
    row.region = take("region", text.line, cells["region"], REGION_LIMIT) or ""
    row.comment = take("comment", text.line, cells["comment"], COMMENT_LIMIT) or ""
    row.tags = take("tags", tags_parse, _words(raw.get("tags"))) or []
    row.carrier = carriers.get(cells["carrier"].lower())
    if row.carrier is None:
        row.problems.add(
            invalid("carrier_unknown", _("There is no such carrier.")), field="carrier"
        )
    row.tenant = tenants.get(cells["tenant"].lower())
    if cells["tenant"] and row.tenant is None:
        row.problems.add(invalid("tenant_unknown", _("There is no such company.")), field="tenant")
    return row


def _words(raw: object) -> list[str]:
    """Tags as a list, or as text with commas."""
    found = raw if isinstance(raw, list) else str(raw or "").split(",")
    return [str(each).strip() for each in found if str(each).strip()]


def _refuse_known(rows: Iterable[PoolRow]) -> None:
    """Numbers that are in the fleet, or occur twice."""
    asked: set[str] = set()
    wanted = [row.number for row in rows if row.number]
    known = set(PhoneNumber.objects.filter(number__in=wanted).values_list("number", flat=True))
    for row in rows:
        if row.number in known:
            row.problems.add(
                BusinessError("phone_number_taken", _("This number is known already.")),
                field="number",
            )
        elif row.number and row.number in asked:
            row.problems.add(invalid("repeated", _("This is in the list twice.")), field="number")
        asked.add(row.number)


@platform_write()
def _written(rows: Sequence[PoolRow], *, actor: Actor) -> None:
    """Write good rows, and tell the companies that got numbers."""
    PhoneNumber.objects.bulk_create(
        (
            PhoneNumber(
                number=row.number,
                carrier=row.carrier,
                tenant=row.tenant,
                state=PhoneNumber.State.ASSIGNED if row.tenant else PhoneNumber.State.FREE,
                region=row.region,
                tags=row.tags,
                comment=row.comment,
            )
            for row in rows
        ),
        batch_size=_BATCH,
    )
    given: dict[Tenant, list[str]] = defaultdict(list)
    for row in rows:
        if row.tenant is not None:
            given[row.tenant].append(row.number)
    for tenant in sorted(given, key=lambda each: each.pk):
        with tenant_scope(tenant):
            numbers_given(given[tenant])
        audit_write(
            "phone_number.given", actor=actor, tenant=tenant, subject=f"{len(given[tenant])}"
        )
    audit_write("phone_number.imported", actor=actor, numbers=len(rows))
