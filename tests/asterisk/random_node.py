"""A node on which random flows are called without phones: what rings, and what is pressed, is said by each call itself.

The dialplan is the real one, but for what takes time or needs somebody: ringing, groups' queues, lines to the outside,
leaving a message, phrases, and reading keys. Variables of a call say what these come to:

    PHONE_<number>  result of ringing it      STAYS    1: who answers hangs up before the caller
    ENTRIES         keys, joined by `:`, each entry for one question      LISTED   keys of lists, as -black-vip-
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from telephony.asterisk.snapshot import (
    DeviceConfig,
    ExtensionConfig,
    ForwardMode,
    ReachConfig,
    RingOrder,
    ScheduleConfig,
)
from telephony.flow.reaching import group_rung
from telephony.flow.ringing import result_of
from telephony.flow.schedule_ranges import node_ranges
from telephony.flow.world import Way, World
from tests.asterisk.dialler import Dialler
from tests.asterisk.node import Node
from tests.flow.random_flows import COMPANY, DUTY, PHONES, Case

FIRST_DAY = date(2026, 11, 1)
STUBS = """
[random]
exten = s,1,Set(MAKER=COMPANY)
 same = n,Gosub(reach-flow,1,1(,))
 same = n,Hangup()

[random-ring]
exten = _[+0-9].,1,MSet(RESULT=${PHONE_${FILTER(0-9,${EXTEN})}},REASON=)
 same = n,GotoIf($["${RESULT}" = "answered" & ("${CALLER_STAYS}" != "1" | "${STAYS}" != "1")]?talk)
 same = n,Return()
 same = n(talk),CELGenUserEvent(x-test,answered=${EXTEN})
 same = n,Hangup()

[random-message]
exten = _X.,1,CELGenUserEvent(x-test,message=${EXTEN})
 same = n,Return()

[random-listed]
exten = _[0-9+].,1,Set(HOLDS=${REGEX("-${ARG1}-" ${LISTED})})
 same = n,Return()

; ARG1 variable, ARG2 how many keys, ARG3 = 1: only what is left of an entry
[random-read]
exten = s,1,GotoIf($["${REST}" != "" | "${ARG3}" = "1"]?read)
 same = n,Set(REST=${SHIFT(ENTRIES,:)})
 same = n(read),Set(${ARG1}=${REST:0:${ARG2}})
 same = n,Set(REST=${REST:${ARG2}})
 same = n,Return()
