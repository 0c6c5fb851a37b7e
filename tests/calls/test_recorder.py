"""From the spool to calls in PostgreSQL, as the recorder's own role."""

import json
import os
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telephony.calls import journal, projection
from telephony.calls import recorder as recorder_module
from telephony.calls import spool as spool_module
from telephony.calls.boot_mark import boot_mark_write
from telephony.calls.projection import LONGEST_SILENCE, Recorded, call_id
from telephony.calls.recorder import Recorder
from telephony.calls.spool import Spool, SpoolBusyError
from tests.calls.conftest import record
from tests.calls.database import query
from tests.calls.traces import Script, parsed, trace_lines

pytestmark = pytest.mark.usefixtures("recorder_role")
CALLS = """
SELECT id, linkedids, tenant_id, result, talk_ms, is_incomplete, answered_number FROM call ORDER BY started_at, id
"""
LEGS = "SELECT call_id, id, number, result, talk_ms FROM call_leg ORDER BY call_id, position"


def tenant_id(code: str) -> int:
    return journal.tenants_read()[code]


def state() -> tuple[object, ...]:
    return (
        query(CALLS),
        query(LEGS),
        query("SELECT linkedid, last_event_at FROM call_open ORDER BY linkedid"),
    )


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
    assert len(whole[0]) == len(cases)  # type: ignore[arg-type]


def _shipped(batches: list[list[str]]) -> tuple[object, ...]:
    """State after these batches, each its own segment, on empty tables that stay empty."""
    recorder = Recorder("node1", None, publish=lambda _calls: None)  # type: ignore[arg-type]
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


def test_a_segment_that_is_already_stored_is_not_taken_again(spool: Spool) -> None:
    record(spool, trace_lines("answered"))
    before = state(), query("SELECT count(*) FROM call_event")
    (segment,) = spool.segments()  # still there: it has not rested yet
    assert record(spool, []) == []
    assert (state(), query("SELECT count(*) FROM call_event")) == before
    assert journal.segments_shipped("node1") == {segment: spool.size(segment)}


def test_a_stored_segment_is_removed_once_it_has_rested(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "REST_SECONDS", 0.0)
    record(spool, trace_lines("answered"))
    record(spool, [])
    assert spool.segments() == []
    assert journal.segments_shipped("node1") == {}


def test_a_line_still_on_its_way_into_the_renamed_file_is_not_lost(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "REST_SECONDS", 0.0)
    lines = Script().answered()
    with spool.active.open(
        "a"
    ) as writer:  # opened before the rename, as Asterisk does for each line
        writer.write("\n".join(lines[:-1]) + "\n" + lines[-1][:40])
        writer.flush()
        assert record(spool, []) == []
        record(spool, [])
        assert len(spool.segments()) == 1  # a writer has it open: it stays
        writer.write(lines[-1][40:] + "\n")
    record(spool, [])
    record(spool, [])
    assert len(query(CALLS)) == 1
    assert query("SELECT count(*) FROM call_event") == [(len(lines),)]
    assert spool.segments() == []


