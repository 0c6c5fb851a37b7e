"""A second Asterisk of the same binary whose phones live in `pjsip.conf`: what most PBXes do, to be compared with.

It listens on the loopback alone, on ports of its own, in a folder of its own.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compose.provider.sip import Account

STARTER = Path(__file__).resolve().parents[2] / "compose/local/asterisk"
DIRECTORIES = {
    "astetcdir": "etc",
    "astvarlibdir": "lib",
    "astdbdir": "db",
    "astkeydir": "keys",
    "astspooldir": "spool",
    "astrundir": "run",
    "astlogdir": "log",
}
MODULES = (
    "res_sorcery_astdb",
    "res_sorcery_config",
    "res_sorcery_memory",
    "res_timing_timerfd",
    "res_pjproject",
    "res_pjsip",
    "res_pjsip_authenticator_digest",
    "res_pjsip_registrar",
    "res_pjsip_session",
    "res_pjsip_sdp_rtp",
    "res_rtp_asterisk",
    "res_pjsip_endpoint_identifier_user",
    "res_pjsip_caller_id",
    "res_pjsip_nat",
    "res_pjsip_pubsub",
    "chan_pjsip",
    "app_dial",
    "pbx_config",
    "codec_alaw",
    "codec_ulaw",
    "bridge_simple",
    "bridge_native_rtp",
    "func_callerid",
)
PHONE = """
[{login}]
type=endpoint
context=phones
disallow=all
allow=alaw,ulaw
direct_media=no
rtp_symmetric=yes
force_rport=yes
rewrite_contact=yes
auth={login}
aors={login}
[{login}]
type=auth
auth_type=userpass
username={login}
password={password}
[{login}]
type=aor
max_contacts=1
remove_existing=yes
"""


def free_port(kind: int = socket.SOCK_DGRAM) -> int:
    """A port of the loopback that nobody has at the moment."""
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class BaselineNode:
    """The node in `folder`, made from nothing by `start`, whose phones are `accounts`."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        self.port = free_port()
        self.rtp_start = 24000
        self._process: subprocess.Popen[bytes] | None = None

    def write(self, accounts: list[Account]) -> None:
        """Write the phones to pjsip.conf and one line for each to extensions.conf; nothing is reloaded."""
        phones = "".join(
            PHONE.format(login=account.login, password=account.password) for account in accounts
        )
        transport = f"[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:{self.port}\n"
        self._put("pjsip.conf", transport + phones)
        numbers = "".join(
            f"exten => {number},1,Dial(PJSIP/{a.login},30)\n"
            for number, a in enumerate(accounts, 20000)
        )
        self._put("extensions.conf", f"[phones]\n{numbers}")

    @contextmanager
    def running(self, accounts: list[Account]) -> Iterator["BaselineNode"]:
        """The node started with these phones; stopped and waited for at the end."""
        self._prepare()
        self.write(accounts)
        command = [STARTER, self.root, "-C", self.folder / "etc/asterisk.conf", "-f", "-n"]
        with (self.folder / "log/start").open("wb") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        try:
            self._wait_until_up()
            yield self
        finally:
            self._process.kill()
            self._process.wait()

    def reload(self) -> float:
        """Reload phones and dialplan as an administrator would; seconds until both commands are through."""
        began = time.perf_counter()
        self.command("module reload res_pjsip.so")
        self.command("dialplan reload")
        return time.perf_counter() - began

    def command(self, text: str, timeout: float = 900) -> str:
        """Run a console command; its output."""
        arguments = [STARTER, self.root, "-C", self.folder / "etc/asterisk.conf", "-rx", text]
        return subprocess.run(
            arguments, capture_output=True, text=True, timeout=timeout, check=True
        ).stdout

    def _wait_until_up(self, timeout: float = 600) -> None:
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(
                    f"baseline Asterisk did not start: {(self.folder / 'log/start').read_text()[-400:]}"
                )
            try:
                if "fully booted" in self.command("core waitfullybooted").lower():
                    return
            except subprocess.CalledProcessError:
                time.sleep(0.1)
        raise TimeoutError("baseline Asterisk is not up")

    def _prepare(self) -> None:
        for name in DIRECTORIES.values():
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        modules = next(self.root.glob("usr/lib/*/asterisk/modules"))
        places = {name: self.folder / path for name, path in DIRECTORIES.items()}
        places |= {"astmoddir": modules, "astdatadir": self.root / "usr/share/asterisk"}
        lines = "".join(f"{name} => {path}\n" for name, path in places.items())
        self._put(
            "asterisk.conf",
            f"[directories]\n{lines}[options]\nsystemname=baseline\nhideconnect=yes\n",
        )
        self._put(
            "modules.conf",
            "[modules]\nautoload=no\n" + "".join(f"load={name}.so\n" for name in MODULES),
        )
        self._put(
            "rtp.conf", f"[general]\nrtpstart={self.rtp_start}\nrtpend={self.rtp_start + 500}\n"
        )
        self._put("logger.conf", "[logfiles]\nmessages => warning,error\n")
        self._put("cdr.conf", "[general]\nenable=no\n")
        for name in (
            "stasis",
            "pjproject",
            "features",
            "udptl",
            "acl",
            "ccss",
            "indications",
            "cel",
            "manager",
        ):
            self._put(f"{name}.conf", "[general]\n")

    def _put(self, name: str, text: str) -> None:
        (self.folder / "etc" / name).write_text(text)


def asterisk_root() -> Path:
    """Where the Asterisk of this installation is unpacked."""
    return Path(os.environ["VPBX_ASTERISK_ROOT"])
