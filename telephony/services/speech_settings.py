"""How the company speaks: its usual voice, its account at a service, and how often its people may listen."""

import re
from functools import partial
from typing import TypedDict

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from telephony.models import SpeechSettings
from telephony.services import text
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.speech import voice_known
from telephony.services.speech_engines import account_try, speech_settings
from telephony.speech.engine import Account, SpeechError
from tenants.errors import BusinessError

KEY_LIMIT = 200
FOLDER_LIMIT = 64
LISTENS_A_MINUTE = (
    60  # of one person: a preview while typing asks twice a second at most, and then rests
)

_PLAIN = re.compile(r"[A-Za-z0-9._=+/-]*", re.ASCII)


def _plain(raw: object, limit: int) -> str:
    """Keys and folders go into headers and addresses."""
    found = text.line(raw, limit=limit)
    if not _PLAIN.fullmatch(found):
        raise invalid("characters_forbidden", _("Latin letters, digits and - _ . only."))
    return found


_ACCOUNT: Parsers = {
    "service_key": partial(_plain, limit=KEY_LIMIT),
    "service_folder": partial(_plain, limit=FOLDER_LIMIT),
}
_USUAL: Parsers = {"voice": voice_known}


class SpeechSettingsValues(TypedDict, total=False):
    """What a form may say; an empty `service_key` ends the use of the service."""

    voice: str
    service_key: str
    service_folder: str


@transaction.atomic
def speech_settings_update(values: SpeechSettingsValues) -> SpeechSettings:
    """Change what `values` names. What is published already goes on as it was spoken.

    A new key is tried at once; one that the service does not take is refused with `service_refused` and what it said.
    """
    said = speech_settings()
    before = said.service_key
    _take(said, values, _ACCOUNT)
    if said.service_key not in {"", before}:
        _account_try(Account(said.service_key, said.service_folder))
    said.save()  # the account decides which voices there are
    _take(said, values, _USUAL)
    said.save()
    return said


def _take(said: SpeechSettings, values: SpeechSettingsValues, parsers: Parsers) -> None:
    problems = Problems()
    fields = fields_parse(values, parsers, problems)
    problems.raise_any()
    for field, value in fields.items():
        setattr(said, field, value)


def _account_try(account: Account) -> None:
    try:
        account_try(account)
    except SpeechError as error:
        raise invalid(
            "service_refused",
            _("The service does not speak with this key: %(said)s") % {"said": error},
            field="service_key",
        ) from None


def listening_count(user_id: int) -> None:
    """Count that somebody listens to a text; refused when they do too often."""
    key = f"speech-listened:{user_id}"
    cache.add(key, 0, timeout=60)
    if _counted(key) > LISTENS_A_MINUTE:
        raise BusinessError("too_often", _("Too many previews; wait a minute."), status=429)


def _counted(key: str) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # it has just run out
        return 1
