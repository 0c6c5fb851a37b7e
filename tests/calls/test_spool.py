"""The files between Asterisk and the recorder: none is shipped twice, none lost, whatever is in it."""

import time

import pytest

from telephony.calls import journal
from telephony.calls import spool as spool_module
from telephony.calls.spool import Spool, SpoolBusyError
from tests.calls.conftest import record
from tests.calls.database import CALLS, query, state
from tests.calls.traces import Script, trace_lines

pytestmark = pytest.mark.usefixtures("recorder_role")


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
