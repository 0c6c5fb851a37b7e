"""Deleting what is used: refused with the places of use, or done together with a replacement; and what leads to an
internal number when that number goes or changes."""

from collections.abc import Sequence

from telephony.asterisk.snapshot import ForwardMode
from telephony.flow.references import Thing
from telephony.models import (
    InternalNumber,
    NumberTarget,
    OutsideSettings,
    OverrideRule,
    ReachEntry,
)
from telephony.services.flow_uses import uses_replace
from telephony.services.outside_permission import TARGETS
from telephony.services.problems import Problems
from telephony.services.reach import forward_loops_refuse
from tenants.usages import Usage, in_use


def used_refuse(usages: Sequence[Usage]) -> None:
    """Refuse a deletion while something uses the thing, and say what."""
    if usages:
        raise in_use(usages)


def forwards_redirect(number: str, *, to: str = "") -> None:
    """Make forwardings to `number` go `to` another one, or end them.

    An extension that would forward to itself stops forwarding; a redirection that closes a loop is refused.
    """
    for field in TARGETS:
        for entry in ReachEntry.objects.filter(**{field: number}).select_related(
            "extension__internal_number"
        ):
            own = entry.extension.internal_number.number
            setattr(entry, field, "" if own == to else to)
            if not any(getattr(entry, each) for each in TARGETS):
                entry.forward_mode = ForwardMode.NONE
            entry.save(update_fields=[field, "forward_mode"])
            forward_loops_refuse(entry.extension, Problems())


def number_replaced(number: InternalNumber, *, replacement: InternalNumber | None) -> None:
    """Whatever leads to an internal number that goes leads to the replacement, or nowhere: forwardings, the company's
    outside numbers, override rules, flows. A rule that led here and leads nowhere now is switched off, else it would
    end calls."""
    forwards_redirect(number.number, to=replacement.number if replacement else "")
    _flows_follow(number.number, to=replacement.number if replacement else "")
    NumberTarget.objects.filter(internal_number=number).update(internal_number=replacement)
    OutsideSettings.objects.filter(unknown_internal_number=number).update(
        unknown_internal_number=replacement
    )
    rules = OverrideRule.objects.filter(target=number.number)
    if replacement is None:
        rules.update(target="", is_enabled=False)
    else:
        rules.update(target=replacement.number)


def number_renamed(old: str, *, to: str) -> None:
    """Forwardings, rules and flows write numbers out: they follow one that has changed."""
    forwards_redirect(old, to=to)
    _flows_follow(old, to=to)
    OverrideRule.objects.filter(target=old).update(target=to)


def _flows_follow(number: str, *, to: str) -> None:
    """Elements of flows that name an internal number name another one, or nothing."""
    for kind in (Thing.EXTENSION, Thing.QUEUE, Thing.BOX):
        uses_replace(kind, number, to)
