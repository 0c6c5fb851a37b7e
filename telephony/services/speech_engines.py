"""The engines of this installation, as the current company may use them."""

import re
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from telephony.models import SpeechSettings
from telephony.speech.engine import Account, Engine, SpeechError, Voice
from tenants.context import current_tenant

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


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
    """All voices that the company may use. The first one speaks texts that name none: the company's usual voice, else
    the best one in its language."""
    its, usual, language = account(), speech_settings().voice, current_tenant().language
    found = [voice for engine in engines().values() for voice in engine.voices(its)]
    return sorted(
        found,
        key=lambda voice: (voice.id != usual, voice.is_last_resort, voice.language != language),
    )


def voice_of(wanted: str, text: str) -> Voice:
    """The voice with this id. For "", and for one that is gone, the first one that can read the text: English
    voices pass over Cyrillic letters in silence. Raises SpeechError where nothing speaks at all."""
    there = voices()
    if not there:
        raise SpeechError("no engine is installed")
    is_russian = _CYRILLIC.search(text) is not None
    readers = [voice for voice in there if voice.language == "ru" or not is_russian]
    return next((voice for voice in there if voice.id == wanted), (readers or there)[0])


def spoken(text: str, *, voice: str, rate: float) -> bytes:
    """A text as the bytes of a sound file. Raises SpeechError."""
    chosen = voice_of(voice, text)
    engine, name = engines()[chosen.engine], chosen.id.partition(":")[2]
    return engine.speak(text, voice=name, rate=rate, account=account())


def account_try(account: Account) -> None:
    """Let the engines that this account opens say a word. Raises SpeechError with what the service says."""
    for engine in engines().values():
        opened = engine.voices(account)
        if opened and not engine.voices(Account()):
            engine.speak("Да.", voice=opened[0].id.partition(":")[2], rate=1.0, account=account)
