"""Groups of extensions that take calls together (001: group)."""

from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.asterisk.snapshot import QueueAlgorithm
from telephony.models import Extension, InternalNumber, MediaFile, MediaPackage, Queue, QueueMember
from telephony.selectors.usages import queue_usages
from telephony.services import text
from telephony.services.choices import choice, number_within, object_get, objects_get
from telephony.services.numbering import number_change, number_parse, number_release, number_take
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.service_options import options_take
from telephony.services.usages import number_renamed, number_replaced, used_refuse
from telephony.services.writes import config_write, row_lock

NAME_LIMIT = 80
DESCRIPTION_LIMIT = 500
MAX_MEMBERS = 100
RING_SECONDS = range(5, 121)
WAIT_SECONDS = range(5, 7201)
WRAP_UP_SECONDS = range(601)
MAX_LENGTHS = range(501)
_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "description": partial(text.paragraph, limit=DESCRIPTION_LIMIT),
    "algorithm": partial(choice, kind=QueueAlgorithm),
    "ring_seconds": partial(number_within, allowed=RING_SECONDS),
    "wait_seconds": partial(number_within, allowed=WAIT_SECONDS),
    "wrap_up_seconds": partial(number_within, allowed=WRAP_UP_SECONDS),
    "max_length": partial(number_within, allowed=MAX_LENGTHS),
    "greeting": partial(object_get, MediaFile),
    "music": partial(object_get, MediaPackage),
}


class QueueValues(TypedDict, total=False):
    """What a form may say about a group; `members` are extension ids in the order of ringing."""

    number: str
    name: str
    description: str
    algorithm: str
    ring_seconds: int
    wait_seconds: int
    wrap_up_seconds: int
    max_length: int
    greeting: UUID | None
    music: UUID | None
    members: list[UUID]
    limits: dict[str, Any]
    switches: dict[str, Any]


@config_write()
def queue_create(values: QueueValues) -> Queue:
    """Add a group with a number of its own."""
    problems = Problems()
    fields = fields_parse({"name": "", **values}, _PARSERS, problems)
    options_take(values, fields, problems)
    members = problems.take("members", _members, values.get("members", []))
    problems.take("number", number_parse, values.get("number", ""))
    problems.raise_any()
    number = number_take(values["number"], kind=InternalNumber.Kind.QUEUE)
    queue = Queue.objects.create(internal_number=number, **fields)
    _members_replace(queue, members or [])
    return queue


@config_write()
def queue_update(queue: Queue, values: QueueValues) -> Queue:
    """Change what `values` names. Forwardings to the old number follow to the new one."""
    row_lock(queue)  # two saves of the members go one after the other
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    options_take(values, fields, problems)
    members = problems.take("members", _members, values.get("members", []))
    problems.raise_any()
    if "number" in values:
        old = queue.internal_number.number
        number_change(queue.internal_number, number=values["number"])
        number_renamed(old, to=queue.internal_number.number)
    for field, value in fields.items():
        setattr(queue, field, value)
    queue.save()
    if "members" in values:
        _members_replace(queue, members or [])
    return queue


@config_write()
def queue_delete(queue: Queue, *, replacement: Queue | None = None, force: bool = False) -> None:
    """Remove a group. Forwardings to it go over to the replacement, end with `force`, or refuse the deletion."""
    if replacement is None and not force:
        used_refuse(queue_usages(queue))
    number = queue.internal_number
    number_replaced(number, replacement=replacement.internal_number if replacement else None)
    queue.delete()
    number_release(number)


def _members(ids: list[UUID]) -> list[Extension]:
    if len(ids) > MAX_MEMBERS:
        raise invalid(
            "too_many", _("At most %(limit)d members.") % {"limit": MAX_MEMBERS}, limit=MAX_MEMBERS
        )
    return objects_get(Extension, ids)


def _members_replace(queue: Queue, members: list[Extension]) -> None:
    QueueMember.objects.filter(queue=queue).delete()
    QueueMember.objects.bulk_create(
        QueueMember(queue=queue, extension=extension, position=position)
        for position, extension in enumerate(members)
    )
