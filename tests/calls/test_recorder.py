"""From the spool to calls in PostgreSQL, as the recorder's own role."""

import json
import threading
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telephony.calls import journal
from telephony.calls import spool as spool_module
from telephony.calls.projection import Recorded, call_id
from telephony.calls.recorder import Recorder
from telephony.calls.spool import Spool
from tests.calls.conftest import record
from tests.calls.database import CALLS, LEGS, query, state
from tests.calls.traces import Script, parsed, trace_lines

pytestmark = pytest.mark.usefixtures("recorder_role")


def tenant_id(code: str) -> int:
    return journal.tenants_read()[code]


def test_a_call_goes_from_the_spool_to_its_company(spool: Spool) -> None:
    recorded = record(spool, trace_lines("answered"))
    ((call, linkedids, tenant, result, _talk, is_incomplete, answered),) = query(CALLS)
    assert recorded == [Recorded("acme", call)]
    assert call == call_id("node1", linkedids[0])
    assert (tenant, result, is_incomplete, answered) == (tenant_id("acme"), 1, False, "201")
    assert len(query(LEGS)) == 2
    assert query("SELECT line FROM call_event ORDER BY position") == [
        (line,) for line in trace_lines("answered")
    ]


def test_two_companies_and_one_whose_code_begins_with_anothers_are_not_mixed(spool: Spool) -> None:
    lines = [
        line
        for code in ("acme", "acme1", "globex")
        for line in Script(tenant=code, node=code).answered()
    ]
    record(spool, lines)
    owners = {row[2]: row[1] for row in query(CALLS)}
    assert owners.keys() == {tenant_id(code) for code in ("acme", "acme1", "globex")}
    assert all(
        owners[tenant_id(code)][0].startswith(f"{code}-") for code in ("acme", "acme1", "globex")
    )
    assert set(
        query("SELECT DISTINCT tenant_id, split_part(linkedid, '-', 1) FROM call_event")
    ) == {(tenant_id(code), code) for code in ("acme", "acme1", "globex")}


def test_a_call_of_nobody_is_kept_for_nobody(spool: Spool) -> None:
    record(spool, Script(tenant="nosuch").answered())
    assert [row[2] for row in query(CALLS)] == [journal.NOBODY]


def test_equal_ids_of_two_nodes_are_two_calls(spool: Spool) -> None:
    record(spool, Script().answered(), node="node1")
    record(spool, Script().answered(), node="node2")
    assert len(query(CALLS)) == 2


def test_a_call_in_progress_is_not_listed_and_appears_once_when_it_ends(spool: Spool) -> None:
    lines = Script().answered()
    for line in lines[:-1]:
        assert record(spool, [line]) == []
    assert query(CALLS) == []
    record(spool, lines[-1:])
    assert len(query(CALLS)) == 1
    assert query("SELECT * FROM call_open") == []


def test_a_transfer_that_joins_a_call_already_on_record_replaces_it(spool: Spool) -> None:
    lines = trace_lines("attended")
    first, second = dict.fromkeys(json.loads(line)["linkedid"] for line in lines)
    uniqueids = {
        json.loads(line)["uniqueid"] for line in lines if json.loads(line)["linkedid"] == second
    }
    late = [
        line
        for line in lines
        if json.loads(line)["linkedid"] == first and json.loads(line)["uniqueid"] in uniqueids
    ]
    alone = [line for line in lines if json.loads(line)["linkedid"] == second]
    rest = [line for line in lines if line not in late and line not in alone]
    assert late
    record(spool, alone)
    assert [row[1] for row in query(CALLS)] == [[second]]
    record(spool, rest)
    record(spool, late)
    assert [row[1] for row in query(CALLS)] == [[first, second]]
    assert {row[0] for row in query(LEGS)} == {call_id("node1", first)}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_however_the_events_are_cut_into_batches_the_calls_are_the_same(
    data: st.DataObject,
) -> None:
    cases = ["attended", "pickup", "group", "cancelled", "blind"]
    pool = [line for case in cases for line in trace_lines(case)]
    whole = _shipped([pool])
    shuffled = data.draw(st.permutations(pool))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(pool)), max_size=12)))
    batches = [
        shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(pool)], strict=True)
    ]
    assert _shipped(batches) == whole
    assert len(whole[0]) == len(cases)


def _shipped(batches: list[list[str]]) -> tuple[list[Any], ...]:
    """State after these batches, each its own segment, on empty tables that stay empty."""
    recorder = Recorder("node1", None, publish=lambda _calls: None)  # type: ignore[arg-type]  # it reads no file here
    with transaction.atomic():
        for segment, batch in enumerate(filter(None, batches), start=1):
            lines = [
                spool_module.SpoolLine(position, line, event)
                for position, (line, event) in enumerate(zip(batch, parsed(batch), strict=True))
            ]
            recorder._store(segment, spool_module.Chunk(lines, end=len(batch), cut=0))
        found = state()
        transaction.set_rollback(True)
    return found


def test_events_of_a_month_without_a_partition_make_it(spool: Spool) -> None:
    odd = datetime(2031, 7, 31, 23, 59, 59, tzinfo=UTC)
    record(spool, Script(start=odd.timestamp() - 2).answered(seconds=30))
    assert query("SELECT tableoid::regclass::text FROM call") == [("call_2031_07",)]
    months = {name for (name,) in query("SELECT DISTINCT tableoid::regclass::text FROM call_event")}
    assert months == {"call_event_2031_07", "call_event_2031_08"}


def test_a_company_made_a_moment_ago_is_known(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder("node1", spool, publish=lambda _calls: None)
    known = journal.tenants_read()
    monkeypatch.setattr(journal, "tenants_read", lambda: {"acme": known["acme"]})
    recorder._tenants({"acme"})
    monkeypatch.setattr(journal, "tenants_read", lambda: known)
    assert recorder._tenants({"globex"})["globex"] == known["globex"]


def test_a_recorder_at_rest_notices_a_new_line_by_itself(spool: Spool) -> None:
    recorded: list[Recorded] = []
    recorder = Recorder("node1", spool, publish=recorded.extend)

    def write() -> None:
        with spool.active.open("a") as file:
            file.write("\n".join(Script().answered()) + "\n")

    writer = threading.Timer(0.35, write)
    writer.start()
    deadline = time.monotonic() + 60
    recorder.run(lambda: bool(recorded) or time.monotonic() > deadline)
    writer.join()
    assert len(query(CALLS)) == 1
