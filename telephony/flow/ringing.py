"""What becomes of ringing somebody, when it is known what their phones do. Pure."""

from collections.abc import Collection

from telephony.flow.call import ANSWERS, DECLINES
from telephony.flow.settings import ANSWERED, BUSY, DECLINED, NO_ANSWER, UNREACHABLE

ANSWER_SECONDS = 5  # until somebody takes the call who does
DECLINE_SECONDS = 3
TALK_SECONDS = 60
FOR_EVER = -1.0

_RESULTS = {ANSWERS: ANSWERED, DECLINES: DECLINED}
# Of several ways that were tried in turn, the result that tells the caller most is kept, as on the node (RANK_ in
# reach.conf); of legs that ring at once it is the first of these that any has (Dial).
_IN_TURN = (UNREACHABLE, NO_ANSWER, BUSY, DECLINED, ANSWERED)
_AT_ONCE = (ANSWERED, NO_ANSWER, BUSY, DECLINED)


def result_of(state: str) -> str:
    """The result of ringing somebody whose phones do this."""
    return _RESULTS.get(state, state)


def seconds_of(result: str, ring_seconds: int) -> float:
    """How long it rings; FOR_EVER when nobody answers and nothing ends it."""
    if result == NO_ANSWER:
        return float(ring_seconds) or FOR_EVER
    return {ANSWERED: ANSWER_SECONDS, DECLINED: DECLINE_SECONDS}.get(result, 0.0)


def tells_more(result: str, than: str) -> bool:
    """Whether of two ways that were tried in turn the result of this one is kept."""
    return _IN_TURN.index(result) > _IN_TURN.index(than)


def result_at_once(results: Collection[str]) -> str:
    """The result of ringing all ways at once."""
    return next((each for each in _AT_ONCE if each in results), UNREACHABLE)
