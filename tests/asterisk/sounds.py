"""Sounds of companies for node tests: tones, put where the node finds them."""

import math

from compose.provider.g711 import CODECS
from telephony.asterisk.snapshot import MediaConfig
from telephony.asterisk.sounds import SUFFIXES
from tests.asterisk.node import Node

RATE = 8_000
ALAW = 8  # RTP payload type
LOUD = 9_000
NOTHING = b"\0" * 160  # phones of these tests take G.711 and never hear it


def tones(
    node: Node, code: str, *frequencies: int, seconds: float = 0.7
) -> tuple[MediaConfig, ...]:
    """A sound for each frequency (Hz), with the key `tone<frequency>`, on the node's disk."""
    folder = node.paths.sounds / code
    folder.mkdir(parents=True, exist_ok=True)
    for frequency in frequencies:
        for suffix in SUFFIXES:
            content = _tone(frequency, seconds) if suffix == "alaw" else NOTHING
            (folder / f"tone{frequency}.{suffix}").write_bytes(content)
    return tuple(MediaConfig(f"tone{each}", f"tone{each}") for each in frequencies)


def _tone(frequency: int, seconds: float) -> bytes:
    count = int(seconds * RATE)
    wave = [int(LOUD * math.sin(2 * math.pi * frequency * index / RATE)) for index in range(count)]
    return bytes(CODECS[ALAW].encode(wave))
