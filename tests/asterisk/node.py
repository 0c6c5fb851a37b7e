"""A private Asterisk for tests: its own folder, ports and tenants; nothing else of the product runs."""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time
import weakref
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from telephony.asterisk import names
from telephony.asterisk.ami import AmiError, AmiSession, AmiSettings
from telephony.asterisk.apply import ApplyReport, apply
from telephony.asterisk.files import NodePaths
from telephony.asterisk.node_files import NodeSettings, node_prepare
from telephony.asterisk.platform_apply import PlatformReport, platform_apply
from telephony.asterisk.running import RunningNode
from telephony.asterisk.snapshot import TenantConfig
from telephony.dialling.config import PlatformConfig

PROGRAM = Path(__file__).resolve().parents[2] / "compose/local/asterisk"
# How long is waited: much more than it takes, for the machine may be busy.
START_SECONDS = 60
EVENT_SECONDS = 20
SILENCE_SECONDS = 30  # a provider that says nothing is given up after 8 s, see timer_b
LONGEST_EVENT = 65_536  # bytes of a line with a call event, and more
FIRST_PORT, LAST_PORT, BLOCK_PORTS, NAMED_PORTS = 22_000, 32_000, 500, 4
ADDRESS = "127.0.0.1"

Event = dict[str, Any]
Result = TypeVar("Result")


