"""Works out the settings of one installation and writes them to its data folder.

    settings.py write [--host NAME] [--cert FILE --key FILE]    etc/env and the configuration files made from it
    settings.py ports                                           fails with the holder's name when a port is taken

An environment variable wins over what was chosen last time (kept in `etc/choices`), which wins over the default.
Secrets are made once and kept in `etc/secrets`. Only root reads these files; every process is given its own
variables by supervisor. Standard library only.
"""

from __future__ import annotations

import argparse
import base64
import ipaddress
import os
import secrets
import socket
import sys
from pathlib import Path

import listeners

DATA = Path(os.environ["VPBX_DATA"])
ETC = DATA / "etc"

#: Every port with its default; VPBX_PORT_SHIFT is added to all of them.
PORTS = {
    "VPBX_HTTPS_PORT": 8443,
    "VPBX_HTTP_PORT": 8080,
    "VPBX_WEB_PORT": 18000,
    "VPBX_DB_PORT": 15432,
    "VPBX_REDIS_PORT": 16379,
    "VPBX_AMI_PORT": 15038,
    "VPBX_SIP_PORT": 5060,
    "VPBX_SIP_TLS_PORT": 5061,
    "VPBX_SIP_WS_PORT": 18088,
    "VPBX_HEP_PORT": 19060,
    "VPBX_PROVIDER_PORT": 5070,
    "VPBX_RTP_START": 10000,
    "VPBX_RTP_END": 10999,
}
UDP_ONLY = {"VPBX_HEP_PORT", "VPBX_PROVIDER_PORT"}
TCP_AND_UDP = {"VPBX_SIP_PORT"}

CHOICES = {
    "VPBX_PORT_SHIFT": "0",
    "VPBX_HOST": "localhost",
    "VPBX_BIND": "",
    "VPBX_SIP_HOST": "",
    "VPBX_NODE_NAME": "node1",
    "VPBX_TLS_CERT": "",
    "VPBX_TLS_KEY": "",
    "VPBX_EMAIL_URL": "",
    "VPBX_EMAIL_FROM": "",
}

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only where the person named a host
#: Where the simulated provider lives, an address of its own: the only one of this machine that lines may lead to.
PROVIDER_HOST, PROVIDER_ACCOUNTS = "127.0.0.70", "carrier,acme"
DATABASE_ROLES = ("app", "owner", "recorder")
VALUE_CHARACTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:,@=+-%"
)


def fail(message: str) -> None:
    """Ends the program with one readable line."""
    sys.exit(f"run: {message}")


def read(path: Path) -> dict[str, str]:
    """KEY=VALUE lines of a file; nothing where there is no file."""
    if not path.exists():
        return {}
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")


def write(path: Path, values: dict[str, str]) -> None:
    """Replaces a root-only file of KEY=VALUE lines, in one step; values must need no quoting."""
    for key, value in values.items():
        if not VALUE_CHARACTERS.issuperset(value):
            fail(f"{key}: {value!r} holds characters that a setting may not have")
    new = path.with_name(path.name + ".new")
    new.touch(mode=0o600)
    new.write_text("".join(f"{key}={value}\n" for key, value in values.items()))
    new.chmod(0o600)
    new.replace(path)


def choices(arguments: argparse.Namespace) -> dict[str, str]:
    """What the person chose: now on the command line, now by variable, or last time."""
    last = read(ETC / "choices")
    chosen = {key: os.environ.get(key) or last.get(key, "") for key in (*CHOICES, *PORTS)}
    if arguments.host:
        chosen["VPBX_HOST"] = arguments.host
        chosen["VPBX_SIP_HOST"] = os.environ.get("VPBX_SIP_HOST", "")
    if arguments.cert:
        chosen["VPBX_TLS_CERT"] = str(Path(arguments.cert).resolve())
        chosen["VPBX_TLS_KEY"] = str(Path(arguments.key).resolve())
    return {key: value for key, value in chosen.items() if value}


