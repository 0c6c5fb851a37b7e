"""The settings of an installation: where they come from, what is refused, who may read them."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.local.ports import SHIFTS, free_shift

PROGRAM = Path(__file__).parents[2] / "compose/local/settings.py"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    (tmp_path / "etc").mkdir()
    return tmp_path


@pytest.fixture
def run(data: Path) -> Run:
    """`settings.py ARGUMENTS`, with only the given variables set."""

    def run_settings(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "VPBX_DATA": str(data), **variables}
        command = [sys.executable, PROGRAM, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run_settings


def values(data: Path, name: str = "env") -> dict[str, str]:
    """The lines of a settings file."""
    return dict(line.split("=", 1) for line in (data / "etc" / name).read_text().splitlines())


def test_without_a_host_everything_listens_on_this_machine_only(run: Run, data: Path) -> None:
    assert run("write").returncode == 0
    found = values(data)
    assert (found["VPBX_HOST"], found["VPBX_BIND"], found["VPBX_SIP_HOST"]) == (
        "localhost",
        "127.0.0.1",
        "127.0.0.1",
    )


def test_a_host_that_is_an_address_is_what_phones_are_told(run: Run, data: Path) -> None:
    run("write", "--host", "203.0.113.9")
    found = values(data)
    assert (found["VPBX_BIND"], found["VPBX_SIP_HOST"]) == ("0.0.0.0", "203.0.113.9")


def test_an_address_that_is_not_this_machines_is_told_about(run: Run) -> None:
    assert (
        "203.0.113.9 is not an address of this machine"
        in run("write", "--host", "203.0.113.9").stdout
    )


def test_a_sip_address_that_does_not_resolve_is_refused(run: Run) -> None:
    answer = run("write", "--host", "pbx.example.org", VPBX_SIP_HOST="no-such-host.invalid")
    assert answer.returncode != 0
    assert "no-such-host.invalid does not resolve" in answer.stderr


def test_what_was_chosen_holds_until_another_choice(run: Run, data: Path) -> None:
    run("write", "--host", "203.0.113.9", VPBX_HTTPS_PORT="9001")
    run("write")
    assert (values(data)["VPBX_HOST"], values(data)["VPBX_HTTPS_PORT"]) == ("203.0.113.9", "9001")
    run("write", "--host", "localhost", VPBX_HTTPS_PORT="9002")
    assert (values(data)["VPBX_HOST"], values(data)["VPBX_HTTPS_PORT"]) == ("localhost", "9002")
    assert values(data)["VPBX_SIP_HOST"] == "127.0.0.1"


def test_secrets_are_made_once_and_differ_between_installations(run: Run, data: Path) -> None:
    run("write")
    first = values(data, "secrets")
    run("write", "--host", "203.0.113.9")
    assert values(data, "secrets") == first
    assert len(set(first.values())) == len(first)
    (data / "etc/secrets").unlink()
    run("write")
    assert not set(values(data, "secrets").values()) & set(first.values())


def test_only_root_reads_settings_and_secrets(run: Run, data: Path) -> None:
    run("write")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (data / "etc").iterdir()}
    assert set(modes) == {"choices", "secrets", "env", "env.owner", "env.recorder"}
    assert set(modes.values()) == {0o600}


def test_the_common_file_holds_the_applications_password_only(run: Run, data: Path) -> None:
    run("write")
    secrets, common = values(data, "secrets"), (data / "etc/env").read_text()
    assert secrets["DB_PASSWORD_APP"] in common
    for role in ("OWNER", "RECORDER", "SUPERUSER"):
        assert secrets[f"DB_PASSWORD_{role}"] not in common


def test_the_shift_moves_every_port(run: Run, data: Path) -> None:
    run("write")
    before = values(data)
    run("write", VPBX_PORT_SHIFT="1000")
    after = values(data)
    ports = [name for name in before if name.endswith(("_PORT", "_START", "_END"))]
    assert len(ports) == 13
    assert {int(after[name]) - int(before[name]) for name in ports} == {1000}


@pytest.mark.parametrize("port", ["0", "65536", "sip", "-1", "1e3"])
def test_nonsense_is_no_port(run: Run, port: str) -> None:
    answer = run("write", VPBX_SIP_PORT=port)
    assert answer.returncode != 0
    assert f"VPBX_SIP_PORT={port} is not a port" in answer.stderr


def test_two_services_on_one_port_are_refused(run: Run) -> None:
    answer = run("write", VPBX_HTTP_PORT="8443")
    assert "port 8443 is given to two services" in answer.stderr


def test_a_value_that_a_shell_would_read_otherwise_is_refused(run: Run, data: Path) -> None:
    answer = run("write", "--host", "x; touch /tmp/owned", VPBX_SIP_HOST="127.0.0.1")
    assert answer.returncode != 0
    assert not (data / "etc/env").exists()


def test_a_certificate_without_its_key_is_refused(run: Run) -> None:
    assert "--cert and --key go together" in run("write", "--cert", "cert.pem").stderr


@pytest.mark.parametrize(
    ("kind", "variable"),
    [(socket.SOCK_STREAM, "VPBX_HTTPS_PORT"), (socket.SOCK_DGRAM, "VPBX_SIP_PORT")],
)
def test_a_taken_port_is_named_with_its_holder(
    run: Run, kind: socket.SocketKind, variable: str
) -> None:
    with socket.socket(socket.AF_INET, kind) as holder:
        holder.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            holder.listen()
        port = str(holder.getsockname()[1])
        run("write", **{variable: port, "VPBX_PORT_SHIFT": str(SHIFTS[0])})
        answer = run("ports")
    assert answer.returncode != 0
    assert f"{variable}={port}" in answer.stderr
    assert f"pid {os.getpid()}" in answer.stderr


def test_free_ports_are_no_reason_to_complain() -> None:
    """Somewhere they are free, whatever else is tested meanwhile."""
    assert free_shift(reversed(SHIFTS)) in SHIFTS
