"""What a flow costs a call, beside the same way written by hand in the same Asterisk process.

Both sides tell the caller apart by a pattern, look at the day and the hour, mark the call, and ring a person. Callers,
callees, load and module set are the same; only what the number called leads to differs.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from compose.provider.sip import Account
from telephony.asterisk import names
from telephony.asterisk.apply import apply
from telephony.asterisk.snapshot import FlowConfig, FlowNumber, ScheduleConfig, TenantConfig
from telephony.flow.elements import Assign, CallerSwitch, Person, ScheduleSwitch, Start
from telephony.flow.graph import Element, Flow
from tests.bench import fleet
from tests.bench.report import Report, percentile
from tests.bench.sipp import Load
from tests.bench.system import Installation, answering, cpu_seconds

OUR_CODE, HAND_CODE = "zbenchflow", "zbenchhand"
PAIRS = 50
FIRST_NUMBER = 5000  # of the flows that ring one person each
COST_LIMIT = 1.25
_DAY = (0, 1440, "p1")
HOURS = ScheduleConfig("5c4ed01e", ((_DAY,),) * 7, opens="p1")


@dataclass(frozen=True, slots=True)
class Size:
    """Calls a second, calls in a round, rounds of each side."""

    rate: int
    calls: int
    rounds: int


def our_flow(index: int) -> FlowConfig:
    """Caller, hours, mark, person."""
    elements = (
        Element("start", Start(), exits={"next": "who"}),
        Element("who", CallerSwitch(patterns=("2...",)), exits={"match": "hours"}),
        Element("hours", ScheduleSwitch(schedule=HOURS.key), exits={"p1": "mark"}),
        Element("mark", Assign(language="en", priority=1), exits={"next": "ring"}),
        Element("ring", Person(extension=fleet.number(index), ring_seconds=30)),
    )
    return FlowConfig(index + 1, 1, Flow(elements))


def our_company(phones: int) -> TenantConfig:
    """A company in which each number from 5000 on is a flow that rings one person."""
    config = fleet.company(OUR_CODE, phones)
    if not phones:
        return config
    flows = tuple(our_flow(index) for index in range(PAIRS, 2 * PAIRS))
    numbers = tuple(
        FlowNumber(str(FIRST_NUMBER + index), index + 1, "start")
        for index in range(PAIRS, 2 * PAIRS)
    )
    return replace(config, flows=flows, flow_numbers=numbers, schedules=(HOURS,))


def hand_steps(index: int) -> tuple[str, ...]:
    """The same as somebody would write it."""
    login = names.login(HAND_CODE, fleet.number(index))
    return (
        'GotoIf($["${REGEX("^2...$" ${CALLERID(num)})}" != "1"]?9)',
        "Set(NOW=${EPOCH})",
        "Set(DAY=${STRFTIME(${NOW},Europe/Moscow,%u)})",
        "Set(MINUTE=$[${STRFTIME(${NOW},Europe/Moscow,%H)} * 60 + ${STRFTIME(${NOW},Europe/Moscow,%M)}])",
        "GotoIf($[${DAY} > 7 | ${MINUTE} < 0 | ${MINUTE} >= 1440]?9)",
        "Set(CHANNEL(language)=en)",
        "Set(QUEUE_PRIO=1)",
        f"Dial(PJSIP/{login},30)",
        "Hangup()",
    )


@contextmanager
def companies(installation: Installation) -> Iterator[list[Account]]:
    """Both companies; the accounts that answer."""
    asyncio.run(_put(installation, fleet.PHONES_EACH))
    try:
        yield [
            fleet.phone(code, index)
            for code in (OUR_CODE, HAND_CODE)
            for index in range(PAIRS, 2 * PAIRS)
        ]
    finally:
        asyncio.run(_put(installation, 0))


async def _put(installation: Installation, phones: int) -> None:
    async with installation.ami() as ami:
        with fleet.as_owner_of(installation.node.root):
            for config in (our_company(phones), fleet.company(HAND_CODE, phones)):
                await apply(config, node=installation.node, ami=ami)
        for index in range(PAIRS, 2 * PAIRS) if phones else ():
            for priority, step in enumerate(hand_steps(index), 1):
                application, _, data = step.partition("(")
                await ami.action(
                    "DialplanExtensionAdd",
                    Context=names.internal_context(HAND_CODE),
                    Extension=str(FIRST_NUMBER + index),
                    Priority=str(priority),
                    Application=application,
                    ApplicationData=data.removesuffix(")"),
                    Replace="yes",
                )


def measure(installation: Installation, size: Size, report: Report) -> None:
    """Interleaved rounds, the first ones thrown away as a warm-up."""
    pid = installation.pid("asterisk")
    cpu: dict[str, list[float]] = {OUR_CODE: [], HAND_CODE: []}
    setup: dict[str, list[float]] = {OUR_CODE: [], HAND_CODE: []}
    failed = 0
    with (
        companies(installation) as answerers,
        answering(installation.work / "flow-cost", installation.sip, answerers),
    ):
        for number in range(size.rounds + 1):
            for code in (OUR_CODE, HAND_CODE):
                load = Load(installation.work / "sipp-flow-cost", installation.sip)
                load.users(
                    [fleet.phone(code, index) for index in range(PAIRS)],
                    [str(FIRST_NUMBER + index) for index in range(PAIRS, 2 * PAIRS)],
                )
                before = cpu_seconds(pid)
                result = load.run(rate=size.rate, calls=size.calls)
                failed += result.failed
                if number:
                    spent = cpu_seconds(pid) - before
                    cpu[code].append(1000 * spent / max(1, result.successful))
                    setup[code] += result.setup_ms
    mine, theirs = percentile(cpu[OUR_CODE], 0.5), percentile(cpu[HAND_CODE], 0.5)
    report.add(
        "CPU per call through 5 elements",
        mine,
        "ms",
        baseline=theirs,
        ratio=mine / theirs,
        gate=f"<= {COST_LIMIT}x",
        met=mine / theirs <= COST_LIMIT,
    )
    mine, theirs = percentile(setup[OUR_CODE], 0.5), percentile(setup[HAND_CODE], 0.5)
    report.add(
        "INVITE -> 200 p50 through 5 elements", mine, "ms", baseline=theirs, ratio=mine / theirs
    )
    report.add("failed calls through 5 elements", failed, "", gate="0", met=not failed)