class Node:
    """One Asterisk and what tests do to it."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.paths = NodePaths(folder)
        claim = _claim_ports()
        weakref.finalize(self, claim.close)
        first = claim.getsockname()[1]
        self.settings = NodeSettings(
            name="testnode",
            dir=folder,
            asterisk_root=Path(os.environ["VPBX_ASTERISK_ROOT"]),
            ami_secret="test",
            **{
                "sip_host": ADDRESS,
                "sip_port": first + 1,
                "sip_tls_port": first + 2,
                "ami_port": first + 3,
                "ws_port": first + 4,
                "rtp_start": first + 100,
                "rtp_end": first + BLOCK_PORTS - 1,
                "bind": "0.0.0.0",
                **settings,
            },
        )
        self.unregistered: set[str] = set()  # logins whose phone must register again
        self.told: set[str] = set()  # logins of which a test has said whether they are registered
        self._process: subprocess.Popen[bytes] | None = None

    # ------------------------------------------------------------ its life

    def prepare(self) -> None:
        """Write its files and a certificate for TLS."""
        node_prepare(self.settings)
        keys = self.paths.root / "keys"
        if not (keys / "sip.crt").exists():
            command = [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
            ]
            command += ["-keyout", str(keys / "sip.key"), "-out", str(keys / "sip.crt")]
            subprocess.run(command, check=True, capture_output=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.paths.root / "log" / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [
                    str(PROGRAM),
                    str(self.settings.asterisk_root),
                    "-f",
                    "-C",
                    str(self.paths.etc / "asterisk.conf"),
                ],
                cwd=self.paths.root,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + START_SECONDS
        while "fully booted" not in self.command("core waitfullybooted", check=False):
            assert self._process.poll() is None, (self.paths.root / "log" / "output").read_text()
            assert time.monotonic() < deadline, "Asterisk does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9, once what was published and registered is on its disk: AstDB commits now and then."""
        mark = f"mark-{time.monotonic_ns()}"
        self.command(f"database put killed mark {mark}")
        deadline = time.monotonic() + EVENT_SECONDS
        while not self._is_committed(mark):
            assert time.monotonic() < deadline, "AstDB writes nothing to its disk"
            time.sleep(0.05)
        self._end(signal.SIGKILL)

    def _is_committed(self, mark: str) -> bool:
        """Looks at the bytes: who opened the database would lock it."""
        place = self.paths.root / "db" / "astdb.sqlite3"
        journal = place.with_name(f"{place.name}-journal")
        return mark.encode() in place.read_bytes() and not journal.exists()

    def _end(self, number: int) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    @property
    def pid(self) -> int:
        """Process id."""
        assert self._process is not None
        return self._process.pid

    # ------------------------------------------------------------ configuration

    def with_ami(self, work: Callable[[AmiSession], Awaitable[Result]]) -> Result:
        """Run `work` with an AMI session."""

        async def run() -> Result:
            settings = AmiSettings(ADDRESS, self.settings.ami_port, self.settings.ami_user, "test")
            async with AmiSession(settings) as ami:
                return await work(ami)

        return asyncio.run(run())

    def apply(self, config: TenantConfig, **options: Any) -> ApplyReport:
        """Publish a tenant."""
        report = self.with_ami(lambda ami: apply(config, node=self.paths, ami=ami, **options))
        self.unregistered.update(report.removed_contacts)
        return report

    def publish(self, platform: PlatformConfig, *configs: TenantConfig) -> PlatformReport:
        """Publish what the node shares, and then companies."""

        async def work(ami: AmiSession) -> PlatformReport:
            report = await platform_apply(platform, node=self.paths, ami=ami)
            for config in configs:
                done = await apply(config, node=self.paths, ami=ami)
                self.unregistered.update(done.removed_contacts)
            return report

        return self.with_ami(work)

    def reset(self, *configs: TenantConfig) -> None:
        """End all calls and make these companies as they are here, without messages in their boxes, in one session. Of
        phones the node believes again what is true of them."""

        async def work(ami: AmiSession) -> None:
            await ami.list_action("Hangup", Channel="/^.*$/")
            await _until_quiet(ami)
            await self._boxes_empty(ami)
            await platform_apply(PlatformConfig(), node=self.paths, ami=ami)
            for config in configs:
                report = await apply(config, node=self.paths, ami=ami)
                self.unregistered.update(report.removed_contacts)
                await self._phones_believed(RunningNode(ami, config.code), config)
            self.told.clear()
            await _until_quiet(ami)

        self.with_ami(work)

    async def _boxes_empty(self, ami: AmiSession) -> None:
        """Take away all messages, and have their lamps say so while Asterisk still knows the boxes."""
        for company in self.paths.root.glob("spool/voicemail/*/"):
            shutil.rmtree(company)
            await ami.action("VoicemailRefresh", Context=company.name)

    def command(self, command: str, *, check: bool = True) -> str:
        """A command of Asterisk's own console."""
        arguments = [
            str(PROGRAM),
            str(self.settings.asterisk_root),
            "-C",
            str(self.paths.etc / "asterisk.conf"),
            "-rx",
            command,
        ]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    async def _phones_believed(self, running: RunningNode, config: TenantConfig) -> None:
        """A phone that a test has called registered, or not, is again what its registration says."""
        logins = {names.login(config.code, each.name) for each in config.devices} & self.told
        if logins:
            await running.device_states_apply(before=(), after=logins)

    def online(self, login: str) -> None:
        """What the listener does when it sees that a phone has registered."""
        self._tell(login, "NOT_INUSE")

    def offline(self, login: str) -> None:
        """What the listener does when it sees that a registration has ended."""
        self._tell(login, "UNAVAILABLE")

    def _tell(self, login: str, state: str) -> None:
        self.told.add(login)
        self.command(f"devstate change Custom:{login} {state}")

    # ------------------------------------------------------------ what it wrote

    @property
    def _spool(self) -> Path:
        return self.paths.spool / "cel.jsonl"

    def mark(self) -> int:
        """Where the call events are now: after the last whole line, for the next may be half written."""
        if not self._spool.exists():
            return 0
        with self._spool.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            start = max(0, end - LONGEST_EVENT)
            file.seek(start)
            tail = file.read(end - start)
        return start + tail.rfind(b"\n") + 1 if b"\n" in tail else end

    def events(self, since: int) -> list[Event]:
        """Call events written since the mark; `extra` holds what our own events say."""
        return [event_of(line) for line in self.lines(since)]

    def lines(self, since: int) -> list[str]:
        """The same as written."""
        if not self._spool.exists():
            return []
        with self._spool.open("rb") as file:
            file.seek(since)
            whole = file.read().rpartition(b"\n")[0]  # the last line may be half written
        return whole.decode().splitlines()

    def event(self, name: str, *, since: int, **wanted: str) -> Event:
        """The first event of this kind whose `extra` has these values; waits for it."""
        deadline = time.monotonic() + EVENT_SECONDS
        while True:
            found = [
                e
                for e in self.events(since)
                if e["eventtype"] == name and wanted.items() <= e["extra"].items()
            ]
            if found:
                return found[0]
            seen = [(e["eventtype"], e["extra"]) for e in self.events(since)]
            assert time.monotonic() < deadline, f"no {name} {wanted} among {seen}"
            time.sleep(0.05)

    def settled(self, since: int) -> list[Event]:
        """The events since the mark, once every call among them has ended."""
        deadline = time.monotonic() + EVENT_SECONDS
        while time.monotonic() < deadline:
            events = self.events(since)
            started = {e["linkedid"] for e in events}
            if started and started == {
                e["linkedid"] for e in events if e["eventtype"] == "LINKEDID_END"
            }:
                return events
            time.sleep(0.05)
        raise AssertionError(f"calls do not end: {self.command('core show channels concise')}")

    def channels(self) -> list[str]:
        """Names of its channels now."""
        return [
            line.partition("!")[0]
            for line in self.command("core show channels concise").splitlines()
            if line
        ]

    def registered(self, line: str) -> None:
        """Wait until a line is registered under the account that it has now."""
        self.line_state(line, "Registered")

    def line_state(self, line: str, state: str) -> None:
        """Wait until Asterisk says this of a line's registration."""

        async def until(ami: AmiSession) -> None:
            deadline = time.monotonic() + EVENT_SECONDS
            while True:
                listed = await ami.list_action("PJSIPShowRegistrationsOutbound")
                states = {e["ObjectName"]: e["Status"] for e in listed if "Status" in e}
                if states.get(line) == state:
                    return
                assert time.monotonic() < deadline, f"{line} is not {state}: {states}"
                await asyncio.sleep(0.05)

        self.with_ami(until)

    def line_retry(self, line: str) -> int:
        """Wait until a line's registration has failed; the seconds after which it is tried again."""

        async def until(ami: AmiSession) -> int:
            deadline = time.monotonic() + SILENCE_SECONDS
            while True:
                said = await ami.action("Command", Command="pjsip show registrations")
                if found := re.search(rf" {line}/.* Rejected +\(exp\. (\d+)s\)", said["Output"]):
                    return int(found[1])
                assert time.monotonic() < deadline, said["Output"]
                await asyncio.sleep(0.1)

        return self.with_ami(until)

    def quiet(self) -> None:
        """Wait until no call is left."""
        self.with_ami(_until_quiet)

    def log(self) -> str:
        """Warnings and errors."""
        return (self.paths.root / "log" / "output").read_text()

    def remove(self) -> None:
        """Stop it and take its folder away."""
        self.stop()
        shutil.rmtree(self.paths.root, ignore_errors=True)