def ports(chosen: dict[str, str]) -> dict[str, str]:
    """Every port as a number, checked for sense and for two services on one port."""
    shift = int(chosen.get("VPBX_PORT_SHIFT", "0"))
    result: dict[str, str] = {}
    for name, default in PORTS.items():
        text = chosen.get(name, str(default + shift))
        if not text.isdigit() or not 0 < int(text) < 65536:
            fail(f"{name}={text} is not a port")
        result[name] = str(int(text))
    single = [result[name] for name in PORTS if not name.startswith("VPBX_RTP_")]
    doubled = {port for port in single if single.count(port) > 1}
    if doubled:
        fail(f"port {doubled.pop()} is given to two services")
    if int(result["VPBX_RTP_END"]) - int(result["VPBX_RTP_START"]) < 3:
        fail("VPBX_RTP_START to VPBX_RTP_END must hold at least four ports, one call's worth")
    return result


def is_address(host: str) -> bool:
    """True for a literal IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def default_route_address() -> str:
    """This machine's address towards the outside (no packet is sent); empty without a default route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def sip_host(chosen: dict[str, str], host: str) -> str:
    """The address that phones are told: chosen, the host's own, or that of the default route."""
    if host == "localhost" and not chosen.get("VPBX_BIND"):
        return "127.0.0.1"
    address = chosen.get("VPBX_SIP_HOST") or (host if is_address(host) else default_route_address())
    if not address:
        fail("found no default route: set VPBX_SIP_HOST to the address that phones can reach")
    try:
        socket.getaddrinfo(address, None)
    except OSError as error:
        fail(f"VPBX_SIP_HOST={address} does not resolve: {error}")
    return address


