"""What the recorder meets and outlives: odd calls, files that are refused, a database that is away."""

import json
import time
from contextlib import closing
from typing import Any

import pytest
from django.db import connection

from telephony.calls import journal, projection
from telephony.calls import recorder as recorder_module
from telephony.calls.projection import Recorded
from telephony.calls.recorder import Recorder
from telephony.calls.spool import Spool
from tests.calls.conftest import record
from tests.calls.database import CALLS, query
from tests.calls.traces import Script

pytestmark = pytest.mark.usefixtures("recorder_role")


def recorded_by(spool: Spool) -> list[Recorded]:
    """What a recorder at work on the spool puts on record first."""
    recorded: list[Recorded] = []
    deadline = time.monotonic() + 60
    Recorder("node1", spool, publish=recorded.extend).run(
        lambda: bool(recorded) or time.monotonic() > deadline
    )
    return recorded


def test_a_sweep_that_fails_does_not_hold_up_what_is_new(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr(journal, "open_before", lambda *_args, **_kwargs: query("SELECT 1/0"))
    spool.active.write_text("\n".join(Script().answered()) + "\n")
    assert len(recorded_by(spool)) == 1


def test_one_odd_call_does_not_stop_the_others(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script()
    odd, good = script.answered(), script.answered()
    odd_id = json.loads(odd[0])["linkedid"]

    def fold_or_fail(events: list[Any], *, is_closed: bool) -> object:
        if events[0].linkedid == odd_id:
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

    def table_is_missing_at_first(*args: Any, **kwargs: Any) -> None:
        if next(tries, None) is not None:
            query("SELECT * FROM call_of_tomorrow")
        store(*args, **kwargs)

    monkeypatch.setattr(journal, "events_store", table_is_missing_at_first)
    spool.active.write_text("\n".join(Script().answered()) + "\n")
    assert len(recorded_by(spool)) == 1
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
    assert len(recorded_by(spool)) == 1
    assert next(breaks, None) is None
    assert len(query(CALLS)) == 1
    assert query("SELECT count(*) FROM call_event") == [(11,)]


def session_end(pid: int) -> None:
    """End another session of this role."""
    parameters = connection.get_connection_params()
    with closing(connection.get_new_connection(parameters)) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    time.sleep(0.05)