async def _until_quiet(ami: AmiSession) -> None:
    deadline = time.monotonic() + EVENT_SECONDS
    while left := await ami.list_action("CoreShowChannels"):
        assert time.monotonic() < deadline, f"calls left: {[event['Channel'] for event in left]}"
        await asyncio.sleep(0.02)


def event_of(line: str) -> Event:
    """A call event as it was written; `extra` holds what our own events say."""
    try:
        raw: Event = json.loads(line)
        extra = json.loads(raw["eventextra"] or "{}")
    except json.JSONDecodeError as error:
        raise AssertionError(f"not a call event: {line!r}") from error
    raw["extra"] = {}
    if extra:
        text = extra.get("extra")
        raw["extra"] = dict(pair.partition("=")[::2] for pair in text.split("&")) if text else extra
    return raw


def _claim_ports() -> socket.socket:
    """A block of ports for one node, held by its first one: while a node is down nobody else may take its ports.

    The blocks lie below those that the system gives to phones of these tests (32768 and up).
    """
    blocks = list(range(FIRST_PORT, LAST_PORT, BLOCK_PORTS))
    random.shuffle(blocks)
    for start in blocks:
        claim = socket.socket()
        try:
            claim.bind((ADDRESS, start))
        except OSError:
            claim.close()
            continue
        if all(_is_free(start + offset) for offset in range(1, NAMED_PORTS + 1)):
            return claim
        claim.close()
    raise AssertionError("no free block of ports")


def _is_free(port: int) -> bool:
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as probe:
                probe.bind(("0.0.0.0", port))
    except OSError:
        return False
    return True


__all__ = ["ADDRESS", "AmiError", "Node"]
