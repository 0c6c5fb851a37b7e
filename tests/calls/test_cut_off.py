"""Calls that have no end: the mark of a start of Asterisk closes them, or a day of silence."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from telephony.calls import recorder as recorder_module
from telephony.calls.boot_mark import boot_mark_write
from telephony.calls.projection import LONGEST_SILENCE
from telephony.calls.recorder import Recorder
from telephony.calls.spool import Spool
from tests.calls.conftest import record
from tests.calls.database import CALLS, query
from tests.calls.traces import Script, parsed

pytestmark = pytest.mark.usefixtures("recorder_role")


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


def test_the_boot_mark_is_one_whole_line_and_needs_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "log" / "cel.jsonl"
    boot_mark_write(path)
    (mark,) = parsed(path.read_text().split())
    assert mark.kind == "x-boot"
    assert abs(mark.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert oct(os.stat(path).st_mode & 0o777) == "0o644"


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


class Clock:
    """A `datetime` class for which it is another moment."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self, _zone: object) -> datetime:
        return self.moment
