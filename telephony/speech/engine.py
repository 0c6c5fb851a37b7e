"""What an engine that speaks is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

RATES = (0.5, 2.0)  # 1.0 is the voice's own pace


class SpeechError(Exception):
    """The text could not be spoken; the words are for the journal."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine. `id` is unique over all engines: `<engine>:<its name there>`."""

    id: str
    name: str
    language: str  # ru, en
    engine: str
    is_last_resort: bool = False  # callers understand it with difficulty


@dataclass(frozen=True, slots=True)
class Account:
    """A company's account at a service on the network; empty where it has none."""

    key: str = ""
    folder: str = ""


class Engine(Protocol):
    """Something that speaks. `voices` is empty where the engine is not installed, or the company has no account."""

    name: str

    def voices(self, account: Account) -> Sequence[Voice]:
        """The voices that this company may use now."""

    def speak(self, text: str, *, voice: str, rate: float, account: Account) -> bytes:
        """The text as the bytes of a sound file; `voice` is the voice's name within the engine. Raises SpeechError."""
