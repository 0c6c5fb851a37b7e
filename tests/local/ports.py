"""Ports for an installation beside those that run: found, because test runs of other clones may go on as well."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "compose/local/settings.py"

#: Shifts that leave every port below those that the system gives away by itself (32768 and up).
SHIFTS = tuple(range(2_000, 12_001, 1_000))


def free_shift(shifts: Iterable[int] = SHIFTS) -> int:
    """The first shift with which an installation finds all its ports free, by its own word."""
    complaints = []
    for shift in shifts:
        with tempfile.TemporaryDirectory() as data:
            (Path(data) / "etc").mkdir()
            _settings("write", data=data, shift=shift)
            asked = _settings("ports", data=data, shift=shift)
        if asked.returncode == 0:
            return shift
        complaints.append(asked.stderr)
    raise AssertionError("".join(complaints))


def _settings(command: str, *, data: str, shift: int) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": os.environ["PATH"], "VPBX_DATA": data, "VPBX_PORT_SHIFT": str(shift)}
    return subprocess.run(
        [sys.executable, PROGRAM, command],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
