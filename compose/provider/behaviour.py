"""What happens when a number of the simulated provider is called. Values alone."""

from dataclasses import dataclass, replace

FOREVER = float("inf")
ANSWER_TONE, EARLY_TONE = 620, 850  # Hz
RING_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to take a call. Times in seconds, tones in Hz (0: no sound).

    `steps` are done one after another once the call stands, `pause` seconds before each: hold, resume,
    move (sound to another address), codec (to the other G.711), t38 (offer of a fax).
    """

    status: int = 200
    ring_seconds: float = RING_SECONDS
    early_tone: int = 0  # sound before the answer (183)
    tone: int = ANSWER_TONE
    talk_seconds: float = FOREVER
    is_silent: bool = False  # no response at all, as if nobody was there
    steps: tuple[str, ...] = ()
    pause: float = 0.3
    headers: tuple[tuple[str, str], ...] = ()  # of the final response


SILENT = Behaviour(is_silent=True)
RINGS = Behaviour(ring_seconds=FOREVER)


def answer(tone: int = ANSWER_TONE, **options: object) -> Behaviour:
    """Somebody takes the call and a tone is heard."""
    return replace(Behaviour(tone=tone), **options)  # type: ignore[arg-type]


def reject(status: int, **options: object) -> Behaviour:
    """The call is refused at once with a SIP status."""
    return replace(Behaviour(status=status, ring_seconds=0), **options)  # type: ignore[arg-type]


def early(
    tone: int = EARLY_TONE, *, then: int = 200, seconds: float = 1, **options: object
) -> Behaviour:
    """Sound before the answer, and then this final status."""
    return replace(
        Behaviour(status=then, early_tone=tone, ring_seconds=seconds),
        **options,  # type: ignore[arg-type]
    )


_BY_LAST_DIGITS = {
    "0000": SILENT,
    "0180": RINGS,
    "0183": early(),
    **{
        f"0{status}": reject(status)
        for status in (403, 404, 408, 480, 484, 486, 487, 488, 500, 502, 503, 504, 603)
    },
    **{f"1{status}": early(then=status) for status in (404, 480, 486, 503, 603)},
    "0491": answer(steps=("hold", "resume")),
    "0492": answer(steps=("move",)),
    "0493": answer(steps=("codec",)),
    "0494": answer(steps=("t38",)),
}


def usual(number: str) -> Behaviour:
    """What a number does that was told nothing: its last four digits say it (see README), most answer."""
    return _BY_LAST_DIGITS.get(number[-4:], Behaviour())
