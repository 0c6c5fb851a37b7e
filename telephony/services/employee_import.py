"""Many people at once: each row is the one form in short, checked like it and written in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from telephony.models import Device, Employee, Extension, InternalNumber, ReachEntry
from telephony.selectors.company import users_count
from telephony.selectors.numbering import number_labels, numbers_free
from telephony.services import device_secrets, search_terms, text
from telephony.services.devices import device_login
from telephony.services.employee_sign_in import NO_ROLE, role_parse
from telephony.services.employees import (
    NAME_LIMIT,
    email_parse,
    mobile_parse,
)
from telephony.services.imports import (
    ImportedRow,
    ImportMode,
    cells_of,
    in_all_languages,
    is_written,
    rows_count_check,
)
from telephony.services.number_words import taken_said
from telephony.services.numbering import number_parse
from telephony.services.outside_rights import new_call_classes
from telephony.services.problems import invalid
from telephony.services.user_limit import (
    devices_check,
    extensions_check,
    user_limit_error,
    users_changed,
)
from telephony.services.writes import config_write, tenant_lock
from tenants.context import current_tenant
from tenants.errors import BusinessError, FieldErrors
from tenants.permissions import Role
from tenants.services.memberships import Invited, Invitee, memberships_invite

MAX_ROWS = 20_000
_BATCH = 2000

# Field -> heading of its column; files may use the heading in any language of the cabinet, or the field's name.
HEADINGS = {
    "name": gettext_noop("Name"),
    "number": gettext_noop("Number"),
    "email": gettext_noop("Mail"),
    "mobile": gettext_noop("Mobile"),
    "role": gettext_noop("Role"),
    "secret": gettext_noop("SIP password"),
}
_ROLES = {
    NO_ROLE: gettext_noop("None"),
    Role.USER.value: gettext_noop("User"),
    Role.ADMIN.value: gettext_noop("Administrator"),
}


@dataclass(slots=True)
class ImportRow(ImportedRow):
    """One row: what it says, and what is wrong with it."""

    name: str = ""
    number: str = ""
    email: str = ""
    mobile: str = ""
    role: Role | None = None
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """What a row has made; the password and the link are shown this once."""

    name: str
    number: str
    login: str
    secret: str = field(repr=False)
    sign_in_link: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Every row with its refusals, and the people made, if any were."""

    rows: list[ImportRow]
    made: list[ImportedPerson]


def employees_import(raw_rows: Sequence[Mapping[str, object]], mode: ImportMode) -> ImportReport:
    """Make a person with number, phone and sign-in out of each row, as `mode` says."""
    rows_count_check(raw_rows, limit=MAX_ROWS)
    with transaction.atomic():
        tenant_lock()  # nobody takes the free numbers meanwhile
        rows = _checked(raw_rows)
        invited = _sign_ins(rows)
        if not is_written(rows, mode):
            transaction.set_rollback(True)
            return ImportReport(rows, [])
        good = [row for row in rows if row.is_good]
        made = _written(good, invited) if good else []
    return ImportReport(rows, made)


def _checked(raw_rows: Sequence[Mapping[str, object]]) -> list[ImportRow]:
    roles = in_all_languages(_ROLES)
    rows = [_parsed(index, raw, roles) for index, raw in enumerate(raw_rows)]
    _refuse_taken(rows)
    _refuse_over_limit(rows)
    return rows


def _parsed(index: int, raw: Mapping[str, object], roles: Mapping[str, str]) -> ImportRow:
    """What one row says by itself."""
    row = ImportRow(index)
    cells = cells_of(raw, HEADINGS)
    take = row.problems.take
    row.name = take("name", text.required_line, cells["name"], NAME_LIMIT) or ""
    row.email = take("email", email_parse, cells["email"]) or ""
    row.mobile = take("mobile", mobile_parse, cells["mobile"]) or ""
    word = cells["role"].lower()
    row.role = take("role", role_parse, roles.get(word, word))
    row.number = (take("number", number_parse, cells["number"]) or "") if cells["number"] else ""
    if row.role and not cells["email"]:
        row.problems.add(
            invalid("required", _("Whoever signs in needs a mail address.")), field="email"
        )
    if cells["secret"]:
        tenant = current_tenant()
        known = (tenant.code, tenant.name, row.number)
        row.secret = take("secret", device_secrets.typed, cells["secret"], known) or ""
    return row


