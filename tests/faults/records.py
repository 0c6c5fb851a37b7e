"""What the call list says, compared with what was really dialled."""

import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import httpx

from tests.bench.sipp import dialled
from tests.bench.system import RefusedError
from tests.faults.conftest import Office

Pairs = Counter[tuple[str, str]]
SETTLE_SECONDS = 2.0  # a record that is written twice is written soon


def now() -> str:
    """This moment as the API takes it."""
    return datetime.now(UTC).isoformat()


def recorded(office: Office, since: str) -> list[dict[str, Any]]:
    """Every call of the company that began since that moment."""
    return office.company.cabinet.everything("calls/", since=since)


def pairs(calls: list[dict[str, Any]]) -> Pairs:
    """How many calls there are of each caller and called number."""
    return Counter((call["from"]["number"], call["to"]["number"]) for call in calls)


def placed(office: Office, name: str) -> Pairs:
    """The same of what SIPp placed in the load of that name."""
    return dialled(office.installation.work / name)


def wait_recorded(
    office: Office, since: str, expected: int, timeout: float = 90
) -> list[dict[str, Any]]:
    """The calls once there are as many as expected and no more come; AssertionError with the number there was."""
    deadline, calls = time.monotonic() + timeout, []
    while time.monotonic() < deadline:
        try:
            calls = recorded(office, since)
        except (httpx.HTTPError, RefusedError):
            calls = []  # the cabinet is only coming back
        if len(calls) >= expected:
            time.sleep(SETTLE_SECONDS)
            calls = recorded(office, since)
            break
        time.sleep(0.3)
    assert len(calls) == expected, f"{len(calls)} calls on record, {expected} were placed"
    return calls
