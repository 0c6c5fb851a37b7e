"""Rows and storage of sounds brought together again: what a failure, a race or a restored backup set apart."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from telephony.models import MediaFile, Speech
from telephony.services.media_conversion import media_reconvert
from telephony.services.media_store import sound_files, sound_name
from telephony.services.speech import speech_remake
from telephony.sound.convert import SUFFIXES
from telephony.sound.probe import UnusableSoundError
from telephony.speech.engine import SpeechError
from tenants.context import current_tenant

logger = logging.getLogger(__name__)

UNNAMED_KEPT = timedelta(days=1)  # its row may be about to be committed
REMADE_AT_ONCE = 20  # of a company: after the loss of a disk other work has its turn too


def sounds_unnamed_drop() -> int:
    """Remove files that no row names: a publication that was refused leaves the speech that it had computed. Returns
    how many went."""
    files = sound_files()
    named = {content for model in (MediaFile, Speech) for content in _contents(model)}
    names = [_stored(file) for file in files if file.partition(".")[0] not in named]
    young = timezone.now() - UNNAMED_KEPT
    old = [name for name in names if default_storage.get_modified_time(name) < young]
    for name in old:
        default_storage.delete(name)
    return len(old)


def sounds_remake() -> int:
    """Make again sounds that rows name and that are not in storage, of the upload or of the text; the node has those
    that it lacks with its next look. Returns how many."""
    files = sound_files()
    lost = list(_lost(files))[:REMADE_AT_ONCE]
    return sum(_is_remade(each) for each in lost)


def _contents(model: type[MediaFile] | type[Speech]) -> Iterator[str]:
    return iter(model.objects.exclude(content="").values_list("content", flat=True))


def _lost(files: frozenset[str]) -> Iterator[MediaFile | Speech]:
    sounds: list[MediaFile | Speech] = [*MediaFile.objects.filter(state=MediaFile.State.READY)]
    for sound in [*sounds, *Speech.objects.all()]:
        if not all(f"{sound.content}.{suffix}" in files for suffix in SUFFIXES):
            yield sound


def _is_remade(sound: MediaFile | Speech) -> bool:
    try:
        if isinstance(sound, MediaFile):
            is_made = media_reconvert(sound)
        else:
            speech_remake(sound)
            is_made = True
    except (SpeechError, UnusableSoundError) as error:
        logger.warning("%s: lost text %s is not spoken again: %s", _code(), sound.pk, error)
        return False
    if not is_made:
        logger.warning("%s: the sound of %s is lost, and its upload too", _code(), sound.pk)
    return is_made


def _stored(file: str) -> str:
    content, _dot, suffix = file.partition(".")
    return sound_name(_code(), content, suffix)


def _code() -> str:
    return current_tenant().code
