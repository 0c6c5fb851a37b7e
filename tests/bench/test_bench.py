"""Every bench runs to its end on the running installation and says what it must. Speed is not asserted here."""

import json
import subprocess
import sys

import pytest

from tests.bench.__main__ import GATE_NOT_MET, NAMES
from tests.bench.system import CLONE, Installation

pytestmark = pytest.mark.system

KEYS = {"bench", "at", "met", "machine", "versions", "parameters", "figures", "notes"}
SPEED = ("ms", "x", "cores", "s")


@pytest.mark.parametrize("name", NAMES)
def test_a_bench_writes_figures_with_gates_and_baselines_and_loses_nothing(name: str) -> None:
    installation = Installation()
    path = installation.work / f"{name}.json"
    path.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.bench", name, "--size", "small"]
    done = subprocess.run(
        command, cwd=CLONE, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode in (0, GATE_NOT_MET), done.stderr
    document = json.loads(path.read_text())
    assert document.keys() == KEYS
    assert document["versions"]["asterisk"].startswith("Asterisk 22")
    figures = document["figures"]
    assert any(figure["baseline"] is not None for figure in figures)
    assert all(figure["met"] is not None for figure in figures if figure["gate"])
    counts = [figure for figure in figures if figure["gate"] and figure["unit"] not in SPEED]
    assert [figure["name"] for figure in counts if not figure["met"]] == []
    assert not list(installation.node.tenant("x").parent.glob("zbench*.conf")), (
        "the fleet is still on the node"
    )
