"""The folder in which Asterisk leaves call events, and the files that the recorder takes from it.

Asterisk opens `cel.jsonl` for each line, writes and closes it. The recorder renames the file to a segment,
`cel-<nanoseconds>.jsonl`, and Asterisk makes a new one. A line may still be on its way into the renamed file: a
segment is removed only when no writer has it open and it has been left alone for a moment.
"""

import fcntl
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from telephony.asterisk.cel import CallEvent, line_read

CHUNK_BYTES = 4 * 1024 * 1024
REST_SECONDS = 2.0  # how long a renamed file is left alone before it counts as complete
_SEGMENT = re.compile(r"cel-(\d{19})\.jsonl")


@dataclass(frozen=True, slots=True)
class SpoolLine:
    """One event and the line it was written as; `position` is where the line begins in its segment, in bytes."""

    position: int
    text: str
    event: CallEvent


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a segment: its events, where the next part begins, and how many lines in it were cut beyond use."""

    lines: list[SpoolLine]
    end: int
    cut: int


class SpoolBusyError(Exception):
    """Another recorder works in this folder."""


class Spool:
    """The spool of one node. Only one process at a time may hold it."""

    def __init__(self, active: Path) -> None:
        self.active = active
        self.folder = active.parent

    def __enter__(self) -> "Spool":
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(
            self.folder / ".recorder.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise SpoolBusyError(f"another recorder works in {self.folder}") from None
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        os.close(self._lock)

    def rotate(self) -> None:
        """Take what Asterisk has written so far out of its way, as a new segment."""
        try:
            if self.active.stat().st_size == 0:
                return
        except FileNotFoundError:
            return
        name = time.time_ns()
        while self.path(name).exists():  # the clock stood still, or went back
            name += 1
        self.active.rename(self.path(name))

    def segments(self) -> list[int]:
        """Names of the segments that are there, the oldest first."""
        with suppress(FileNotFoundError):
            return sorted(
                int(match[1]) for match in map(_SEGMENT.fullmatch, os.listdir(self.folder)) if match
            )
        return []

    def path(self, segment: int) -> Path:
        return self.folder / f"cel-{segment:019d}.jsonl"

    def read(self, segment: int, *, start: int, is_complete: bool) -> Chunk:
        """Events from byte `start` on, at most `CHUNK_BYTES` of them.

        A last line without its end is left for later, unless nothing will be added to the segment any more.
        """
        with self.path(segment).open("rb") as file:
            file.seek(start)
            data = file.read(CHUNK_BYTES)
        whole = data.rfind(b"\n") + 1
        if (len(data) == CHUNK_BYTES and not whole) or (len(data) < CHUNK_BYTES and is_complete):
            whole = len(data)
        return _chunk(data[:whole], start)

    def is_complete(self, segment: int) -> bool:
        """Whether no line can be added to the segment any more."""
        path = self.path(segment)
        rested = time.time() - path.stat().st_ctime
        if rested < REST_SECONDS:
            return False
        return not _has_writer(path, rested)

    def size(self, segment: int) -> int:
        return self.path(segment).stat().st_size

    def remove(self, segment: int) -> None:
        self.path(segment).unlink(missing_ok=True)

    def set_aside(self, segment: int) -> str:
        """Keep a segment that cannot be stored under a name that is not taken again; the name."""
        path = self.path(segment)
        return path.rename(path.with_name(f"refused-{path.name}")).name


def _chunk(data: bytes, start: int) -> Chunk:
    lines: list[SpoolLine] = []
    position, cut = start, 0
    for raw in data.split(b"\n"):
        if raw:
            text = raw.decode("utf-8", "replace")
            found = line_read(text)
            if found:
                lines.append(SpoolLine(position, *found))
            if not found or len(found[0]) < len(text):
                cut += 1
        position += len(raw) + 1
    return Chunk(lines, start + len(data), cut)


def _has_writer(path: Path, rested: float) -> bool:
    """Whether a process has the file open for writing. The kernel tells by granting a read lease or not (fcntl(2)).

    Where it grants none to us at all (another owner's file, some network file systems), a long rest must do.
    """
    with _ignored_lease_signal(), path.open("rb") as file:
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return True
        except OSError:
            return rested < 10 * REST_SECONDS
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


@contextmanager
def _ignored_lease_signal() -> Iterator[None]:
    """Whoever opens a leased file makes the kernel send SIGIO, which would end the process."""
    before = signal.signal(signal.SIGIO, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGIO, before)