def _refuse_taken(rows: Iterable[ImportRow]) -> None:
    """Numbers and device names that exist, or occur twice; then rows without a number get a free one."""
    taken = {number: (kind, label) for number, kind, label in number_labels()}
    devices = set(Device.objects.values_list("name", flat=True))
    asked: set[str] = set()
    for row in rows:
        if row.number in taken:
            refusal = BusinessError("number_taken", taken_said(row.number, *taken[row.number]))
            row.problems.add(refusal, field="number")
        elif row.number in devices:
            row.problems.add(
                BusinessError("device_name_taken", _("A device with this name exists.")),
                field="number",
            )
        elif row.number and row.number in asked:
            row.problems.add(invalid("repeated", _("This is in the list twice.")), field="number")
        asked.add(row.number)
    waiting = [row for row in rows if row.is_good and not row.number]
    free = numbers_free(
        InternalNumber.Kind.EXTENSION, count=len(waiting), taken=frozenset(asked | devices)
    )
    for row, number in zip(waiting, free, strict=False):
        row.number = number
    for row in waiting[len(free) :]:
        row.problems.add(
            BusinessError("numbering_full", _("There is no free number left.")), field="number"
        )


def _refuse_over_limit(rows: Iterable[ImportRow]) -> None:
    room = max(0, current_tenant().max_users - users_count())
    for row in [row for row in rows if row.is_good][room:]:
        row.problems.add(user_limit_error(), field="name")


def _sign_ins(rows: Iterable[ImportRow]) -> dict[int, Invited]:
    """Let the people of good rows in, by row index; rows whose address is refused become bad ones."""
    waiting = [row for row in rows if row.is_good and row.role]
    try:
        return _invited(waiting)
    except FieldErrors as refusals:
        for error in refusals.errors:
            position, _dot, name = str(error.field).partition(".")
            row = waiting[int(position)]
            row.problems.add(BusinessError(error.code, error.message), field=name)
    return _invited([row for row in waiting if row.is_good])


def _invited(rows: Sequence[ImportRow]) -> dict[int, Invited]:
    people = [Invitee(row.email, row.name, row.role) for row in rows if row.role]
    invited = memberships_invite(people) if people else []
    return {row.index: each for row, each in zip(rows, invited, strict=True)}


@config_write()
def _written(rows: Sequence[ImportRow], invited: Mapping[int, Invited]) -> list[ImportedPerson]:
    """Write good rows: one statement for each table and some thousand rows."""
    devices = [_device(row, invited.get(row.index)) for row in rows]
    extensions = [device.extension for device in devices if device.extension]
    _insert(extension.employee for extension in extensions)
    _insert(extension.internal_number for extension in extensions)
    _insert(extensions)
    _insert(devices)
    _insert(ReachEntry(extension=each.extension, device=each, position=0) for each in devices)
    search_terms.add(InternalNumber.Kind.EXTENSION, [row.number for row in rows])
    search_terms.add(search_terms.LOGIN, [device_login(device) for device in devices])
    users_changed()
    extensions_check()
    devices_check()
    return [
        ImportedPerson(
            name=row.name,
            number=row.number,
            login=device_login(device),
            secret=device.secret,
            sign_in_link=invited[row.index].link_url if row.index in invited else "",
        )
        for row, device in zip(rows, devices, strict=True)
    ]


def _device(row: ImportRow, invited: Invited | None) -> Device:
    """The phone of a row with its number and its person, none of them written yet."""
    person = Employee(
        name=row.name,
        email=row.email,
        mobile=row.mobile,
        membership_id=invited.membership.pk if invited else None,
    )
    number = InternalNumber(number=row.number, kind=InternalNumber.Kind.EXTENSION)
    extension = Extension(internal_number=number, employee=person, call_classes=new_call_classes())
    secret = row.secret or device_secrets.generate()
    return Device(name=row.number, secret=secret, extension=extension)


def _insert(objects: Iterable[Any]) -> None:
    """Write new objects of one model."""
    rows = list(objects)
    type(rows[0])._default_manager.bulk_create(rows, batch_size=_BATCH)
