"""Voicemail boxes of persons and groups."""

import re
from functools import partial
from typing import TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from telephony.flow.references import Thing
from telephony.models import InternalNumber, MediaFile, VoicemailBox
from telephony.models.media import LANGUAGES
from telephony.selectors.usages import voicemail_box_usages
from telephony.services import text
from telephony.services.choices import object_get
from telephony.services.flow_uses import uses_replace
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.usages import used_refuse
from telephony.services.voicemail_forget import voicemail_forget
from telephony.services.writes import config_write, row_lock
from tenants.errors import BusinessError

EMAIL_LIMIT = 254
_PIN = re.compile(r"[0-9]{4,10}", re.ASCII)
_OWNERS = (InternalNumber.Kind.EXTENSION, InternalNumber.Kind.QUEUE)


class VoicemailBoxValues(TypedDict, total=False):
    """What a form may say about a box; `number` is that of the person or group."""

    number: str
    is_enabled: bool
    greeting: UUID | None
    email: str
    pin: str
    language: str


@config_write()
def voicemail_box_create(values: VoicemailBoxValues) -> VoicemailBox:
    """Give a person or a group a box."""
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    owner = problems.take("number", _owner, values.get("number", ""))
    problems.raise_any()
    assert owner is not None  # noqa: S101 - else refused above
    box: VoicemailBox = VoicemailBox.objects.create(
        internal_number=owner, folder=owner.number, **fields
    )
    return box


@config_write()
def voicemail_box_update(box: VoicemailBox, values: VoicemailBoxValues) -> VoicemailBox:
    """Change what `values` names; a box stays its owner's."""
    row_lock(box)
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    problems.raise_any()
    for field, value in fields.items():
        setattr(box, field, value)
    box.save()
    return box


@config_write()
def voicemail_box_delete(
    box: VoicemailBox, *, replacement: VoicemailBox | None = None, force: bool = False
) -> None:
    """Remove a box with its messages. Flows that lead callers into it are named first; with `force` they pass it by."""
    del replacement  # nobody's messages belong into somebody else's box
    if not force:
        used_refuse(voicemail_box_usages(box))
    number = box.internal_number
    uses_replace(Thing.BOX, number.number, "")
    voicemail_forget(number)


def _owner(raw: str) -> InternalNumber:
    found = InternalNumber.objects.filter(number=raw.strip(), kind__in=_OWNERS).first()
    if found is None:
        raise invalid("does_not_exist", _("No person or group has this number."))
    if VoicemailBox.objects.filter(internal_number=found).exists():
        raise BusinessError("box_exists", _("This number has a voicemail box already."))
    return found


def _email(raw: str) -> str:
    address = text.line(raw, limit=EMAIL_LIMIT)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise invalid("email_invalid", _("This is no e-mail address.")) from None
    return address


def _pin(raw: str) -> str:
    pin = raw.strip()
    if pin and not _PIN.fullmatch(pin):
        raise invalid("pin_invalid", _("A PIN has four to ten digits."))
    return pin


def _language(raw: str) -> str:
    if raw not in dict(LANGUAGES):
        raise invalid("invalid_choice", _("Choose one of: %(values)s.") % {"values": "ru, en"})
    return raw


_PARSERS: Parsers = {
    "is_enabled": bool,
    "greeting": partial(object_get, MediaFile),
    "email": _email,
    "pin": _pin,
    "language": _language,
}
