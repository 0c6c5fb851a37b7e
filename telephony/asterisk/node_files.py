"""Node-wide configuration of one Asterisk, made from typed settings.

    python -m telephony.asterisk.node_files      reads VPBX_* from the environment, fills VPBX_NODE_DIR

makes the folders, the files under etc/, the empty database and the music. It changes nothing that is already right,
so it may run before every start.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import available_timezones

from telephony.asterisk import names
from telephony.asterisk.files import NodePaths, file_write
from telephony.asterisk.music import music_write
from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.render import TEMPLATES, environment, render
from telephony.asterisk.rows import REALM
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.store import SqliteStore
from telephony.asterisk.text import ident
from telephony.asterisk.voicemail_rows import BOX_MESSAGES_MAX
from telephony.flow import limits

FOLDERS = (
    "etc/tenants",
    "etc/flows",
    "log/cel-custom",
    "run",
    "spool",
    "db",
    "keys/keys",
    "lib",
    "moh",
    "data/sounds/company",
)
SPOOL_FOLDERS = (
    "spool/tmp",
    "spool/recording",
    "spool/monitor",
    "spool/outgoing",
    "spool/voicemail",
)

# Networks to which the node gives its own address rather than the outside one (RFC 1918, RFC 6598, loopback).
LOCAL_NETS = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")

SHARED = ("documentation", "static-http", "rest-api")
VOICES = {"en": "en_US_f_Allison", "ru": "ru_RU_f_IvrvoiceRU"}

MODULES = (TEMPLATES / "node" / "modules.txt").read_text().split()


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """What one node must be told. Ports are numbers; `sip_host` is the address that phones outside reach."""

    name: str
    dir: Path
    asterisk_root: Path
    sip_host: str
    ami_secret: str = field(repr=False)
    sip_port: int = 5060
    sip_tls_port: int = 5061
    ws_port: int = 18088
    rtp_start: int = 10000
    rtp_end: int = 10999
    ami_port: int = 15038
    ami_user: str = "pbx"
    hep_port: int = 0  # 0: SIP messages are copied nowhere
    local_nets: tuple[str, ...] = LOCAL_NETS
    call_seconds_max: int = 14_400
    user_agent: str = "VPBX"
    bind: str = "127.0.0.1"

    @property
    def unknowable(self) -> str:
        """A password that nobody is told, the same at every start."""
        return hashlib.sha256(f"unknowable {self.ami_secret}".encode()).hexdigest()

    @property
    def module_dir(self) -> Path:
        """Asterisk's modules inside its tree."""
        return (
            self.asterisk_root / "usr/lib" / f"{platform.machine()}-linux-gnu" / "asterisk/modules"
        )


def settings_from_env(env: Mapping[str, str]) -> NodeSettings:
    """Settings from `VPBX_*`; a missing name, folder or secret is a KeyError that names it."""

    def number(name: str, default: int) -> int:
        """The variable's value, or the default when it is missing or empty."""
        return int(env.get(f"VPBX_{name}") or default)

    return NodeSettings(
        name=ident(env["VPBX_NODE_NAME"]),
        dir=Path(env["VPBX_NODE_DIR"]),
        asterisk_root=Path(env["VPBX_ASTERISK_ROOT"]),
        sip_host=ident(env["VPBX_SIP_HOST"]),
        bind=ident(env.get("VPBX_BIND") or "127.0.0.1"),
        ami_user=ident(env.get("VPBX_AMI_USER") or "pbx"),
        ami_secret=ident(env["VPBX_AMI_SECRET"]),
        ami_port=number("AMI_PORT", 15038),
        sip_port=number("SIP_PORT", 5060),
        sip_tls_port=number("SIP_TLS_PORT", 5061),
        ws_port=number("SIP_WS_PORT", 18088),
        rtp_start=number("RTP_START", 10000),
        rtp_end=number("RTP_END", 10999),
        hep_port=number("HEP_PORT", 0),
        call_seconds_max=number("CALL_SECONDS_MAX", 14_400),
    )


def node_render(settings: NodeSettings) -> dict[str, str]:
    """Every file of the node's etc folder: name -> text."""
    env = environment()
    modules = [name for name in MODULES if settings.hep_port or not name.startswith("res_hep")]
    context = {
        "node": settings,
        "realm": REALM,
        "modules": modules,
        "sources": names.SOURCES,
        "blocked": names.BLOCKED,
        "box_messages_max": BOX_MESSAGES_MAX,
        "zones": sorted(available_timezones()),
        "flow_limits": limits,
    }
    return {
        path.name.removesuffix(".j2"): env.get_template(f"node/{path.name}").render(context)
        for path in sorted((TEMPLATES / "node").glob("*.j2"))
    }


def node_prepare(settings: NodeSettings) -> list[str]:
    """Make the node's folder ready for a start; returns the names of the files that changed."""
    paths = NodePaths(settings.dir)
    for folder in (*FOLDERS, *SPOOL_FOLDERS):
        (paths.root / folder).mkdir(parents=True, exist_ok=True)
    changed = [
        name
        for name, content in node_render(settings).items()
        if file_write(paths.etc / name, content)
    ]
    changed += _tenants_renew(paths)
    _data_link(settings)
    SqliteStore(paths.database).prepare()
    NumberLists(paths.database).prepare()
    music_write(paths.root / "moh" / "hold.wav")
    return changed


def _tenants_renew(paths: NodePaths) -> list[str]:
    """Bring the dialplan of every tenant to this release: it follows from the tenant's code alone, and an older one
    would enter a generic dialplan that is no longer there."""
    return [
        path.name
        for path in sorted((paths.etc / "tenants").glob("*.conf"))
        if file_write(path, render(TenantConfig(code=path.stem, revision=0)))
    ]


def _data_link(settings: NodeSettings) -> None:
    """Asterisk's shared data as links into its tree; there a language is a link that only a real root resolves."""
    data, shared = settings.dir / "data", settings.asterisk_root / "usr/share/asterisk"
    links = {data / name: shared / name for name in SHARED}
    links |= {
        data / "sounds" / language: shared / "sounds" / voice for language, voice in VOICES.items()
    }
    for link, target in links.items():
        if not link.is_symlink() or os.readlink(link) != str(target):
            link.unlink(missing_ok=True)
            link.symlink_to(target)


def main() -> None:
    """Prepare the node that the environment describes."""
    settings = settings_from_env(os.environ)
    changed = node_prepare(settings)
    sys.stdout.write(f"node {settings.name}: {len(changed)} configuration files written\n")


if __name__ == "__main__":
    main()
