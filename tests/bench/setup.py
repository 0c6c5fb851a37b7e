"""Bench `setup` (G3): what our dialplan adds to a call, beside a bare `Dial` in the same Asterisk process.

Calls inside a company, and calls outside by a line of its own, where rights, class, route, limits and the number shown
are decided on the way. Callers, callees, load and module set are the same on both sides; only the context of the caller
differs. The rounds are interleaved, so that whatever else happens on the machine hits all.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from compose.provider.sip import Account
from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession
from tests.bench import fleet
from tests.bench.report import Report, percentile
from tests.bench.sipp import Load, LoadResult
from tests.bench.system import Installation, answering, cpu_seconds

BARE_CONTEXT = "zbench-bare"
BARE_CODE = "zbenchbare"  # a company whose phones dial in the bare context
OUR_CODE = "zbenchours"
PAIRS = 50
CHANNELS = 10_000  # a limit that is counted and never reached
INSIDE, OUTSIDE = "inside", "outside"


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
    """The two dialplans and the phones on both, for calls inside and outside."""

    def __init__(self, installation: Installation, size: Size) -> None:
        self._installation, self._size = installation, size
        self._pid = installation.pid("asterisk")
        self.ours = {kind: Side() for kind in (INSIDE, OUTSIDE)}
        self.bare = {kind: Side() for kind in (INSIDE, OUTSIDE)}

    def run(self) -> None:
        """Interleaved rounds, the first ones thrown away as a warm-up."""
        for number in range(self._size.rounds + 1):
            for kind in (INSIDE, OUTSIDE):
                for sides, code in ((self.ours, OUR_CODE), (self.bare, BARE_CODE)):
                    result, cpu = self._round(code, kind)
                    if number:
                        sides[kind].add(result, cpu)

    def _round(self, code: str, kind: str) -> tuple[LoadResult, float]:
        load = Load(self._installation.work / "sipp-setup", self._installation.sip)
        people = [fleet.number(index) for index in range(PAIRS, 2 * PAIRS)]
        load.users(
            [fleet.phone(code, index) for index in range(PAIRS)],
            people if kind == INSIDE else [fleet.OUTSIDE_NUMBER] * PAIRS,
        )
        before = cpu_seconds(self._pid)
        result = load.run(rate=self._size.rate, calls=self._size.calls)
        return result, cpu_seconds(self._pid) - before


@contextmanager
def companies(installation: Installation, far: str) -> Iterator[list[Account]]:
    """Two equal companies with a line to `far` (host:port), the phones of one of them moved to the bare context; the
    accounts that answer."""
    asyncio.run(_put(installation, fleet.PHONES_EACH, far))
    _bare_phones(installation)
    try:
        yield [
            fleet.phone(code, index)
            for code in (OUR_CODE, BARE_CODE)
            for index in range(PAIRS, 2 * PAIRS)
        ]
    finally:
        asyncio.run(_put(installation, 0, far))
        installation.console(f"dialplan remove context {BARE_CONTEXT}")


async def _put(installation: Installation, phones: int, far: str) -> None:
    async with installation.ami() as ami:
        with fleet.as_owner_of(installation.node.root):
            for code in (OUR_CODE, BARE_CODE):
                config = fleet.outside(fleet.company(code, phones), far, max_channels_out=CHANNELS)
                await fleet.apply(config, node=installation.node, ami=ami)
        if phones:
            line = names.trunk(BARE_CODE, fleet.LINE)
            await _bare_step(ami, "_X.", f"PJSIP/{BARE_CODE}+${{EXTEN}},30")
            await _bare_step(ami, "_+X.", f"PJSIP/{line}/sip:${{EXTEN:1}}@{far},30")


async def _bare_step(ami: AmiSession, exten: str, arguments: str) -> None:
    await ami.action(
        "DialplanExtensionAdd",
        Context=BARE_CONTEXT,
        Extension=exten,
        Priority="1",
        Application="Dial",
        ApplicationData=arguments,
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
        answering(installation.work / "setup-far", installation.sip, []) as there,
        companies(installation, f"127.0.0.1:{there['port']}") as answerers,
        answering(installation.work / "setup", installation.sip, answerers),
    ):
        sides.run()
    for kind in (INSIDE, OUTSIDE):
        describe(report, kind, sides.ours[kind], sides.bare[kind])
    report.notes.append(
        "CPU time of the Asterisk process stands for instructions: virtual machines seldom count those."
    )
    return report


def describe(report: Report, kind: str, ours: Side, bare: Side) -> None:
    """Figures and gates. Calls at equal CPU follow from CPU per call: the node has no other limit here."""
    for name, share, limit in (("p50", 0.5, 2.0), ("p95", 0.95, 5.0)):
        mine, theirs = percentile(ours.setup_ms, share), percentile(bare.setup_ms, share)
        added = mine - theirs
        report.add(
            f"{kind}: INVITE -> 200 {name}", mine, "ms", baseline=theirs, ratio=mine / theirs
        )
        report.add(
            f"{kind}: added set-up time {name}",
            added,
            "ms",
            gate=f"<= {limit:g} ms",
            met=added <= limit,
        )
    worst = max(mine - theirs for mine, theirs in zip(ours.p95_ms, bare.p95_ms, strict=True))
    report.add(f"{kind}: added set-up time p95, worst pair of rounds", worst, "ms")
    mine, theirs = percentile(ours.cpu_ms, 0.5), percentile(bare.cpu_ms, 0.5)
    report.add(
        f"{kind}: CPU per call, median of rounds",
        mine,
        "ms",
        baseline=theirs,
        ratio=mine / theirs,
        gate="<= 1.25x",
        met=mine / theirs <= 1.25,
    )
    report.add(
        f"{kind}: calls at equal CPU",
        theirs / mine,
        "x",
        gate=">= 0.85x",
        met=theirs / mine >= 0.85,
    )
    report.add(
        f"{kind}: failed calls",
        ours.failed,
        "",
        baseline=bare.failed,
        gate="0",
        met=ours.failed == 0,
    )
