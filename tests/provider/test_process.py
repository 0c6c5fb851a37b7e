"""The demonstration's provider as a process: it signs phones in, takes and makes calls as it is told."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from compose.provider.remote import RemoteError, RemoteProvider
from tests.asterisk.agents import Agent

ROOT = Path(__file__).resolve().parents[2]
HOST, SECRET, TONE = "127.0.0.70", "demo", 440


@pytest.fixture
def port() -> int:
    """A free one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(port: int, path: Path, *, is_killed: bool = False) -> Iterator[RemoteProvider]:
    """The process, and a line to it."""
    environment = {
        "VPBX_PROVIDER_HOST": HOST,
        "VPBX_PROVIDER_PORT": str(port),
        "VPBX_PROVIDER_ACCOUNTS": "carrier,acme",
        "VPBX_PROVIDER_SECRET": SECRET,
        "VPBX_PROVIDER_SOCKET": str(path),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "compose.provider"], cwd=ROOT, env=os.environ | environment
    ) as process:
        deadline = time.monotonic() + 60
        while not path.exists():
            assert process.poll() is None
            assert time.monotonic() < deadline, "the process does not come up"
            time.sleep(0.05)
        provider = RemoteProvider(path)
        yield provider
        provider.close()
        (process.kill if is_killed else process.terminate)()
        assert process.wait(timeout=40) == (-signal.SIGKILL if is_killed else 0)


@pytest.fixture
def remote(port: int, tmp_path: Path) -> Iterator[RemoteProvider]:
    """The process, and a line to it."""
    with running(port, tmp_path / "provider.sock") as provider:
        yield provider


def test_calls_both_ways(remote: RemoteProvider, port: int) -> None:
    with Agent("acme", frequency=TONE) as phone:
        phone.register("acme", SECRET, host=HOST, port=port)
        assert remote.ask("accounts") == {"carrier": False, "acme": True}
        before = remote.seen()
        call = phone.call("84951234567")
        far = remote.taken("84951234567", before=before)
        call.hears(620)
        far.hears(TONE)
        call.do("dtmf", digits="42#")
        far.pressed("42#")
        call.hang_up()
        far.is_in("ended")

        far = remote.call("+74950000101", account="acme", caller="+79161234567", tone=1150)
        incoming = phone.incoming()
        assert "+79161234567" in incoming.remote
        incoming.answer()
        far.is_in("up")
        incoming.hears(1150)
        far.hears(TONE)
        far.hang_up()
        incoming.ended()


def test_knows_who_is_registered_after_it_was_killed(port: int, tmp_path: Path) -> None:
    path = tmp_path / "provider.sock"
    with Agent("acme", frequency=TONE) as phone:
        with running(port, path, is_killed=True):
            phone.register("acme", SECRET, host=HOST, port=port)
        path.unlink()
        with running(port, path) as remote:
            assert remote.ask("accounts") == {"carrier": False, "acme": True}
            remote.call("+74950000101", account="acme", caller="+79161234567", tone=1150)
            phone.incoming()


def test_refuses_what_it_cannot_do(remote: RemoteProvider) -> None:
    with pytest.raises(RemoteError, match="not registered"):
        remote.call("+74950000101", account="acme")
    with pytest.raises(RemoteError, match="cannot dance"):
        remote.ask("dance")
