"""Deleting what is used: refused with the places of use, or done together with a replacement."""

from collections.abc import Sequence

from telephony.asterisk.snapshot import ForwardMode
from telephony.models import ReachEntry
from telephony.services.problems import Problems
from telephony.services.reach import TARGETS, forward_loops_refuse
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
