"""Ships a node's call spool to PostgreSQL and folds it into calls. At least once from the file, exactly once in effect.

Each step is one transaction: the events of a part of a spool file, how far the file is stored, and the calls that
changed. Killed before the commit, nothing has happened; killed after it, the file's mark says so, and the next start
only removes the file. PostgreSQL away, or not migrated yet: the spool grows on the node's disk.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    connection,
    transaction,
)

from telephony.asterisk.cel import BOOT_MARK
from telephony.calls import journal
from telephony.calls.projection import LONGEST_SILENCE, Recorded, Touched, project
from telephony.calls.spool import Chunk, Spool

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.1
_BACKOFF_SECONDS = (0.5, 1.0, 2.0, 5.0)
_SWEEP_SECONDS = 60.0
_SWEEP_CALLS = 2000
_CUT_OFF_CALLS = 100_000  # more than any node carries
_TENANTS_SECONDS = 10.0
_MOST_REFUSALS = 3


class Recorder:
    """The recorder of one node. `publish` is told of the calls that were written, after the commit."""

    def __init__(
        self, node: str, spool: Spool, *, publish: Callable[[list[Recorded]], None]
    ) -> None:
        self.node = node
        self.spool = spool
        self.publish = publish
        self.shipped: dict[int, int] = {}
        self.tenants: dict[str, int] = {}
        # Codes that name no company, and when that was last looked up.
        self.asked_at: dict[str, float] = {}
        self.swept_at = float("-inf")
        self.refusals = 0
        self.months: set[tuple[int, int]] = set()

    def run(self, is_stopping: Callable[[], bool]) -> None:
        """Work until told to stop; whatever happens to PostgreSQL is waited out."""
        failures = 0
        self.shipped = {}
        is_fresh = False
        while not is_stopping():
            try:
                if not is_fresh:
                    self.resume()
                    is_fresh = True
                pause = 0.0 if self.step() else IDLE_SECONDS
                failures = 0
            except (DatabaseError, InterfaceError) as error:
                pause = _BACKOFF_SECONDS[min(failures, len(_BACKOFF_SECONDS) - 1)]
                log.warning(
                    "PostgreSQL does not take calls, the spool waits: %s", str(error).strip()
                )
                failures, is_fresh = failures + 1, False
                connection.close()
            time.sleep(pause)

    def resume(self) -> None:
        """Learn from the database what of the spool is stored; forget the files that are gone."""
        self.shipped = journal.segments_shipped(self.node)
        gone = self.shipped.keys() - set(self.spool.segments())
        if gone:
            self._forget(sorted(gone))

    def step(self) -> bool:
        """Take what Asterisk has written and ship it; whether anything was shipped."""
        if time.monotonic() - self.swept_at > _SWEEP_SECONDS:
            self.sweep()
        self.spool.rotate()
        shipped = [self._ship_segment(segment) for segment in self.spool.segments()]
        return any(shipped)

    def sweep(self) -> None:
        """Close the calls that have been silent for so long that their end must be lost."""
        self.swept_at = time.monotonic()  # also when it fails: shipping must not wait for it
        now = datetime.now(UTC)
        with transaction.atomic():
            journal.node_lock(self.node)
            silent = journal.open_before(self.node, now - LONGEST_SILENCE, most=_SWEEP_CALLS)
            touched = Touched(self.node, frozenset(silent), min(silent.values(), default=now))
            recorded = project(touched, tenants=self._tenants(), now=now)
        self.publish(recorded)

    def _ship_segment(self, segment: int) -> bool:
        """Ship what is new in a segment; remove it when it is complete and stored."""
        start = self.shipped.get(segment, 0)
        is_complete = self.spool.is_complete(segment)
        if start >= self.spool.size(segment):
            if is_complete:
                self.spool.remove(segment)
                self._forget([segment])
            return False
        chunk = self.spool.read(segment, start=start, is_complete=is_complete)
        if chunk.end == start:
            return False
        if chunk.cut:
            log.warning("%d cut lines in spool file %d: their events are lost", chunk.cut, segment)
        return self._ship(segment, chunk)

    def _ship(self, segment: int, chunk: Chunk) -> bool:
        try:
            recorded = self._store(segment, chunk)
        except (DataError, IntegrityError):
            log.exception("PostgreSQL refuses a part of spool file %d", segment)
            self._refused(segment)
            return False
        self.refusals = 0
        self.shipped[segment] = chunk.end
        self.publish(recorded)
        return True

    @transaction.atomic
    def _store(self, segment: int, chunk: Chunk) -> list[Recorded]:
        journal.node_lock(self.node)
        self._ensure_months(chunk)
        tenants = self._tenants({line.event.tenant for line in chunk.lines})
        journal.events_store(self.node, segment, chunk.lines, tenants=tenants)
        journal.segment_mark(self.node, segment, shipped=chunk.end)
        if not chunk.lines:
            return []
        return project(self._touched(chunk), tenants=tenants, now=datetime.now(UTC))

    def _touched(self, chunk: Chunk) -> Touched:
        """The calls of the events, and with a boot mark among them all that were open before it."""
        events = [line.event for line in chunk.lines]
        linkedids = {event.linkedid for event in events}
        since = min(event.at for event in events)
        for mark in (event.at for event in events if event.kind == BOOT_MARK):
            cut_off = journal.open_before(self.node, mark, most=_CUT_OFF_CALLS)
            linkedids.update(cut_off)
            since = min([since, *cut_off.values()])
        known = {line.text: line.event for line in chunk.lines}
        return Touched(self.node, frozenset(linkedids), since, known)

    def _ensure_months(self, chunk: Chunk) -> None:
        moments = {(line.event.at.year, line.event.at.month): line.event.at for line in chunk.lines}
        missing = [moment for month, moment in moments.items() if month not in self.months]
        if missing:
            journal.partitions_ensure(missing)
            transaction.on_commit(lambda: self.months.update(moments))

    def _tenants(self, codes: Iterable[str] = ()) -> dict[str, int]:
        """Ids by code; read again for a code that is new here, once in a while for one that names no company."""
        now = time.monotonic()
        new = {code for code in codes if code and code not in self.tenants}
        if not self.tenants or any(
            now - self.asked_at.get(code, float("-inf")) > _TENANTS_SECONDS for code in new
        ):
            self.tenants = journal.tenants_read()
            self.asked_at = dict.fromkeys(new - self.tenants.keys(), now)
        return self.tenants

    def _refused(self, segment: int) -> None:
        """After repeated refusals set the file aside for a person to look at: the calls of all others go on.

        Renamed back, it is tried again.
        """
        self.months.clear()
        self.refusals += 1
        if self.refusals >= _MOST_REFUSALS:
            log.error("spool file %d is set aside as %s", segment, self.spool.set_aside(segment))
            self.refusals = 0

    def _forget(self, segments: list[int]) -> None:
        journal.segments_forget(self.node, segments)
        for segment in segments:
            self.shipped.pop(segment, None)
