"""A recorder in a process of its own that kills itself at one step.

A step is one of STEPS, with a number after a colon to survive it so many times.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from telephony.calls import recorder
from telephony.calls import spool as spool_module

STEPS = {
    "before the rename": ("telephony.calls.spool", "Spool", "rotate", "before"),
    "after the rename": ("telephony.calls.spool", "Spool", "rotate", "after"),
    "after reading": ("telephony.calls.spool", "Spool", "read", "after"),
    "before the copy": ("telephony.calls.journal", None, "events_store", "before"),
    "after the copy": ("telephony.calls.journal", None, "events_store", "after"),
    "after the mark": ("telephony.calls.journal", None, "segment_mark", "after"),
    "before folding": ("telephony.calls.recorder", None, "project", "before"),
    "before the commit": ("telephony.calls.recorder", None, "project", "after"),
    "after the commit": ("telephony.calls.recorder", "Recorder", "_store", "after"),
    "before removing the file": ("telephony.calls.spool", "Spool", "remove", "before"),
    "after removing the file": ("telephony.calls.spool", "Spool", "remove", "after"),
    "after forgetting the file": ("telephony.calls.journal", None, "segments_forget", "after"),
}


def deadly(function: Callable[..., Any], *, when: str, survived: int) -> Callable[..., Any]:
    """The function, whose caller is killed by the kernel before or after it ran once more than `survived` times."""
    runs = iter(range(survived))

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = None if when == "before" else function(*args, **kwargs)
        if next(runs, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs) if when == "before" else result

    return wrapped


def arm(step: str) -> None:
    name, _, survived = step.partition(":")
    module_name, class_name, function_name, when = STEPS[name]
    module = sys.modules[module_name]
    owner = getattr(module, class_name) if class_name else module
    setattr(
        owner,
        function_name,
        deadly(getattr(owner, function_name), when=when, survived=int(survived or 0)),
    )


class RecorderProcess:
    """A recorder on a spool, forked from the test with its database role; `step` is where it kills itself."""

    def __init__(self, spool: Path, step: str = "", *, port: int | None = None) -> None:
        connection.close()  # a connection has one owner
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _work(spool, step, port)
                os._exit(0)
            except BaseException:
                logging.getLogger(__name__).exception("the recorder failed")
                os._exit(1)

    def wait(self) -> int:
        """Its exit status, negative the signal that killed it."""
        while self.status is None:
            _pid, status = os.waitpid(self.pid, 0)
            self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def send(self, number: int) -> int:
        """Send a signal and wait for the end."""
        if self.status is None:
            os.kill(self.pid, number)
        return self.wait()


def _work(spool: Path, step: str, port: int | None) -> None:
    stops: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stops.append(number))
    if port:
        connection.settings_dict["PORT"] = str(port)
    spool_module.REST_SECONDS = 0.0
    if step:
        arm(step)
    with spool_module.Spool(spool) as held:
        recorder.Recorder("node1", held, publish=lambda _calls: None).run(lambda: bool(stops))
