"""What folding makes of events: a finished call and its legs, as values. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from telephony.calls.codes import Direction, Result, Role, Side


@dataclass(frozen=True, slots=True)
class Party:
    """A number and the name shown with it; both may be empty."""

    number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class OutsideRecord:
    """How a leg came in by a line, or was sent out by one.

    `line` is written as in configurations, `carrier:mts` or `trunk:office`; empty: nobody knows. `route` is the name
    of the row that led there, `p/...` of the operator's table, empty when none did. `called` and `shown` are the
    numbers as the line was told them, `diversion` the own number told beside a foreign one. `sip` is the far end's
    final status.
    """

    line: str = ""
    route: str = ""
    call_class: str = ""
    called: str = ""
    shown: str = ""
    is_hidden: bool = False
    diversion: str = ""
    sip: int | None = None


NOT_OUTSIDE = OutsideRecord()


@dataclass(frozen=True, slots=True)
class LegRecord:
    """One phone's part in a call. `cause` is Q.850, 0 when unknown; `talk` is the time it was connected."""

    uniqueid: str
    channel: str
    device: str
    party: Party
    role: Role
    result: Result
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    talk: timedelta
    cause: int
    outside: OutsideRecord = NOT_OUTSIDE


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A finished call. `talk` is the time in which at least two phones were connected; `reason` says more about a
    result (`blocked_voluntary`, see telephony.calls.reasons); `is_incomplete`: its end was never reported, it is closed
    at its last event. Numbers outside are E.164; `dialled` is what was dialled where that is written otherwise.
    `outside` is the line it came by, the line that took it, or the last that was tried."""

    linkedids: tuple[str, ...]  # the earliest first; it names the call
    tenant: str
    direction: Direction
    result: Result
    reason: str
    caller: Party
    callee: Party
    answered_by: Party | None
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    talk: timedelta
    hung_up_by: Side | None
    cause: int
    is_transferred: bool
    is_incomplete: bool
    numbers: tuple[str, ...]  # every number that took part or was dialled
    legs: tuple[LegRecord, ...]
    outside: OutsideRecord = NOT_OUTSIDE
    dialled: str = ""
    is_emergency: bool = False
    tags: tuple[str, ...] = ()  # that call flows gave it
