"""The packet filter in a network namespace that is thrown away, and the listener's way to it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony.realtime import bans
from telephony.realtime.firewall import BAD, GOOD, Filter, answer

ROOT = Path(__file__).parents[2]
SIP_PORT, OTHER_PORT = 5060, 5999
STRANGER, NEIGHBOUR = "198.51.100.7", "198.51.100.8"


class Namespace:
    """A network of its own with a filter process in it, and two strangers' addresses on its loopback."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "firewall.sock"
        filter_ = f"{sys.executable} -m telephony.realtime.firewall vpbx_test {self.socket} {SIP_PORT} 5061"
        addresses = " && ".join(
            f"ip address add {each}/32 dev lo" for each in (STRANGER, NEIGHBOUR)
        )
        script = f"ip link set lo up && {addresses} && exec {filter_}"
        self.process = subprocess.Popen(["unshare", "--net", "sh", "-c", script], cwd=ROOT)
        self.wait(self.socket.exists)

    def wait(self, look) -> None:
        deadline = time.monotonic() + 40
        while not look():
            assert self.process.poll() is None or look(), "the filter process has ended"
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def run(self, *command: str) -> str:
        entered = ["nsenter", "--net", "--target", str(self.process.pid), *command]
        return subprocess.run(entered, capture_output=True, text=True, check=True).stdout

    def arrives(self, source: str, port: int = SIP_PORT) -> bool:
        """Whether a datagram from the source is received at the port."""
        return self.run(sys.executable, "-c", DATAGRAM, source, str(port)).strip() == "True"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(40)


DATAGRAM = """
import socket, sys
source, port = sys.argv[1], int(sys.argv[2])
with socket.socket(type=socket.SOCK_DGRAM) as to, socket.socket(type=socket.SOCK_DGRAM) as by:
    to.bind(("127.0.0.1", port))
    to.settimeout(0.3)
    by.bind((source, 0))
    by.sendto(b"INVITE", ("127.0.0.1", port))
    try:
        print(to.recv(100) == b"INVITE")
    except TimeoutError:
        print(False)
"""


@pytest.fixture
def namespace(tmp_path: Path) -> Iterator[Namespace]:
    """The network with its filter at work."""
    namespace = Namespace(tmp_path)
    yield namespace
    namespace.stop()


async def test_a_banned_address_cannot_reach_sip_any_more_and_others_can(namespace: Namespace):
    firewall = bans.Firewall(namespace.socket)
    assert namespace.arrives(STRANGER)
    assert await firewall.ban(STRANGER)
    assert not namespace.arrives(STRANGER)
    assert not namespace.arrives(STRANGER, 5061)
    assert namespace.arrives(STRANGER, OTHER_PORT)
    assert namespace.arrives(NEIGHBOUR)


async def test_a_ban_of_either_kind_of_address_lasts_ten_minutes_and_is_renewed(
    namespace: Namespace,
):
    firewall = bans.Firewall(namespace.socket)
    for _ in range(2):
        assert await firewall.ban(STRANGER)
        assert await firewall.ban("2001:db8::7")
        rules = namespace.run("nft", "list", "table", "inet", "vpbx_test")
        assert rules.count("198.51.100.7 timeout 10m") == 1
        assert rules.count("2001:db8::7 timeout 10m") == 1


def test_the_table_goes_with_the_process(tmp_path: Path):
    namespace = Namespace(tmp_path)
    network = os.open(
        f"/proc/{namespace.process.pid}/ns/net", os.O_RDONLY
    )  # it outlives the process
    inside = ["nsenter", f"--net=/proc/{os.getpid()}/fd/{network}", "nft", "list", "tables"]
    try:
        assert "vpbx_test" in subprocess.check_output(inside, text=True)
        namespace.stop()
        assert subprocess.check_output(inside, text=True) == ""
        assert not namespace.socket.exists()
    finally:
        os.close(network)


async def test_a_filter_that_was_killed_finds_its_bans_again(namespace: Namespace):
    await bans.Firewall(namespace.socket).ban(STRANGER)
    before = namespace.run("nft", "list", "table", "inet", "vpbx_test")
    again = "from telephony.realtime.firewall import Filter; Filter('vpbx_test', ['5060', '5061']).make()"
    namespace.run("env", f"--chdir={ROOT}", sys.executable, "-c", again)
    after = namespace.run("nft", "list", "table", "inet", "vpbx_test")
    assert (before.count("drop"), after.count("drop")) == (2, 2)
    assert STRANGER in after


async def test_without_a_firewall_nothing_is_kept_out_and_that_is_said_once(tmp_path, caplog):
    firewall = bans.Firewall(tmp_path / "nobody.sock")
    assert [await firewall.ban(STRANGER) for _ in range(3)] == [False, False, False]
    assert caplog.text.count("only reported") == 1


async def test_a_firewall_that_hangs_stops_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(bans, "ANSWER_SECONDS", 0.1)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent.sock"))
        silent.listen()
        assert await bans.Firewall(tmp_path / "silent.sock").ban(STRANGER) is False


@pytest.mark.parametrize(
    "question",
    [
        "",
        "ban",
        "ban nonsense",
        "ban 127.0.0.1",
        "ban ::1",
        "ban 0.0.0.0",
        "ban 224.0.0.1",
        "ban 192.0.2.7/0",
        "ban 192.0.2.7 }; flush ruleset; {",
        "ban fe80::1%eth0;",
        "flush",
    ],
)
def test_it_does_nothing_but_ban_an_address(question: str):
    assert answer(question, Filter("vpbx_never", ["5060"])) == BAD
    assert answer("ping", Filter("vpbx_never", ["5060"])) == GOOD
