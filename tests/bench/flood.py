"""Bench `flood` (G18): a scanner sends 100 unknown INVITE a second for a minute; what do the honest notice?

Quiet, flood, quiet: honest calls run at the same rate throughout. The scanner has an address of its own, lent to the
loopback for the time being, because no address of this machine itself is ever banned.
"""

import os
import secrets
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import redis

from telephony import keys
from tests.bench.company import BenchCompany
from tests.bench.report import Report, percentile
from tests.bench.sipp import Load
from tests.bench.system import Installation, answering, cpu_seconds

SCANNER = f"198.51.100.{secrets.randbelow(254) + 1}"  # RFC 5737: nobody's; another each time, for a ban lasts
P95_RATIO = 1.1
LOG_BYTES_A_MINUTE = 1_000_000
BAN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Size:
    """Unknown INVITE a second, seconds of flood, seconds of quiet before and after, honest calls a second."""

    flood_rate: int
    flood_seconds: int
    quiet_seconds: int
    call_rate: int


SIZES = {"full": Size(100, 60, 20, 10), "small": Size(50, 3, 2, 5)}


@dataclass(slots=True)
class Side:
    """Honest calls of one side."""

    setup_ms: list[float] = field(default_factory=list)
    failed: int = 0
    cpu_seconds: float = 0.0


class Siege:
    """Honest callers, and the scanner when it is let loose."""

    def __init__(self, installation: Installation, size: Size, company: BenchCompany) -> None:
        self._installation, self._size, self._company = installation, size, company
        self.reported_after = Reported()
        self.scanner = Load(
            installation.work / "sipp-scanner", installation.sip, scenario="unknown", host=SCANNER
        )
        self.quiet, self.flooded = Side(), Side()
        self.log_bytes = 0

    def run(self) -> None:
        """Quiet, flood, quiet."""
        self._honest(self.quiet, self._size.quiet_seconds)
        before = log_bytes(self._installation)
        self.scanner.start(
            rate=self._size.flood_rate,
            calls=self._size.flood_rate * self._size.flood_seconds,
            hold_ms=1,
        )
        self.reported_after.start()
        self._honest(self.flooded, self._size.flood_seconds)
        self.scanner.wait()
        self.reported_after.stop()
        self.log_bytes = log_bytes(self._installation) - before
        self._honest(self.quiet, self._size.quiet_seconds)

    def _honest(self, side: Side, seconds: int) -> None:
        load = Load(self._installation.work / "sipp-honest", self._installation.sip)
        caller, callee = self._company.phones[:2]
        load.users([caller], [callee.login.partition("+")[2]])
        pid = self._installation.pid("asterisk")
        before = cpu_seconds(pid)
        result = load.run(rate=self._size.call_rate, calls=self._size.call_rate * seconds)
        side.cpu_seconds += cpu_seconds(pid) - before
        side.setup_ms += result.setup_ms
        side.failed += result.failed


class Reported(threading.Thread):
    """Watches the list of sources that try too often; `seconds` until the scanner is on it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds: float | None = None
        self._done = threading.Event()

    def run(self) -> None:
        """Look ten times a second."""
        began, name = time.monotonic(), keys.node_bans(os.environ["VPBX_NODE_NAME"])
        with redis.Redis.from_url(os.environ["VPBX_REDIS_URL"]) as client:
            client.zrem(name, SCANNER)
            while self.seconds is None and not self._done.wait(0.1):
                if client.zscore(name, SCANNER) is not None:
                    self.seconds = time.monotonic() - began
            self._done.wait()
            client.zrem(name, SCANNER)

    def stop(self) -> None:
        """Stop watching, and take the scanner off the list."""
        self._done.set()
        self.join()


@contextmanager
def lent_address() -> Iterator[None]:
    """The scanner's address on the loopback; nothing sent from it can leave the machine."""
    command = ["ip", "address", "{}", f"{SCANNER}/32", "dev", "lo"]
    subprocess.run([word.format("replace") for word in command], check=True)
    try:
        yield
    finally:
        subprocess.run([word.format("delete") for word in command], check=True)


def log_bytes(installation: Installation) -> int:
    """Size of everything the installation logs, the node's own log included; the call spool is no log."""
    folders = (installation.data / "log", installation.node.root / "log")
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "cel-custom" not in path.parts
    ]
    return sum(path.stat().st_size for path in files)


def answers(folder: Path) -> tuple[int, int, float]:
    """Of the scanner's log: INVITEs sent, those answered, seconds from the first INVITE to the last answer."""
    sent, answered, first, last = 0, 0, 0.0, 0.0
    for path in folder.glob("*_shortmessages.log"):
        for line in path.read_text().splitlines():
            _, _, moment, direction, _, cseq, start = line.split("\t")
            if direction == "S" and cseq == "CSeq:1 INVITE":
                sent, first = sent + 1, first or float(moment)
            elif direction == "R" and start.startswith("SIP/2.0"):
                answered, last = answered + 1, float(moment)
    return sent, answered, max(0.0, last - first)


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench flood`."""
    size = SIZES[size_name]
    report = Report(
        "flood",
        {
            "unknown_invites_per_second": size.flood_rate,
            "seconds": size.flood_seconds,
            "quiet_seconds": 2 * size.quiet_seconds,
            "honest_calls_per_second": size.call_rate,
        },
    )
    with (
        lent_address(),
        BenchCompany.made(installation) as company,
        answering(installation.work / "flood", installation.sip, company.phones[1:2]),
    ):
        siege = Siege(installation, size, company)
        siege.run()
    describe(report, siege, size)
    return report


def describe(report: Report, siege: Siege, size: Size) -> None:
    """Figures and gates."""
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        value, base = (
            percentile(siege.flooded.setup_ms, share),
            percentile(siege.quiet.setup_ms, share),
        )
        gate = f"<= {P95_RATIO}x" if name == "p95" else ""
        met = value / base <= P95_RATIO if gate else None
        report.add(
            f"honest INVITE -> 200 {name}",
            value,
            "ms",
            baseline=base,
            ratio=value / base,
            gate=gate,
            met=met,
        )
    report.add(
        "honest calls failed",
        siege.flooded.failed,
        "",
        baseline=siege.quiet.failed,
        gate="0",
        met=siege.flooded.failed == 0,
    )
    growth = siege.log_bytes * 60 / size.flood_seconds
    report.add("log growth a minute", growth, "B", gate="<= 1 MB", met=growth <= LOG_BYTES_A_MINUTE)
    sent, answered, until = answers(siege.scanner.folder)
    report.add("unknown INVITEs sent", sent, "")
    report.add("of those answered", answered, "", ratio=answered / max(1, sent))
    noticed = siege.reported_after.seconds
    report.add(
        "scanner reported to the operator after",
        size.flood_seconds if noticed is None else noticed,
        "s",
        gate="<= 5 s",
        met=noticed is not None and noticed <= BAN_SECONDS,
    )
    report.add("scanner silenced after", until, "s", gate="<= 5 s", met=until <= BAN_SECONDS)
    report.notes.append(
        "Silence needs a kernel that lets us filter packets (telephony/realtime/firewall.py); else it is only reported."
    )
    share = siege.flooded.cpu_seconds / size.flood_seconds
    report.add(
        "CPU of Asterisk in the flood",
        share,
        "cores",
        baseline=siege.quiet.cpu_seconds / (2 * size.quiet_seconds),
    )
