"""The engines of this installation, as the current company may use them."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from telephony.models import SpeechSettings
from telephony.speech.engine import Account, Engine, SpeechError, Voice


@cache
def engines() -> dict[str, Engine]:
    """Name -> engine, the best first."""
    made: list[Engine] = [import_string(path)() for path in settings.SPEECH_ENGINES]
    return {engine.name: engine for engine in made}


def speech_settings() -> SpeechSettings:
    """The company's settings; the usual ones when it has none."""
    return SpeechSettings.objects.first() or SpeechSettings()


def account() -> Account:
    """The company's account at a service that speaks for money."""
    said = speech_settings()
    return Account(said.service_key, said.service_folder)


def voices() -> list[Voice]:
    """All voices that the company may use; the first one is what is spoken with by default."""
    its = account()
    return [voice for engine in engines().values() for voice in engine.voices(its)]


def voice_of(wanted: str) -> Voice:
    """The voice with this id; the company's usual one, else the installation's first, for "" and for one that is no
    longer there. Raises SpeechError where nothing speaks at all."""
    there = {voice.id: voice for voice in voices()}
    if not there:
        raise SpeechError("no engine is installed")
    for each in (wanted, speech_settings().voice):
        if each in there:
            return there[each]
    return next(iter(there.values()))


def spoken(text: str, *, voice: str, rate: float) -> bytes:
    """A text as the bytes of a sound file. Raises SpeechError."""
    chosen = voice_of(voice)
    engine, name = engines()[chosen.engine], chosen.id.partition(":")[2]
    return engine.speak(text, voice=name, rate=rate, account=account())
