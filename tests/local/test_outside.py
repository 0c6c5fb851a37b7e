"""`./run up --host`, seen from another machine: the cabinet over HTTPS, phones that call each other with sound."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asterisk.agents import Agent
from tests.local.elsewhere import Elsewhere, NoNamespacesError, elsewhere
from tests.local.ports import free_shift

pytestmark = pytest.mark.system

CLONE = Path(__file__).parents[2]
NAME = "pbx.vpbx.test"
TONES = (440, 1000)
HTTPS_PORT, SIP_PORT = 8443, 5060  # before the shift
PATIENCE_SECONDS = 60  # a dozen processes start just then


@pytest.fixture(scope="module")
def outside() -> Iterator[Elsewhere]:
    """The other machine."""
    try:
        with elsewhere(NAME, f"acme.{NAME}", f"nosuch.{NAME}", "evil.example") as there:
            yield there
    except NoNamespacesError as refused:
        pytest.skip(f"no network namespaces here: {refused}")


class OwnInstallation:
    """An installation beside the one of the tests: own data, own ports, the same software."""

    def __init__(self, address: str) -> None:
        tests = Path(os.environ["VPBX_DATA"]).resolve()
        self.data = tests.with_name(f"{tests.name}-outside")
        self.shift = free_shift()
        self._address = address

    def run(self, *arguments: str) -> str:
        """`./run ARGUMENTS`, with none of the variables of the tests' installation."""
        variables = {
            "PATH": os.environ["PATH"],
            "VPBX_DATA": str(self.data),
            "VPBX_SOFTWARE": os.environ["VPBX_SOFTWARE"],
            "VPBX_PORT_SHIFT": str(self.shift),
            "VPBX_SIP_HOST": self._address,
            "VPBX_DB_EXTRA": "fsync = off",
        }
        done = subprocess.run(
            [CLONE / "run", *arguments], env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def forget_choices(self) -> None:
        """The next start is as the first one: no host, no certificate."""
        (self.data / "etc/choices").unlink(missing_ok=True)

    def pids(self) -> dict[str, int]:
        """Process id of each program."""
        processes = json.loads(self.run("status", "--json"))["processes"]
        return {each["name"]: each["pid"] for each in processes if each["name"] != "supervisor"}

    @property
    def company(self) -> dict[str, Any]:
        """The first company of the demo."""
        company: dict[str, Any] = json.loads((self.data / "etc/demo.json").read_text())[
            "companies"
        ][0]
        return company


@pytest.fixture(scope="module")
def installation(outside: Elsewhere) -> Iterator[OwnInstallation]:
    """The installation, taken away at the end."""
    own = OwnInstallation(outside.here)
    yield own
    own.run("down")
    shutil.rmtree(own.data)


@pytest.fixture
def visit(outside: Elsewhere) -> Callable[..., tuple[int, Any]]:
    """`visit(url, certificate, [email, password])` by a browser on the other machine."""

    def visit_from_there(*arguments: object) -> tuple[int, Any]:
        command = [*outside.prefix, sys.executable, "-m", "tests.local.visitor"]
        done = subprocess.run(
            [*command, *map(str, arguments)], cwd=CLONE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        status, body = json.loads(done.stdout)
        return status, body

    return visit_from_there


def certificate(folder: Path, *names: str) -> tuple[Path, Path]:
    """A certificate for the names, and its key."""
    cert, key = folder / "given.pem", folder / "given.key"
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
        "/CN=given",
    ]
    alternatives = ",".join(f"DNS:{name}" for name in names)
    options = ["-addext", f"subjectAltName={alternatives}", "-keyout", key, "-out", cert]
    subprocess.run([*command, *options], capture_output=True, check=True)
    return cert, key


def assert_phones_talk(
    outside: Elsewhere, installation: OwnInstallation, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Two phones of the other machine register, and each hears the other, also after something happened."""
    port = SIP_PORT + installation.shift
    accounts = installation.company["phones"][:2]
    phones = []
    try:
        for account, tone in zip(accounts, TONES, strict=True):
            phones.append(Agent(account["login"], frequency=tone, prefix=outside.prefix))
            phones[-1].register(account["login"], account["secret"], host=outside.here, port=port)
        call = phones[0].call(accounts[1]["extension"])
        other = phones[1].incoming().answer()
        call.confirmed().hears(TONES[1])
        other.hears(TONES[0])
        meanwhile()
        other.hears(TONES[0], seconds=PATIENCE_SECONDS)
        call.hang_up()
        other.ended()
    finally:
        for phone in phones:
            phone.close()


def test_by_address_with_the_self_made_certificate(outside, installation, visit) -> None:
    installation.forget_choices()
    told = installation.run("up", "--detach", "--host", outside.here)
    cabinet, own = (
        f"https://{outside.here}:{HTTPS_PORT + installation.shift}",
        installation.data / "tls/cert.pem",
    )
    assert f"Cabinet         {cabinet}/" in told
    admin = installation.company["admin"]
    status, session = visit(cabinet, own, admin["email"], admin["password"])
    assert (status, session["site"], session["tenant"]["code"]) == (200, "bare", "acme")
    assert session["server"]["sip_host"] == outside.here
    assert_phones_talk(outside, installation)


def test_by_name_and_by_the_companies_names_with_a_given_certificate(
    outside, installation, visit, tmp_path
) -> None:
    cert, key = certificate(tmp_path, NAME, f"*.{NAME}", "evil.example")
    installation.forget_choices()
    options = ["up", "--detach", "--host", NAME, "--cert", str(cert), "--key", str(key)]
    installation.run(*options)
    port = HTTPS_PORT + installation.shift
    assert installation.company["url"] == f"https://acme.{NAME}:{port}/"
    admin = installation.company["admin"]
    status, session = visit(f"https://acme.{NAME}:{port}", cert, admin["email"], admin["password"])
    assert (status, session["site"], session["tenant"]["code"]) == (200, "tenant", "acme")
    assert visit(f"https://{NAME}:{port}", cert)[1]["site"] == "bare"
    assert visit(f"https://nosuch.{NAME}:{port}", cert)[0] == 404
    assert visit(f"https://evil.example:{port}", cert)[0] == 400

    def renew() -> None:
        """Start another release of the same Asterisk files."""
        before = installation.pids()
        (installation.data / "stamps/running").unlink()
        installation.run(*options)
        after = installation.pids()
        assert {name for name in before if before[name] == after[name]} == {"asterisk"}

    assert_phones_talk(outside, installation, meanwhile=renew)
