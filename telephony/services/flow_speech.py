"""Texts of a flow, made speech before it is published: calls play files only."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from telephony.flow.graph import Flow as Scheme
from telephony.flow.problems import Problem, error
from telephony.flow.settings import Sound
from telephony.services.speech import speech_ensure, speech_get
from tenants.errors import BusinessError


@dataclass(frozen=True, slots=True)
class Spoken:
    """Keys of media files by `<element>/<field>`, and the texts that could not be spoken."""

    sounds: dict[str, str]
    problems: tuple[Problem, ...]


def texts_prepare(scheme: Scheme) -> None:
    """Compute the speech that is not known yet. It takes a moment for each text: call it before anything is locked.
    What cannot be spoken is told by `texts_spoken`."""
    for _element, _field, sound in _texts(scheme):
        with suppress(BusinessError):
            speech_get(sound.text, voice=sound.voice, rate=sound.rate)


def texts_spoken(scheme: Scheme) -> Spoken:
    """The files of all texts of a flow that is published."""
    sounds: dict[str, str] = {}
    problems: list[Problem] = []
    for element, field, sound in _texts(scheme):
        try:
            sounds[f"{element}/{field}"] = speech_ensure(sound.text, sound.voice, sound.rate)
        except BusinessError as refusal:
            problems.append(
                error(element, field, "speech_failed", why=refusal.code, said=refusal.message)
            )
    return Spoken(sounds, tuple(problems))


def _texts(scheme: Scheme) -> Iterator[tuple[str, str, Sound]]:
    for element in scheme.elements:
        for field, sound in element.settings.sounds().items():
            if sound.text:
                yield element.id, field, sound
