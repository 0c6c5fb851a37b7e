"""Sound of the telephone network: G.711 A-law and mu-law at 8,000 samples a second, and tones in it."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from compose.provider.sound import RATE

FRAME = 160  # samples in 20 ms
_LOUDNESS = 8_000


@dataclass(frozen=True)
class Codec:
    """One of the two; `payload` is its RTP payload type (RFC 3551)."""

    name: str
    payload: int
    levels: tuple[int, ...]  # level of each code

    def decode(self, data: bytes) -> list[int]:
        """Samples of a piece of sound."""
        return [self.levels[code] for code in data]

    def encode(self, samples: Iterable[int]) -> bytes:
        """The nearest codes."""
        ordered = sorted((level, code) for code, level in enumerate(self.levels))
        levels = [level for level, _ in ordered]
        found = (min(bisect_left(levels, sample), len(ordered) - 1) for sample in samples)
        return bytes(ordered[index][1] for index in found)


def _a_level(code: int) -> int:
    code ^= 0x55
    segment, level = (code & 0x70) >> 4, ((code & 0x0F) << 4) + 8
    if segment:
        level = (level + 0x100) << (segment - 1)
    return level if code & 0x80 else -level


def _mu_level(code: int) -> int:
    code = ~code & 0xFF
    level = (((code & 0x0F) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84
    return -level if code & 0x80 else level


ALAW = Codec("PCMA", 8, tuple(_a_level(code) for code in range(256)))
ULAW = Codec("PCMU", 0, tuple(_mu_level(code) for code in range(256)))
CODECS = {codec.payload: codec for codec in (ALAW, ULAW)}


@cache
def frames(payload: int, frequency: int) -> tuple[bytes, ...]:
    """A second of a tone of whole hertz, to be repeated, in frames of 20 ms; 0 Hz is silence."""
    wave = (
        round(_LOUDNESS * math.sin(2 * math.pi * frequency * n / RATE)) if frequency else 0
        for n in range(RATE)
    )
    sound = CODECS[payload].encode(wave)
    return tuple(sound[start : start + FRAME] for start in range(0, RATE, FRAME))
