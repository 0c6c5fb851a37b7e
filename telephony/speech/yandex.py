"""Yandex SpeechKit (v1 of its HTTP interface): speech for money, by the API key of the company's own account."""

import json
import urllib.parse
from collections.abc import Mapping
from http import HTTPStatus

from telephony.speech.engine import Account, SpeechError, Voice
from telephony.speech.outside_http import posted
from telephony.speech.programs import plain

URL = "https://tts.api.cloud.yandex.net/speech/v1/tts:synthesize"
ANSWER_SECONDS = 15
MAX_BYTES = 8_000_000


class Yandex:
    """The service behind `url`. What it answers is believed to be sound only as far as the converter believes it."""

    name = "yandex"
    names: Mapping[str, tuple[str, str]] = {
        "alena": ("Алёна", "ru"),
        "filipp": ("Филипп", "ru"),
        "ermil": ("Ермил", "ru"),
        "jane": ("Джейн", "ru"),
        "omazh": ("Омаж", "ru"),
        "zahar": ("Захар", "ru"),
        "john": ("John", "en"),
    }

    def __init__(self, url: str = URL, *, allows_private: bool = False) -> None:
        self._url, self._allows_private = url, allows_private

    def voices(self, account: Account) -> list[Voice]:
        """All of them, for a company that has a key."""
        if not account.key:
            return []
        return [
            Voice(f"{self.name}:{voice}", f"{shown} (Yandex)", language, self.name)
            for voice, (shown, language) in self.names.items()
        ]

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """Ask the service; the key goes into a header and into no message of ours."""
        if voice not in self.names or not account.key:
            raise SpeechError(f"no voice {voice!r}")
        asked = {
            "text": plain(text),
            "voice": voice,
            "lang": "ru-RU" if self.names[voice][1] == "ru" else "en-US",
            "speed": f"{rate:.1f}",
            "format": "oggopus",
        }
        if account.folder:
            asked["folderId"] = account.folder
        status, sound = posted(
            self._url,
            urllib.parse.urlencode(asked).encode(),
            headers={
                "Authorization": f"Api-Key {account.key}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            seconds=ANSWER_SECONDS,
            limit=MAX_BYTES,
            allows_private=self._allows_private,
        )
        if status != HTTPStatus.OK:
            raise SpeechError(f"HTTP {status}: {_told(sound)}")
        if not sound or len(sound) == MAX_BYTES:
            raise SpeechError("no sound in the answer")
        return sound


def _told(answer: bytes) -> str:
    """What the service says of an error, shortened."""
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    words = told.get("error_message") or told.get("message") if isinstance(told, dict) else ""
    return str(words or "")[:200]
