"""Addresses of lines to the outside: hosts with ports, and networks that calls may come from.

A line leads to another host. To this one, to its neighbours on the link, or to no single host it would let whoever
may edit lines call, or knock at, what stands beside the node.
"""

import ipaddress
import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from telephony.carriers.models import LineTransport
from telephony.services.networks import Network, networks
from telephony.services.problems import invalid, list_parse
from tenants.errors import BusinessError
from tenants.models import AsteriskNode

MAX_ADDRESSES = 8
PORTS = range(1, 65536)
USUAL_PORT = {LineTransport.UDP: 5060, LineTransport.TCP: 5060, LineTransport.TLS: 5061}
Widths = Mapping[int, int]  # version of the protocol -> length of a prefix
CARRIER_WIDTHS: Widths = {4: 8, 6: 16}
COMPANY_WIDTHS: Widths = {4: 24, 6: 48}
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*", re.ASCII)
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII)
# Special-purpose addresses (RFC 6890) that lead to this host, to the link, to many hosts or to none. An address of
# version 4 in the clothes of version 6 is written as what it is.
_REFUSED: list[Network] = [
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/127",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "2002::/16",
        "fe80::/10",
        "ff00::/8",
    )
]


def address_parse(raw: str) -> str:
    """`host` or `host:port` in small letters; a host is a name, an IPv4 address, or an IPv6 address in brackets."""
    found = _ADDRESS.fullmatch(raw.strip().lower().removesuffix("."))
    if found is None or not is_host(found["host"]) or int(found["port"] or 1) not in PORTS:
        raise invalid("address_invalid", _("Write it like sip.example.org or 203.0.113.7:5060."))
    host_refuse(found["host"])
    return found[0]


def addresses_parse(raw: Sequence[str]) -> list[str]:
    """Addresses in the order in which they are tried, each once."""
    return list_parse(raw, address_parse, limit=MAX_ADDRESSES)


def sources_parse(raw: Sequence[str], *, narrowest: Widths = CARRIER_WIDTHS) -> list[str]:
    """Networks that calls may come from: not this host itself, and none with a shorter prefix than `narrowest` has for
    its version. From there nobody is asked for a password, nor kept out."""
    found = networks(raw)
    for index, each in enumerate(found):
        network = ipaddress.ip_network(each)
        if network.prefixlen < narrowest[network.version]:
            raise invalid("network_too_wide", _("This network is too wide."), field=str(index))
        if is_refused(network):
            raise _local(field=str(index))
    return found


def host_refuse(host: str) -> None:
    """Refuse an address that lines may not lead to, and the name of this host."""
    try:
        network: Network | None = ipaddress.ip_network(host.strip("[]"))
    except ValueError:
        network = None
    if network is not None:
        if is_refused(network):
            raise _local()
    elif f".{host}".endswith((".localhost", ".localdomain")) or _is_short(host):
        raise _local()
    if host.strip("[]") in node_hosts():
        raise _local()


def node_hosts() -> frozenset[str]:
    """Names and addresses of the installation's own nodes: a line to one would call itself without end."""
    hosts = AsteriskNode.objects.values_list("sip_host", flat=True)
    return frozenset(host.lower() for host in hosts)


def is_refused(network: Network) -> bool:
    """Whether lines may neither lead to these addresses nor take calls from them."""
    return not _is_allowed(network) and any(_overlaps(network, each) for each in _REFUSED)


def server_of(address: str, transport: str) -> str:
    """`host:port` of an address, with the usual port where none is written."""
    has_port = re.search(r":[0-9]+$", address) and not address.endswith("]")
    return address if has_port else f"{address}:{USUAL_PORT[LineTransport(transport)]}"


def is_host(raw: str) -> bool:
    """Whether this is an address, of version 6 in brackets, or a name. What ends in a number is no name: resolvers
    read `0x7f.1` as an address (RFC 3696)."""
    try:
        ipaddress.ip_address(raw.strip("[]"))
    except ValueError:
        last = raw.rpartition(".")[2]
        return bool(_HOST.fullmatch(raw)) and not last[:1].isdigit()
    return (":" in raw) == raw.startswith("[")


def _is_short(host: str) -> bool:
    """A name without a dot is one of this host's or of its neighbours."""
    return "." not in host and not settings.LOCAL_LINES


def _is_allowed(network: Network) -> bool:
    allowed = (ipaddress.ip_network(each) for each in settings.LOCAL_LINES)
    return any(
        network.version == each.version and network.subnet_of(each)  # type: ignore[arg-type]  # of one version
        for each in allowed
    )


def _overlaps(network: Network, other: Network) -> bool:
    return network.version == other.version and network.overlaps(other)


def _local(field: str | None = None) -> BusinessError:
    return invalid("address_local", _("This address does not lead to another host."), field=field)
