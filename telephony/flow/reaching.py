"""How people and groups are reached, and where they lead calls on to. Pure.

It goes the way of the node's dialplan (asterisk-templates/node/reach.conf.j2).
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from telephony.dialling.config import Purpose
from telephony.flow.call import ANSWERS, Caller, Rung
from telephony.flow.called_numbers import CalledNumbers, place_of
from telephony.flow.ringing import result_at_once, result_of, tells_more
from telephony.flow.settings import ANSWERED, BUSY, DECLINED, NO_ANSWER, UNREACHABLE
from telephony.flow.world import GroupFacts, Way, Ways, World


class Reaching(CalledNumbers):
    """A call that is led to people and groups. `waited`: seconds for which somebody was rung who did not answer."""

    is_for_group = False  # on the leg to a member of a group

    def __init__(self, world: World, caller: Caller, trail: Sequence[str] = ()) -> None:
        super().__init__(world, caller, trail)
        self.waited = 0.0

    def ring(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        """Somebody is rung, with this result."""
        self.waited += ring_seconds if rung.result == NO_ANSWER else 0
        return self.rung(with_chain(rung, self.chain), ring_seconds, stays=stays)

    @abstractmethod
    def rung(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        """What becomes of the call when somebody was rung."""

    # ------------------------------------------------------------ a number

    def reach_person(self, number: str, seconds: int, *, stays: bool) -> Rung:
        if number in self.trail and number in self.world.plans:
            return self._person(number, seconds, stays=stays)
        return self.reach_inside(number, seconds, stays=stays)

    def reach_number(self, number: str, *, stays: bool) -> Rung:
        return self.reach_inside(number, 0, stays=stays)

    def reach_inside(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """Whatever has an internal number is rung."""
        if denied := self._denied(number):
            return denied
        if self.is_circle(number):
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
        return self.world.plans.get(number) or place_of(self.world.numbers.get(number, ""))

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
            longest = max(each.ring_seconds for each in ways.ways)
            rung = self._at_once(number, ways, seconds)
            return self.ring(rung, seconds or longest, stays=stays)
        return self._in_turn(number, ways, seconds, stays=stays)

    def _in_turn(self, number: str, ways: Ways, seconds: int, *, stays: bool) -> Rung:
        """One way after another, for so many seconds together if there are any."""
        best = Rung(UNREACHABLE, {"number": number})
        until = self.waited + seconds
        for index, way in enumerate(ways.ways, 1):
            left = int(until - self.waited) if seconds else 0
            if seconds and left <= 0:
                break
            rung = self.way(number, index, way, left, stays=stays)
            if index == 1 or tells_more(rung.result, best.result):
                best = rung
            if rung.result == ANSWERED:
                break
        return best

    def _at_once(self, number: str, ways: Ways, seconds: int) -> Rung:
        """All ways, each on a leg of its own which goes where it leads until the time is over. Where nobody is there in
        the end, one who declined on the way there counts (`dial-causes` on the node)."""
        rungs, was_declined = [], False
        for index, way in enumerate(ways.ways, 1):
            leg = Leg(self.world, self.caller, self.trail, is_for_group=self.is_for_group)
            rung = leg.way(number, index, way, 0, stays=False)
            is_late = seconds and leg.waited >= seconds
            rungs.append(Rung(NO_ANSWER, {"number": number}) if is_late else rung)
            was_declined = was_declined or leg.was_declined
        result = result_at_once([each.result for each in rungs])
        if result == UNREACHABLE and was_declined:
            return Rung(DECLINED, {"number": number})
        return next((each for each in rungs if each.result == result), rungs[0])

    def way(self, number: str, index: int, way: Way, seconds: int, *, stays: bool) -> Rung:
        """One way, and where it leads calls on to. What it makes outside, it makes for the person."""
        maker, self.maker = self.maker, number
        rung = self._way(number, index, way, seconds, stays=stays)
        self.maker = maker
        return rung

    def _way(self, number: str, index: int, way: Way, seconds: int, *, stays: bool) -> Rung:
        """Groups do not follow what a member says of busy and time-out."""
        if way.always:
            return self._onward(number, way.always, seconds, stays=stays)
        if way.number:
            rung = self._called(way.number, way.ring_seconds, Purpose.REACH, stays=stays)
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
        rung = self._called(target, seconds, Purpose.FORWARD, stays=stays)
        self.chain.pop()
        return rung


class Leg(Reaching):
    """A call that rings somebody among others: what it comes to, and no time passes. A flow on it takes the call."""

    def __init__(
        self, world: World, caller: Caller, trail: Sequence[str], *, is_for_group: bool
    ) -> None:
        super().__init__(world, caller, trail)
        self.is_for_group = is_for_group
        self.was_declined = False

    def rung(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        self.was_declined = self.was_declined or rung.result == DECLINED
        return rung

    def into_flow(self, number: str, flow: int, element: str) -> Rung:
        return with_chain(Rung(ANSWERED, {"number": number}), self.chain)

    def member(self, number: str) -> Rung:
        """A member of a group rings, by no plan and no list of their own, all ways at once."""
        ways = self.world.forwards.get(number)
        if ways is None:
            return Rung(result_of(self._state(number, 0)), {"number": number})
        self.trail.append(number)
        if len(ways.ways) > 1:
            return self._at_once(number, ways, 0)
        return self.way(number, 1, ways.ways[0], 0, stays=False)


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


def with_chain(rung: Rung, chain: Sequence[tuple[str, ...]]) -> Rung:
    """The result with who forwarded the call to whom, and which rules led it where."""
    if not chain:
        return rung
    later = rung.extra.get("forwards", ())
    return replace(rung, extra={**rung.extra, "forwards": (*chain, *later)})  # type: ignore[misc]  # what `extra` holds is its kind's