"""
REPLACED = {
    "dial": ("_X.", "Goto(random-ring,${EXTEN},1)"),
    "reach-queue-call": ("_X.", "Goto(random-ring,${EXTEN},1)"),
    "routes-try": ("_[+0-9].", "Goto(random-ring,${EXTEN},1)"),
    "voicemail-leave": ("_X.", "Goto(random-message,${EXTEN},1)"),
    "listed": ("_[0-9+]!", "Goto(random-listed,${EXTEN},1)"),
    "flow-open": ("_X", "Return()"),
    "phrase": ("s", "Return()"),
}
_CONTEXT = re.compile(rf"^\[({'|'.join(REPLACED)})\]$", re.MULTILINE)
_READ = re.compile(r"Read\((KEY|KEYS|NUMBER),[^,]*,([^,]*),.*\)$", re.MULTILINE)


def random_node(folder: Path) -> Node:
    """The node, started."""
    node = Node(folder)
    node.prepare()
    for path in node.paths.etc.glob("*.conf"):
        text = path.read_text()
        replaced = _READ.sub(_read, _CONTEXT.sub(_replace, text))
        if replaced != text:
            path.write_text(replaced)
    tenants = node.paths.etc / "tenants"
    tenants.mkdir(exist_ok=True)
    (tenants / "random.conf").write_text(STUBS)
    node.start()
    return node


def _replace(found: re.Match[str]) -> str:
    """Another context in the place of one; what it was keeps its steps under another name."""
    pattern, step = REPLACED[found[1]]
    return f"[{found[1]}]\nexten = {pattern},1,{step}\n\n[{found[1]}-real]"


def schedules() -> tuple[ScheduleConfig, ...]:
    """The schedules of the random company, as a node is told of them."""
    made = []
    for key, schedule in COMPANY.schedules.items():
        ranges = node_ranges(schedule, first=FIRST_DAY, days=60)
        made.append(ScheduleConfig(key, ranges.weekly, tuple(ranges.dated.items())))
    return tuple(made)


def people(
    world: World, far: Callable[[str], str] = str, device: Callable[[str], str] = str
) -> tuple[ExtensionConfig, ...]:
    """The people of a random company, with the forwarding that they have in the world of its case. `far` is the number
    that stands for one outside, `device` the phone of a person; empty: the person has a number outside for one."""
    plans = {number: f"{flow}/{element}" for number, (flow, element) in world.plans.items()}
    made = []
    for number, seconds in world.extensions.items():
        own = world.forwards.get(number)
        is_in_turn = own is not None and not own.at_once
        order = RingOrder.SEQUENTIAL if is_in_turn else RingOrder.PARALLEL
        ways = own.ways if own else (Way(seconds),)
        reach = tuple(_reach(way, number, far, device) for way in ways)
        made.append(ExtensionConfig(number, number, order, reach, plan=plans.get(number, "")))
    return tuple(made)


def _reach(
    way: Way, number: str, far: Callable[[str], str], device: Callable[[str], str]
) -> ReachConfig:
    busy, timeout, always = (
        far(each) if each.startswith("+") else each for each in (way.busy, way.timeout, way.always)
    )
    name = "" if way.number else device(number)
    mode = ForwardMode.CONDITIONAL if busy or timeout else ForwardMode.NONE
    return ReachConfig(
        device=name,
        number="" if name else far(way.number or number),
        ring_seconds=way.ring_seconds,
        forward_mode=ForwardMode.ALWAYS if always else mode,
        forward_always_to=always,
        forward_busy_to=busy,
        forward_timeout_to=timeout,
    )


def devices(world: World) -> tuple[DeviceConfig, ...]:
    """The phones of those who forward calls: with them it makes a difference whether there is one."""
    return tuple(DeviceConfig(number, "secret", number, number) for number in world.forwards)


def _read(found: re.Match[str]) -> str:
    """The same question, answered by the variables of the call."""
    only_rest = "1" if found[1] == "KEYS" else ""
    return f"Gosub(random-read,s,1({found[1]},{found[2]},{only_rest}))"


@dataclass(frozen=True)
class FlowCall:
    """The call of a case into the company that has its flows."""

    code: str
    case: Case


class FlowDialler(Dialler):
    """Makes calls of cases inside the node."""

    def start(self, call: FlowCall) -> str:  # type: ignore[override]  # another kind of call
        """Make the call; the linkedid of its events."""
        self._made += 1
        channel_id = f"inner-{id(self):x}-{self._made:06d}"
        said = variables(call.code, call.case)
        self._act(
            "Originate",
            Channel="Local/s@random/n",
            Application="Wait",
            Data="30",
            ChannelId=channel_id,
            Async="true",
            Variable=",".join(f"__{name}={value}" for name, value in said.items()),
        )
        return channel_id


def variables(code: str, case: Case) -> dict[str, str]:
    """What a call brings along."""
    caller = case.caller
    results = {phone: result_of(caller.phones[phone]) for phone in PHONES}
    results[DUTY] = results.pop("duty")
    for number in COMPANY.queues:
        results[number] = group_rung(case.world, caller, number).result
    return {
        "TENANT": code,
        "TRAIL": "-",
        "INBOUND": "carrier:north",
        "CALLER_NUMBER": caller.number,
        "CLOCK": str(caller.moment),
        "STAYS": "1" if caller.stays else "",
        "ENTRIES": ":".join(caller.keys),
        "LISTED": "".join(f"-{key}" for key in sorted(caller.listed) if caller.is_on(key)) + "-",
        **{f"PHONE_{number.removeprefix('+')}": result for number, result in results.items()},
    }
