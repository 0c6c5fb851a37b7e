"""Another machine: a network namespace with a cable to this one, where the installation's names lead here."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class NoNamespacesError(Exception):
    """The kernel, or the rights of this container, give no network namespaces; the text is ip's."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`prefix` runs a program there; `here` is this machine's address as seen from there."""

    prefix: tuple[str, ...]
    here: str


@contextmanager
def elsewhere(*names: str) -> Iterator[Elsewhere]:
    """The other machine, on which `names` lead to this one. NoNamespacesError where it cannot be."""
    name, third = f"vpbx-{secrets.token_hex(3)}", secrets.randbelow(250)
    cable, here, there = name[:15], f"10.213.{third}.1", f"10.213.{third}.2"
    hosts = Path("/etc/netns", name, "hosts")  # `ip netns exec` shows it as /etc/hosts
    try:
        _ip("netns", "add", name)
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("address", "add", f"{here}/30", "dev", cable)
        _ip("link", "set", cable, "up")
        for step in (
            ["address", "add", f"{there}/30", "dev", "eth0"],
            ["link", "set", "lo", "up"],
            ["link", "set", "eth0", "up"],
            ["route", "add", "default", "via", here],
        ):
            _ip("-n", name, *step)
        hosts.parent.mkdir(parents=True)
        own = Path("/etc/hosts").read_text()  # a phone asks for its machine's own name at its start
        hosts.write_text(own + "".join(f"{here} {each}\n" for each in names))
        yield Elsewhere(("ip", "netns", "exec", name), here)
    finally:
        for step in (["netns", "del", name], ["link", "del", cable]):
            subprocess.run(["ip", *step], capture_output=True, check=False)
        shutil.rmtree(hosts.parent, ignore_errors=True)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoNamespacesError(f"ip {' '.join(words)}: {done.stderr.strip()}")
