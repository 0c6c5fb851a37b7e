"""Values out of a fixed list, and objects of this company by their ids."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from telephony.services.problems import Problems, invalid
from tenants.errors import BusinessError

Choice = TypeVar("Choice", bound=StrEnum)
Found = TypeVar("Found", bound=Model)

RING_SECONDS = range(5, 301)


def choice(raw: str, kind: type[Choice]) -> Choice:
    """The member of `kind` whose value is `raw`."""
    try:
        return kind(raw)
    except ValueError:
        raise invalid(
            "invalid_choice", _("Choose one of: %(values)s.") % {"values": ", ".join(kind)}
        ) from None


def ring_seconds(raw: int) -> int:
    """How long something rings: 5 to 300 seconds."""
    if raw not in RING_SECONDS:
        raise invalid("ring_seconds_invalid", _("Ringing lasts from 5 to 300 seconds."))
    return raw


def number_within(raw: int, allowed: range) -> int:
    """A whole number of `allowed`."""
    if raw not in allowed:
        least, most = allowed.start, allowed.stop - 1
        words = _("Between %(least)d and %(most)d.") % {"least": least, "most": most}
        raise invalid("out_of_range", words, least=least, most=most)
    return raw


def object_get(model: type[Found], object_id: UUID | None) -> Found | None:
    """The object of this company with this id, None for none; an unknown id is refused."""
    if object_id is None:
        return None
    found = model._default_manager.filter(pk=object_id).first()
    if found is None:
        raise _unknown()
    return found


def objects_get(model: type[Found], ids: Sequence[UUID]) -> list[Found]:
    """The objects with these ids in this order, read by one query; unknown and repeated ids are refused by index."""
    found = model._default_manager.in_bulk(list(ids))
    problems = Problems()
    for index, object_id in enumerate(ids):
        if object_id not in found:
            problems.add(_unknown(), field=str(index))
        elif object_id in ids[:index]:
            problems.add(invalid("repeated", _("This is in the list twice.")), field=str(index))
    problems.raise_any()
    return [found[object_id] for object_id in ids]


def subset(raw: Iterable[str], allowed: Sequence[str]) -> list[str]:
    """A non-empty list of allowed values in the given order, each once."""
    values = list(dict.fromkeys(raw))
    if not values:
        raise invalid("required", _("Choose at least one."))
    if not set(values) <= set(allowed):
        raise invalid(
            "invalid_choice", _("Choose one of: %(values)s.") % {"values": ", ".join(allowed)}
        )
    return values


def _unknown() -> BusinessError:
    return invalid("does_not_exist", _("This does not exist any more; reload the page."))
