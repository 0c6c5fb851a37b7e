"""Starts, watches and stops the processes of an installation through its supervisor.

control.py start PROGRAM...    starts programs and waits until every one of them is healthy
control.py renew               stops all but Asterisk and takes over a new configuration; exit code 1 where it cannot
control.py stop                stops everything, leftovers of a killed supervisor too
control.py status [--json]     processes, health, memory; exit code 1 unless all is well
control.py programs            names of all programs
"""

from __future__ import annotations

import argparse
import configparser
import contextlib
import http.client
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

import health
import processes
import settings
import summary
from supervisor.xmlrpc import SupervisorTransport

DATA = Path(os.environ["VPBX_DATA"])
SOCKET = DATA / "run" / "supervisor.sock"
PATIENCE = 120.0  # seconds that a start may take
BASE = ("postgres", "redis")  # end last: the others finish their work in them
KEPT = "asterisk"
ALREADY_STARTED = 60  # supervisor.xmlrpc.Faults.ALREADY_STARTED


@dataclass(frozen=True)
class State:
    """One process as `status` shows it; memory in bytes, uptime in seconds."""

    name: str
    state: str
    pid: int
    uptime: int
    memory: int
    problem: str


def say(text: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def supervisor() -> Any:
    """The supervisor's remote interface, or None where none listens."""
    transport = SupervisorTransport(None, None, serverurl=f"unix://{SOCKET}")
    proxy = ServerProxy("http://127.0.0.1", transport=transport)
    try:
        proxy.supervisor.getState()
    except (OSError, http.client.HTTPException, Fault):  # Fault: it is shutting down
        return None
    return proxy.supervisor


def programs() -> list[str]:
    """Every program of the configuration, in its order."""
    parser = configparser.RawConfigParser()
    parser.read(DATA / "etc" / "supervisor.conf")
    return [
        section.removeprefix("program:")
        for section in parser.sections()
        if section.startswith("program:")
    ]


def values() -> dict[str, str]:
    """Settings and secrets, for the health checks."""
    return settings.read(DATA / "etc" / "env") | settings.read(DATA / "etc" / "secrets")


def wait_for_supervisor() -> Any:
    """The remote interface of a supervisor that was just started."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        found = supervisor()
        if found is not None:
            return found
        time.sleep(0.1)
    settings.fail(f"supervisor did not start: see {DATA}/log/supervisor.log")
    return None


def start(names: list[str]) -> None:
    """Starts programs side by side, then waits for the health of each and tells it."""
    remote = wait_for_supervisor()
    for name in names:
        try:
            remote.startProcess(name, False)
        except Fault as fault:
            if fault.faultCode != ALREADY_STARTED:
                raise
    deadline = time.monotonic() + PATIENCE
    waiting, facts = list(names), values()
    while waiting:
        sick = ailing(remote, waiting, facts)
        for name in waiting:
            if name not in sick:
                say(f"          {name} is healthy")
        waiting = [name for name in waiting if name in sick]
        if waiting and time.monotonic() > deadline:
            tell_failure(sick)
        time.sleep(0.3 if waiting else 0)


def ailing(remote: Any, names: list[str], facts: dict[str, str]) -> dict[str, str]:
    """Program -> problem: not running by supervisor's word, or sick by its own check."""
    running = {info["name"]: info for info in remote.getAllProcessInfo()}
    down = {
        name: f"{running[name]['statename'].lower()} {running[name]['spawnerr']}".strip()
        for name in names
        if running[name]["statename"] != "RUNNING"
    }
    return down | health.problems([name for name in names if name not in down], facts)


def tell_failure(sick: dict[str, str]) -> None:
    """Ends the program with the reason and the last log lines of every process that did not come up."""
    for name, problem in sick.items():
        log = DATA / "log" / f"{name}.log"
        tail = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        say(f"--- {name}: {problem}; {log}")
        say("\n".join(f"    {line}" for line in tail))
    settings.fail(f"not healthy after {PATIENCE:.0f} s: {', '.join(sick)}")


def supervisor_pid() -> int:
    """Pid of this installation's supervisor, 0 where none runs; a pid file that outlived its process does not count."""
    file = DATA / "run" / "supervisor.pid"
    pid = int(file.read_text()) if file.exists() else 0
    return pid if pid in processes.leftovers(DATA) else 0


def stop_side_by_side(remote: Any, names: list[str]) -> None:
    """Ends programs together and takes them out of the supervisor, which would end them one a second."""
    for name in names:
        with contextlib.suppress(Fault):  # not running, or of another release
            remote.stopProcess(name, False)
    deadline = time.monotonic() + 45
    while time.monotonic() < deadline and any(
        info["pid"] for info in remote.getAllProcessInfo() if info["name"] in names
    ):
        time.sleep(0.2)
    for name in names:
        with contextlib.suppress(Fault):  # still running: the shutdown that follows waits for it
            remote.removeProcessGroup(name)


def stop() -> None:
    """Stops everything of this installation and nothing else."""
    remote = supervisor()
    if remote is not None:
        with contextlib.suppress(
            OSError, http.client.HTTPException
        ):  # it dies meanwhile: see below
            stop_side_by_side(remote, [name for name in programs() if name not in BASE])
            stop_side_by_side(remote, list(BASE))
    pid = supervisor_pid()
    if pid:
        processes.end([pid], patience=90)
    left = processes.leftovers(DATA)
    if left and not pid:
        say(f"          ending {len(left)} processes of an earlier start")
    processes.end(left, patience=15)
    (DATA / "pg" / "postmaster.pid").unlink(missing_ok=True)
    SOCKET.unlink(missing_ok=True)


def renew() -> bool:
    """Stops all but Asterisk, so that another release can be started around it; False where it has to end as well."""
    remote = supervisor()
    if remote is None:
        return False
    names = [info["name"] for info in remote.getAllProcessInfo() if info["name"] != KEPT]
    stop_side_by_side(remote, [name for name in names if name not in BASE])
    stop_side_by_side(remote, list(BASE))
    added, changed, removed = remote.reloadConfig()[0]
    if (
        changed or removed
    ):  # Asterisk itself is to be started in another way, or something did not end
        return False
    for name in added:
        remote.addProcessGroup(name)
    return True


def states() -> list[State]:
    """Every process with its health and memory, supervisor first."""
    remote = supervisor()
    if remote is None:
        return [State(name, "STOPPED", 0, 0, 0, "") for name in programs()]
    infos = remote.getAllProcessInfo()
    running = [info["name"] for info in infos if info["statename"] == "RUNNING"]
    sick = health.problems(running, values())
    own = remote.getPID()
    members = processes.trees([own, *(info["pid"] for info in infos if info["pid"])])
    result = [State("supervisor", "RUNNING", own, 0, processes.memory([own]), "")]
    for info in infos:
        pid, is_up = info["pid"], info["statename"] == "RUNNING"
        uptime = info["now"] - info["start"] if is_up else 0
        problem = sick.get(info["name"], "") if is_up else info["spawnerr"]
        used = processes.memory(members[pid]) if pid else 0
        result.append(State(info["name"], info["statename"], pid, uptime, used, problem))
    order = programs()
    return sorted(result, key=lambda state: order.index(state.name) if state.name in order else -1)


def as_document(found: list[State], *, is_healthy: bool) -> dict[str, Any]:
    """The status for programs; memory in bytes."""
    facts = values()
    return {
        "healthy": is_healthy,
        "memory_bytes": sum(state.memory for state in found),
        "cabinet": summary.cabinet_url(facts),
        "sip": {key: facts[f"VPBX_SIP_{key.upper()}"] for key in ("host", "port", "tls_port")},
        "processes": [asdict(state) for state in found],
    }


def show_status(*, as_json: bool) -> bool:
    """Prints the status; True when every process runs and is healthy."""
    found = states()
    is_healthy = all(state.state == "RUNNING" and not state.problem for state in found)
    total = sum(state.memory for state in found)
    if as_json:
        document = as_document(found, is_healthy=is_healthy)
        say(json.dumps(document, indent=2))
        return is_healthy
    say(f"{'process':<16}{'state':<11}{'pid':>8}{'up':>10}{'memory':>10}  health")
    for state in found:
        verdict = state.problem or ("ok" if state.state == "RUNNING" else "-")
        say(
            f"{state.name:<16}{state.state.lower():<11}{state.pid or '-':>8}{uptime_text(state.uptime):>10}"
            f"{state.memory / 2**20:>7.0f} MB  {verdict}"
        )
    say(
        f"{'together':<45}{total / 2**20:>7.0f} MB  {'all healthy' if is_healthy else 'NOT healthy'}"
    )
    say("\n" + "\n".join(summary.addresses(values())))
    return is_healthy


def uptime_text(seconds: int) -> str:
    """1:02:03 of seconds; a dash for a process that does not run."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if seconds else "-"


def main() -> int:
    """Parses the command line."""
    parser = argparse.ArgumentParser(prog="control.py")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start").add_argument("names", nargs="+")
    commands.add_parser("status").add_argument("--json", action="store_true")
    commands.add_parser("renew")
    commands.add_parser("stop")
    commands.add_parser("programs")
    arguments = parser.parse_args()
    match arguments.command:
        case "start":
            start(arguments.names)
        case "renew":
            return 0 if renew() else 1
        case "stop":
            stop()
        case "programs":
            say("\n".join(programs()))
        case _:
            return 0 if show_status(as_json=arguments.json) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