def test_a_full_disk_costs_the_cut_line_and_nothing_else(
    spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script()
    first, second = script.answered(), script.cancelled()
    with spool.active.open("w") as file:
        file.write("\n".join(first) + "\n" + '{"eventtype":"HANGUP","eventti')
        file.write("\n".join(second) + "\n" + '{"eventtype":"CHAN_ST')
    record(spool, [])
    assert len(query(CALLS)) == 2
    assert "1 cut lines" in caplog.text


def test_a_file_larger_than_a_chunk_is_shipped_in_parts(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "CHUNK_BYTES", 1500)
    script = Script()
    record(spool, [line for _ in range(20) for line in script.answered()])
    assert len(query(CALLS)) == 20


def test_a_file_without_any_line_end_does_not_stop_the_recorder(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_module, "CHUNK_BYTES", 1000)
    record(spool, ["x" * 5000, *Script().answered()])
    assert len(query(CALLS)) == 1


def test_a_boot_mark_closes_what_was_open_before_it(spool: Spool) -> None:
    script = Script(start=time.time() - 60)
    record(spool, script.cut_off())
    assert query(CALLS) == []
    boot_mark_write(spool.active)
    record(spool, [])
    ((_call, _ids, _tenant, result, _talk, is_incomplete, _by),) = query(CALLS)
    assert (result, is_incomplete) == (1, True)
    assert query("SELECT * FROM call_open") == []


def test_a_boot_mark_leaves_alone_what_begins_after_it(spool: Spool) -> None:
    boot_mark_write(spool.active)
    record(spool, Script(start=time.time() + 1).cut_off())
    record(spool, [])
    assert query(CALLS) == []
    assert len(query("SELECT * FROM call_open")) == 1


def test_the_mark_of_a_boot_after_a_cut_line_is_read(spool: Spool) -> None:
    record(spool, Script(start=time.time() - 60).cut_off())
    spool.active.write_text('{"eventtype":"BRIDGE_EX')
    boot_mark_write(spool.active)
    record(spool, [])
    assert len(query(CALLS)) == 1


@pytest.mark.parametrize("silence", [LONGEST_SILENCE, timedelta(days=80)])
def test_a_call_silent_for_a_day_or_more_has_lost_its_end(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, silence: timedelta
) -> None:
    lines = Script().cut_off()
    record(spool, lines)
    assert query(CALLS) == []
    later = parsed(lines)[-1].at + silence + timedelta(minutes=1)
    monkeypatch.setattr(recorder_module, "datetime", Clock(later))
    Recorder("node1", spool, publish=lambda _calls: None).sweep()
    assert [row[5] for row in query(CALLS)] == [True]
    assert query("SELECT * FROM call_open") == []


def test_a_sweep_that_fails_does_not_hold_up_what_is_new(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr(journal, "open_before", lambda *_args, **_kwargs: query("SELECT 1/0"))
    spool.active.write_text("\n".join(Script().answered()) + "\n")
    recorded: list[Recorded] = []
    deadline = time.monotonic() + 20
    Recorder("node1", spool, publish=recorded.extend).run(
        lambda: bool(recorded) or time.monotonic() > deadline
    )
    assert len(recorded) == 1


class Clock:
    """A `datetime` class for which it is another moment."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self, _zone: object) -> datetime:
        return self.moment


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


def test_one_odd_call_does_not_stop_the_others(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script()
    odd, good = script.answered(), script.answered()
    odd_id = json.loads(odd[0])["linkedid"]

    def fold_or_fail(events: list[object], *, is_closed: bool) -> object:
        if events[0].linkedid == odd_id:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return fold(events, is_closed=is_closed)

    fold = projection.fold
    monkeypatch.setattr(projection, "fold", fold_or_fail)
    record(spool, odd + good)
    assert len(query(CALLS)) == 1
    assert odd_id in caplog.text
    assert query("SELECT count(*) FROM call_event") == [(len(odd) + len(good),)]


def test_a_file_that_postgresql_refuses_is_set_aside_and_the_rest_goes_on(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned = "CHAN_START\tand one column more"
    monkeypatch.setattr(journal, "_copy_text", lambda text: poisoned if "POISON" in text else text)
    script = Script()
    recorder = Recorder("node1", spool, publish=lambda _calls: None)
    spool.active.write_text("\n".join(script.answered("POISON")) + "\n")
    for _ in range(4):
        recorder.step()
    assert spool.segments() == []
    (aside,) = spool.folder.glob("refused-*")
    monkeypatch.undo()
    record(spool, script.answered())
    assert len(query(CALLS)) == 1
    aside.rename(aside.with_name(aside.name.removeprefix("refused-")))  # a person has looked at it
    record(spool, [])
    assert len(query(CALLS)) == 2


def test_a_database_that_is_not_ready_is_waited_for_and_no_file_set_aside(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_BACKOFF_SECONDS", (0.01,))
    store, tries = journal.events_store, iter(range(6))

    def table_is_missing_at_first(*args: object, **kwargs: object) -> None:
        if next(tries, None) is not None:
            query("SELECT * FROM call_of_tomorrow")
        store(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "events_store", table_is_missing_at_first)
    spool.active.write_text("\n".join(Script().answered()) + "\n")
    recorded: list[Recorded] = []
    deadline = time.monotonic() + 20
    Recorder("node1", spool, publish=recorded.extend).run(
        lambda: bool(recorded) or time.monotonic() > deadline
    )
    assert len(recorded) == 1
    assert list(spool.folder.glob("refused-*")) == []


@pytest.mark.parametrize("step", ["events_store", "segment_mark", "events_of", "boot_marks"])
def test_a_connection_that_breaks_is_made_again_and_nothing_is_lost(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The server ends the session (as a restart of PostgreSQL does) just before this step, three times."""
    monkeypatch.setattr(recorder_module, "_BACKOFF_SECONDS", (0.01,))
    breaks, real = iter(range(3)), getattr(journal, step)

    def break_first(*args: object, **kwargs: object) -> object:
        if next(breaks, None) is not None:
            session_end(connection.connection.info.backend_pid)
        return real(*args, **kwargs)

    for module in (journal, projection):
        if hasattr(module, step):
            monkeypatch.setattr(module, step, break_first)
    spool.active.write_text("\n".join(Script().answered()) + "\n")
    recorded: list[Recorded] = []
    deadline = time.monotonic() + 20
    Recorder("node1", spool, publish=recorded.extend).run(
        lambda: bool(recorded) or time.monotonic() > deadline
    )
    assert len(recorded) == 1
    assert next(breaks, None) is None
    assert len(query(CALLS)) == 1
    assert query("SELECT count(*) FROM call_event") == [(11,)]


def session_end(pid: int) -> None:
    """End another session of this role."""
    parameters = connection.get_connection_params()
    with closing(connection.get_new_connection(parameters)) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    time.sleep(0.05)


def test_a_recorder_at_rest_notices_a_new_line_by_itself(spool: Spool) -> None:
    recorded: list[Recorded] = []
    recorder = Recorder("node1", spool, publish=recorded.extend)

    def write() -> None:
        with spool.active.open("a") as file:
            file.write("\n".join(Script().answered()) + "\n")

    writer = threading.Timer(0.35, write)
    writer.start()
    deadline = time.monotonic() + 20
    recorder.run(lambda: bool(recorded) or time.monotonic() > deadline)
    writer.join()
    assert len(query(CALLS)) == 1


def test_two_recorders_do_not_work_in_one_folder(spool: Spool) -> None:
    with pytest.raises(SpoolBusyError), Spool(spool.active):
        pass


def test_the_spool_is_read_with_the_rights_of_a_stranger_too(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the kernel gives no leases, a long rest stands for the proof that nobody writes."""

    def no_lease(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(spool_module.fcntl, "fcntl", no_lease)
    record(spool, Script().answered())
    (segment,) = spool.segments()
    assert not spool.is_complete(segment)
    old = time.time() - 3600
    monkeypatch.setattr(spool_module.time, "time", lambda: old + 7200)
    assert spool.is_complete(segment)


def test_the_boot_mark_is_one_whole_line_and_needs_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "log" / "cel.jsonl"
    boot_mark_write(path)
    (mark,) = parsed(path.read_text().split())
    assert mark.kind == "x-boot"
    assert abs(mark.at - datetime.now(UTC)) < timedelta(seconds=5)
    assert oct(os.stat(path).st_mode & 0o777) == "0o644"
