"""Media files that say a text (003): spoken in the background, spoken anew when the text changes."""

from typing import Any, TypedDict

from django.db import transaction

from telephony import dispatch
from telephony.models import MediaFile
from telephony.services.media_files import MediaFileValues, content_renew, file_fields, row_create
from telephony.services.problems import Problems, fields_parse
from telephony.services.speech import SPOKEN


class SpokenValues(TypedDict, total=False):
    """What is said and how: a voice's id ("" for the usual one), and the pace (1.0 is the voice's own)."""

    text: str
    voice: str
    rate: float


def media_file_speak(values: MediaFileValues, said: SpokenValues) -> MediaFile:
    """Add a file that says a text."""
    problems = Problems()
    fields = file_fields(values, problems)
    fields |= _said({"text": "", "voice": "", **said}, problems)
    problems.raise_any()
    with transaction.atomic():
        media = row_create({**fields, "source": MediaFile.Source.SPEECH})
        dispatch.media_convert(str(media.pk), upload=media.upload)
    return media


def media_file_respeak(media: MediaFile, said: SpokenValues) -> MediaFile:
    """Let a file say this text instead of what it held. Callers hear the old sound until the new one is there."""
    problems = Problems()
    fields = _said({"text": media.text, "voice": media.voice, **said}, problems)
    problems.raise_any()
    with transaction.atomic():
        content_renew(media, {"source": MediaFile.Source.SPEECH, "original_name": "", **fields})
    return media


def _said(said: SpokenValues, problems: Problems) -> dict[str, Any]:
    return fields_parse(said, SPOKEN, problems)