def is_local(address: str) -> bool:
    """True where the address belongs to this machine (a bind on it succeeds)."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True


def make_secrets() -> dict[str, str]:
    """Secrets of this installation; those already made never change."""
    known = read(ETC / "secrets")
    names = ["VPBX_SECRET_KEY", "VPBX_AMI_SECRET", "REDIS_PASSWORD", "DB_PASSWORD_SUPERUSER"]
    names.append("VPBX_PROVIDER_SECRET")
    names += [f"DB_PASSWORD_{role.upper()}" for role in DATABASE_ROLES]
    made = {name: known.get(name) or secrets.token_urlsafe(32) for name in names}
    fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    made["VPBX_FIELD_KEYS"] = known.get("VPBX_FIELD_KEYS") or fernet
    write(ETC / "secrets", made)
    return made


def environment(chosen: dict[str, str], secret: dict[str, str]) -> dict[str, str]:
    """The whole configuration that the processes read, less the database role."""
    numbers = ports(chosen)
    host = chosen.get("VPBX_HOST", CHOICES["VPBX_HOST"])
    software = os.environ.get("VPBX_SOFTWARE") or str(DATA / "software")
    redis = f"redis://:{secret['REDIS_PASSWORD']}@127.0.0.1:{numbers['VPBX_REDIS_PORT']}/0"
    return {
        "VPBX_DATA": str(DATA),
        "VPBX_SOFTWARE": software,
        "VPBX_STATIC_DIR": str(DATA / "static"),
        "VPBX_MEDIA_DIR": str(DATA / "media"),
        "VPBX_EMAIL_URL": chosen.get("VPBX_EMAIL_URL") or f"filemail:///{DATA}/media/mail",
        **({"VPBX_EMAIL_FROM": chosen["VPBX_EMAIL_FROM"]} if chosen.get("VPBX_EMAIL_FROM") else {}),
        "VPBX_HOST": host,
        "VPBX_BIND": chosen.get("VPBX_BIND") or (LOOPBACK if host == "localhost" else EVERYWHERE),
        "VPBX_SIP_HOST": sip_host(chosen, host),
        **numbers,
        "VPBX_SECRET_KEY": secret["VPBX_SECRET_KEY"],
        "VPBX_FIELD_KEYS": secret["VPBX_FIELD_KEYS"],
        "VPBX_DB_HOST": "127.0.0.1",
        "VPBX_DB_NAME": "vpbx",
        "VPBX_REDIS_URL": redis,
        "VPBX_NODE_NAME": chosen.get("VPBX_NODE_NAME", CHOICES["VPBX_NODE_NAME"]),
        "VPBX_NODE_DIR": str(DATA / "node"),
        "VPBX_ASTERISK_ROOT": f"{software}/asterisk",
        "VPBX_SPEECH_ROOT": f"{software}/speech",
        "VPBX_FIREWALL_SOCKET": str(DATA / "run" / "app" / "firewall.sock"),
        "VPBX_AMI_HOST": "127.0.0.1",
        "VPBX_AMI_USER": "pbx",
        "VPBX_AMI_SECRET": secret["VPBX_AMI_SECRET"],
        "VPBX_PROVIDER_HOST": PROVIDER_HOST,
        "VPBX_PROVIDER_ACCOUNTS": PROVIDER_ACCOUNTS,
        "VPBX_PROVIDER_SECRET": secret["VPBX_PROVIDER_SECRET"],
        "VPBX_PROVIDER_SOCKET": str(DATA / "run" / "app" / "provider.sock"),
        "VPBX_LOCAL_LINES": PROVIDER_HOST,
    }


def write_all(arguments: argparse.Namespace) -> None:
    """Writes etc/choices, etc/secrets, etc/env and one file per database role."""
    if bool(arguments.cert) != bool(arguments.key):
        fail("--cert and --key go together")
    chosen = choices(arguments)
    secret = make_secrets()
    values = environment(chosen, secret)
    roles = {
        role: {
            "VPBX_DB_USER": f"vpbx_{role}",
            "VPBX_DB_PASSWORD": secret[f"DB_PASSWORD_{role.upper()}"],
        }
        for role in DATABASE_ROLES
    }
    write(ETC / "env", values | roles["app"])
    write(ETC / "env.owner", roles["owner"])
    write(ETC / "env.recorder", roles["recorder"])
    write(ETC / "choices", chosen)
    if not is_local(values["VPBX_SIP_HOST"]):
        sys.stdout.write(
            f"note: {values['VPBX_SIP_HOST']} is not an address of this machine itself: its router must forward"
            f" SIP ({values['VPBX_SIP_PORT']}, {values['VPBX_SIP_TLS_PORT']}) and media"
            f" ({values['VPBX_RTP_START']}-{values['VPBX_RTP_END']}/udp) here\n"
        )


def check_ports() -> None:
    """Names every port of ours that somebody else listens on, and who."""
    values = read(ETC / "env")
    taken: list[str] = []
    for name in PORTS:
        if name.startswith("VPBX_RTP_"):
            continue
        port = int(values[name])
        kinds = (
            {"udp"} if name in UDP_ONLY else {"tcp"} | ({"udp"} if name in TCP_AND_UDP else set())
        )
        for kind in sorted(kinds):
            holder = listeners.holder(kind, range(port, port + 1))
            if holder:
                taken.append(f"{name}={port}/{kind} is held by {holder.who}")
    media = range(int(values["VPBX_RTP_START"]), int(values["VPBX_RTP_END"]) + 1)
    holder = listeners.holder("udp", media)
    if holder:
        taken.append(
            f"VPBX_RTP_START..END {media[0]}-{media[-1]}/udp: {holder.port} is held by {holder.who}"
        )
    if taken:
        fail(
            "ports are taken:\n  "
            + "\n  ".join(taken)
            + "\nset these variables, or VPBX_PORT_SHIFT to move all"
        )


def main() -> None:
    """Parses the command line."""
    parser = argparse.ArgumentParser(prog="settings.py")
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    for option in ("--host", "--cert", "--key"):
        writing.add_argument(option, default="")
    commands.add_parser("ports")
    arguments = parser.parse_args()
    if arguments.command == "write":
        write_all(arguments)
    else:
        check_ports()


if __name__ == "__main__":
    main()
