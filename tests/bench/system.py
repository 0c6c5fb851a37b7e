"""The installation under measurement: its settings, processes, cabinet and node.

Everything comes from the environment that `./run bench` and `./run test` give (etc/env of the data folder).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import httpx
from supervisor.xmlrpc import SupervisorTransport

from compose.provider.sip import Account
from telephony.asterisk.ami import AmiSession, AmiSettings
from telephony.asterisk.files import NodePaths

TICK = os.sysconf("SC_CLK_TCK")
CLONE = Path(__file__).resolve().parents[2]


class RefusedError(Exception):
    """The cabinet answered a request with an error."""


class Installation:
    """Paths and addresses of the running system."""

    def __init__(self) -> None:
        env = os.environ
        self.data = Path(env["VPBX_DATA"]).resolve()
        self.software = Path(env["VPBX_SOFTWARE"])
        self.asterisk_root = Path(env["VPBX_ASTERISK_ROOT"])
        self.node = NodePaths(Path(env["VPBX_NODE_DIR"]))
        self.sip = ("127.0.0.1", int(env["VPBX_SIP_PORT"]))
        self.work = self.data / "bench"
        self.demo: dict[str, Any] = json.loads((self.data / "etc/demo.json").read_text())

    def pid(self, program: str) -> int:
        """Process id of a supervised program, waited for while it is restarted; RuntimeError when it stays away."""
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            answer = self.supervisor("pid", program).strip()
            if answer.isdigit() and answer != "0":
                return int(answer)
            time.sleep(0.1)
        raise RuntimeError(f"{program} does not run: {answer}")

    def supervisor(self, *arguments: str) -> str:
        """A command to the installation's supervisor; its output."""
        command = [
            self.software / "venv/bin/supervisorctl",
            "-c",
            self.data / "etc/supervisor.conf",
            *arguments,
        ]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False
        ).stdout

    def stop(self, programs: Iterable[str]) -> None:
        """Stop programs side by side and wait until all have ended."""
        self._switch(programs, "stopProcess", "STOPPED")

    def start(self, programs: Iterable[str]) -> None:
        """Start programs side by side and wait until all run; whether they are healthy is another question."""
        self._switch(programs, "startProcess", "RUNNING")

    def _switch(
        self, programs: Iterable[str], method: str, wanted: str, timeout: float = 60
    ) -> None:
        names = list(programs)
        transport = SupervisorTransport(None, None, f"unix://{self.data}/run/supervisor.sock")
        with ServerProxy("http://127.0.0.1", transport=transport) as remote:
            for name in names:
                getattr(remote.supervisor, method)(name, False)
        deadline = time.monotonic() + timeout
        while {self.programs()[name] for name in names} != {wanted}:
            if time.monotonic() > deadline:
                raise TimeoutError(f"not {wanted}: {self.programs()}")
            time.sleep(0.2)

    def programs(self) -> dict[str, str]:
        """Supervised programs and the state of each (RUNNING, STARTING, FATAL...)."""
        lines = [line.split() for line in self.supervisor("status").splitlines()]
        return {line[0]: line[1] for line in lines if len(line) > 1}

    def wait_healthy(self, timeout: float = 60) -> None:
        """Wait until every program runs and the cabinet reaches its databases."""
        deadline = time.monotonic() + timeout
        problem = ""
        while time.monotonic() < deadline:
            down = {name: state for name, state in self.programs().items() if state != "RUNNING"}
            problem = str(down)
            if not down:
                try:
                    with Cabinet("localhost") as cabinet:
                        cabinet.get("health/ready/")
                    return
                except (httpx.HTTPError, RefusedError) as error:
                    problem = str(error)
            time.sleep(0.2)
        raise TimeoutError(f"not healthy again: {problem}")

    def console(self, command: str, timeout: float = 60) -> str:
        """A console command to the node; its output."""
        arguments = [
            CLONE / "compose/local/asterisk",
            self.asterisk_root,
            "-C",
            self.node.etc / "asterisk.conf",
            "-rx",
            command,
        ]
        return subprocess.run(
            arguments, capture_output=True, text=True, timeout=timeout, check=True
        ).stdout

    @asynccontextmanager
    async def ami(self) -> AsyncIterator[AmiSession]:
        """A session with the node's manager interface."""
        env = os.environ
        settings = AmiSettings(
            env["VPBX_AMI_HOST"],
            int(env["VPBX_AMI_PORT"]),
            env["VPBX_AMI_USER"],
            env["VPBX_AMI_SECRET"],
        )
        async with AmiSession(settings) as session:
            yield session

    @contextmanager
    def operator(self) -> Iterator["Cabinet"]:
        """The cabinet as its operator."""
        with Cabinet("localhost") as cabinet:
            cabinet.sign_in(self.demo["operator"])
            yield cabinet

    @contextmanager
    def company(self, code: str) -> Iterator["Cabinet"]:
        """The cabinet as the operator who acts as this company."""
        with self.operator() as cabinet:
            cabinet.post("session/act-as/", {"code": code})
            yield cabinet


