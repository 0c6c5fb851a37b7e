"""How people, groups and numbers outside are reached, and where they lead calls on to. Pure.

It goes the way of the node's dialplan (asterisk-templates/node/reach.conf.j2).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from telephony.flow.call import ANSWERS, Caller, Rung
from telephony.flow.ringing import result_at_once, result_of, tells_more
from telephony.flow.settings import ANSWERED, BUSY, DECLINED, NO_ANSWER, UNREACHABLE
from telephony.flow.world import GroupFacts, Way, Ways, World

TRAIL_MAX = 8  # numbers that lead a call on, one to the next (HOPS_MAX in extensions.conf.j2)
OUTSIDE_SECONDS = 180  # a number outside is rung at most, unless it is said


class Reaching(ABC):
    """A call that is led to numbers. `trail`: those that it is on its way through; `chain`: who forwarded it to whom.

    Who derives from it says what ringing somebody is, and what becomes of a call that is led into a flow.
    """

    is_for_group = False  # on the leg to a member of a group

    def __init__(self, world: World, caller: Caller, trail: Sequence[str] = ()) -> None:
        self.world = world
        self.caller = caller
        self.trail = list(trail)
        self.chain: list[tuple[str, str]] = []

    @abstractmethod
    def ring(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        """Somebody is rung, with this result."""

    @abstractmethod
    def into_flow(self, number: str, flow: int, element: str) -> Rung:
        """A number leads the call into a flow; returns when that leads it back."""

    # ------------------------------------------------------------ a number

    def reach_person(self, number: str, seconds: int, *, stays: bool) -> Rung:
        if number in self.trail and number in self.world.plans:
            return self._person(number, seconds, stays=stays)
        return self._reach(number, seconds, stays=stays)

    def reach_number(self, number: str, *, stays: bool) -> Rung:
        return self._reach(number, 0, stays=stays)

    def reach_outside(self, number: str, redirect: str, seconds: int, *, stays: bool) -> Rung:
        known = not redirect or redirect in self.world.redirects
        state = self.caller.phones.get(redirect or number, ANSWERS)
        extra = {"redirect": redirect} if redirect else {"number": number}
        result = result_of(state) if known else UNREACHABLE
        return self.ring(Rung(result, extra), seconds, stays=stays)

    def _reach(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """Whatever has an internal number is rung."""
        if denied := self._denied(number):
            return denied
        if self._is_circle(number):
            return self.ring(Rung(UNREACHABLE, {"number": number, "loop": True}), 0, stays=stays)
        self.trail.append(number)
        rung = self._what_has(number, seconds, stays=stays)
        self.trail.pop()
        return rung

    def _what_has(self, number: str, seconds: int, *, stays: bool) -> Rung:
        if self.what(number) == "queue":
            wait_seconds = self.world.queues.get(number, GroupFacts()).wait_seconds
            rung = group_rung(self.world, self.caller, number, self.trail)
            return self.ring(rung, wait_seconds, stays=stays)
        if led := self._led(number):
            return self.into_flow(number, *led)
        return self._person(number, seconds, stays=stays)

    def _is_circle(self, number: str) -> bool:
        return number in self.trail or len(self.trail) > TRAIL_MAX

    def _denied(self, number: str) -> Rung | None:
        """The refusal of a caller who is on the person's own list."""
        key = self.world.blocked.get(number, "")
        if not key or not self.caller.is_on(key):
            return None
        return self.ring(Rung(DECLINED, {"number": number, "list": key}), 0, stays=False)

    def what(self, number: str) -> str:
        """What has an internal number: extension, queue, flow, another word, or nothing."""
        return self.world.numbers.get(number, "").partition(":")[0]

    def _led(self, number: str) -> tuple[int, str] | None:
        """The place in a flow to which an internal number leads."""
        return self.world.plans.get(number) or _place(self.world.numbers.get(number, ""))

    # ------------------------------------------------------------ a person

    def _person(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """The ways to a person are tried, whatever leads calls elsewhere."""
        ways = self.world.forwards.get(number)
        if ways is None:
            usual_seconds = self.world.extensions.get(number, 0)
            result = result_of(self._state(number, 0)) if usual_seconds else UNREACHABLE
            return self.ring(
                Rung(result, {"number": number}), seconds or usual_seconds, stays=stays
            )
        if ways.at_once and len(ways.ways) > 1:
            leg = Leg(self.world, self.caller, self.trail, is_for_group=self.is_for_group)
            longest = max(each.ring_seconds for each in ways.ways)
            return self.ring(leg.at_once(number, ways), seconds or longest, stays=stays)
        return self._in_turn(number, ways, seconds, stays=stays)

    def _in_turn(self, number: str, ways: Ways, seconds: int, *, stays: bool) -> Rung:
        best = Rung(UNREACHABLE, {"number": number})
        for index, way in enumerate(ways.ways, 1):
            rung = self.way(number, index, way, seconds, stays=stays)
            if index == 1 or tells_more(rung.result, best.result):
                best = rung
            if rung.result == ANSWERED:
                break
        return best

    def way(self, number: str, index: int, way: Way, seconds: int, *, stays: bool) -> Rung:
        """One way, and where it leads calls on to. Groups do not follow what a member says of busy and time-out."""
        if way.always:
            return self._onward(number, way.always, seconds, stays=stays)
        if way.number:
            rung = self._called(way.number, way.ring_seconds, stays=stays)
        else:
            rings = min(seconds or way.ring_seconds, way.ring_seconds)
            state = self._state(number, index)
            rung = self.ring(Rung(result_of(state), {"number": number}), rings, stays=stays)
        onward = way.busy if rung.result in (BUSY, DECLINED) else way.timeout
        if rung.result == ANSWERED or self.is_for_group or not onward:
            return rung
        return self._onward(number, onward, seconds, stays=stays)

    def _state(self, number: str, index: int) -> str:
        """What a phone of a person does: as is said of that way alone (`200*1`), else of the person."""
        phones = self.caller.phones
        return phones.get(f"{number}*{index}") or phones.get(number, ANSWERS)

    # ------------------------------------------------------------ led on

    def _onward(self, number: str, target: str, seconds: int, *, stays: bool) -> Rung:
        self.chain.append((number, target))
        rung = self._called(target, seconds, stays=stays)
        self.chain.pop()
        return rung

    def _called(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """A called number: inside, the company's own, or one outside."""
        if not number.startswith("+"):
            return self._reach(number, seconds, stays=stays)
        if number not in self.world.outside_numbers:
            return self.reach_outside(number, "", seconds or OUTSIDE_SECONDS, stays=stays)
        if self._is_circle(number):
            return self.ring(Rung(UNREACHABLE, {"number": number, "loop": True}), 0, stays=stays)
        self.trail.append(number)
        rung = self._own(number, stays=stays)
        self.trail.pop()
        return rung

    def _own(self, number: str, *, stays: bool) -> Rung:
        """An outside number of the company: what it leads to, else what those do that lead nowhere."""
        numbers = self.world.outside_numbers
        target = numbers[number] or numbers.get("", "")
        kind, _colon, value = target.partition(":")
        if kind == "internal":
            return self._reach(value, 0, stays=stays)
        if kind == "redirect":
            return self.reach_outside("", value, OUTSIDE_SECONDS, stays=stays)
        if led := _place(target):
            return self.into_flow(number, *led)
        return self.ring(Rung(UNREACHABLE, {"number": number}), 0, stays=stays)


class Leg(Reaching):
    """A call that rings somebody among others: what it comes to, and no time passes. A flow on it takes the call."""

    def __init__(
        self, world: World, caller: Caller, trail: Sequence[str], *, is_for_group: bool
    ) -> None:
        super().__init__(world, caller, trail)
        self.is_for_group = is_for_group

    def ring(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        return with_chain(rung, self.chain)

    def into_flow(self, number: str, flow: int, element: str) -> Rung:
        return with_chain(Rung(ANSWERED, {"number": number}), self.chain)

    def at_once(self, number: str, ways: Ways) -> Rung:
        """All ways to a person ring."""
        rungs = [
            self.way(number, index, way, 0, stays=False) for index, way in enumerate(ways.ways, 1)
        ]
        result = result_at_once([each.result for each in rungs])
        return next((each for each in rungs if each.result == result), rungs[0])

    def member(self, number: str) -> Rung:
        """A member of a group rings, by no plan and no list of their own."""
        if number not in self.world.forwards:
            return Rung(result_of(self._state(number, 0)), {"number": number})
        self.trail.append(number)
        return self._person(number, 0, stays=False)


def group_rung(world: World, caller: Caller, number: str, trail: Sequence[str] = ()) -> Rung:
    """What becomes of a call to a group: as is said of the group, else as its members do. Members who are busy, or do
    not answer, are waited for."""
    if number in caller.phones:
        return Rung(result_of(caller.phones[number]), {"queue": number})
    members = world.queues.get(number, GroupFacts()).members
    rungs = {
        member: Leg(world, caller, trail, is_for_group=True).member(member) for member in members
    }
    taken = next((rung for rung in rungs.values() if rung.result == ANSWERED), None)
    if taken:
        return Rung(ANSWERED, {**taken.extra, "queue": number})
    if all(_is_away(world, member, rung) for member, rung in rungs.items()):
        return Rung(UNREACHABLE, {"queue": number})
    are_busy = all(rung.result == BUSY for rung in rungs.values())
    return Rung(NO_ANSWER, {"queue": number, "busy": are_busy})


def _is_away(world: World, member: str, rung: Rung) -> bool:
    """Whether the group knows that it cannot ring a member."""
    ways = world.forwards.get(member)
    return rung.result == UNREACHABLE and (ways is None or ways.are_watched)


def with_chain(rung: Rung, chain: Sequence[tuple[str, str]]) -> Rung:
    """The result with who forwarded the call to whom."""
    if not chain:
        return rung
    later = rung.extra.get("forwards", ())
    return replace(rung, extra={**rung.extra, "forwards": (*chain, *later)})  # type: ignore[misc]


def _place(target: str) -> tuple[int, str] | None:
    """Where `flow:<key>/<element>` leads."""
    what, _colon, place = target.partition(":")
    key, _slash, element = place.partition("/")
    return (int(key), element) if what == "flow" and key.isdecimal() else None
