"""A stretch of time painted by what is so in it, looked at as rarely as possible. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

LOOKS_MAX = 500  # 70 changes a day of a week: more of them nobody could read
GRAIN_SECONDS = (
    900  # a quarter of an hour, which begins with one everywhere: zones differ by quarters
)


class Painted(Protocol):
    """What may be so at a moment; what has the same key is painted alike."""

    @property
    def key(self) -> str: ...


P = TypeVar("P", bound=Painted)

Look = Callable[[int], tuple[P, int]]
"""What is so at a moment (epoch seconds), and the next moment at which something else may be."""


@dataclass(frozen=True, slots=True)
class Segment(Generic[P]):
    """A time (epoch seconds, the last one excluded) in which the same is so; `outcome` is of its first moment."""

    start: int
    end: int
    outcome: P


@dataclass(frozen=True, slots=True)
class Painting(Generic[P]):
    """Segments that follow each other. `grain_seconds`: what is shorter may be missing, and borders are late by less
    than that; 0: they are exact."""

    segments: tuple[Segment[P], ...]
    grain_seconds: int = 0


def paint(look: Look[P], *, start: int, until: int) -> Painting[P]:
    """Exact as long as few looks are enough, and by quarters of an hour when it changes more often than that."""
    segments = _segments(look, start, until, grain=1, looks=LOOKS_MAX)
    if segments is not None:
        return Painting(segments)
    coarse = _segments(look, start, until, grain=GRAIN_SECONDS, looks=until - start)
    return Painting(coarse or (), GRAIN_SECONDS)


def _segments(
    look: Look[P], start: int, until: int, *, grain: int, looks: int
) -> tuple[Segment[P], ...] | None:
    """None when so many looks are not enough."""
    found: list[Segment[P]] = []
    moment = start
    for _look in range(looks):
        if moment >= until:
            break
        outcome, border = look(moment)
        border = min(-(-border // grain) * grain, until)
        if found and found[-1].outcome.key == outcome.key:
            found[-1] = replace(found[-1], end=border)
        else:
            found.append(Segment(moment, border, outcome))
        moment = border
    return tuple(found) if moment >= until else None
