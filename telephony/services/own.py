"""What a person may change on their own page: where their calls go on to, and nothing else."""

from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.models import Extension, ReachEntry
from telephony.services.outside_permission import reach_numbers, reach_permit
from telephony.services.problems import Problems, invalid
from telephony.services.reach import (
    ForwardingValues,
    Plan,
    forward_loops_refuse,
    forwarding_set,
)
from telephony.services.writes import config_write


class OwnReachValues(ForwardingValues, TypedDict):
    """New forwarding of the entry `id`."""

    id: UUID


@config_write()
def own_forwarding_update(extension: Extension, entries: Sequence[OwnReachValues]) -> None:
    """Set the forwarding of existing ways to reach the extension's person; entries not named stay as they are."""
    rows = ReachEntry.objects.select_for_update().filter(extension=extension)
    known = {row.pk: row for row in rows}
    numbers = reach_numbers(known.values())
    problems = Problems("reach")
    plan = Plan(extension.number, entries)
    for index, values in enumerate(entries):
        row = known.get(values["id"])
        part = problems.inside(str(index))
        if row is None:
            part.add(
                invalid("does_not_exist", _("This does not exist any more; reload the page.")),
                field="id",
            )
        else:
            forwarding_set(row, values, plan, part)
    named = (
        (str(index), known[each["id"]]) for index, each in enumerate(entries) if each["id"] in known
    )
    reach_permit(extension, named, problems, known=numbers)
    problems.raise_any()
    for row in known.values():
        row.save()
    forward_loops_refuse(extension, problems)
