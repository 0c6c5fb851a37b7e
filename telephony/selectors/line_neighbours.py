"""Lines of different owners that lead to one server.

A server that knows lines by the address that their calls come from cannot tell one company of this node from another,
nor from the operator: whoever leads a line there calls at the expense of whose line it knows. So only lines that all
sign in with a password share a server. Carriers stay whatever companies do; of two companies the one that came first
stays.

Servers are compared by the addresses that they stand for now, whatever the port.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from telephony.carriers.models import Carrier, CompanyLine, HostAddress, OutsideLine
from telephony.selectors.outside_lines import is_address, line_hosts
from tenants.context import platform_scope
from tenants.models import Tenant

OF_CARRIER = "address_of_carrier"
OF_COMPANY = "address_taken"


@dataclass(frozen=True, slots=True)
class Hosts:
    """What names of hosts stand for, and since when; as it was last asked."""

    addresses: Mapping[str, Iterable[str]]
    changed: Mapping[str, datetime]

    def stand_for(self, hosts: Iterable[str]) -> frozenset[str]:
        """The hosts, and the addresses that those written by name stand for."""
        named = list(hosts)
        found = (address for host in named for address in self.addresses.get(host, ()))
        return frozenset({*named, *found})

    def moved(self, hosts: Iterable[str], since: datetime) -> datetime:
        """When what has led to these hosts `since` came to where they are now."""
        return max([since, *(self.changed[host] for host in hosts if host in self.changed)])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line leads: hosts as written, what they stand for, whether it signs in there. `since` its row says so;
    `moved`: and the names stand for these addresses. A carrier, which came before all, has neither."""

    written: frozenset[str]
    hosts: frozenset[str]
    signs_in: bool
    since: datetime | None = None
    moved: datetime | None = None
    networks: tuple[str, ...] = ()  # that calls of a carrier come from: its other servers

    def meets(self, other: "Place") -> frozenset[str]:
        """Addresses and names of the `other` that are those of this one."""
        return self.hosts & other.hosts | {
            host for host in other.hosts if any(_is_in(host, each) for each in self.networks)
        }


def hosts_known() -> Hosts:
    """What was learnt of names, in one query."""
    rows = list(HostAddress.objects.exclude(addresses=[], error__gt=""))
    return Hosts(
        {each.name: each.addresses for each in rows}, {each.name: each.changed_at for each in rows}
    )


def line_signs_in(line: OutsideLine) -> bool:
    """Whether the other side can tell who calls by the line: it has a login and a password."""
    return bool(line.login and line.secret)


def company_place(
    hosts: Iterable[str], known: Hosts, *, signs_in: bool, since: datetime | None = None
) -> Place:
    """Where a company's line leads; it leads there from now on when it is not said `since` when."""
    written = frozenset(hosts)
    came = since or timezone.now()
    return Place(written, known.stand_for(written), signs_in, came, known.moved(written, came))


def neighbours(tenant: Tenant, known: Hosts) -> list[Place]:
    """Where all lines of the fleet lead but the company's own, in two queries."""
    with platform_scope():
        carriers = list(Carrier.objects.only("addresses", "sources", "login", "secret"))
        companies = CompanyLine.objects.exclude(tenant=tenant).exclude(hosts=[])
        others = list(companies.values_list("hosts", "signs_in", "since"))
    return [_carrier_place(each, known) for each in carriers] + [
        company_place(hosts, known, signs_in=signs_in, since=since)
        for hosts, signs_in, since in others
    ]


def conflict(line: Place, others: Iterable[Place]) -> str:
    """Why a company's line may not lead where it does: OF_CARRIER, OF_COMPANY, or "" when it may."""
    met = [each for each in others if not (each.signs_in and line.signs_in) and each.meets(line)]
    if any(each.since is None for each in met):
        return OF_CARRIER
    return OF_COMPANY if any(_came_first(each, line) for each in met) else ""


def conflicts_now(tenant: Tenant, lines: Iterable[OutsideLine], known: Hosts) -> dict[str, str]:
    """Of the company's lines by name: why one may not lead where it leads now. Names may have come to stand for others'
    addresses since it was saved, and a carrier may have been connected there."""
    since = dict(CompanyLine.objects.filter(tenant=tenant).values_list("name", "since"))
    others = neighbours(tenant, known)
    found = {}
    for line in lines:
        place = company_place(
            line_hosts(line.addresses),
            known,
            signs_in=line_signs_in(line),
            since=since.get(line.name),
        )
        if line.is_enabled and (reason := conflict(place, others)):
            found[line.name] = reason
    return found


def _carrier_place(carrier: Carrier, known: Hosts) -> Place:
    written = frozenset(line_hosts(carrier.addresses))
    return Place(
        written,
        known.stand_for(written),
        line_signs_in(carrier),
        networks=tuple(carrier.sources),
    )


def _came_first(other: Place, line: Place) -> bool:
    """Whether the other line was there first. A name may be moved to where an address has been written all along; of
    two names that meet neither goes on unless it was there before the other had been written at all."""
    met = line.meets(other)
    here, there = (bool(met & _addresses(each.written)) for each in (line, other))
    came = other.moved if here and not there else other.since
    return came is not None and line.moved is not None and came <= line.moved


def _addresses(hosts: Iterable[str]) -> frozenset[str]:
    return frozenset(host for host in hosts if is_address(host))


def _is_in(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network)
    except ValueError:
        return False
