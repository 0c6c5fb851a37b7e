"""Bench `limits`: many more calls a second to the outside than a company may have at once; never one too many leaves.

The calls are made inside the node, because as many from phones would need more than this machine has; the legs that
leave are real ones, and are counted at the far end of the line, from the ACK to the BYE. Whoever is refused gives up
within a second.
"""

import asyncio
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from telephony.asterisk import names
from tests.bench import fleet
from tests.bench.report import Report
from tests.bench.system import Installation, answering, cpu_seconds

CODE = "zbenchlimits"
CALLERS = 50
PATIENCE_MS = 1000
OUTCOME_SECONDS = 30  # until what became of the last call is known
OUTCOME = re.compile(rb"Event: OriginateResponse\r\n(?:[^\r]+\r\n)*?Response: (\w+)")


@dataclass(frozen=True, slots=True)
class Size:
    """Calls a second, seconds of it, how many calls may be at once, how long each lasts once answered."""

    rate: int
    seconds: int
    most: int
    hold_seconds: float


SIZES = {"full": Size(200, 20, 50, 1), "small": Size(40, 2, 5, 0.5)}


@contextmanager
def company(installation: Installation, far: str, most: int) -> Iterator[None]:
    """A company with a line to `far` (host:port) that may have `most` calls outside at once."""
    asyncio.run(_put(installation, far, most, phones=CALLERS))
    try:
        yield
    finally:
        asyncio.run(_put(installation, far, most, phones=0))


async def _put(installation: Installation, far: str, most: int, *, phones: int) -> None:
    config = fleet.outside(fleet.company(CODE, phones), far, max_channels_out=most)
    async with installation.ami() as ami:
        with fleet.as_owner_of(installation.node.root):
            await fleet.apply(config, node=installation.node, ami=ami)


class Callers:
    """Makes calls at a steady rate over a manager session, and hears what became of each."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self.outcomes: Counter[str] = Counter()
        self.seconds = 0.0  # in which the calls were asked for

    async def run(self) -> None:
        """Make all calls and wait until each is answered or given up."""
        env = os.environ
        reader, self._writer = await asyncio.open_connection(
            env["VPBX_AMI_HOST"], int(env["VPBX_AMI_PORT"])
        )
        hearing = asyncio.create_task(self._hear(reader))
        self._ask("Login", Username=env["VPBX_AMI_USER"], Secret=env["VPBX_AMI_SECRET"])
        self._ask("Filter", Operation="Add", Filter="Event: OriginateResponse")
        try:
            await self._call()
            await asyncio.wait({hearing}, timeout=OUTCOME_SECONDS)
        finally:
            hearing.cancel()
            self._writer.close()

    async def _call(self) -> None:
        began = time.perf_counter()
        for number in range(self._size.rate * self._size.seconds):
            await asyncio.sleep(max(0.0, began + number / self._size.rate - time.perf_counter()))
            self._ask(
                "Originate",
                Channel=f"Local/{fleet.OUTSIDE_NUMBER}@{names.internal_context(CODE)}/n",
                Application="Wait",
                Data=str(self._size.hold_seconds),
                CallerID=f"<{fleet.number(number % CALLERS)}>",
                Timeout=str(PATIENCE_MS),
                Async="true",
                Variable=f"__BLINDTRANSFER=PJSIP/{fleet.phone(CODE, number % CALLERS).login}-00000000",
            )
        self.seconds = time.perf_counter() - began

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        expected, data = self._size.rate * self._size.seconds, b""
        while self.outcomes.total() < expected:
            data += await reader.read(65536)
            *whole, data = data.split(b"\r\n\r\n")
            for message in whole:
                if found := OUTCOME.search(message):
                    self.outcomes[found[1].decode()] += 1

    def _ask(self, action: str, **headers: str) -> None:
        lines = [f"Action: {action}", *(f"{key}: {value}" for key, value in headers.items())]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench limits`."""
    size = SIZES[size_name]
    report = Report(
        "limits",
        {
            "calls_per_second": size.rate,
            "seconds": size.seconds,
            "limit": size.most,
            "hold_ms": 1000 * size.hold_seconds,
        },
    )
    callers, pid = Callers(size), installation.pid("asterisk")
    with (
        answering(installation.work / "limits-far", installation.sip, []) as there,
        company(installation, f"127.0.0.1:{there['port']}", size.most),
    ):
        before = cpu_seconds(pid)
        asyncio.run(callers.run())
        used = cpu_seconds(pid) - before
        time.sleep(size.hold_seconds + 1)  # the last of them end
    describe(report, size, callers, there)
    report.add("CPU per call asked for", 1000 * used / callers.outcomes.total(), "ms")
    return report


def describe(report: Report, size: Size, callers: Callers, there: dict[str, int]) -> None:
    """Figures and gates."""
    most, taken, asked = there["most"], there["taken"], size.rate * size.seconds
    report.add(
        "most calls outside at once",
        most,
        "",
        baseline=size.most,
        ratio=most / size.most,
        gate=f"never {size.most + 1}",
        met=most <= size.most,
    )
    report.add("the limit was reached", most, "", gate=f">= {size.most}", met=most >= size.most)
    report.add("at the far end, with those whose BYE was on its way", there["overlapping"], "")
    report.add("calls asked for a second", asked / callers.seconds, "")
    report.add("calls let through", taken, "")
    report.add("calls refused, or given up", callers.outcomes["Failure"], "")
    lost = asked - callers.outcomes.total()
    report.add("calls of which nothing became known", lost, "", gate="0", met=lost == 0)
    report.add("calls not ended", there["unfinished"], "", gate="0", met=there["unfinished"] == 0)
