"""Processes of an installation as the kernel knows them: memory of a tree, and leftovers of a killed supervisor."""

from __future__ import annotations

import os
import pwd
import signal
import time
from collections import defaultdict
from pathlib import Path

#: Root's own processes in the data folder; everything else in there runs as one of the two service users.
ROOT_PROGRAMS = ("supervisord", "nginx")
SERVICE_USERS = ("vpbx", "postgres")


def _field(pid: int, name: str) -> str:
    """One line of /proc/PID/status; empty when the process is gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return line.split(None, 1)[1]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return ""


def pids() -> list[int]:
    """Every process visible from here."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def trees(roots: list[int]) -> dict[int, list[int]]:
    """Root pid -> itself and all its descendants."""
    children: dict[int, list[int]] = defaultdict(list)
    for pid in pids():
        parent = _field(pid, "PPid")
        if parent:
            children[int(parent)].append(pid)

    def below(pid: int) -> list[int]:
        return [pid, *(each for child in children[pid] for each in below(child))]

    return {root: below(root) for root in roots}


def memory(members: list[int]) -> int:
    """Bytes resident, memory shared between processes counted once over all sharers (PSS)."""
    total = 0
    for pid in members:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total


def _is_ours(pid: int, data: Path) -> bool:
    """True for a process that works inside the data folder and is no visitor's shell or editor."""
    try:
        folder = Path(os.readlink(f"/proc/{pid}/cwd"))
        command = (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
        owner = pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name
    except (FileNotFoundError, ProcessLookupError, PermissionError, KeyError):
        return False
    if folder != data and data not in folder.parents:
        return False
    return owner in SERVICE_USERS or (
        owner == "root" and any(name in command for name in ROOT_PROGRAMS)
    )


def leftovers(data: Path) -> list[int]:
    """Processes that an earlier life of this installation left behind, this program excepted."""
    return [pid for pid in pids() if pid != os.getpid() and _is_ours(pid, data)]


def end(victims: list[int], patience: float) -> None:
    """Asks processes to end, and kills those that have not after `patience` seconds."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in victims:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue
        deadline = time.monotonic() + patience
        while victims and time.monotonic() < deadline:
            victims = [pid for pid in victims if _field(pid, "State")[:1] not in ("", "Z")]
            time.sleep(0.05)
        if not victims:
            return
