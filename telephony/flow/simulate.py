"""What becomes of a call in flows, told step by step, each with its reason. Pure.

It goes the way that the node's dialplan goes (asterisk-templates/node/flow.conf.j2); a test compares the two.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace

from telephony.flow.call import (
    Call,
    CallEnded,
    Caller,
    GoneBack,
    Outcome,
    Passage,
    Rung,
)
from telephony.flow.elements.dial import UNKNOWN
from telephony.flow.graph import Element, Flow, level_of
from telephony.flow.levels import Chosen, WallClock, layer_for
from telephony.flow.limits import DEPTH_MAX, HOPS_MAX
from telephony.flow.reaching import Reaching
from telephony.flow.ringing import FOR_EVER, TALK_SECONDS, seconds_of
from telephony.flow.schedule import period_at
from telephony.flow.settings import (
    ANSWERED,
    FORWARD,
    OTHERWISE,
    RINGING,
    TIMEOUT,
    UNREACHABLE,
    Sound,
)
from telephony.flow.trace import LEVEL, Step, Trace
from telephony.flow.world import World

__all__ = ["LEVEL", "Step", "Trace", "simulate"]

MESSAGE_SECONDS = 20
SOUND_SECONDS = 3  # of a file whose length is not known
LETTERS_PER_SECOND = 14  # of speech
SCHEDULE_WORK = 20  # a schedule takes as long to look at as so many conditions of layers

_CAUSES = {
    "busy": "busy",
    "no_answer": "unavailable",
    "unreachable": "unavailable",
    "declined": "declined",
    "unknown": "unknown",
}


def simulate(
    flows: Mapping[int, Flow],
    world: World,
    caller: Caller,
    *,
    flow: int,
    element: str = "",
    number: str = "",
    is_brief: bool = False,
) -> Trace:
    """What becomes of a call that comes into `flow` at an element (empty: its first start).

    `flows` are the versions in force by key, or a draft in the place of one. `number` is the internal number that was
    called, if one was: it is not rung again out of its own plan. `is_brief`: a circle is not gone round until the node
    would end it, for whoever wants to know what becomes of the call and not each of its steps.
    """
    way = _Way(flows, world, caller, number, is_brief=is_brief)
    try:
        way.go(flow, element)
    except CallEnded as ended:
        return way.trace(ended.outcome)
    return way.trace(way.end("back").outcome)


class _Way(Reaching, Call):
    """The call while it goes its way."""

    def __init__(
        self,
        flows: Mapping[int, Flow],
        world: World,
        caller: Caller,
        number: str,
        *,
        is_brief: bool,
    ) -> None:
        super().__init__(world, caller, [number] if number else [])
        self.flows = flows
        self.is_brief = is_brief
        self.clock = WallClock.at(caller.moment, world.timezone)  # of the whole call
        self.chosen: dict[tuple[int, int], Chosen] = {}  # by flow and level
        self.periods: dict[str, str] = {}  # by schedule
        self.steps: list[Step] = []
        self.elapsed = 0.0
        self.depth = 0
        self.hops = 0
        self.keys = deque(caller.keys)
        self.result = UNREACHABLE  # of whoever was rung last in the innermost flow
        self.box = ""  # where a message was left
        self.place: tuple[int, str] = (0, "")
        self.current = -1  # step of the element that the call is in

    def trace(self, outcome: Outcome) -> Trace:
        if self.box and outcome.code != ANSWERED:
            outcome = replace(outcome, code="message", extra={"box": self.box, "end": outcome.code})
        looked_at = sum(1 + len(each.skipped) for each in self.chosen.values())
        work = len(self.steps) + looked_at + SCHEDULE_WORK * len(self.periods)
        return Trace(tuple(self.steps), outcome, self.elapsed, work)

    # ------------------------------------------------------------ from element to element

    def go(self, key: int, entry: str) -> None:
        """Through a flow from one of its elements on; returns when it leads the call back."""
        self.depth += 1
        self.result = UNREACHABLE
        outer = self.current, self.place
        flow = self.flows.get(key)
        self.place = (key, entry)
        if flow is not None and self.depth > DEPTH_MAX:
            raise self.end("loop")
        element = flow.entry(entry) if flow else None
        exit_name = ""
        seen: set[tuple[str, tuple[str, ...]]] = set()
        while flow and element:
            if self.is_brief:
                self._refuse_circle(element, seen)
            index = self._enter(key, element, exit_name)
            try:
                exit_name = self._run(element, index)
            except GoneBack:
                self.steps[index] = replace(self.steps[index], reason="went_back")
                self.current, self.place = outer
                self.depth -= 1
                return
            self.place = (key, element.id)
            element, exit_name = self._leave(flow, element, exit_name)
        raise self.end("missing")

    def _refuse_circle(self, element: Element, seen: set[tuple[str, tuple[str, ...]]]) -> None:
        """A call that comes to an element again, with the same keys left to press, goes the same way for ever."""
        state = (element.id, tuple(self.keys))
        if state in seen:
            raise self.end("loop")
        seen.add(state)

    def _enter(self, key: int, element: Element, entered: str) -> int:
        self.hops += 1
        self.place = (key, element.id)
        self.steps.append(Step(key, element.id, element.kind, entered, seconds=self.elapsed))
        return len(self.steps) - 1

    def _run(self, element: Element, index: int) -> str:
        """The exit by which the call leaves the element; its step is completed."""
        passage = Passage(FORWARD, "forwarded")
        self.current = index
        if not element.forward:
            passage = element.settings.run(element, self)
        self._keep_result(passage)
        self.steps[index] = replace(
            self.steps[index], exit=passage.exit, reason=passage.reason, extra=passage.extra
        )
        if self._falls(element, passage.exit):
            self.steps[index] = replace(self.steps[index], exit=OTHERWISE)
            return OTHERWISE
        return passage.exit

    def _keep_result(self, passage: Passage) -> None:
        """What a flow that leads the call back gives as the result of ringing its number."""
        if passage.reason in RINGING:
            self.result = passage.reason
        elif passage.exit == UNKNOWN:
            self.result = UNREACHABLE

    @staticmethod
    def _falls(element: Element, exit_name: str) -> bool:
        """Whether the reserve exit is taken instead (001): for all that was not an answer."""
        is_linked = exit_name in element.exits
        return not is_linked and exit_name != ANSWERED and OTHERWISE in element.exits

    def _leave(self, flow: Flow, element: Element, exit_name: str) -> tuple[Element, str]:
        """The element to which the exit leads, by a level perhaps."""
        if self.hops > HOPS_MAX:
            raise self.end("loop")
        target = element.exits.get(exit_name, "")
        if not target:
            raise self.end("unlinked", exit=exit_name)
        level = level_of(target)
        found = self._layer(flow, level, exit_name) if level else flow.by_id.get(target)
        if found is None:
            raise self.end("missing", target=target)
        return found, exit_name

    def _layer(self, flow: Flow, level: int, entered: str) -> Element:
        key = self.place[0]
        if (key, level) not in self.chosen:
            self.chosen[key, level] = layer_for(flow, level, self.caller, self.clock)
        chosen = self.chosen[key, level]
        extra = {"level": level, "skipped": chosen.skipped}
        step = Step(key, f"level{level}", LEVEL, entered, extra=extra, seconds=self.elapsed)
        if chosen.layer is None:
            self.steps.append(replace(step, reason="no_layer"))
            raise self.end("no_layer", level=level)
        self.steps.append(replace(step, exit=chosen.layer.id, reason="layer_taken"))
        return chosen.layer

    # ------------------------------------------------------------ what elements ask for

    def spend(self, seconds: float) -> None:
        self.elapsed += seconds

    def hear(self, sound: Sound | None) -> None:
        if sound is None:
            return
        if sound.text:
            self.spend(round(len(sound.text) / LETTERS_PER_SECOND / sound.rate, 1))
        else:
            self.spend(self.world.media.get(sound.media, SOUND_SECONDS))

    def pressed(self) -> str:
        return self.keys.popleft() if self.keys else ""

    def press_later(self, keys: str) -> None:
        if keys:
            self.keys.appendleft(keys)

    def period(self, schedule: str) -> str:
        if schedule not in self.periods:
            found, zone = self.world.schedules[schedule], self.world.timezone
            self.periods[schedule] = period_at(found, self.caller.moment, zone)
        return self.periods[schedule]

    def is_callable(self, number: str) -> bool:
        return self.what(number) in ("extension", "queue", "flow")

    def enter_flow(self, flow: int, element: str) -> None:
        self.go(flow, element)

    def leave_message(self, box: str) -> None:
        self.spend(MESSAGE_SECONDS)
        self.box = box

    def end(self, code: str, **extra: object) -> CallEnded:
        if code == "unlinked":
            exit_name = str(extra["exit"])
            is_goodbye = exit_name == TIMEOUT
            extra |= {"cause": _CAUSES.get(exit_name, "normal"), "goodbye": is_goodbye}
        return CallEnded(Outcome(code, extra, *self.place))

    # ------------------------------------------------------------ ringing

    def into_flow(self, number: str, flow: int, element: str) -> Rung:
        chain, self.chain = self.chain, []
        waited, began = self.waited, self.elapsed
        self.go(flow, element)
        self.chain, self.waited = chain, waited + self.elapsed - began
        return Rung(self.result, {"number": number, "flow": flow})

    def rung(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        """Once it was answered, the call ends with the talk, unless a flow goes on after it."""
        seconds = seconds_of(rung.result, ring_seconds)
        if seconds == FOR_EVER:
            raise self.end("waiting", **rung.extra)
        self.spend(seconds)
        if rung.result != ANSWERED:
            return rung
        if not (stays and self.caller.stays):
            self._complete(rung)
            raise self.end(ANSWERED, **rung.extra)
        self.spend(TALK_SECONDS)
        return rung

    def _complete(self, rung: Rung) -> None:
        """The step of the element tells that its call was answered, although it is never left."""
        at = self.current
        self.steps[at] = replace(self.steps[at], reason=ANSWERED, extra=rung.extra)
