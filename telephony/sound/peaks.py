"""The outline of a sound, for a page to draw without loading the sound itself."""

from itertools import pairwise

PIECES = 400


def _magnitude(code: int) -> int:
    """How far a sample of G.711 A-law is from silence, 0 to 255 (its 13 bits, the lowest dropped)."""
    code ^= 0x55
    exponent, mantissa = (code & 0x70) >> 4, code & 0x0F
    linear = (mantissa << 1) + 1 if exponent == 0 else ((mantissa << 1) + 33) << (exponent - 1)
    return min(255, linear >> 4)


_MAGNITUDES = bytes(_magnitude(code) for code in range(256))


def peaks(alaw: bytes, *, pieces: int = PIECES) -> tuple[int, ...]:
    """The loudest sample of each of so many pieces, in percent of the loudest of all; fewer for very short sounds."""
    heights = alaw.translate(_MAGNITUDES)
    count = min(pieces, len(heights))
    edges = [len(heights) * each // count for each in range(count + 1)] if count else [0]
    found = [max(heights[start:end]) for start, end in pairwise(edges)]
    highest = max(found, default=0) or 1
    return tuple(round(100 * each / highest) for each in found)
