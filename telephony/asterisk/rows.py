"""Rows of `node.sqlite3`: what Asterisk must find to let a device register, call and be called. Pure."""

import hashlib

from telephony.asterisk import names
from telephony.asterisk.facts_media import music_of, music_rows
from telephony.asterisk.queue_rows import queues_rows
from telephony.asterisk.snapshot import BlockKind, DeviceConfig, DtmfMode, TenantConfig, Transport
from telephony.asterisk.tables import BY_NAME, BY_SIGN_IN, TABLES, row
from telephony.asterisk.text import text
from telephony.asterisk.trunk_rows import trunks_rows
from telephony.asterisk.voicemail_rows import OwnBoxes, lamp_boxes, own_boxes, voicemail_rows

REALM = "vpbx"  # part of every stored digest (RFC 2617): never change it

# UDP: short enough to keep a NAT's hole open; a connection keeps itself open.
EXPIRATION_SECONDS = {Transport.TCP: 600, Transport.TLS: 600}
EXPIRATION_SECONDS_UDP = 120

VOICEMAIL_EXTENSION = "*97"  # what a phone dials for its owner's box

_DTMF = {
    DtmfMode.RFC4733: "rfc4733",
    DtmfMode.INBAND: "inband",
    DtmfMode.INFO: "info",
    DtmfMode.AUTO: "auto",
}
_CODECS = frozenset({"alaw", "ulaw", "g722", "opus", "gsm"})
_VIDEO_CODECS = ["h264", "vp8"]  # passed on as they come


def rows(config: TenantConfig, *, moment: int) -> dict[str, dict[str, dict[str, str]]]:
    """All rows of the tenant at `moment` (epoch seconds).

    A disabled tenant has none. A device that is blocked, or nowhere allowed, has none either: its login answers
    as an unknown one. Under an administrative block devices can still ask for help (112), so they keep endpoint
    and password; but they have no place to register at, and REGISTER is answered as to an unknown name (`tables`).
    """
    tables: dict[str, dict[str, dict[str, str]]] = {table: {} for table in TABLES}
    if config.is_disabled:
        return tables
    may_register = not is_blocked_by_operator(config, moment)
    boxes = own_boxes(config)
    for device in config.devices:
        if device.is_blocked:
            continue
        login = names.login(config.code, device.name)
        tables["ps_endpoints"][login] = _endpoint(config, device, boxes, may_register=may_register)
        tables["ps_auths"][login] = _auth(login, device.secret)
        if may_register:
            tables["ps_aors"][login] = _aor(config, device, boxes)
    for table, made in trunks_rows(config.outside.trunks, code=config.code).items():
        tables[table] |= made
    for others in (music_rows(config), queues_rows(config), voicemail_rows(config)):
        for table, found in others.items():
            tables[table] |= found
    return tables


def is_blocked_by_operator(config: TenantConfig, moment: int) -> bool:
    """Whether the operator's block is in force at `moment`; the client's own leaves its phones registered."""
    return any(
        block.kind == BlockKind.ADMINISTRATIVE
        and block.since <= moment
        and (block.until == 0 or moment < block.until)
        for block in config.blocks
    )


def digest(login: str, secret: str) -> str:
    """What the node knows of a password: the hash that digest authentication compares (RFC 2617 3.2.2.2, HA1)."""
    return hashlib.md5(f"{login}:{REALM}:{secret}".encode(), usedforsecurity=False).hexdigest()


def _auth(login: str, secret: str) -> dict[str, str]:
    return row(
        "ps_auths", username=login, password_digest=f"MD5:{digest(login, secret)}", realm=REALM
    )


def _aor(config: TenantConfig, device: DeviceConfig, boxes: OwnBoxes) -> dict[str, str]:
    """One device, one phone: a second registration replaces the first."""
    expiration = EXPIRATION_SECONDS.get(device.transport, EXPIRATION_SECONDS_UDP)
    return row(
        "ps_aors",
        default_expiration=str(expiration),
        maximum_expiration=str(expiration),
        mailboxes=_lamp(config, device, boxes),
    )


def _lamp(config: TenantConfig, device: DeviceConfig, boxes: OwnBoxes) -> str:
    """Boxes whose messages the lamp of the device tells; "" for none."""
    return lamp_boxes(config.code, boxes.get(device.extension, ()))


def _endpoint(
    config: TenantConfig, device: DeviceConfig, boxes: OwnBoxes, *, may_register: bool
) -> dict[str, str]:
    login = names.login(config.code, device.name)
    return row(
        "ps_endpoints",
        aors=login if may_register else "",
        identify_by=BY_NAME if may_register else BY_SIGN_IN,
        auth=login,
        context=names.internal_context(config.code),
        subscribe_context=names.hints_context(config.code),
        callerid=_caller_id(device),
        tenantid=config.code,
        accountcode=config.code,
        language=config.language,
        moh_suggest=music_of(config),
        mailboxes=_lamp(config, device, boxes) if may_register else "",
        voicemail_extension=VOICEMAIL_EXTENSION,
        allow=",".join(_codecs(device)),
        dtmf_mode=_DTMF[device.dtmf_mode],
        allow_transfer="yes" if device.switches.transfer else "no",
        **_media(device),
        **_access(device),
    )


def _caller_id(device: DeviceConfig) -> str:
    """Who the others see calling. A device that nobody owns shows its own name."""
    return f'"{text(device.caller_name)}" <{device.extension or device.name}>'


def _codecs(device: DeviceConfig) -> list[str]:
    """Codecs that the node has, in the wished order, G.711 when none is left; those of video where the switch is on."""
    codecs = [codec for codec in device.codecs if codec in _CODECS] or ["alaw", "ulaw"]
    return codecs + (_VIDEO_CODECS if device.switches.video else [])


def _media(device: DeviceConfig) -> dict[str, str]:
    """Behind a NAT the packet's source is the port to answer to as well; encryption where signalling is encrypted.

    Whatever a phone gives as its Contact, calls go where it registered from: else it could have them sent to a carrier
    that trusts our address, or into our networks.
    """
    is_encrypted = device.transport == Transport.TLS
    return {
        "rewrite_contact": "yes",
        "force_rport": "yes" if device.is_behind_nat else "no",
        "media_encryption": "sdes" if is_encrypted else "no",
        "media_encryption_optimistic": "yes" if is_encrypted else "no",
    }


def _access(device: DeviceConfig) -> dict[str, str]:
    """Networks that the device may call and register from; empty lists allow any."""
    if not device.allowed_networks:
        return {"deny": "", "permit": ""}
    return {"deny": "0.0.0.0/0.0.0.0,::/0", "permit": ",".join(device.allowed_networks)}