class Cabinet:
    """A signed-in browser without a window: HTTPS through nginx, session cookie, CSRF token."""

    def __init__(self, host: str) -> None:
        port = os.environ["VPBX_HTTPS_PORT"]
        origin = f"https://{host}:{port}"
        # The certificate is self-made and the address the loopback's. A connection that nginx dropped is made again.
        self._client = httpx.Client(
            base_url=f"https://127.0.0.1:{port}/api/v1/",
            transport=httpx.HTTPTransport(verify=False, retries=2),
            timeout=60,
            headers={"Host": f"{host}:{port}", "Origin": origin, "Referer": f"{origin}/"},
        )

    def __enter__(self) -> "Cabinet":
        try:
            self.get("session/")
        except BaseException:
            self._client.close()  # nobody else would: no block was entered
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def sign_in(self, person: dict[str, str]) -> None:
        """Sign in with `email` and `password`."""
        self.post("session/login/", {"email": person["email"], "password": person["password"]})

    def get(self, path: str, **parameters: Any) -> Any:
        """GET; the body."""
        return self._body(self._client.get(path, params=parameters))

    def post(self, path: str, body: Any = None) -> Any:
        """POST; the body of the answer, None when it has none."""
        return self._body(self._client.post(path, json=body, headers=self._token()))

    def put(self, path: str, body: Any) -> Any:
        """PUT; the body of the answer."""
        return self._body(self._client.put(path, json=body, headers=self._token()))

    def patch(self, path: str, body: Any) -> Any:
        """PATCH; the body of the answer."""
        return self._body(self._client.patch(path, json=body, headers=self._token()))

    def delete(self, path: str, **parameters: Any) -> None:
        """DELETE."""
        self._body(self._client.delete(path, params=parameters, headers=self._token()))

    def everything(self, path: str, **parameters: Any) -> list[Any]:
        """All pages of a list."""
        found, page = [], self.get(path, page_size=500, **parameters)
        found += page["results"]
        while page["next"]:
            page = self._body(self._client.get(page["next"].split("/api/v1/", 1)[-1]))
            found += page["results"]
        return found

    def wait_applied(self, timeout: float = 30) -> None:
        """Wait until what was saved is in force on the node; RuntimeError with the reason when it is not."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            state = self.get("config-state/")
            if state["applied"] >= state["requested"]:
                return
            time.sleep(0.02)
        raise RuntimeError(f"configuration is not applied: {state}")

    def _token(self) -> dict[str, str]:
        return {"X-CSRFToken": self._client.cookies.get("csrftoken", "")}

    def _body(self, response: httpx.Response) -> Any:
        if response.is_error:
            raise RefusedError(
                f"{response.request.method} {response.request.url.path}: {response.status_code} {response.text[:500]}"
            )
        return response.json() if response.content else None


def cpu_seconds(pid: int) -> float:
    """User and system time a process has used so far, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@contextmanager
def answering(
    folder: Path, server: tuple[str, int], accounts: list[Account]
) -> Iterator[dict[str, int]]:
    """Phones in a process of their own that answer every call. The dictionary holds their `port`, at which they can be
    called without being registered, and at the end their counts."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "accounts.json"
    path.write_text(json.dumps([[account.login, account.password] for account in accounts]))
    with phones_process(server, path) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        if ready["refused"]:
            raise RuntimeError(f"{ready['refused']} of {len(accounts)} phones could not register")
        counts: dict[str, int] = {"port": ready["port"]}
        yield counts
        process.terminate()
        counts |= json.loads(process.stdout.readline())


@contextmanager
def phones_process(server: tuple[str, int], accounts: Path) -> Iterator[subprocess.Popen[str]]:
    """`tests.bench.answer` as a child that never outlives us."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.answer",
        f"{server[0]}:{server[1]}",
        str(accounts),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CLONE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
