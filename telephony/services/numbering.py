"""The numbering plan: taking, changing and giving back internal numbers."""

import re

from django.utils.translation import gettext as _

from telephony.asterisk.names import EXTENSION_PATTERN
from telephony.models import InternalNumber
from telephony.services import search_terms
from telephony.services.number_words import taken_words
from telephony.services.problems import invalid
from telephony.services.voicemail_forget import voicemail_follow, voicemail_forget
from telephony.services.writes import config_write
from tenants.errors import BusinessError

_NUMBER = re.compile(EXTENSION_PATTERN, re.ASCII)


def number_parse(raw: str) -> str:
    """An internal number as people may choose it (001: three to five digits, not beginning with 0 or 1)."""
    number = raw.strip()
    if not _NUMBER.fullmatch(number):
        raise invalid(
            "number_invalid", _("A number has three to five digits and does not begin with 0 or 1.")
        )
    return number


@config_write()
def number_take(raw: str, *, kind: InternalNumber.Kind) -> InternalNumber:
    """Enter a number in the plan; refused with `number_taken` when anything answers it already."""
    number = number_parse(raw)
    _refuse_taken(number)
    search_terms.add(kind, [number])
    return InternalNumber.objects.create(number=number, kind=kind)


@config_write()
def number_change(internal_number: InternalNumber, *, number: str) -> None:
    """Give the holder of a number another one."""
    new = number_parse(number)
    if new == internal_number.number:
        return
    _refuse_taken(new)
    search_terms.remove(internal_number.kind, [internal_number.number])
    search_terms.add(internal_number.kind, [new])
    internal_number.number = new
    internal_number.save(update_fields=["number"])
    voicemail_follow(internal_number)


@config_write()
def number_release(internal_number: InternalNumber) -> None:
    """Give a number back; its holder must be deleted before."""
    search_terms.remove(internal_number.kind, [internal_number.number])
    voicemail_forget(internal_number)
    internal_number.delete()


def _refuse_taken(number: str) -> None:
    holder = InternalNumber.objects.filter(number=number).first()
    if holder is not None:
        raise BusinessError(
            "number_taken",
            taken_words(number),
            field="number",
            number=number,
            kind=holder.kind,
        )
