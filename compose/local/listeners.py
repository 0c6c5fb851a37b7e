"""Who listens on a port of this machine, from /proc: no tool needs to be installed for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

TCP_LISTEN = "0A"


@dataclass(frozen=True)
class Holder:
    """One socket bound to a port, and the process behind it as far as it can be seen."""

    port: int
    who: str


def holder(kind: str, ports: range) -> Holder | None:
    """The first socket of `kind` (tcp: listening, udp: bound) on one of the ports, or None."""
    for table in (Path(f"/proc/net/{kind}"), Path(f"/proc/net/{kind}6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else []:
            fields = line.split()
            port = int(fields[1].rsplit(":", 1)[1], 16)
            if port in ports and (kind == "udp" or fields[3] == TCP_LISTEN):
                return Holder(port, process_of(fields[9]))
    return None


def process_of(inode: str) -> str:
    """`command (pid N)` of the process that owns a socket; sockets of other containers have none here."""
    wanted = f"socket:[{inode}]"
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            links = [os.readlink(entry) for entry in (process / "fd").iterdir()]
            if wanted in links:
                command = (
                    (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                )
                return f"{command.strip()[:80]} (pid {process.name})"
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return "a process that cannot be seen from here"
