"""kill -9 of the real recorder, at each step of its work and at random: every event and every call exactly once."""

import random
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.calls.database import query
from tests.calls.recorder_process import STEPS, RecorderProcess
from tests.calls.traces import Script

pytestmark = pytest.mark.usefixtures("recorder_role")
COUNTS = "SELECT (SELECT count(*) FROM call_event), (SELECT count(*) FROM call), (SELECT count(*) FROM call_leg)"
DEADLINE_SECONDS = 120
KILLS = 8


Start = Callable[..., RecorderProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts recorders; none outlives the test."""
    started: list[RecorderProcess] = []

    def start_one(*args: Any, **kwargs: Any) -> RecorderProcess:
        started.append(RecorderProcess(*args, **kwargs))
        return started[-1]

    yield start_one
    for one in started:
        one.send(signal.SIGKILL)


def write(spool: Path, lines: list[str]) -> None:
    """Append lines as Asterisk does: the file is opened for each."""
    for line in lines:
        with spool.open("a") as file:
            file.write(f"{line}\n")


def wait_for(expected: tuple[int, int, int], spool: Path) -> None:
    """Wait until this is on record and nothing is left to do; then see that it stays so."""

    def found() -> tuple[object, ...]:
        left = query("SELECT segment FROM call_spool_segment")
        return query(COUNTS), left, list(spool.parent.glob("*.jsonl"))

    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline and found() != ([expected], [], []):
        time.sleep(0.02)
    time.sleep(0.25)
    assert found() == ([expected], [], [])


@pytest.mark.parametrize("step", [*STEPS, "after the copy:1", "after the commit:1"])
def test_killed_at_this_step_it_records_everything_once(
    step: str, tmp_path: Path, start: Start
) -> None:
    spool = tmp_path / "cel.jsonl"
    script = Script()
    first, second = script.answered() + script.cancelled(), script.answered()
    write(spool, first)
    killed = start(spool, step)
    if step.endswith(":1"):  # it lives through the first batch and dies in the second
        while not query("SELECT count(*) FROM call_event")[0][0]:
            time.sleep(0.02)
    write(spool, second)
    assert killed.wait() == -signal.SIGKILL
    after = start(spool)
    wait_for((len(first) + len(second), 3, 6), spool)
    assert after.send(signal.SIGTERM) == 0


def test_killed_again_and_again_while_calls_run_it_records_everything_once(
    tmp_path: Path, start: Start
) -> None:
    spool, script, chance = tmp_path / "cel.jsonl", Script(), random.Random(20)
    made: list[int] = []  # events of each call
    is_over = threading.Event()

    def asterisk() -> None:
        while len(made) < 100 or not is_over.is_set():
            lines = script.answered()
            for line in lines:
                write(spool, [line])
                time.sleep(0.003)
            made.append(len(lines))

    calls = threading.Thread(target=asterisk)
    calls.start()
    for _ in range(KILLS):
        recorder = start(spool)
        time.sleep(0.1 + 0.4 * chance.random())
        recorder.send(signal.SIGKILL)
    is_over.set()
    calls.join()
    after = start(spool)
    wait_for((sum(made), len(made), 2 * len(made)), spool)
    assert after.send(signal.SIGTERM) == 0


def test_postgresql_cut_off_in_the_middle_of_its_answers_loses_and_doubles_nothing(
    tmp_path: Path, start: Start
) -> None:
    spool, script, chance = tmp_path / "cel.jsonl", Script(), random.Random(21)
    with cut_off_proxy() as (port, cut):
        recorder = start(spool, port=port)
        lines = []
        for _ in range(30):
            call = script.answered()
            lines += call
            write(spool, call)
            time.sleep(0.03)
            if chance.random() < 0.3:
                cut()
        wait_for((len(lines), 30, 60), spool)
        assert recorder.send(signal.SIGTERM) == 0


@contextmanager
def cut_off_proxy() -> Iterator[tuple[int, Callable[[], None]]]:
    """A port in front of PostgreSQL, and a function that breaks every connection through it at once."""
    server = socket.create_server(("127.0.0.1", 0))
    target = (str(connection.settings_dict["HOST"]), int(connection.settings_dict["PORT"]))
    open_sockets: list[socket.socket] = []

    def pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(512):
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = server.accept()
                far = socket.create_connection(target)
                open_sockets.extend((near, far))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=pump, args=pair, daemon=True).start()

    def cut() -> None:
        while open_sockets:
            with suppress(OSError):
                open_sockets.pop().shutdown(socket.SHUT_RDWR)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server.getsockname()[1], cut
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        cut()
