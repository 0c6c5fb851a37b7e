"""The way of a call in flows: its steps with their reasons, and what became of it. Pure.

Reasons, and what `extra` tells of them:

    started                                      forwarded   the element leads on without doing anything
    answered busy no_answer unreachable declined  number, or queue (number: who of it answered), or redirect; dialled
    the same, forwarded                          forwards ((from, to), ...): persons, and where they sent the call on;
                                                 (called, to, rule): a number, and where a rule of the company led it
    unreachable, refused                         refused: a reason of decisions, for a number outside
    declined by a rule                           rule: its name
    nobody      nothing is chosen there
    played      repeats                          silent
    key_pressed key, attempt                     nothing_pressed  seconds     keys_wrong  attempts
    nothing_dialled  seconds                     number_unknown   number
    period      schedule, period, by_hand        schedule_missing
    listed      list                             not_listed  lists
    caller_matches  pattern, number              caller_matches_none  number
    message_left    box                          box_missing  box
    assigned                                     came_back   flow
    went_back                                    hung_up     the call ended here
    layer_taken     level, skipped ((layer, list | day | time), ...)                 no_layer  level, skipped
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from telephony.flow.call import Outcome

LEVEL = "level"  # kind of the steps at which a layer is chosen


@dataclass(frozen=True, slots=True)
class Step:
    """One element that the call came to, or one level (`level2`, the exit being the layer that was taken).

    `entered` is the exit that led here, empty at the beginning of a flow; `exit` the one by which the call left, empty
    when it ended here or went back; `seconds` since the call began. A call that was in another flow meanwhile has left
    by an exit after the steps there.
    """

    flow: int
    element: str
    kind: str
    entered: str
    exit: str = ""
    reason: str = "hung_up"
    extra: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole way of a call. `work`: how much there was to look at, steps and conditions of layers."""

    steps: tuple[Step, ...]
    outcome: Outcome
    seconds: float
    work: int = 0

    @property
    def path(self) -> tuple[tuple[int, str, str], ...]:
        """Flow, element and the exit that led to it, of every element: what a node tells of a call."""
        return tuple(
            (each.flow, each.element, each.entered) for each in self.steps if each.kind != LEVEL
        )
