"""What forms say about lines to the outside: the operator's carriers and companies' own trunks alike."""

import ipaddress
import re
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from telephony.asterisk.snapshot import DtmfMode
from telephony.carriers.models import LineTransport, OutsideLine
from telephony.dialling.config import CalledFrom
from telephony.services import text
from telephony.services.call_rules import called_template_parse, caller_template_parse
from telephony.services.choices import choice, subset
from telephony.services.limits import limits_parse, switches_parse
from telephony.services.networks import networks
from telephony.services.phone_numbers import outside_number
from telephony.services.problems import Parsers, Problems, invalid
from tenants.errors import BusinessError

CODECS = ("alaw", "ulaw", "g722", "gsm")
MAX_ADDRESSES = 8
PORTS = range(1, 65536)
USUAL_PORT = {LineTransport.UDP: 5060, LineTransport.TCP: 5060, LineTransport.TLS: 5061}
_NAME = re.compile(r"[a-z0-9]{1,24}", re.ASCII)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*", re.ASCII)
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII)
_LOGIN = re.compile(r"[A-Za-z0-9+_.@*#~-]{1,80}", re.ASCII)
_SECRET = re.compile(r"[!-~]{1,128}", re.ASCII)


def name_parse(raw: str) -> str:
    """The short name by which routes and the node know the line."""
    name = raw.strip().lower()
    if not _NAME.fullmatch(name):
        raise invalid("line_name_invalid", _("1 to 24 small Latin letters and digits."))
    return name


def address_parse(raw: str) -> str:
    """`host` or `host:port` in small letters; a host is a name, an IPv4 address, or an IPv6 address in brackets."""
    found = _ADDRESS.fullmatch(raw.strip().lower().removesuffix("."))
    if found is None or not _is_host(found["host"]) or int(found["port"] or 1) not in PORTS:
        raise invalid("address_invalid", _("Write it like sip.example.org or 203.0.113.7:5060."))
    host_refuse(found["host"])
    return found[0]


def addresses_parse(raw: Sequence[str]) -> list[str]:
    """Addresses in the order in which they are tried, each once."""
    if len(raw) > MAX_ADDRESSES:
        raise invalid(
            "too_many",
            _("At most %(limit)d addresses.") % {"limit": MAX_ADDRESSES},
            limit=MAX_ADDRESSES,
        )
    problems = Problems()
    found = [problems.take(str(index), address_parse, each) for index, each in enumerate(raw)]
    problems.raise_any()
    return list(dict.fromkeys(each for each in found if each))


def sources_parse(raw: Sequence[str]) -> list[str]:
    """Networks that calls may come from. All of the internet is not one, nor is this host itself."""
    found = networks(raw)
    for index, each in enumerate(found):
        network = ipaddress.ip_network(each)
        if network.prefixlen < (8 if network.version == 4 else 16):
            raise invalid("network_too_wide", _("This network is too wide."), field=str(index))
        if _is_local(network.network_address):
            raise _local(field=str(index))
    return found


def domain_parse(raw: str) -> str:
    """The domain written into calls, where it is not the server's name; may be empty."""
    domain = raw.strip().lower().removesuffix(".")
    if domain and not _is_host(domain):
        raise invalid("domain_invalid", _("Write it like sip.example.org."))
    return domain


def login_parse(raw: str) -> str:
    """The login at the other side; may be empty."""
    login = raw.strip()
    if login and not _LOGIN.fullmatch(login):
        raise invalid(
            "login_invalid", _("Up to 80 Latin letters, digits and the signs + _ . @ * # ~ -.")
        )
    return login


def secret_parse(raw: str) -> str:
    """The other side's password as it gave it; may be empty."""
    if raw and not _SECRET.fullmatch(raw):
        raise invalid(
            "secret_characters", _("Use Latin letters, digits and signs, without spaces.")
        )
    return raw


def number_parse(raw: str) -> str:
    """E.164 of the number for calls that name none of ours; may be empty."""
    return outside_number(raw) if raw.strip() else ""


def host_refuse(host: str) -> None:
    """Refuse this host itself, and addresses that lead to no single one: a line to them calls us back."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        is_local = host == "localhost" or host.endswith(".localhost")
    else:
        is_local = _is_local(address)
    if is_local:
        raise _local()


# The fields of OutsideLine; `secret` is not among them: an empty one leaves the old.
LINE_PARSERS: Parsers = {
    "name": name_parse,
    "title": partial(text.line, limit=80),
    "comment": partial(text.paragraph, limit=500),
    "is_enabled": bool,
    "addresses": addresses_parse,
    "sources": sources_parse,
    "transport": partial(choice, kind=LineTransport),
    "registers": bool,
    "domain": domain_parse,
    "login": login_parse,
    "number": number_parse,
    "codecs": partial(subset, allowed=CODECS),
    "dtmf_mode": partial(choice, kind=DtmfMode),
    "called_from": partial(choice, kind=CalledFrom),
    "caller_template": caller_template_parse,
    "called_template": called_template_parse,
    "may_pass_foreign": bool,
    "limits": limits_parse,
    "switches": switches_parse,
}


def line_check(line: OutsideLine, problems: Problems) -> None:
    """What the fields of a line must say together."""
    if not line.addresses and not line.sources:
        problems.add(invalid("required", _("Say where the other side is.")), field="addresses")
    if line.registers:
        for field in ("addresses", "login", "secret"):
            if not getattr(line, field):
                problems.add(
                    invalid("required", _("Signing in needs server, login and password.")),
                    field=field,
                )


def server_of(address: str, transport: str) -> str:
    """`host:port` of an address, with the usual port where none is written."""
    has_port = re.search(r":[0-9]+$", address) and not address.endswith("]")
    return address if has_port else f"{address}:{USUAL_PORT[LineTransport(transport)]}"


def _is_host(raw: str) -> bool:
    try:
        ipaddress.ip_address(raw.strip("[]"))
    except ValueError:
        return bool(_HOST.fullmatch(raw)) and not re.fullmatch(r"[0-9.]+", raw)
    return (":" in raw) == raw.startswith("[")


def _is_local(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if any(address in ipaddress.ip_network(allowed) for allowed in settings.LOCAL_LINES):
        return False
    return (
        address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or (address.is_reserved and address.version == 4)
    )


def _local(field: str | None = None) -> BusinessError:
    return invalid("address_local", _("This address does not lead to another host."), field=field)
