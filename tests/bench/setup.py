"""Bench `setup` (G3): what our dialplan adds to a call, beside a bare `Dial` in the same Asterisk process.

Callers, callees, load and module set are the same on both sides; only the context of the caller differs. The rounds
are interleaved, so that whatever else happens on the machine hits both.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from compose.provider.sip import Account
from tests.bench import fleet
from tests.bench.report import Report, percentile
from tests.bench.sipp import Load, LoadResult
from tests.bench.system import Installation, answering, cpu_seconds

BARE_CONTEXT = "zbench-bare"
BARE_CODE = "zbenchbare"  # a company whose phones dial in the bare context
OUR_CODE = "zbenchours"
PAIRS = 50


@dataclass(frozen=True, slots=True)
class Size:
    """Calls a second, calls in a round, rounds of each side."""

    rate: int
    calls: int
    rounds: int


SIZES = {"full": Size(50, 400, 5), "small": Size(20, 40, 1)}


@dataclass(slots=True)
class Side:
    """All rounds of one dialplan."""

    setup_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)  # per call, one for each round
    p50_ms: list[float] = field(default_factory=list)
    p95_ms: list[float] = field(default_factory=list)
    failed: int = 0

    def add(self, result: LoadResult, cpu: float) -> None:
        """One more round."""
        self.setup_ms += result.setup_ms
        self.p50_ms.append(percentile(result.setup_ms, 0.5))
        self.p95_ms.append(percentile(result.setup_ms, 0.95))
        self.cpu_ms.append(1000 * cpu / max(1, result.successful))
        self.failed += result.failed


class Sides:
    """The two dialplans and the phones on both."""

    def __init__(self, installation: Installation, size: Size) -> None:
        self._installation, self._size = installation, size
        self._pid = installation.pid("asterisk")
        self.ours, self.bare = Side(), Side()

    def run(self) -> None:
        """Interleaved rounds, the first pair thrown away as a warm-up."""
        for number in range(self._size.rounds + 1):
            for side, code in ((self.ours, OUR_CODE), (self.bare, BARE_CODE)):
                result, cpu = self._round(code)
                if number:
                    side.add(result, cpu)

    def _round(self, code: str) -> tuple[LoadResult, float]:
        load = Load(self._installation.work / "sipp-setup", self._installation.sip)
        load.users(
            [fleet.phone(code, index) for index in range(PAIRS)],
            [fleet.number(index) for index in range(PAIRS, 2 * PAIRS)],
        )
        before = cpu_seconds(self._pid)
        result = load.run(rate=self._size.rate, calls=self._size.calls)
        return result, cpu_seconds(self._pid) - before


@contextmanager
def companies(installation: Installation) -> Iterator[list[Account]]:
    """Two equal companies, the phones of one of them moved to the bare context; the accounts that answer."""
    asyncio.run(_put(installation, fleet.PHONES_EACH))
    _bare_phones(installation)
    try:
        yield [
            fleet.phone(code, index)
            for code in (OUR_CODE, BARE_CODE)
            for index in range(PAIRS, 2 * PAIRS)
        ]
    finally:
        asyncio.run(_put(installation, 0))
        installation.console(f"dialplan remove context {BARE_CONTEXT}")


async def _put(installation: Installation, phones: int) -> None:
    async with installation.ami() as ami:
        with fleet.as_owner_of(installation.node.root):
            for code in (OUR_CODE, BARE_CODE):
                await fleet.apply(fleet.company(code, phones), node=installation.node, ami=ami)
        if phones:
            await ami.action(
                "DialplanExtensionAdd",
                Context=BARE_CONTEXT,
                Extension="_X.",
                Priority="1",
                Application="Dial",
                ApplicationData=f"PJSIP/{BARE_CODE}+${{EXTEN}},30",
                Replace="yes",
            )


def _bare_phones(installation: Installation) -> None:
    """The one difference between the sides, past the product's own writer."""
    with (
        fleet.as_owner_of(installation.node.root),
        closing(sqlite3.connect(installation.node.database, timeout=5)) as rows,
        rows,
    ):
        rows.execute(
            "UPDATE ps_endpoints SET context = ? WHERE id LIKE ?", (BARE_CONTEXT, f"{BARE_CODE}+%")
        )


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench setup`."""
    size = SIZES[size_name]
    report = Report(
        "setup",
        {
            "calls_per_second": size.rate,
            "calls_each_round": size.calls,
            "rounds_each": size.rounds,
            "hold_ms": 200,
        },
    )
    sides = Sides(installation, size)
    with (
        companies(installation) as answerers,
        answering(installation.work / "setup", installation.sip, answerers),
    ):
        sides.run()
    describe(report, sides.ours, sides.bare)
    return report


def describe(report: Report, ours: Side, bare: Side) -> None:
    """Figures and gates. Calls at equal CPU follow from CPU per call: the node has no other limit here."""
    for name, share, limit in (("p50", 0.5, 2.0), ("p95", 0.95, 5.0)):
        mine, theirs = percentile(ours.setup_ms, share), percentile(bare.setup_ms, share)
        added = mine - theirs
        report.add(f"INVITE -> 200 {name}", mine, "ms", baseline=theirs, ratio=mine / theirs)
        report.add(
            f"added set-up time {name}", added, "ms", gate=f"<= {limit:g} ms", met=added <= limit
        )
    worst = max(mine - theirs for mine, theirs in zip(ours.p95_ms, bare.p95_ms, strict=True))
    report.add("added set-up time p95, worst pair of rounds", worst, "ms")
    mine, theirs = percentile(ours.cpu_ms, 0.5), percentile(bare.cpu_ms, 0.5)
    report.add(
        "CPU per call, median of rounds",
        mine,
        "ms",
        baseline=theirs,
        ratio=mine / theirs,
        gate="<= 1.25x",
        met=mine / theirs <= 1.25,
    )
    report.add("calls at equal CPU", theirs / mine, "x", gate=">= 0.85x", met=theirs / mine >= 0.85)
    report.add(
        "failed calls", ours.failed, "", baseline=bare.failed, gate="0", met=ours.failed == 0
    )
    report.notes.append(
        "CPU time of the Asterisk process stands for instructions: virtual machines seldom count those."
    )
