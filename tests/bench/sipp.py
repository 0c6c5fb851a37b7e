"""SIPp, run as a child: calls at a steady rate, and what became of them."""

import csv
import os
import socket
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compose.provider.sip import Account

SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True, slots=True)
class LoadResult:
    """Calls that succeeded and failed; `setup_ms` is the time from the authorised INVITE to its 200, one per call."""

    successful: int
    failed: int
    setup_ms: tuple[float, ...]
    cpu_seconds: float


class Load:
    """Calls of one scenario from `callers` to `numbers`, in turn. `folder` keeps SIPp's own files."""

    def __init__(
        self,
        folder: Path,
        server: tuple[str, int],
        *,
        scenario: str = "call",
        host: str = "127.0.0.1",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.server, self.scenario, self.host = folder, server, scenario, host
        self._process: subprocess.Popen[bytes] | None = None

    def users(self, callers: Sequence[Account], numbers: Sequence[str]) -> None:
        """Who calls whom: the n-th caller dials the n-th number."""
        lines = ["SEQUENTIAL"]
        for caller, number in zip(callers, numbers, strict=True):
            digest = f"[authentication username={caller.login} password={caller.password}]"
            lines.append(f"{caller.login};{digest};{number}")
        (self.folder / "users.csv").write_text("\n".join(lines) + "\n")

    def start(self, *, rate: float, calls: int, hold_ms: int = 200, timeout: float = 300) -> None:
        """Begin; `wait` or `stop` ends it."""
        for old in (*self.folder.glob("*.log"), *self.folder.glob("stat.csv")):
            old.unlink()
        scenario, place = SCENARIOS / f"{self.scenario}.xml", f"{self.server[0]}:{self.server[1]}"
        # -aa: UPDATE and OPTIONS in a call are answered as a phone does.
        options = (
            f"-i {self.host} -r {rate} -m {calls} -l 5000 -d {hold_ms} -mp {_media_port()} -aa -nostdin -timer_resol 1"
            f" -timeout {timeout:.0f}s -recv_timeout 15000 -trace_stat -stf stat.csv -fd 1 -trace_shortmsg"
        )
        command = ["sipp", place, "-sf", str(scenario), *options.split()]
        if (self.folder / "users.csv").exists():
            command += ["-inf", "users.csv"]
        with (self.folder / "sipp.log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "TERM": "dumb"},
            )

    def wait(self) -> LoadResult:
        """Wait until every call is over; RuntimeError when SIPp itself could not run."""
        if self._process is None:
            raise RuntimeError("not started")
        _, status, usage = os.wait4(self._process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        self._process.returncode = code
        if code not in (0, 1, 97):
            raise RuntimeError(
                f"sipp ended with {code}: {(self.folder / 'sipp.log').read_text(errors='replace')[-500:]}"
            )
        return self._result(usage.ru_utime + usage.ru_stime)

    def run(
        self, *, rate: float, calls: int, hold_ms: int = 200, timeout: float = 300
    ) -> LoadResult:
        """Start and wait."""
        self.start(rate=rate, calls=calls, hold_ms=hold_ms, timeout=timeout)
        return self.wait()

    def kill(self) -> None:
        """End it at once, whatever it is doing; nothing when it has ended."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> LoadResult:
        """Place no new calls, let the running ones end, and count."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(10)  # SIGUSR1: SIPp's own graceful end
        return self.wait()

    def _result(self, cpu_seconds: float) -> LoadResult:
        with (self.folder / "stat.csv").open(newline="") as file:
            last = list(csv.DictReader(file, delimiter=";"))[-1]
        times = tuple(
            each
            for path in self.folder.glob("*_shortmessages.log")
            for each in setup_times(path.read_text())
        )
        return LoadResult(
            int(last["SuccessfulCall(C)"]), int(last["FailedCall(C)"]), times, cpu_seconds
        )


def _media_port() -> int:
    """A port of the loopback for sound that nobody has at the moment, with the two after it."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1]) // 2 * 2
        if all(_is_free(port + offset) for offset in range(3)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def dialled(folder: Path) -> Counter[tuple[str, str]]:
    """How many calls the last load in this folder placed of each pair: extension of the caller, number dialled.

    SIPp takes the users' lines in turn, so the number of calls tells which lines were used how often.
    """
    with (folder / "users.csv").open() as file:
        lines = [line.rstrip("\n").split(";") for line in file.readlines()[1:]]
    with (folder / "stat.csv").open(newline="") as file:
        placed = int(list(csv.DictReader(file, delimiter=";"))[-1]["TotalCallCreated"])
    used = (lines[index % len(lines)] for index in range(placed))
    return Counter((login.partition("+")[2], number) for login, _, number in used)


def setup_times(log: str) -> list[float]:
    """Milliseconds from the authorised INVITE to its 200 of each call in SIPp's message log.

    SIPp's own response times come from a clock of 4 ms steps; the times in this log are exact.
    """
    sent: dict[str, float] = {}
    times: list[float] = []
    for line in log.splitlines():
        _, _, moment, direction, call_id, cseq, start = line.split("\t")
        if cseq != "CSeq:2 INVITE":
            continue
        if direction == "S":
            sent.setdefault(call_id, float(moment))
        elif start.startswith("SIP/2.0 200") and call_id in sent:
            times.append((float(moment) - sent.pop(call_id)) * 1000)
    return times
