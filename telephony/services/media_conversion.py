"""The background job that makes of an upload, or of a text, what calls play."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from telephony import dispatch, notify
from telephony.models import MediaFile
from telephony.services.media_store import (
    as_file,
    original_keep,
    sounds_drop,
    sounds_keep,
    work_folder,
)
from telephony.services.media_words import INTERRUPTED, SPEECH_FAILED
from telephony.services.speech_engines import spoken
from telephony.services.writes import config_write
from telephony.sound.convert import Converted, convert
from telephony.sound.probe import UnusableSoundError, probe
from telephony.speech.engine import SpeechError
from tenants.context import current_tenant

TELL_SECONDS = 0.5
FORGOTTEN = timedelta(minutes=30)  # an hour of sound takes a quarter of a minute


@dataclass(frozen=True, slots=True)
class _Work:
    """One upload that is being converted; a later one of the same file makes it void."""

    media_id: str
    upload: int

    def update(self, **fields: object) -> bool:
        """Change the row, unless another upload has come meanwhile."""
        rows = MediaFile.objects.filter(pk=self.media_id, upload=self.upload)
        return bool(rows.update(updated_at=timezone.now(), **fields))


def media_convert(media_id: str, *, upload: int) -> None:
    """Convert one upload. Nothing is done for one that was replaced, deleted or converted already."""
    waiting = MediaFile.objects.filter(pk=media_id, upload=upload, state=MediaFile.State.CONVERTING)
    media = waiting.first()
    if media is None:
        return
    work = _Work(media_id, upload)
    with work_folder() as folder:
        try:
            source = _source(media, folder / "source")
            length = probe(source).seconds
            converted = convert(source, folder, seconds=length, on_percent=_told(work))
            sounds_keep(folder, converted)
        except UnusableSoundError as error:
            _failed(work, error.code)
            return
        except SpeechError:
            _failed(work, SPEECH_FAILED)
            return
    _ready(work, converted)


def media_reconvert(media: MediaFile) -> bool:
    """Have a file converted again whose sound was lost; whether there is something to make it of."""
    is_there = media.original and default_storage.exists(media.original)
    if media.source != MediaFile.Source.SPEECH and not is_there:
        return False
    if _Work(str(media.pk), media.upload).update(state=MediaFile.State.CONVERTING, progress=0):
        dispatch.media_convert(str(media.pk), upload=media.upload)
    return True


def media_resume() -> int:
    """Send the conversions of the current company again whose message was lost; give up those that had begun and of
    which nothing was heard since: their worker was killed, perhaps by them. Returns how many were sent."""
    stale = MediaFile.objects.filter(
        state=MediaFile.State.CONVERTING, updated_at__lt=timezone.now() - FORGOTTEN
    )
    for media in stale.filter(progress__gt=0):
        _failed(_Work(str(media.pk), media.upload), INTERRUPTED)
    lost = list(stale)
    stale.update(updated_at=timezone.now())
    for media in lost:
        dispatch.media_convert(str(media.pk), upload=media.upload)
    return len(lost)


def _source(media: MediaFile, path: Path) -> Path:
    """The upload as a file of the disk; of a text its speech, which then is the original."""
    if media.source != MediaFile.Source.SPEECH:
        with default_storage.open(media.original) as stored:
            return as_file(stored, path)
    path.write_bytes(spoken(media.text, voice=media.voice, rate=media.rate))
    if not media.original:
        with path.open("rb") as speech:
            kept = original_keep(media, speech)
        _Work(str(media.pk), media.upload).update(original=kept, size_bytes=path.stat().st_size)
    return path


def _told(work: _Work) -> Callable[[int], None]:
    """Writes the progress down and tells the pages, twice a second at most."""
    last = 0.0

    def on_percent(percent: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= TELL_SECONDS and work.update(progress=percent):
            last = now
            _tell(work)

    return on_percent


@config_write()
def _ready(work: _Work, converted: Converted) -> None:
    """Let calls hear the new sound. The old one goes, unless something else has the same content."""
    media = MediaFile.objects.select_for_update().filter(pk=work.media_id).first()
    before = media.content if media else ""
    is_current = work.update(
        state=MediaFile.State.READY,
        progress=100,
        error="",
        content=converted.name,
        seconds=converted.seconds,
        peaks=list(converted.peaks),
    )
    stale = before if is_current else converted.name
    if stale != converted.name or not is_current:
        transaction.on_commit(partial(sounds_drop, stale))
    transaction.on_commit(partial(_tell, work))


def _failed(work: _Work, error: str) -> None:
    work.update(state=MediaFile.State.FAILED, error=error)
    _tell(work)


def _tell(work: _Work) -> None:
    media = MediaFile.objects.filter(pk=work.media_id).first()
    if media is not None:
        notify.media_state(current_tenant().code, media)
