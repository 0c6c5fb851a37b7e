"""Random flows called for real: from a provider, to people whose phones are numbers at it, with keys that are pressed.

Each case has a company of its own, whose people, redirect number and outside number nobody else has, so that several
are called at once.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from compose.provider.behaviour import RINGS, Behaviour, answer, reject
from compose.provider.provider import FarCall, Provider
from telephony.asterisk.snapshot import (
    FlowConfig,
    FlowNumber,
    QueueConfig,
    TenantConfig,
)
from telephony.dialling.config import (
    CallerRights,
    NumberListConfig,
    OutsideConfig,
    OwnNumber,
    RedirectConfig,
)
from telephony.flow.call import ANSWERS
from telephony.flow.elements import Dial, Menu, Outside
from telephony.flow.graph import Element, Flow
from telephony.flow.reaching import group_rung
from telephony.flow.settings import ANSWERED
from telephony.flow.simulate import Trace
from tests.asterisk.node import ADDRESS, Event, Node, event_of
from tests.asterisk.outgoing import EVERYTHING
from tests.asterisk.outside import CARRIER
from tests.asterisk.random_node import people, schedules
from tests.flow.random_flows import COMPANY, LISTS, Case

ASKING = ("nothing_pressed", "nothing_dialled")
HEARD_SECONDS = 0.8  # from the event of an element until it takes keys
NUMBER_SECONDS = 2.8  # until a key that may begin a number is taken for one, and asked again
TALK_SECONDS = 0.6  # of those who hang up before the caller
CALL_SECONDS = 90
POLL_SECONDS = 0.1
WAIT_SECONDS = 4  # of menus here: keys come a little late on a machine that has much to do
STATES = {
    "busy": reject(486),
    "declines": reject(603),
    "unreachable": reject(480),
    "no_answer": RINGS,
}


def realistic(case: Case) -> Case:
    """The case as it can be called: groups do as Asterisk's queues do with members who are called outside."""
    phones = dict(case.caller.phones)
    for number in COMPANY.queues:
        is_answered = group_rung(case.world, case.caller, number).result == ANSWERED
        phones[number] = ANSWERS if is_answered else "no_answer"
    return replace(case, caller=replace(case.caller, phones=phones))


