"""Where a call that somebody asks about comes into flows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from telephony.dialling.decide import NO_TARGET, decide_incoming
from telephony.dialling.decision import Decision, Outcome
from telephony.flow.elements import Group, Person, Start
from telephony.flow.graph import Element
from telephony.flow.graph import Flow as Scheme
from telephony.flow.outside_rules import OutsideRules
from telephony.flow.settings import NEXT
from telephony.flow.world import World

NO_FLOW = -1  # key of a flow that is made up for a number that leads into none
_REACHED = "reached"
_LET_IN = (Outcome.FLOW, Outcome.INTERNAL, Outcome.OUTSIDE)
Schemes = Mapping[int, Scheme]


@dataclass(frozen=True, slots=True)
class Entry:
    """The place in a flow where a call begins; `number` is the internal number that was called, if one was. `made`
    are flows that stand for what is none."""

    flow: int
    element: str = ""
    number: str = ""
    made: Schemes | None = None


class Incoming:
    """Calls from outside to one of the company's numbers, looked at for any moment."""

    def __init__(self, number: str, *, caller: str, rules: OutsideRules) -> None:
        self.number = number
        self.caller = caller
        self._rules = rules

    def decision(self, moment: int) -> Decision:
        """What becomes of a call at a moment (epoch seconds)."""
        world = replace(self._rules.shared, moment=moment)
        return decide_incoming(self._rules.company, world, called=self.number, caller=self.caller)

    def entry(self, moment: int, *, world: World, drafts: Schemes) -> Entry | Decision:
        """Where the call comes in; when it never comes so far, what becomes of it instead. A draft's start takes its
        numbers as it will when it is published."""
        decision = self.decision(moment)
        is_let_in = decision.outcome in _LET_IN or decision.reason == NO_TARGET
        for key, scheme in drafts.items() if is_let_in else ():
            for start in scheme.starts:
                if isinstance(start.settings, Start) and self.number in start.settings.numbers:
                    return Entry(key, start.id)
        if decision.outcome is Outcome.FLOW:
            key_text, _dash, element = decision.target.partition(":")[2].partition("-")
            return Entry(int(key_text), element)
        if decision.outcome is Outcome.INTERNAL:
            return internal_entry(decision.number, world=world, drafts=drafts)
        return decision


def internal_entry(number: str, *, world: World, drafts: Schemes) -> Entry:
    """Where a call to an internal number comes in: an element of its own, a person's plan, or the person itself."""
    for key, scheme in drafts.items():
        for element in scheme.elements:
            if element.number == number:
                return Entry(key, element.id, number)
    if number in world.plans:
        key, place = world.plans[number]
        return Entry(key, place, number)
    what, _colon, led = world.numbers.get(number, "").partition(":")
    key_text, _slash, place = led.partition("/")
    if what == "flow" and key_text.isdecimal():
        return Entry(int(key_text), place, number)
    settings = Group(queue=number) if what == "queue" else Person(extension=number)
    scheme = Scheme(
        (Element("start", Start(), exits={NEXT: _REACHED}), Element(_REACHED, settings))
    )
    # it rings the number: called with that number, the simulator would see a call that comes back to where it is
    return Entry(NO_FLOW, made={NO_FLOW: scheme})
