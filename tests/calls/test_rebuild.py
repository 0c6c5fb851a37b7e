"""The projection can be dropped and made again from the events."""

import io

import pytest
from django.core.management import CommandError, call_command

from telephony.calls.spool import Spool
from tests.calls.conftest import record
from tests.calls.database import query
from tests.calls.traces import Script, trace_lines
from tests.support.database import as_role

pytestmark = pytest.mark.usefixtures("recorder_role")
CALLS = """
SELECT call.*::text, leg.*::text FROM call JOIN call_leg leg ON call_id = call.id ORDER BY call.id, leg.position
"""


def rebuild(**options: str) -> str:
    out = io.StringIO()
    call_command("calls_rebuild", stdout=out, **options)
    return out.getvalue()


def test_a_lost_projection_comes_back_the_same_under_the_same_ids(spool: Spool) -> None:
    for case in ("attended", "group", "cancelled"):
        record(spool, trace_lines(case))
    before = query(CALLS)
    with as_role("OWNER"):
        query("TRUNCATE call, call_leg")
    assert rebuild() == "node1: 3 calls\n"
    assert query(CALLS) == before


def test_a_row_that_should_not_be_there_goes(spool: Spool) -> None:
    record(spool, Script().answered())
    before = query(CALLS)
    stray = "jsonb_populate_record(call, jsonb_build_object('id', gen_random_uuid()))"
    query(f"INSERT INTO call SELECT ({stray}).* FROM call")
    assert len(query("SELECT id FROM call")) == 2
    rebuild()
    assert query(CALLS) == before


def test_only_the_period_and_node_that_were_asked_for_are_touched(spool: Spool) -> None:
    record(spool, Script().answered())
    before = query("SELECT xmin::text FROM call")
    assert rebuild(until="2020-01-01") == "node1: 0 calls\n"
    assert rebuild(node="other") == ""
    assert query("SELECT xmin::text FROM call") == before


def test_a_wrong_date_is_refused(spool: Spool) -> None:
    record(spool, Script().answered())
    with pytest.raises(CommandError, match="not a date"):
        rebuild(since="yesterday")
