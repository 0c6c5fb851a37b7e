"""Lines to the outside as the node and the pure decisions know them."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from telephony.carriers.models import HostAddress, OutsideLine
from telephony.dialling.config import CalledFrom, TrunkConfig

ADDRESSES_MAX = 8  # of one line, names resolved: each may take seconds when nobody is there
_PORT = re.compile(r":[0-9]+$")


def line_config(
    line: OutsideLine, *, known: Mapping[str, Iterable[str]], is_internal: bool = False
) -> TrunkConfig:
    """A line with everything that its calls need; `known` leads from names of hosts to their addresses.

    An address whose name stands for nothing that lines may lead to is left out; a line that has no other is off.
    """
    addresses = tuple(each for each in line.addresses if known.get(address_host(each)) != [])
    return TrunkConfig(
        name=line.name,
        title=line.title,
        is_enabled=line.is_enabled and bool(addresses or not line.addresses),
        is_internal=is_internal,
        addresses=addresses,
        sources=line_sources(line_hosts(line.addresses), line.sources, known=known),
        transport=line.transport,
        registers=line.registers,
        domain=line.domain,
        login=line.login,
        secret=line.secret or "",
        number=line.number,
        codecs=tuple(line.codecs),
        dtmf_mode=line.dtmf_mode,
        called_from=CalledFrom(line.called_from),
        local_area=line.local_area,
        caller_template=line.caller_template,
        called_template=line.called_template,
        may_pass_foreign=line.may_pass_foreign,
        limits=line.limits,
        switches=line.switches,
    )


def trunk_config(
    line: OutsideLine,
    *,
    known: Mapping[str, Iterable[str]],
    is_internal: bool = False,
    is_refused: bool = False,
) -> TrunkConfig:
    """A company's line. The node calls the addresses that its names were found to stand for, and asks no name server
    itself: who owns a name could else lead it, unseen, to another line's provider. What names say is still told to the
    other side, as the domain. A line whose names stand for nothing yet is off, as is one that `is_refused`.
    """
    config = line_config(line, known=known, is_internal=is_internal)
    resolved = [_resolved(each, known) for each in config.addresses]
    addresses = tuple(dict.fromkeys(address for found in resolved for address in found))
    first = next(iter(line.addresses), "")
    is_named = bool(first) and not is_address(address_host(first))
    return replace(
        config,
        addresses=addresses[:ADDRESSES_MAX],
        registrars=tuple(found[0] for found in resolved if found),
        domain=line.domain or (first if is_named else ""),
        is_enabled=config.is_enabled and not is_refused and bool(addresses or not line.addresses),
    )


def _resolved(address: str, known: Mapping[str, Iterable[str]]) -> list[str]:
    """`sip.example.org:5070` -> `203.0.113.7:5070`; of version 4, which nodes speak, where there is a choice."""
    host = address_host(address)
    if is_address(host):
        return [address]
    port = match[0] if (match := _PORT.search(address)) else ""
    found = list(known.get(host, ()))
    of_four = [each for each in found if ":" not in each]
    return [f"{each}{port}" for each in of_four] or [f"[{each}]{port}" for each in found]


def line_hosts(addresses: Iterable[str]) -> list[str]:
    """Hosts of addresses, without ports and brackets, each once."""
    return list(dict.fromkeys(address_host(each) for each in addresses))


def address_host(address: str) -> str:
    """`sip.example.org:5070` -> `sip.example.org`, `[2001:db8::1]:5060` -> `2001:db8::1`."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return _PORT.sub("", address)


def line_sources(
    hosts: Iterable[str], networks: Iterable[str], *, known: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    """Addresses and networks that calls of a line may come from, in order, each once.

    A name that was never resolved gives none: calls from there are refused until it is.
    """
    found: list[str] = []
    for host in hosts:
        found += [host] if is_address(host) else known.get(host, ())
    return tuple(sorted({*found, *networks}))


def is_address(host: str) -> bool:
    """Whether a host is written as an address, not as a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def host_addresses() -> dict[str, list[str]]:
    """What names of hosts stood for when they were last answered for; none: only what lines may not lead to."""
    answered = HostAddress.objects.exclude(addresses=[], error__gt="")
    return dict(answered.values_list("name", "addresses"))
