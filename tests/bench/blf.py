"""Bench `blf`: what 10,000 watched extensions cost those who save and those who call.

The same edits and the same calls are measured with nobody watching and then with every extension of the fleet watched,
the called ones included, so that each call also notifies.
"""

import asyncio
from dataclasses import dataclass

from tests.bench import fleet
from tests.bench.answer import AT_ONCE
from tests.bench.apply import Editor
from tests.bench.company import BenchCompany
from tests.bench.phone import SipPhone
from tests.bench.report import Report, percentile
from tests.bench.sipp import Load
from tests.bench.system import Installation, answering

PAIRS = fleet.PHONES_EACH // 2
SAVE_P99_MS = 400.0  # G1


@dataclass(frozen=True, slots=True)
class Size:
    """Watched extensions, edits and calls on each side."""

    watched: int
    edits: int
    calls: int
    rate: int


SIZES = {"full": Size(10_000, 150, 600, 20), "small": Size(100, 5, 40, 20)}


@dataclass(frozen=True, slots=True)
class Side:
    """Milliseconds of saves until effective and of calls until answered."""

    save_ms: list[float]
    call_ms: list[float]
    failed_calls: int


async def watch_all(phone: SipPhone, watched: int) -> int:
    """Watch every number of the fleet, each company's by its first phone; how many were refused."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(index: int) -> bool:
        async with slots:
            watcher = fleet.account(index - index % fleet.PHONES_EACH)
            return await phone.watch(watcher, fleet.number(index % fleet.PHONES_EACH)) == 200

    return (await asyncio.gather(*(one(index) for index in range(watched)))).count(False)


async def measure_side(installation: Installation, size: Size, company: BenchCompany) -> Side:
    """Edits, then calls."""
    edited = await Editor(installation, company).run(size.edits)
    load = Load(installation.work / "sipp-blf", installation.sip)
    load.users(
        [fleet.account(index) for index in range(PAIRS)],
        [fleet.number(index) for index in range(PAIRS, 2 * PAIRS)],
    )
    load.start(rate=size.rate, calls=size.calls)
    result = await asyncio.to_thread(load.wait)
    return Side(edited.all_ms, list(result.setup_ms), result.failed)


async def measure(installation: Installation, size: Size, report: Report) -> None:
    """Both sides."""
    ships, watcher = fleet.Fleet(installation), await SipPhone.open(installation.sip)
    callees = [fleet.account(index) for index in range(PAIRS, 2 * PAIRS)]
    await ships.clear()
    try:
        await ships.grow(size.watched)
        with (
            BenchCompany.made(installation, people=20) as company,
            answering(installation.work / "blf", installation.sip, callees),
        ):
            alone = await measure_side(installation, size, company)
            refused = await watch_all(watcher, size.watched)
            watched = await measure_side(installation, size, company)
        describe(report, alone, watched)
        report.add(
            "watched extensions",
            size.watched - refused,
            "",
            gate=f"{size.watched}",
            met=refused == 0,
        )
        report.add("NOTIFY received", watcher.heard["NOTIFY"], "")
    finally:
        await ships.clear()
        watcher.close()


def describe(report: Report, alone: Side, watched: Side) -> None:
    """Figures; the gate of a save is G1's, whoever watches."""
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        value, base = percentile(watched.save_ms, share), percentile(alone.save_ms, share)
        gate = f"<= {SAVE_P99_MS:g} ms" if name == "p99" else ""
        met = value <= SAVE_P99_MS if gate else None
        report.add(
            f"save -> effective {name}",
            value,
            "ms",
            baseline=base,
            ratio=value / base,
            gate=gate,
            met=met,
        )
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        value, base = percentile(watched.call_ms, share), percentile(alone.call_ms, share)
        report.add(f"INVITE -> 200 {name}", value, "ms", baseline=base, ratio=value / base)
    report.add(
        "failed calls",
        watched.failed_calls,
        "",
        baseline=alone.failed_calls,
        gate="0",
        met=watched.failed_calls == 0,
    )


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench blf`."""
    size = SIZES[size_name]
    report = Report(
        "blf",
        {
            "watched": size.watched,
            "edits_each": size.edits,
            "calls_each": size.calls,
            "calls_per_second": size.rate,
        },
    )
    asyncio.run(measure(installation, size, report))
    return report
