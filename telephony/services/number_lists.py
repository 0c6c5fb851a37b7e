"""Lists of outside numbers (004: classifiers): callers for rules, and callers that are not let in."""

from functools import partial
from typing import TypedDict

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.flow.references import Thing
from telephony.models import Extension, NumberList, NumberListEntry, OverrideRule
from telephony.selectors.usages import number_list_usages
from telephony.services import text
from telephony.services.call_rules import COMMENT_LIMIT, NAME_LIMIT
from telephony.services.flow_uses import uses_replace
from telephony.services.phone_numbers import listed_number
from telephony.services.problems import Parsers, Problems, fields_parse, invalid, too_many
from telephony.services.usages import used_refuse
from telephony.services.writes import config_write, row_lock
from tenants.errors import BusinessError

MAX_LISTS = 100
MAX_ENTRIES = 200_000  # of one list
ENTRY_NAME_LIMIT = 80
ENTRY_COMMENT_LIMIT = 200
_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
    "blocks_callers": bool,
}
ENTRY_PARSERS: Parsers = {
    "number": listed_number,
    "name": partial(text.line, limit=ENTRY_NAME_LIMIT),
    "comment": partial(text.line, limit=ENTRY_COMMENT_LIMIT),
}


class NumberListValues(TypedDict, total=False):
    """What a form may say about a list."""

    name: str
    comment: str
    blocks_callers: bool


class EntryValues(TypedDict, total=False):
    """What a form may say about an entry of a list."""

    number: str
    name: str
    comment: str


@config_write()
def number_list_create(values: NumberListValues) -> NumberList:
    """Add an empty list."""
    fields = _fields({"name": "", **values})
    if NumberList.objects.count() >= MAX_LISTS:
        raise too_many(MAX_LISTS)
    return NumberList.objects.create(**fields)


@config_write()
def number_list_update(numbers: NumberList, values: NumberListValues) -> NumberList:
    """Change what `values` names."""
    row_lock(numbers)
    for field, value in _fields(values).items():
        setattr(numbers, field, value)
    numbers.save()
    return numbers


@config_write()
def number_list_delete(
    numbers: NumberList, *, replacement: NumberList | None = None, force: bool = False
) -> None:
    """Remove a list with its entries. Rules, flows and extensions that use it take the replacement, with `force` go
    without it; a rule that would then be for every caller is switched off."""
    if replacement is None and not force:
        used_refuse(number_list_usages(numbers))
    Extension.objects.filter(block_list=numbers).update(block_list=replacement)
    for rule in OverrideRule.objects.filter(lists=numbers):
        rule.lists.remove(numbers)
        if replacement is not None:
            rule.lists.add(replacement)
        elif not rule.callers and not rule.lists.exists():
            rule.is_enabled = False
            rule.save(update_fields=["is_enabled"])
    uses_replace(Thing.LIST, numbers.key, replacement.key if replacement else "")
    numbers.entries.all().delete()
    numbers.delete()


@config_write()
def number_list_entry_create(numbers: NumberList, values: EntryValues) -> NumberListEntry:
    """Put a number on the list."""
    problems = Problems()
    fields = fields_parse({"number": "", **values}, ENTRY_PARSERS, problems)
    problems.raise_any()
    if numbers.entries.filter(number=fields["number"]).exists():
        raise BusinessError(
            "entry_exists", _("This number is on the list already."), field="number"
        )
    number_list_changed(numbers, added=1)
    return NumberListEntry.objects.create(list=numbers, **fields)


@config_write()
def number_list_entry_delete(entry: NumberListEntry) -> None:
    """Take a number off its list."""
    number_list_changed(entry.list, added=-1)
    entry.delete()


def number_list_changed(numbers: NumberList, *, added: int) -> None:
    """Note that entries have changed: the node compares revisions. Refused when the list would become too long."""
    NumberList.objects.filter(pk=numbers.pk).update(
        revision=F("revision") + 1, size=F("size") + added, updated_at=timezone.now()
    )
    numbers.refresh_from_db(fields=["revision", "size", "updated_at"])
    if numbers.size > MAX_ENTRIES:
        raise invalid(
            "list_full", _("A list has at most %(limit)d entries.") % {"limit": MAX_ENTRIES}
        )


def _fields(values: NumberListValues) -> dict[str, object]:
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    problems.raise_any()
    return fields