@dataclass(frozen=True)
class RealCall:
    """A case, and the company by number that is called."""

    case: Case
    index: int

    @property
    def code(self) -> str:
        """The company."""
        return f"c{self.index}"

    @property
    def called(self) -> str:
        """Its outside number."""
        return f"+7495200{self.index:02}01"

    def far(self, phone: str) -> str:
        """The number at the provider that stands for a phone of the case."""
        if phone == "duty":
            return f"+7495000{self.index:02}09"
        return (
            f"+7495765{self.index:02}21"
            if phone.startswith("+")
            else f"+7916{self.index:02}00{phone}"
        )

    # ------------------------------------------------------------ before it

    def config(self, revision: int) -> TenantConfig:
        """The company as the node is told of it."""
        flows = {key: self._flow(flow) for key, flow in self.case.flows.items()}
        start = next(iter(flows[1].starts)).id
        return TenantConfig(
            code=self.code,
            revision=revision,
            extensions=people(self.case.world, self.far, lambda _number: ""),
            queues=tuple(
                QueueConfig(number, number, members=group.members, wait_seconds=group.wait_seconds)
                for number, group in COMPANY.queues.items()
            ),
            flows=tuple(FlowConfig(key, revision, flow) for key, flow in flows.items()),
            flow_numbers=tuple(
                FlowNumber(element.number, key, element.id)
                for key, flow in flows.items()
                for element in flow.elements
                if element.number
            ),
            schedules=schedules(),
            outside=OutsideConfig(
                area="495",
                ceiling=EVERYTHING,
                default_number=self.called,
                numbers=(OwnNumber(self.called, CARRIER, f"flow:1-{start}"),),
                rights=tuple(CallerRights(number, EVERYTHING) for number in COMPANY.extensions),
                lists=tuple(NumberListConfig(key, revision) for key in LISTS),
                redirects=(RedirectConfig("duty", self.far("duty"), ring_seconds=5),),
            ),
        )

    def listed(self, key: str) -> tuple[str, ...]:
        """Numbers on a list of the company."""
        return (self.case.caller.number,) if self.case.caller.is_on(key) else ()

    def behave(self, provider: Provider) -> None:
        """Tell the provider what each phone does."""
        for phone, state in self.case.caller.phones.items():
            if phone not in COMPANY.queues:
                provider.behave(self.far(phone), STATES.get(state) or self._answers())

    def _answers(self) -> Behaviour:
        return answer(talk_seconds=TALK_SECONDS) if self.case.caller.stays else answer()

    def _flow(self, flow: Flow) -> Flow:
        return Flow(tuple(self._element(each) for each in flow.elements))

    def _element(self, element: Element) -> Element:
        settings = element.settings
        if isinstance(settings, Outside) and settings.number:
            return replace(element, settings=replace(settings, number=self.far(settings.number)))
        if isinstance(settings, Menu | Dial):
            return replace(element, settings=replace(settings, wait_seconds=WAIT_SECONDS))
        return element

    # ------------------------------------------------------------ the call

    def make(self, node: Node, provider: Provider) -> list[Event]:
        """Call, press what is to be pressed, and hang up when somebody has answered who does not; its events."""
        watch = Watch(node, self.called)
        caller = self.case.caller
        target = f"{ADDRESS}:{node.settings.sip_port}"
        far = provider.call(
            self.called, caller=caller.number, anonymous=not caller.number, target=target
        )
        self._press(far, watch)
        trace = self.case.trace()
        if trace.outcome.code == "answered" and not caller.stays:
            provider.wait(lambda: self._talking(provider), f"{self.code}: an answer", CALL_SECONDS)
            far.answered()  # which takes a moment when there are legs between the two
            far.hang_up()
        return watch.until(
            lambda events: bool(events) and events[-1]["eventtype"] == "LINKEDID_END"
        )

    def _press(self, far: FarCall, watch: "Watch") -> None:
        """Each key when its question is asked."""
        asked_before = -1
        for key, position in questions(self.case):
            watch.until(lambda events, there=position: len(entered(events)) > there)
            time.sleep(NUMBER_SECONDS if position == asked_before else HEARD_SECONDS)
            far.press(key)
            asked_before = position

    def _talking(self, provider: Provider) -> bool:
        numbers = {self.far(phone).removeprefix("+") for phone in self.case.caller.phones}
        return any(
            each.state == "up" and each.called.removeprefix("+") in numbers
            for each in provider.calls()
        )


class Watch:
    """What the node tells of the next call to a number; each line is read once, for many calls are watched at once."""

    def __init__(self, node: Node, called: str) -> None:
        self._node, self._called = node, called
        self._offset = node.mark()
        self._events: list[Event] = []

    def until(self, test: Callable[[list[Event]], bool]) -> list[Event]:
        """The events of the call, once `test` says so of them."""
        deadline = time.monotonic() + CALL_SECONDS
        while not test(found := self._of_call()):
            assert time.monotonic() < deadline, f"{self._called}: {entered(found)}"
            time.sleep(POLL_SECONDS)
        return found

    def _of_call(self) -> list[Event]:
        lines = self._node.lines(self._offset)
        self._events += [event_of(line) for line in lines]
        self._offset += sum(len(line.encode()) + 1 for line in lines)
        begun = (each for each in self._events if each["extra"].get("to") == self._called)
        call = next((each["linkedid"] for each in begun if each["eventtype"] == "x-call"), "")
        return [each for each in self._events if each["linkedid"] == call]


def entered(events: list[Event]) -> list[tuple[int, str, str]]:
    """The elements that a call came to, each with the exit that led there."""
    said = [each["extra"] for each in events if each["eventtype"] == "x-flow"]
    return [(int(extra["flow"]), extra["element"], extra["exit"]) for extra in said]


def questions(case: Case) -> Iterator[tuple[str, int]]:
    """Each entry of keys, and at which element of the way it is asked for."""
    for count, key in enumerate(case.caller.keys):
        trace = replace(case, caller=replace(case.caller, keys=case.caller.keys[:count])).trace()
        yield key, asked_at(trace)


def asked_at(trace: Trace) -> int:
    """Which element of the way asked first for a key that was not pressed."""
    path = [step for step in trace.steps if step.kind != "level"]
    return next(index for index, step in enumerate(path) if step.reason in ASKING)
