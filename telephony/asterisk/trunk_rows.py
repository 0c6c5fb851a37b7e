"""Rows of `node.sqlite3` for lines to the outside: what Asterisk must find to register, to call and to be called. Pure.

A company's trunk and a carrier of the operator differ in their names and in whose they are. All of them enter the
dialplan at the context `incoming`. A call is known to come from a line by the `line` parameter that the registrar was
given (res_pjsip_outbound_registration) and sends back, from whatever address; or by its source address: then its
endpoint is `sources`, and the number that was called tells the line. Where lines may call from is known node-wide
(`platform_rows`).

The password of a line is kept as it is (a provider's realm is not known beforehand, so there is nothing to hash it
with); the file can be read by its owner alone.
"""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import quote

from telephony.asterisk import names
from telephony.asterisk.tables import TABLES, row
from telephony.dialling.config import TrunkConfig

INCOMING = "incoming"  # context of all calls from outside

_ADDRESS = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
_SECRET = re.compile(r"[^\x00-\x1f\x7f]*")
_CODECS = frozenset({"alaw", "ulaw", "g722", "opus", "gsm"})
_DTMF_MODES = frozenset({"rfc4733", "inband", "info", "auto"})
_TRANSPORTS = frozenset({"udp", "tcp", "tls"})


def trunks_rows(
    trunks: Iterable[TrunkConfig], *, code: str = ""
) -> dict[str, dict[str, dict[str, str]]]:
    """Rows of the enabled lines of a company, or of the operator when there is no `code`.

    Raises ValueError for what cannot stand in a row: an address, a source or a login that is none.
    """
    tables: dict[str, dict[str, dict[str, str]]] = {table: {} for table in TABLES}
    for trunk in trunks:
        if trunk.is_enabled:
            endpoint = names.trunk(code, trunk.name) if code else names.carrier(trunk.name)
            for table, made in _trunk_rows(trunk, endpoint=endpoint, code=code).items():
                tables[table] |= made
    return tables


def _trunk_rows(
    trunk: TrunkConfig, *, endpoint: str, code: str
) -> dict[str, dict[str, dict[str, str]]]:
    auth = endpoint if trunk.login else ""
    tables = {
        "ps_endpoints": {endpoint: _endpoint(trunk, endpoint=endpoint, code=code, auth=auth)},
        "ps_aors": {endpoint: _aor(trunk)},
    }
    if auth:
        tables["ps_auths"] = {
            auth: row("ps_auths", username=trunk.login, password=_secret(trunk.secret))
        }
    if trunk.registers:
        tables["ps_registrations"] = _registrations(trunk, endpoint=endpoint, auth=auth)
    return tables


def contacts(trunk: TrunkConfig) -> list[str]:
    """SIP URIs of the line's addresses, in the order in which they are tried."""
    return _uris(trunk, trunk.addresses)


def _uris(trunk: TrunkConfig, addresses: Iterable[str]) -> list[str]:
    suffix = (
        "" if trunk.transport == "udp" else f";transport={_one_of(trunk.transport, _TRANSPORTS)}"
    )
    return [f"sip:{_address(address)}{suffix}" for address in addresses]


def source_checked(source: str) -> str:
    """An address or network in the one form that is compared; ValueError when it is none."""
    net = ipaddress.ip_network(source, strict=False)
    return str(net.network_address) if net.num_addresses == 1 else str(net)


def _endpoint(trunk: TrunkConfig, *, endpoint: str, code: str, auth: str) -> dict[str, str]:
    """The line as a party to calls. It is never let in by the name in From; nobody subscribes by it, and only people of
    another PBX of the company transfer calls by it where its switch says so, to internal numbers: no extension stands
    behind them.

    Answers go where calls came from, and media where it comes from: providers often sit behind several addresses.
    """
    is_encrypted = trunk.transport == "tls"
    return row(
        "ps_endpoints",
        aors=endpoint,
        context=INCOMING,
        identify_by="ip",
        tenantid=code,
        accountcode=code,
        allow=",".join(codec for codec in trunk.codecs if codec in _CODECS) or "alaw,ulaw",
        dtmf_mode=_one_of(trunk.dtmf_mode, _DTMF_MODES),
        allow_transfer="yes" if code and trunk.is_internal and trunk.switches.transfer else "no",
        set_var=f"TRANSFER_CONTEXT={names.internal_context(code)}" if code else "",
        allow_subscribe="no",
        outbound_auth=auth,
        from_domain=_host(trunk),
        media_encryption="sdes" if is_encrypted else "no",
        media_encryption_optimistic="yes" if is_encrypted else "no",
        # A hidden number still goes to the provider, who is asked to keep it to himself (RFC 3323, 3325).
        trust_id_outbound="yes",
        send_diversion="no",  # the dialplan writes it: with a number that the provider knows
        send_connected_line="no",  # far ends do not learn internal numbers
    )


def _aor(trunk: TrunkConfig) -> dict[str, str]:
    """The line's addresses: where calls go, and what is asked whether it is there."""
    uris = contacts(trunk)
    return row("ps_aors", contact=",".join(uris), max_contacts=str(max(1, len(uris))))


def _registrations(trunk: TrunkConfig, *, endpoint: str, auth: str) -> dict[str, dict[str, str]]:
    """Asks the registrar at each of the addresses to send calls here under our account: when one server of a provider
    is away, calls come by another.

    What the registrations of a line are asked for differs, so that what is told of one can be told from the others.
    """
    uris = _uris(trunk, trunk.registrars or trunk.addresses)
    if not trunk.login or not (uris or trunk.domain):
        raise ValueError(f"{endpoint} cannot register: it has no account, or no address")
    return {
        names.registration(endpoint, index): _registration(
            trunk, uri, endpoint=endpoint, auth=auth, mark=f";r={index}" if index > 1 else ""
        )
        for index, uri in enumerate(uris or [f"sip:{_address(trunk.domain)}"], 1)
    }


def _registration(
    trunk: TrunkConfig, registrar: str, *, endpoint: str, auth: str, mark: str
) -> dict[str, str]:
    """Asks for `domain` at `registrar`; `mark` is a parameter that says nothing to it."""
    domain = _address(trunk.domain) if trunk.domain else ""
    is_apart = bool(domain) and f"sip:{domain}" != registrar.partition(";")[0]
    user = quote(trunk.login, safe=_USER)
    return row(
        "ps_registrations",
        server_uri=f"sip:{domain}{mark}" if is_apart else registrar,
        client_uri=f"sip:{user}@{_host(trunk)}",
        contact_user=user,
        outbound_auth=auth,
        outbound_proxy=f"{registrar};lr" if is_apart else "",
        endpoint=endpoint,
    )


_USER = "!*'()&=+$,;?/-_.~"  # characters of a SIP user that need no escape (RFC 3261 25.1)


def _host(trunk: TrunkConfig) -> str:
    """The provider as our side of a call names it: its domain, else its first address; empty when there is neither."""
    raw = trunk.domain or next(iter(trunk.addresses), "")
    return re.sub(r":[0-9]+$", "", _address(raw)) if raw else ""


def _address(raw: str) -> str:
    if not _ADDRESS.fullmatch(raw):
        raise ValueError(f"not an address: {raw!r}")
    return raw


def _secret(raw: str) -> str:
    if not _SECRET.fullmatch(raw):
        raise ValueError("a control character in a password")
    return raw


def _one_of(value: str, known: frozenset[str]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {sorted(known)}")
    return value
