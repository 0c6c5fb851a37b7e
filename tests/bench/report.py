"""What a measurement says: figures beside their baselines and gates, as JSON and as a table."""

import json
import math
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile; `share` from 0 to 1. Raises ValueError where nothing was measured."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `ratio`: how it stands to `baseline`, as the gate asks. `met` is None without a gate."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    gate: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Report:
    """The outcome of one bench."""

    name: str
    parameters: Mapping[str, Any]
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        baseline: float | None = None,
        ratio: float | None = None,
        gate: str = "",
        met: bool | None = None,
    ) -> None:
        """Put a figure down; values keep four significant digits."""
        if gate and met is None:
            raise ValueError(f"{name}: a gate needs a verdict")
        self.figures.append(
            Figure(name, short(value), unit, short(baseline), short(ratio), gate, met)
        )

    def progress(self, text: str) -> None:
        """Tell whoever waits that something was measured."""
        sys.stderr.write(f"{datetime.now():%H:%M:%S}  {self.name}: {text}\n")

    @property
    def met(self) -> bool:
        """Whether every gate of this bench is met."""
        return all(figure.met is not False for figure in self.figures)

    def document(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "bench": self.name,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "met": self.met,
            "machine": machine(),
            "versions": versions(),
            "parameters": dict(self.parameters),
            "figures": [asdict(figure) for figure in self.figures],
            "notes": self.notes,
        }

    def write(self, folder: Path) -> Path:
        """Write `<name>.json` into the folder; its path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.json"
        path.write_text(json.dumps(self.document(), indent=2, ensure_ascii=False) + "\n")
        return path

    def table(self) -> str:
        """The form for people."""
        lines = [f"{self.name}: {'every gate met' if self.met else 'NOT every gate met'}"]
        lines.append(f"  {'figure':<58}{'value':>11}{'baseline':>11}{'ratio':>8}  gate")
        for each in self.figures:
            verdict = {True: "met", False: "NOT MET", None: ""}[each.met]
            value = f"{each.value:g} {each.unit}"
            numbers = f"{value:>11}{text(each.baseline):>11}{text(each.ratio):>8}"
            lines.append(f"  {each.name:<58}{numbers}  {each.gate}  {verdict}".rstrip())
        return "\n".join(lines + [f"  note: {note}" for note in self.notes])


def short(value: float | None) -> Any:
    """Four significant digits."""
    return None if value is None else float(f"{value:.4g}")


def text(value: float | None) -> str:
    """A cell of the table."""
    return "" if value is None else f"{value:g}"


def machine() -> dict[str, Any]:
    """What it was measured on."""
    cpus = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) * 1024
    return {
        "cpu": cpus[0] if cpus else platform.machine(),
        "cores": os.cpu_count(),
        "memory_bytes": memory,
        "kernel": platform.release(),
        "load1_at_end": os.getloadavg()[0],
    }


def versions() -> dict[str, str]:
    """What was measured, as far as it can be told from here."""
    root = Path(__file__).resolve().parents[2]
    commit = subprocess.run(
        ["git", "-C", root, "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    starter = [root / "compose/local/asterisk", os.environ.get("VPBX_ASTERISK_ROOT", "/"), "-V"]
    asterisk = subprocess.run(starter, capture_output=True, text=True, check=False)
    return {
        "commit": commit.stdout.strip(),
        "python": sys.version.split()[0],
        "asterisk": asterisk.stdout.strip(),
    }
