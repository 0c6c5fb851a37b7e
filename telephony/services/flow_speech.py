"""Texts of a flow, made speech before it is published: calls play files only.

Speaking takes half a second and more for each text. So it begins when a draft is saved, in the background; a
publication speaks the few that are left, and waits for no more than these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import ngettext

from telephony import dispatch
from telephony.flow.graph import Flow as Scheme
from telephony.flow.parse import parse
from telephony.flow.problems import Problem, error
from telephony.flow.settings import Sound
from telephony.models import Flow
from telephony.services.flow_documents import Document
from telephony.services.speech import is_free, is_spoken, speech_ensure, speech_get
from telephony.speech.engine import SpeechError
from tenants.errors import BusinessError, UnfinishedError

AWAITED_TEXTS = 8  # of one publication: some five seconds


@dataclass(frozen=True, slots=True)
class Spoken:
    """Keys of media files by `<element>/<field>`, and the texts that could not be spoken."""

    sounds: dict[str, str]
    problems: tuple[Problem, ...]


def draft_speak_later(flow: Flow, document: Document) -> None:
    """Have the texts of a draft spoken once nobody has written in it for a moment."""
    if says_texts(parse(document).flow):
        dispatch.draft_speak(str(flow.pk), revision=flow.draft_revision)


def draft_speak(flow_id: UUID, *, revision: int) -> None:
    """Speak what a draft says, unless somebody has changed it meanwhile. Voices that cost money wait for the
    publication: of what is tried out most is never published."""
    flow = Flow.objects.filter(pk=flow_id, draft_revision=revision).first()
    if flow is not None:
        texts_speak([each for each in texts_waiting(parse(flow.draft).flow) if _is_free(each)])


def texts_prepare(scheme: Scheme) -> None:
    """Compute the speech that is not known yet. Call it before anything is locked. What cannot be spoken is told by
    `texts_spoken`.

    Refuses with `speech_pending` while more texts wait than a publication may take the time for.
    """
    left = texts_speak(texts_waiting(scheme), at_most=AWAITED_TEXTS)
    if left:
        raise UnfinishedError(
            "speech_pending",
            ngettext(
                "%(count)d text is still being spoken. Try again in a moment.",
                "%(count)d texts are still being spoken. Try again in a moment.",
                left,
            )
            % {"count": left},
            count=left,
        )


def texts_waiting(scheme: Scheme) -> list[Sound]:
    """Texts that are not speech yet; each once. Without those that nothing can speak."""
    found = dict.fromkeys(sound for _element, _field, sound in _texts(scheme))
    return [each for each in found if not _is_settled(each)]


def texts_speak(waiting: Sequence[Sound], *, at_most: int | None = None) -> int:
    """Speak so many of these; how many are left. When an engine fails the others are not tried: none is left then."""
    for sound in waiting[:at_most]:
        try:
            speech_get(sound.text, voice=sound.voice, rate=sound.rate)
        except BusinessError:
            return 0
    return len(waiting[at_most:]) if at_most is not None else 0


def _is_settled(sound: Sound) -> bool:
    try:
        return is_spoken(sound.text, voice=sound.voice, rate=sound.rate)
    except (BusinessError, SpeechError):
        return True


def _is_free(sound: Sound) -> bool:
    try:
        return is_free(sound.text, voice=sound.voice)
    except SpeechError:
        return False


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


def says_texts(scheme: Scheme) -> bool:
    """Whether a flow says anything that is written in it."""
    return any(_texts(scheme))


def _texts(scheme: Scheme) -> Iterator[tuple[str, str, Sound]]:
    for element in scheme.elements:
        for field, sound in element.settings.sounds().items():
            if sound.text:
                yield element.id, field, sound
