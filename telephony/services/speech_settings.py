"""How the company speaks: its usual voice, its account at a service, and how often its people may listen."""

from functools import partial
from typing import TypedDict

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from telephony.models import SpeechSettings
from telephony.services import text
from telephony.services.problems import Parsers, Problems, fields_parse
from telephony.services.speech import voice_known
from telephony.services.speech_engines import speech_settings
from tenants.errors import BusinessError

KEY_LIMIT = 200
FOLDER_LIMIT = 64
LISTENS_A_MINUTE = (
    60  # of one person: a preview while typing asks twice a second at most, and then rests
)

# The account comes first: it decides which voices there are.
_ACCOUNT: Parsers = {
    "service_key": partial(text.line, limit=KEY_LIMIT),
    "service_folder": partial(text.line, limit=FOLDER_LIMIT),
}
_USUAL: Parsers = {"voice": voice_known}


class SpeechSettingsValues(TypedDict, total=False):
    """What a form may say; an empty `service_key` ends the use of the service."""

    voice: str
    service_key: str
    service_folder: str


@transaction.atomic
def speech_settings_update(values: SpeechSettingsValues) -> SpeechSettings:
    """Change what `values` names. What is published already goes on as it was spoken."""
    said = speech_settings()
    problems = Problems()
    for parsers in (_ACCOUNT, _USUAL):
        for field, value in fields_parse(values, parsers, problems).items():
            setattr(said, field, value)
        problems.raise_any()
        said.save()
    return said


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
