"""Writes the configuration of nginx, Redis, PostgreSQL and supervisor from `conf/` into the data folder's `etc/`.

A template holds `@NAME@` for a setting; a name that has no value is an error. Standard library only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import settings

TEMPLATES = Path(__file__).parent / "conf"
SERVICE_USER, DATABASE_USER = "vpbx", "postgres"
PLACEHOLDER = re.compile(r"@([A-Z][A-Z0-9_]*)@")

#: file -> (owner, mode): who has to read it after it was started by root.
TARGETS = {
    "supervisor.conf": ("root", 0o600),
    "nginx.conf": ("root", 0o644),
    "nginx-headers.conf": ("root", 0o644),
    "redis.conf": (SERVICE_USER, 0o600),
    "postgresql.conf": (DATABASE_USER, 0o600),
    "pg_hba.conf": (DATABASE_USER, 0o600),
}

COMMON = """autostart = false
autorestart = true
startsecs = 1
startretries = 10000
stopasgroup = false
killasgroup = true
stdout_logfile = {data}/log/%(program_name)s.log
stdout_logfile_maxbytes = 10MB
stdout_logfile_backups = 3
redirect_stderr = true"""

#: The service user, with the right to change the network's rules and no other.
ONLY_NET_ADMIN = (
    "/usr/bin/setpriv", f"--reuid={SERVICE_USER}", f"--regid={SERVICE_USER}", "--clear-groups", "--no-new-privs",
    *(f"--{kind}=-all,+net_admin" for kind in ("inh-caps", "ambient-caps", "bounding-set")),
)  # fmt: skip

#: What a process that speaks to neither database nor Redis is told.
NODE_PREFIXES = (
    "VPBX_NODE_", "VPBX_ASTERISK_", "VPBX_AMI_", "VPBX_SIP_", "VPBX_RTP_", "VPBX_HEP_",
    "VPBX_BIND", "VPBX_HOST", "VPBX_SOFTWARE",
)  # fmt: skip


def environment(values: dict[str, str]) -> str:
    """Variables in the form of supervisor's `environment`; a percent sign is doubled."""
    base = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    pairs = (f'{key}="{value}"'.replace("%", "%%") for key, value in (base | values).items())
    return ",".join(pairs)


def listen(bind: str, port: str, suffix: str = "") -> str:
    """nginx's listen lines: IPv6 beside IPv4 where the machine has it."""
    lines = [f"listen {bind}:{port} {suffix}".strip() + " default_server;"]
    if Path("/proc/net/if_inet6").exists() and Path("/proc/net/if_inet6").read_text():
        six = "[::1]" if bind == "127.0.0.1" else "[::]"
        if bind in ("127.0.0.1", "0.0.0.0"):  # noqa: S104 - compared, not bound
            lines.append(f"listen {six}:{port} {suffix}".strip() + " default_server ipv6only=on;")
    return "\n        ".join(lines)


def can_filter() -> bool:
    """Whether a process with nothing but CAP_NET_ADMIN may write the kernel's packet filter; nothing is changed."""
    probe = ["/usr/sbin/nft", "--check", "add table inet vpbx_probe"]
    return (
        subprocess.run([*ONLY_NET_ADMIN, *probe], capture_output=True, check=False).returncode == 0
    )


def firewall(app: dict[str, str], common: str) -> str:
    """The program that keeps scanners out, with the one right that it needs; nothing where the kernel refuses."""
    ports = [app["VPBX_SIP_PORT"], app["VPBX_SIP_TLS_PORT"]]
    arguments = [f"vpbx_{ports[0]}", app["VPBX_FIREWALL_SOCKET"], *ports]
    if not can_filter():
        sys.stdout.write(
            "note: no packet filter here (nftables, CAP_NET_ADMIN): sources that flood SIP are reported, not kept out\n"
        )
        return ""
    python = f"{app['VPBX_SOFTWARE']}/venv/bin/python"
    command = " ".join([*ONLY_NET_ADMIN, python, "-m", "telephony.realtime.firewall", *arguments])
    data = settings.DATA
    return f"[program:firewall]\ncommand = {command}\ndirectory = {data}/app\npriority = 55\n{common}\n"


def newest_postgresql() -> str:
    """The folder of the newest PostgreSQL server installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])
    )
    if not found:
        settings.fail("PostgreSQL is not installed")
    return str(found[-1].parent)


def values_for_templates() -> dict[str, str]:
    """Every name a template may use."""
    app = settings.read(settings.ETC / "env")
    recorder = app | settings.read(settings.ETC / "env.recorder")
    listener = app | {"VPBX_DB_PASSWORD": ""}
    provider = {key: value for key, value in app.items() if key.startswith("VPBX_PROVIDER_")}
    node = {key: value for key, value in app.items() if key.startswith(NODE_PREFIXES)}
    data, venv = str(settings.DATA), f"{app['VPBX_SOFTWARE']}/venv/bin"
    common = COMMON.format(data=data)
    bind = app["VPBX_BIND"]
    return (
        app
        | settings.read(settings.ETC / "secrets")
        | {
            "APP": f"{data}/app",
            "VENV": venv,
            "SERVICE_USER": SERVICE_USER,
            "DATABASE_USER": DATABASE_USER,
            "PG_BIN": newest_postgresql(),
            "COMMON": common,
            "FIREWALL": firewall(app, common),
            "PYTHON": f"user = {SERVICE_USER}\ndirectory = {data}/app\n{common}",
            "ENVIRONMENT_APP": environment(app),
            "ENVIRONMENT_RECORDER": environment(recorder),
            "ENVIRONMENT_LISTENER": environment(listener),
            "ENVIRONMENT_NODE": environment(node),
            "ENVIRONMENT_PROVIDER": environment(provider),
            "LISTEN_HTTP": listen(bind, app["VPBX_HTTP_PORT"]),
            "LISTEN_HTTPS": listen(bind, app["VPBX_HTTPS_PORT"], "ssl http2"),
            "DB_EXTRA": os.environ.get("VPBX_DB_EXTRA", ""),
        }
    )


def main() -> None:
    """Renders every template."""
    values = values_for_templates()
    for name, (owner, mode) in TARGETS.items():
        try:
            text = PLACEHOLDER.sub(lambda match: values[match[1]], (TEMPLATES / name).read_text())
        except KeyError as missing:
            sys.exit(f"run: conf/{name} asks for {missing}, which has no value")
        new = settings.ETC / f"{name}.new"
        new.touch(mode=0o600)
        new.write_text(text)
        new.chmod(mode)
        shutil.chown(new, owner, owner)
        new.replace(settings.ETC / name)


if __name__ == "__main__":
    main()
