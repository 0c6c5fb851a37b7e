"""What was heard: how much of a known tone is in a piece of sound."""

import math
from collections.abc import Callable, Sequence

RATE = 8_000
WINDOW_SECONDS = 0.4  # what is judged at once
WINDOW = int(WINDOW_SECONDS * RATE)
STEP = WINDOW // 4

Test = Callable[[Sequence[int]], bool]


class Ear:
    """Listens for something in sound that arrives in pieces: all of it is judged, however late somebody looks.

    (A look at the newest sound alone misses a short announcement when the one who looks is held up.)
    """

    def __init__(self, test: Test, waiting: Sequence[int] = ()) -> None:
        self._test = test
        self._waiting = list(waiting)  # what an ear before this one has left

    def hears(self, samples: Sequence[int]) -> bool:
        """Whether it was heard now that these samples have arrived after those of the calls before."""
        self._waiting += samples
        while len(self._waiting) >= WINDOW:
            if self._test(self._waiting[:WINDOW]):
                return True
            del self._waiting[:STEP]
        return False

    @property
    def rest(self) -> Sequence[int]:
        """What arrived after what was heard."""
        return self._waiting[WINDOW:]


def tone_share(samples: Sequence[int], frequency: float) -> float:
    """Share (0..1) of the sound's energy that lies at `frequency` (Goertzel's algorithm over the whole piece)."""
    energy = sum(sample * sample for sample in samples)
    if energy == 0:
        return 0.0
    coefficient = 2 * math.cos(2 * math.pi * frequency / RATE)
    previous = last = 0.0
    for sample in samples:
        previous, last = last, sample + coefficient * last - previous
    power = previous * previous + last * last - coefficient * previous * last
    return min(1.0, 2 * power / (len(samples) * energy))


def loudness(samples: Sequence[int]) -> float:
    """Root mean square of the samples; speech and music of telephony lie above 200, silence near 0."""
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples)) if samples else 0.0
