"""History that is really committed, by the role that may write it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from telephony.calls.projection import Recorded
from telephony.calls.recorder import Recorder
from telephony.calls.spool import Spool
from tests.calls.database import tables_empty
from tests.support.database import as_role


@pytest.fixture(scope="module")
def history(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lets a module's tests commit history; afterwards there is none."""
    with django_db_blocker.unblock():
        tables_empty()
    yield
    with django_db_blocker.unblock():
        tables_empty()


@pytest.fixture
def recorder_role(history: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test is the recorder, on empty tables. It must not ask for a rolled-back database (`db`) as well."""
    with django_db_blocker.unblock():
        tables_empty()
        with as_role("RECORDER"):
            yield


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    """The spool of a node that nobody else works on."""
    with Spool(tmp_path / "cel.jsonl") as spool:
        yield spool


def record(spool: Spool, lines: list[str], *, node: str = "node1") -> list[Recorded]:
    """Write lines as Asterisk would and ship them; the calls that were written."""
    recorded: list[Recorded] = []
    with spool.active.open("a") as file:
        file.writelines(f"{line}\n" for line in lines)
    recorder = Recorder(node, spool, publish=recorded.extend)
    recorder.resume()
    while recorder.step():
        pass
    return recorded
