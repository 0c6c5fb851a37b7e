"""How the node is: what its listener tells the operator's page every two seconds, and by falling
silent.
"""

import os
import re
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from telephony.asterisk.ami import AmiSession

EVERY_SECONDS = 2.0
SILENCE_SECONDS = 6  # after so long without a word the node counts as unknown

_EVENT_TIME = re.compile(rb'"eventtime":\s*"?(\d+(?:\.\d+)?)', re.IGNORECASE)
_LINE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Server:
    """The Asterisk behind the AMI session: its version, and when it started (epoch seconds)."""

    version: str = ""
    started_at: float | None = None


async def server_ask(ami: AmiSession) -> Server:
    """What Asterisk says of itself. Raises AmiError."""
    settings = await ami.action("CoreSettings")
    status = await ami.action("CoreStatus")
    started = f"{status.get('CoreStartupDate', '')} {status.get('CoreStartupTime', '')}"
    try:
        moment = datetime.strptime(started, "%Y-%m-%d %H:%M:%S").astimezone()
    except ValueError:
        return Server(settings.get("AsteriskVersion", ""))
    return Server(settings.get("AsteriskVersion", ""), moment.timestamp())


def host_state(spool: Path) -> dict[str, float | int | None]:
    """Load of the host, and what waits in the call spool to be shipped."""
    return {
        "load1": round(os.getloadavg()[0], 2),
        "spool_age_seconds": spool_age(spool.parent),
        "spool_free_bytes": _free_bytes(spool.parent),
    }


def spool_age(folder: Path) -> float:
    """Seconds since the oldest event that is still in the spool; 0 when all is shipped."""
    moments = [_first_moment(path) for path in folder.glob("cel*.jsonl")]
    oldest = min((moment for moment in moments if moment is not None), default=None)
    return round(max(0.0, time.time() - oldest), 1) if oldest is not None else 0.0


def _first_moment(path: Path) -> float | None:
    """When the first event in the file happened; None for a file that is empty, or gone by now."""
    try:
        with path.open("rb") as file:
            start = file.read(_LINE_BYTES)
            written_at = os.fstat(file.fileno()).st_mtime
    except OSError:
        return None
    if not start:
        return None
    found = _EVENT_TIME.search(start)
    return float(found[1]) if found else written_at


def _free_bytes(folder: Path) -> int | None:
    try:
        stat = os.statvfs(folder)
    except OSError:
        return None
    return stat.f_bavail * stat.f_frsize
