"""What an ear makes of sound that arrives in pieces."""

import pytest

from compose.provider.g711 import ALAW, frames
from compose.provider.sound import RATE, Ear, tone_share

FRAME = 160


def tone(frequency, seconds):
    sound = [sample for frame in frames(ALAW.payload, frequency) for sample in ALAW.decode(frame)]
    return sound[: int(seconds * RATE)]


def ear():
    return Ear(lambda heard: tone_share(heard, 1300) > 0.5)


@pytest.mark.parametrize("piece", [FRAME, 7 * FRAME, 10**6])
def test_a_short_tone_is_heard_between_others_however_it_arrives(piece):
    sound = tone(600, 0.9) + tone(1300, 0.7) + tone(900, 0.9)
    listening = ear()

    heard = [listening.hears(sound[start : start + piece]) for start in range(0, len(sound), piece)]

    assert any(heard)


def test_other_tones_silence_and_too_short_a_tone_are_not_heard():
    assert not ear().hears(tone(600, 0.9) + tone(0, 0.9) + tone(900, 0.9))
    assert not ear().hears(tone(600, 0.9) + tone(1300, 0.1) + tone(900, 0.9))
    assert not ear().hears(tone(1300, 0.3))
