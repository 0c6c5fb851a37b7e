"""Keeps sources out of the SIP ports: `python -m telephony.realtime.firewall TABLE SOCKET PORT...`.

A process apart, because writing the kernel's packet filter (nftables) needs CAP_NET_ADMIN, and nothing that reads
what strangers send shall have that. All it can be asked, on a socket that only the service user reaches, is to keep
one address out for a while, or whether it works. Its table is the installation's own: no other rule of the host is
touched, and it goes away when the process is told to stop. Standard library only.
"""

import ipaddress
import logging
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

log = logging.getLogger(__name__)

BAN_SECONDS = 600
SETS = {4: "banned4", 6: "banned6"}
PATIENCE_SECONDS = 2.0  # for one question, and for one answer of nft
QUESTION_BYTES = 100
GOOD, BAD = "ok", "no"

_RULES = """
add table inet {table}
add set inet {table} banned4 {{ type ipv4_addr; flags timeout; size 65536; }}
add set inet {table} banned6 {{ type ipv6_addr; flags timeout; size 65536; }}
add chain inet {table} input {{ type filter hook input priority -10; }}
flush chain inet {table} input
add rule inet {table} input ip saddr @banned4 meta l4proto {{ tcp, udp }} th dport {{ {ports} }} drop
add rule inet {table} input ip6 saddr @banned6 meta l4proto {{ tcp, udp }} th dport {{ {ports} }} drop
"""


class Filter:
    """The installation's table. Addresses that are in it already stay when it is made again."""

    def __init__(self, table: str, ports: Sequence[str]) -> None:
        self._table = table
        self._rules = _RULES.format(table=table, ports=", ".join(ports))

    def make(self) -> bool:
        """Begin to filter."""
        return _nft(self._rules)

    def remove(self) -> None:
        """Let everybody in again."""
        _nft(f"delete table inet {self._table}")

    def ban(self, address: str) -> bool:
        """Keep an address out, from now on for the whole time; False where that cannot be."""
        parsed = ipaddress.ip_address(address)
        if parsed.is_loopback or parsed.is_unspecified or parsed.is_multicast:
            return False
        place = f"element inet {self._table} {SETS[parsed.version]}"
        added = f"add {place} {{ {parsed} timeout {BAN_SECONDS}s }}"
        return _nft(
            f"{added}\ndelete {place} {{ {parsed} }}\n{added}"
        )  # adding alone renews nothing


def _nft(commands: str) -> bool:
    """Run commands in one transaction; whether all of them were taken."""
    try:
        done = subprocess.run(
            ["/usr/sbin/nft", "--file", "-"],
            input=commands,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("nft: %s", error)
        return False
    if done.returncode:
        log.warning("nft: %s", done.stderr.strip())
    return done.returncode == 0


def answer(question: str, packets: Filter) -> str:
    """What is said to `ping` and to `ban ADDRESS`."""
    match question.split():
        case ["ping"]:
            return GOOD
        case ["ban", address]:
            with suppress(ValueError):
                return GOOD if packets.ban(address) else BAD
    return BAD


def serve(listener: socket.socket, packets: Filter) -> None:
    """Answer one question for each connection, for ever."""
    while True:
        connection, _address = listener.accept()
        with connection, suppress(OSError):
            connection.settimeout(PATIENCE_SECONDS)
            question = connection.recv(QUESTION_BYTES).decode("ascii", "replace")
            connection.sendall(f"{answer(question, packets)}\n".encode())


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


def main(table: str, path: str, *ports: str) -> None:
    """Filter until told to stop."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    signal.signal(signal.SIGTERM, _stop)
    packets = Filter(table, ports)
    if not packets.make():
        log.warning("no packet filter: floods are only reported")
    Path(path).unlink(missing_ok=True)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            Path(path).chmod(0o600)
            listener.listen()
            serve(listener, packets)
    finally:
        packets.remove()
        Path(path).unlink(missing_ok=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
