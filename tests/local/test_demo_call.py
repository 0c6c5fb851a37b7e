"""`./run demo-call`: what a person who has just installed the product tries first."""

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.system

CLONE = Path(__file__).parents[2]


def demo_call(*options: str) -> list[str]:
    """The lines that it prints; it must end well."""
    command = [CLONE / "run", "demo-call", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def records(lines: list[str]) -> list[str]:
    """Who called whom, by the calls that it found in the cabinet."""
    return [
        line.partition("on record: ")[2].partition(",")[0] for line in lines if "on record" in line
    ]


def test_two_phones_call_each_other() -> None:
    lines = demo_call()
    assert records(lines) == ["200 -> 201"]
    assert sum("hears the tone" in line for line in lines) == 2
    assert any("receives the keys" in line for line in lines)


def test_a_phone_calls_outside_and_is_called_by_every_line() -> None:
    lines = demo_call("--outside")
    assert records(lines) == [
        "200 -> +79160001234",
        "+79161234567 -> +74950001000",
        "+79161234567 -> +74950002001",
    ]
    assert sum("hears the tone" in line for line in lines) == 6
