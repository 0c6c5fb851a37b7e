"""Music on hold that the project owns: a soft arpeggio, computed, so that nobody's recording is needed."""

import math
import struct
import wave
from pathlib import Path

RATE = 8_000  # samples a second, as in telephony
NOTE_SECONDS = 0.5
# A minor, F, C, G: four notes of each chord, Hz.
NOTES = (
    220.0, 261.6, 329.6, 440.0,
    174.6, 220.0, 261.6, 349.2,
    261.6, 329.6, 392.0, 523.3,
    196.0, 246.9, 293.7, 392.0,
)  # fmt: skip
LOUDNESS = 6_000  # of 32,767


def music() -> bytes:
    """The piece as signed 16-bit samples: each note is struck and fades over twice its length."""
    length = int(RATE * NOTE_SECONDS)
    samples = [0.0] * (length * len(NOTES))
    for position, frequency in enumerate(NOTES):
        for offset in range(2 * length):
            seconds = offset / RATE
            attack = min(1.0, seconds / 0.02)
            fading = attack * math.exp(-3.0 * seconds)
            index = (position * length + offset) % len(samples)
            samples[index] += fading * math.sin(2 * math.pi * frequency * seconds)
    return struct.pack(f"<{len(samples)}h", *(int(LOUDNESS * sample) for sample in samples))


def music_write(path: Path) -> None:
    """Write the piece as a WAV file unless it is there."""
    if path.exists():
        return
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(music())
