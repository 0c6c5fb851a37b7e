"""Calls made again from their events."""

from datetime import datetime

from django.db import connection, transaction

from telephony.calls.journal import node_lock, tenants_read
from telephony.calls.projection import Touched, project

_NEXT_NODE = "SELECT min(node) FROM public.call_event WHERE node > %s"
_PERIOD = "SELECT min(event_at), max(event_at) FROM public.call_event WHERE node = %s"
_LINKEDIDS = """
SELECT DISTINCT linkedid FROM public.call_event
WHERE node = %s AND event_at >= %s AND event_at < %s AND linkedid <> ''
"""
_DELETE_LEGS = """
DELETE FROM public.call_leg AS leg USING public.call AS call
WHERE call.node = %s AND call.started_at >= %s AND call.started_at < %s
  AND leg.call_started_at >= %s AND leg.call_started_at < %s AND leg.call_id = call.id
"""
_DELETE_CALLS = "DELETE FROM public.call WHERE node = %s AND started_at >= %s AND started_at < %s"


def nodes() -> list[str]:
    """Nodes that have left events, by leaps along the index."""
    found: list[str] = []
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_NEXT_NODE, [found[-1] if found else ""])
            (node,) = cursor.fetchone()
            if node is None:
                return found
            found.append(node)


def period(node: str) -> tuple[datetime | None, datetime | None]:
    """Moments of the first and the last event of a node."""
    with connection.cursor() as cursor:
        cursor.execute(_PERIOD, [node])
        first, last = cursor.fetchone()
        return first, last


@transaction.atomic
def window_rebuild(node: str, since: datetime, until: datetime, *, now: datetime) -> int:
    """Drop the calls that began in a window and fold again all that has an event in it; how many calls that makes."""
    node_lock(node)
    with connection.cursor() as cursor:
        cursor.execute(_DELETE_LEGS, [node, since, until, since, until])
        cursor.execute(_DELETE_CALLS, [node, since, until])
        cursor.execute(_LINKEDIDS, [node, since, until])
        linkedids = frozenset(linkedid for (linkedid,) in cursor.fetchall())
    if not linkedids:
        return 0
    return len(project(Touched(node, linkedids, since), tenants=tenants_read(), now=now))
