"""Texts made speech: computed once for each text, voice and pace, listened to at once, said by call flows."""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.flow.fields import TEXT_MAX
from telephony.models import FlowVersion, Speech
from telephony.services import text as texts
from telephony.services.media_store import sounds_drop, sounds_keep, work_folder
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.speech_engines import engines, spoken, voice_of, voices
from telephony.services.writes import config_write
from telephony.sound.convert import Converted, convert
from telephony.sound.probe import UnusableSoundError
from telephony.speech.engine import RATES, Account, SpeechError, Voice
from tenants.errors import BusinessError

LISTENED_KEPT = timedelta(days=1)
SAID_KEPT = timedelta(days=30)  # beyond its last publication, for whoever goes back to it
# Texts computed by one process at the same time: half a second of a core each, which calls may want.
AT_ONCE = threading.BoundedSemaphore(2)
PATIENCE_SECONDS = 10
RATE_STEPS = 20  # paces differ by a twentieth: nobody hears less, and the same is found again


def speech_text(raw: object) -> str:
    """A text that can be spoken: some words, not too many."""
    text = texts.paragraph(raw, limit=TEXT_MAX)
    if not any(each.isalnum() for each in text):
        raise invalid("required", _("Write what shall be said."))
    return text


def speech_rate(raw: float) -> float:
    """A pace between half and twice the voice's own."""
    if not RATES[0] <= raw <= RATES[1]:
        raise invalid("rate_invalid", _("The pace lies between 0.5 and 2."))
    return round(raw * RATE_STEPS) / RATE_STEPS


def voice_known(raw: str) -> str:
    """The id of a voice that the company may use, or "" for its usual one."""
    if raw and raw not in {voice.id for voice in voices()}:
        raise invalid("voice_unknown", _("This voice is not available."))
    return raw


SPOKEN: Parsers = {"text": speech_text, "voice": voice_known, "rate": speech_rate}


def speech_listen(said: Mapping[str, Any]) -> Speech:
    """What a form asks to hear; every field at fault is named."""
    problems = Problems()
    values = fields_parse(said, SPOKEN, problems)
    problems.raise_any()
    return speech_get(**values)


def speech_get(text: str, *, voice: str = "", rate: float = 1.0) -> Speech:
    """The text as speech, from what was spoken before or computed now (0.3 s for a phrase).

    Refuses with `required`, `too_long`, `rate_invalid`, and with `speech_failed` (503) when the engine does not speak.
    """
    text, rate = speech_text(text), speech_rate(rate)
    try:
        chosen = voice_of(voice, text)
        return _known(text, chosen, rate) or _made(text, chosen, rate)
    except (SpeechError, UnusableSoundError) as error:
        raise BusinessError(
            "speech_failed",
            _("The text could not be spoken; try another voice."),
            status=503,
        ) from error


def is_spoken(text: str, *, voice: str = "", rate: float = 1.0) -> bool:
    """Whether this text is speech already. Refuses what is no text; raises SpeechError where nothing speaks."""
    text, rate = speech_text(text), speech_rate(rate)
    return _known(text, voice_of(voice, text), rate) is not None


def is_free(text: str, *, voice: str = "") -> bool:
    """Whether speaking this text costs the company no money. Raises SpeechError where nothing speaks."""
    engine = engines()[voice_of(voice, text).engine]
    return bool(engine.voices(Account()))


def speech_ensure(text: str, voice: str = "", rate: float = 1.0) -> str:
    """The key under which calls hear this text, as a media file's; the node has it with the next revision.

    Call it where a flow is published: what was listened to or published before costs nothing. Refuses as `speech_get`.
    """
    speech = speech_get(text, voice=voice, rate=rate)
    Speech.objects.filter(pk=speech.pk).update(is_published=True, used_at=timezone.now())
    return speech.key


def speech_remake(speech: Speech) -> None:
    """Speak again a text whose sound was lost. Raises SpeechError, UnusableSoundError."""
    converted = _computed(speech.text, speech.voice, speech.rate)
    changed = {"content": converted.name, "seconds": converted.seconds}
    if converted.name != speech.content:
        with config_write():
            Speech.objects.filter(pk=speech.pk).update(**changed)


def speech_sweep() -> int:
    """Forget texts of the current company that are neither said nor listened to any more; how many went."""
    now = timezone.now()
    in_force = FlowVersion.objects.filter(version=F("flow__published_version"))
    said = {key for sounds in in_force.values_list("sounds", flat=True) for key in sounds.values()}
    listened = Speech.objects.filter(is_published=False, used_at__lt=now - LISTENED_KEPT)
    published = Speech.objects.filter(is_published=True, used_at__lt=now - SAID_KEPT)
    unsaid = [each for each in published if each.key not in said]
    if unsaid:
        _forget(unsaid)
    for speech in listened:
        _drop(speech)
    return len(unsaid) + len(listened)


@config_write()
def _forget(unsaid: Iterable[Speech]) -> None:
    for speech in unsaid:
        _drop(speech)


def _drop(speech: Speech) -> None:
    speech.delete()
    transaction.on_commit(partial(sounds_drop, speech.content))


def _digest(text: str, voice: Voice, rate: float) -> str:
    return hashlib.sha256(f"{voice.id}\n{rate:.2f}\n{text}".encode()).hexdigest()


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until few enough others compute."""
    if not AT_ONCE.acquire(timeout=PATIENCE_SECONDS):
        raise SpeechError("too many texts at once")
    try:
        yield
    finally:
        AT_ONCE.release()


def _computed(text: str, voice_id: str, rate: float) -> Converted:
    """The text as speech, in storage."""
    with _turn(), work_folder() as folder:
        source = folder / "speech"
        source.write_bytes(spoken(text, voice=voice_id, rate=rate))
        converted = convert(source, folder)
        sounds_keep(folder, converted)
    return converted


def _known(text: str, voice: Voice, rate: float) -> Speech | None:
    return Speech.objects.filter(digest=_digest(text, voice, rate)).first()


def _made(text: str, voice: Voice, rate: float) -> Speech:
    converted = _computed(text, voice.id, rate)
    # Somebody may have listened to the same at this moment: theirs is as good.
    made, _is_new = Speech.objects.get_or_create(
        digest=_digest(text, voice, rate),
        defaults={
            "engine": voice.engine,
            "voice": voice.id,
            "rate": rate,
            "text": text,
            "content": converted.name,
            "seconds": converted.seconds,
        },
    )
    return made
