"""Called numbers: where a rule of the company leads them, and which may not be called outside. Pure.

It goes the way of the node's dialplan (asterisk-templates/node/called.conf.j2, outgoing.conf.j2).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from telephony.dialling.config import OverrideConfig, Purpose
from telephony.dialling.decide import HOPS_MAX
from telephony.dialling.dialled import Dialled, Kind
from telephony.flow.call import ANSWERS, Caller, Rung
from telephony.flow.ringing import result_of
from telephony.flow.settings import DECLINED, UNREACHABLE
from telephony.flow.world import World

TRAIL_MAX = 8  # numbers that lead a call on, one to the next (HOPS_MAX in extensions.conf.j2)
OUTSIDE_SECONDS = 180  # a number outside is rung at most, unless it is said


class CalledNumbers(ABC):
    """A call that is led to called numbers. `trail`: those that it is on its way through; `chain`: who forwarded it to
    whom, and which rule led it where; `maker`: for whom legs outside are made, empty: for the company.

    Who derives from it says what becomes of numbers inside, and what ringing somebody is.
    """

    def __init__(self, world: World, caller: Caller, trail: Sequence[str] = ()) -> None:
        self.world = world
        self.caller = caller
        self.trail = list(trail)
        self.chain: list[tuple[str, ...]] = []
        self.maker = "" if caller.is_outside else caller.number
        self.rules_followed = 0  # on the way to where the call is now

    @abstractmethod
    def ring(self, rung: Rung, ring_seconds: int, *, stays: bool) -> Rung:
        """Somebody is rung, with this result."""

    @abstractmethod
    def into_flow(self, number: str, flow: int, element: str) -> Rung:
        """A number leads the call into a flow; returns when that leads it back."""

    @abstractmethod
    def reach_inside(self, number: str, seconds: int, *, stays: bool) -> Rung:
        """Whatever has an internal number is rung."""

    # ------------------------------------------------------------ a called number

    def _called(self, number: str, seconds: int, purpose: Purpose, *, stays: bool) -> Rung:
        """A called number: where a rule of the company leads it, else where it leads itself."""
        if self.rules_followed > HOPS_MAX:
            return self.ring(Rung(UNREACHABLE, {"number": number, "loop": True}), 0, stays=stays)
        rules, rule = self.world.rules, self._rule_for(number)
        if rules is None or rule is None:
            return self._as_called(number, seconds, purpose, stays=stays)
        if not rule.target:
            ended = Rung(DECLINED, {"number": number, "rule": rule.name})
            return self.ring(ended, 0, stays=stays)
        meant = rules.read(rule.target)
        self.chain.append((number, meant.number, rule.name))
        self.rules_followed += 1
        rung = self._led_by_rule(meant, seconds, purpose, stays=stays)
        self.rules_followed -= 1
        self.chain.pop()
        return rung

    def _rule_for(self, number: str) -> OverrideConfig | None:
        rules = self.world.rules
        if rules is None or not number:
            return None
        return rules.override(number, caller=self.caller, maker=self.maker)

    def _led_by_rule(self, meant: Dialled, seconds: int, purpose: Purpose, *, stays: bool) -> Rung:
        """Where a rule leads. People there ring as they say, unless the call was forwarded (`RING_SECONDS`)."""
        if meant.kind == Kind.UNKNOWN:
            return self.ring(Rung(UNREACHABLE, {"number": meant.number}), 0, stays=stays)
        is_person = meant.kind == Kind.INTERNAL and purpose != Purpose.FORWARD
        return self._called(meant.number, 0 if is_person else seconds, purpose, stays=stays)

    def _as_called(self, number: str, seconds: int, purpose: Purpose, *, stays: bool) -> Rung:
        """A number inside, the company's own, or one outside."""
        if not number.startswith(("+", "1")):
            return self.reach_inside(number, seconds, stays=stays)
        if number not in self.world.outside_numbers:
            return self._outside(number, seconds, purpose, stays=stays)
        if self.is_circle(number):
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
            return self._called(value, 0, Purpose.OVERRIDE, stays=stays)
        if kind == "redirect":
            return self.reach_outside("", value, OUTSIDE_SECONDS, stays=stays)
        if led := place_of(target):
            return self.into_flow(number, *led)
        return self.ring(Rung(UNREACHABLE, {"number": number}), 0, stays=stays)

    def is_circle(self, number: str) -> bool:
        """Whether the call is on its way through this number already, or through too many."""
        return number in self.trail or len(self.trail) > TRAIL_MAX

    # ------------------------------------------------------------ outside

    def reach_outside(self, number: str, redirect: str, seconds: int, *, stays: bool) -> Rung:
        if not redirect:
            return self._called(number, seconds, Purpose.REDIRECT, stays=stays)
        if redirect not in self.world.redirects:
            return self.ring(Rung(UNREACHABLE, {"redirect": redirect}), 0, stays=stays)
        maker, self.maker = self.maker, ""
        rung = self._redirected(redirect, seconds, stays=stays)
        self.maker = maker
        return rung

    def _redirected(self, redirect: str, seconds: int, *, stays: bool) -> Rung:
        number = self.world.rules.redirect(redirect) if self.world.rules else ""
        if number in self.world.outside_numbers or self._rule_for(number):
            return self._called(number, seconds, Purpose.REDIRECT, stays=stays)
        return self._outside(number, seconds, Purpose.REDIRECT, stays=stays, redirect=redirect)

    def _outside(
        self, number: str, seconds: int, purpose: Purpose, *, stays: bool, redirect: str = ""
    ) -> Rung:
        """A number outside, perhaps by its name as a redirect number; unless no leg to it may be made."""
        extra = {"redirect": redirect} if redirect else {"number": number}
        if refused := self._refusal(number, purpose):
            told = {**extra, "refused": refused}
            return self.ring(Rung(UNREACHABLE, told), 0, stays=stays)
        state = self._state_outside(redirect or number, purpose)
        return self.ring(Rung(result_of(state), extra), seconds or OUTSIDE_SECONDS, stays=stays)

    def _state_outside(self, number: str, purpose: Purpose) -> str:
        """What a phone outside does: as is said of it, else of the person whose only ways are such phones."""
        said = self.caller.phones
        ways = self.world.forwards.get(self.maker) if purpose == Purpose.REACH else None
        is_person = ways is not None and all(way.number for way in ways.ways)
        return said.get(number) or said.get(self.maker if is_person else "", ANSWERS)

    def _refusal(self, number: str, purpose: Purpose) -> str:
        rules = self.world.rules
        if rules is None:
            return ""
        return rules.refusal(number, caller=self.caller, maker=self.maker, purpose=purpose)


def place_of(target: str) -> tuple[int, str] | None:
    """Where `flow:<key>/<element>` leads."""
    what, _colon, place = target.partition(":")
    key, _slash, element = place.partition("/")
    return (int(key), element) if what == "flow" and key.isdecimal() else None
