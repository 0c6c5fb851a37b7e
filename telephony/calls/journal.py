"""Call events in PostgreSQL: written once, read by call. Everything here runs in the recorder's transaction."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from django.db import connection

from telephony.asterisk.cel import BOOT_MARK, CallEvent, event_parse
from telephony.calls.spool import SpoolLine

LONGEST_CALL = timedelta(days=31)  # events of one call are looked for no further back than this
NOBODY = 0  # tenant_id of events that name no company that there is

_COLUMNS = (
    "tenant_id",
    "event_at",
    "node",
    "segment",
    "position",
    "kind",
    "uniqueid",
    "linkedid",
    "line",
)
_COPY = f"COPY public.call_event ({', '.join(_COLUMNS)}) FROM STDIN"

_EVENTS_OF = """
SELECT line FROM public.call_event
WHERE node = %s AND linkedid = ANY(%s) AND event_at >= %s
"""
_JOINED_TO = """
SELECT DISTINCT linkedid FROM public.call_event
WHERE node = %s AND uniqueid = ANY(%s) AND event_at >= %s AND linkedid <> ''
"""
_BOOT_MARKS = """
SELECT event_at FROM public.call_event
WHERE node = %s AND linkedid = '' AND kind = %s AND event_at >= %s
"""


def node_lock(node: str) -> None:
    """Until the end of the transaction nobody else changes the calls of this node."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('calls'), hashtext(%s))", [node])


def tenants_read() -> dict[str, int]:
    """Ids of the companies by code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, id FROM public.tenants_tenant")
        return dict(cursor.fetchall())


def segments_shipped(node: str) -> dict[int, int]:
    """How many bytes of each spool file are stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT segment, shipped FROM public.call_spool_segment WHERE node = %s", [node]
        )
        return dict(cursor.fetchall())


def segment_mark(node: str, segment: int, *, shipped: int) -> None:
    """Remember how much of a spool file is stored; committed together with its events."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.call_spool_segment (node, segment, shipped) VALUES (%s, %s, %s) "
            "ON CONFLICT (node, segment) DO UPDATE SET shipped = excluded.shipped",
            [node, segment, shipped],
        )


def segments_forget(node: str, segments: Sequence[int]) -> None:
    """Forget spool files that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM public.call_spool_segment WHERE node = %s AND segment = ANY(%s)",
            [node, list(segments)],
        )


def partitions_ensure(moments: Iterable[datetime]) -> None:
    """Make the months of these moments where they are missing."""
    with connection.cursor() as cursor:
        for month in sorted({moment.date().replace(day=1) for moment in moments}):
            cursor.execute("SELECT public.call_partition_ensure(%s)", [month])


def events_store(
    node: str, segment: int, lines: Iterable[SpoolLine], *, tenants: Mapping[str, int]
) -> None:
    """Write the events of one spool file by COPY."""
    rows = io.StringIO()
    for line in lines:
        event = line.event
        texts = (event.kind, event.uniqueid, event.linkedid, line.text)
        tenant_id = tenants.get(event.tenant, NOBODY)
        rows.write(f"{tenant_id}\t{event.at.isoformat()}\t{node}\t{segment}\t{line.position}\t")
        rows.write("\t".join(map(_copy_text, texts)))
        rows.write("\n")
    rows.seek(0)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(_COPY, rows)


def _copy_text(text: str) -> str:
    """A value in COPY's text format. Four passes in C are ten times faster than one `translate`."""
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")


def events_of(
    node: str, linkedids: Iterable[str], *, since: datetime, known: Mapping[str, CallEvent]
) -> list[CallEvent]:
    """All events of the calls that these ids belong to, the calls joined to them by a channel included.

    `since` is the earliest moment of interest; `known` spares parsing lines whose event the caller has.
    """
    events: list[CallEvent] = []
    seen: set[str] = set()
    wanted = set(linkedids) - {""}
    earliest = since - LONGEST_CALL
    while wanted:
        with connection.cursor() as cursor:
            cursor.execute(_EVENTS_OF, [node, list(wanted), earliest])
            found = [known.get(line) or event_parse(line) for (line,) in cursor.fetchall()]
            events += filter(None, found)
            seen |= wanted
            channels = {event.uniqueid for event in found if event}
            cursor.execute(_JOINED_TO, [node, list(channels), earliest])
            wanted = {linkedid for (linkedid,) in cursor.fetchall()} - seen
    return sorted(events, key=attrgetter("at"))


def boot_marks(node: str, *, since: datetime) -> list[datetime]:
    """The moments at which Asterisk was started on this node."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOT_MARKS, [node, BOOT_MARK, since])
        return [moment for (moment,) in cursor.fetchall()]


def open_before(node: str, moment: datetime, *, most: int) -> dict[str, datetime]:
    """Calls without an end whose last event is older than the moment: `linkedid` -> that event's moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT linkedid, last_event_at FROM public.call_open WHERE node = %s AND last_event_at < %s "
            "ORDER BY last_event_at LIMIT %s",
            [node, moment, most],
        )
        return dict(cursor.fetchall())
