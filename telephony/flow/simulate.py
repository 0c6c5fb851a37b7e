"""What becomes of a call in flows, told step by step, each with its reason. Pure.

It goes the way that the node's dialplan goes (asterisk-templates/node/flow.conf.j2); a test compares the two.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace

from telephony.flow.call import (
    ANSWERS,
    Call,
    CallEnded,
    Caller,
    GoneBack,
    Outcome,
    Passage,
    Rung,
)
from telephony.flow.graph import Element, Flow, level_of
from telephony.flow.levels import Chosen, WallClock, layer_for
from telephony.flow.limits import DEPTH_MAX, HOPS_MAX
from telephony.flow.ringing import FOR_EVER, TALK_SECONDS, group_rung, result_of, seconds_of
from telephony.flow.schedule import period_at
from telephony.flow.settings import (
    ANSWERED,
    DECLINED,
    FORWARD,
    OTHERWISE,
    TIMEOUT,
    UNREACHABLE,
    Sound,
)
from telephony.flow.trace import LEVEL, Step, Trace
from telephony.flow.world import GroupFacts, World

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


class _Way(Call):
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
        self.flows = flows
        self.world = world
        self.caller = caller
        self.is_brief = is_brief
        self.clock = WallClock.at(caller.moment, world.timezone)  # of the whole call
        self.chosen: dict[tuple[int, int], Chosen] = {}  # by flow and level
        self.periods: dict[str, str] = {}  # by schedule
        self.steps: list[Step] = []
        self.elapsed = 0.0
        self.depth = 0
        self.hops = 0
        self.keys = deque(caller.keys)
        self.trail = [number] if number else []
        self.result = UNREACHABLE  # of whoever was rung last in the innermost flow
        self.box = ""  # where a message was left
        self.place: tuple[int, str] = (0, "")

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
        if not element.forward:
            passage = element.settings.run(element, self)
        self.steps[index] = replace(
            self.steps[index], exit=passage.exit, reason=passage.reason, extra=passage.extra
        )
        if self._falls(element, passage.exit):
            self.steps[index] = replace(self.steps[index], exit=OTHERWISE)
            return OTHERWISE
        return passage.exit

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
        return self._what(number) in ("extension", "queue", "flow")

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

    def reach_person(self, number: str, seconds: int, *, stays: bool) -> Rung:
        if number in self.trail:
            return self._phones_of(number, seconds, stays=stays)
        if number in self.world.plans:
            return self.reach_number(number, stays=stays)
        return self._denied(number) or self._phones_of(number, seconds, stays=stays)

    def _denied(self, number: str) -> Rung | None:
        """The refusal of a caller who is on the person's own list."""
        key = self.world.blocked.get(number, "")
        if not key or not self.caller.is_on(key):
            return None
        return self._rung(Rung(DECLINED, {"number": number, "list": key}), 0, stays=False)

    def _phones_of(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """The devices of a person ring, whatever leads calls elsewhere."""
        state = self.caller.phones.get(number, ANSWERS)
        usual_seconds = self.world.extensions.get(number, 0)
        result = result_of(state) if usual_seconds else UNREACHABLE
        return self._rung(Rung(result, {"number": number}), seconds or usual_seconds, stays=stays)

    def reach_number(self, number: str, *, stays: bool) -> Rung:
        what = self._what(number)
        if denied := self._denied(number):
            return denied
        if number in self.trail:
            return self._rung(Rung(UNREACHABLE, {"number": number, "loop": True}), 0, stays=stays)
        if what == "queue":
            group = self.world.queues.get(number, GroupFacts())
            return self._rung(
                group_rung(self.caller, number, group), group.wait_seconds, stays=stays
            )
        led = self._led(number)
        if led is None:
            return self._phones_of(number, 0, stays=stays)
        self.trail.append(number)
        self.go(*led)
        self.trail.pop()
        return Rung(self.result, {"number": number, "flow": led[0]})

    def reach_outside(self, number: str, redirect: str, seconds: int, *, stays: bool) -> Rung:
        known = not redirect or redirect in self.world.redirects
        state = self.caller.phones.get(redirect or number, ANSWERS)
        extra = {"redirect": redirect} if redirect else {"number": number}
        return self._rung(
            Rung(result_of(state) if known else UNREACHABLE, extra), seconds, stays=stays
        )

    def _what(self, number: str) -> str:
        """What has an internal number: extension, queue, flow, another word, or nothing."""
        return self.world.numbers.get(number, "").partition(":")[0]

    def _led(self, number: str) -> tuple[int, str] | None:
        """The place in a flow to which an internal number leads."""
        if number in self.world.plans:
            return self.world.plans[number]
        what, _, place = self.world.numbers.get(number, "").partition(":")
        key, _, element = place.partition("/")
        return (int(key), element) if what == "flow" and key.isdecimal() else None

    def _rung(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        """Somebody was rung. Once it was answered, the call ends with the talk, unless a flow goes on after it."""
        seconds = seconds_of(rung.result, ring_seconds)
        self.result = rung.result
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
        """The last step tells that its call was answered, although it is never left."""
        self.steps[-1] = replace(self.steps[-1], reason=ANSWERED, extra=rung.extra)
