"""Calls and legs as rows, made of stored events. Whatever these functions write can be dropped and made again."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import connection
from psycopg2.extras import execute_values

from telephony.asterisk.cel import CallEvent
from telephony.calls.channels import components
from telephony.calls.fold import fold
from telephony.calls.journal import NOBODY, boot_marks, events_of
from telephony.calls.records import CallRecord, LegRecord

log = logging.getLogger(__name__)

LONGEST_SILENCE = timedelta(hours=24)  # a call without any event for so long has lost its end
_NAMESPACE = UUID("6f1a3f0e-6a0c-4a39-9d55-6d0c2b7f6f5e")
_MOST_MS = 2**31 - 1

_DELETE_CALLS = (
    "DELETE FROM public.call WHERE id = ANY(%s::uuid[]) AND started_at BETWEEN %s AND %s"
)
_DELETE_LEGS = "DELETE FROM public.call_leg WHERE call_id = ANY(%s::uuid[]) AND call_started_at BETWEEN %s AND %s"
_INSERT_CALLS = """
INSERT INTO public.call (
    id, tenant_id, started_at, answered_at, ended_at, talk_ms, node, linkedids, direction, result, reason,
    caller_number, caller_name, callee_number, callee_name, answered_number, answered_name, numbers, hung_up_by, cause,
    is_transferred, is_incomplete, dialled, line, call_class, shown, is_hidden, is_emergency, tags
) VALUES %s
"""
_INSERT_LEGS = """
INSERT INTO public.call_leg (
    id, tenant_id, call_id, call_started_at, position, uniqueid, channel, device, number, name, role, result,
    started_at, answered_at, ended_at, talk_ms, cause, line, route, call_class, called, shown, is_hidden, diversion, sip
) VALUES %s
"""
_UPSERT_OPEN = """
INSERT INTO public.call_open (node, linkedid, last_event_at) VALUES %s
ON CONFLICT (node, linkedid) DO UPDATE SET last_event_at = excluded.last_event_at
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A call that was written: the code of its company, and its id."""

    tenant: str
    call_id: UUID


@dataclass(frozen=True, slots=True)
class Touched:
    """What to fold again: ids of calls on a node, the earliest moment of interest, events already at hand by line."""

    node: str
    linkedids: frozenset[str]
    since: datetime
    known: Mapping[str, CallEvent] = field(default_factory=dict)


def call_id(node: str, linkedid: str) -> UUID:
    """Id of the call that this `linkedid` names. The same call, folded again, has the same id."""
    return uuid5(_NAMESPACE, f"call/{node}/{linkedid}")


def leg_id(node: str, uniqueid: str) -> UUID:
    """Id of a leg, for charges to refer to."""
    return uuid5(_NAMESPACE, f"leg/{node}/{uniqueid}")


def project(touched: Touched, *, tenants: Mapping[str, int], now: datetime) -> list[Recorded]:
    """Fold the touched calls from their stored events and replace what was known of them.

    A call that was folded by itself and turns out to be a part of a larger one disappears in that one.
    """
    events = events_of(touched.node, touched.linkedids, since=touched.since, known=touched.known)
    if not events:
        return []
    marks = boot_marks(touched.node, since=events[0].at)
    found, unfinished = _fold_all(components(events), marks=marks, now=now)
    linkedids = {event.linkedid for event in events}
    _remove(touched.node, linkedids, since=events[0].at, until=events[-1].at)
    _insert(touched.node, found, tenants)
    _mark_open(touched.node, linkedids, unfinished)
    return [Recorded(call.tenant, call_id(touched.node, call.linkedids[0])) for call in found]


def _fold_all(
    groups: Iterable[Sequence[CallEvent]], *, marks: Sequence[datetime], now: datetime
) -> tuple[list[CallRecord], dict[str, datetime]]:
    """The finished calls, and the last moments of those that go on by `linkedid`."""
    found: list[CallRecord] = []
    unfinished: dict[str, datetime] = {}
    for group in groups:
        last = max(event.at for event in group)
        is_closed = last < now - LONGEST_SILENCE or any(last <= mark for mark in marks)
        try:
            call = fold(group, is_closed=is_closed)
        except Exception:  # one odd call must not stop all others; its events are stored, `calls_rebuild` repairs it
            log.exception("cannot fold the call of %s", group[0].linkedid)
            continue
        if call:
            found.append(call)
        else:
            unfinished.update({event.linkedid: last for event in group})
    return found, unfinished


def _remove(node: str, linkedids: Iterable[str], *, since: datetime, until: datetime) -> None:
    ids = [str(call_id(node, linkedid)) for linkedid in linkedids]
    with connection.cursor() as cursor:
        cursor.execute(_DELETE_CALLS, [ids, since, until])
        cursor.execute(_DELETE_LEGS, [ids, since, until])


def _insert(node: str, calls: Sequence[CallRecord], tenants: Mapping[str, int]) -> None:
    if not calls:
        return
    rows = [_call_row(node, call, tenants.get(call.tenant, NOBODY)) for call in calls]
    legs = [
        _leg_row(node, call, position, leg, tenants.get(call.tenant, NOBODY))
        for call in calls
        for position, leg in enumerate(call.legs)
    ]
    _insert_rows(_INSERT_CALLS, rows)
    _insert_rows(_INSERT_LEGS, legs)


def _insert_rows(statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Many rows in few statements. psycopg2's helper takes its own cursor, past Django's translation of errors."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        execute_values(cursor.cursor, statement, rows, page_size=500)


def _call_row(node: str, call: CallRecord, tenant_id: int) -> tuple[object, ...]:
    answered = call.answered_by
    return (
        str(call_id(node, call.linkedids[0])),
        tenant_id,
        call.started_at,
        call.answered_at,
        call.ended_at,
        _milliseconds(call.talk),
        node,
        list(call.linkedids),
        int(call.direction),
        int(call.result),
        call.reason,
        call.caller.number,
        call.caller.name,
        call.callee.number,
        call.callee.name,
        answered.number if answered else None,
        answered.name if answered else None,
        f" {' '.join(call.numbers)} ",
        int(call.hung_up_by) if call.hung_up_by else None,
        call.cause,
        call.is_transferred,
        call.is_incomplete,
        call.dialled,
        call.outside.line,
        call.outside.call_class,
        call.outside.shown,
        call.outside.is_hidden,
        call.is_emergency,
        f",{','.join(call.tags)}," if call.tags else "",
    )


def _leg_row(
    node: str, call: CallRecord, position: int, leg: LegRecord, tenant_id: int
) -> tuple[object, ...]:
    return (
        str(leg_id(node, leg.uniqueid)),
        tenant_id,
        str(call_id(node, call.linkedids[0])),
        call.started_at,
        position,
        leg.uniqueid,
        leg.channel,
        leg.device,
        leg.party.number,
        leg.party.name,
        int(leg.role),
        int(leg.result),
        leg.started_at,
        leg.answered_at,
        leg.ended_at,
        _milliseconds(leg.talk),
        leg.cause,
        *astuple(leg.outside),
    )


def _milliseconds(time: timedelta) -> int:
    return min(round(time.total_seconds() * 1000), _MOST_MS)


def _mark_open(node: str, linkedids: Iterable[str], unfinished: Mapping[str, datetime]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM public.call_open WHERE node = %s AND linkedid = ANY(%s)",
            [node, [linkedid for linkedid in linkedids if linkedid not in unfinished]],
        )
        if unfinished:
            rows = [(node, linkedid, last) for linkedid, last in unfinished.items()]
            _insert_rows(_UPSERT_OPEN, rows)
