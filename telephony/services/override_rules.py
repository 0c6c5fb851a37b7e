"""Called numbers that lead elsewhere (003: override rules)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.dialling.config import Purpose
from telephony.models import InternalNumber, NumberList, OverrideRule
from telephony.services.call_rules import (
    RULE_PARSERS,
    pattern_parse,
    patterns_parse,
    position_next,
    positions_set,
    times_take,
)
from telephony.services.choices import objects_get
from telephony.services.outside_permission import leg_permit
from telephony.services.phone_numbers import local_number
from telephony.services.problems import Parsers, Problems, fields_parse, invalid, too_many
from telephony.services.writes import config_write, row_lock, tenant_lock

MAX_RULES = 200
MAX_LISTS = 10
_SHORT = re.compile(r"[0-9]{1,6}", re.ASCII)


class OverrideRuleValues(TypedDict, total=False):
    """What a form may say about a rule; `lists` are ids of number lists."""

    name: str
    comment: str
    is_enabled: bool
    called: str
    callers: list[str]
    lists: list[UUID]
    times: dict[str, Any]
    target: str


@config_write()
def override_rule_create(values: OverrideRuleValues) -> OverrideRule:
    """Add a rule behind all others."""
    fields, lists = _fields({"name": "", "called": "", **values})
    tenant_lock()
    if OverrideRule.objects.count() >= MAX_RULES:
        raise too_many(MAX_RULES)
    rule = OverrideRule.objects.create(position=position_next(OverrideRule), **fields)
    rule.lists.set(lists or [])
    return rule


@config_write()
def override_rule_update(rule: OverrideRule, values: OverrideRuleValues) -> OverrideRule:
    """Change what `values` names."""
    row_lock(rule)
    fields, lists = _fields(values, rule)
    for field, value in fields.items():
        setattr(rule, field, value)
    rule.save()
    if lists is not None:
        rule.lists.set(lists)
    return rule


@config_write()
def override_rule_delete(rule: OverrideRule) -> None:
    """Remove a rule."""
    rule.delete()


@config_write()
def override_rule_enable(rule: OverrideRule, *, is_enabled: bool) -> None:
    """Let the rule be looked at, or passed by."""
    rule.is_enabled = is_enabled
    rule.save(update_fields=["is_enabled"])


@config_write()
def override_rules_reorder(ids: Sequence[UUID]) -> None:
    """Put all rules into this order."""
    tenant_lock()
    positions_set(OverrideRule, ids)


def target_number_parse(raw: str) -> str:
    """Where the call goes instead: an internal number that exists, an outside number, or nowhere."""
    number = raw.strip()
    if not number:
        return ""
    if not _SHORT.fullmatch(number):
        return local_number(number)
    if not InternalNumber.objects.filter(number=number).exists():
        raise invalid(
            "internal_number_unknown", _("Nothing has this internal number."), number=number
        )
    return number


_PARSERS: Parsers = {
    **RULE_PARSERS,
    "called": pattern_parse,
    "callers": patterns_parse,
    "target": target_number_parse,
}


def _fields(
    values: Mapping[str, Any], rule: OverrideRule | None = None
) -> tuple[dict[str, Any], list[NumberList] | None]:
    """Columns of the row, and its lists when `values` names them."""
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    times_take(values, fields, problems)
    target = fields.get("target") or ""
    if target.startswith("+") and target != getattr(rule, "target", None):
        problems.take("target", leg_permit, target, Purpose.OVERRIDE)
    lists = None
    if "lists" in values:
        lists = problems.take("lists", _lists, values["lists"])
    problems.raise_any()
    return fields, lists


def _lists(ids: Sequence[UUID]) -> list[NumberList]:
    if len(ids) > MAX_LISTS:
        raise too_many(MAX_LISTS)
    return objects_get(NumberList, ids)
