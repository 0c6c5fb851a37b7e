"""What the fleet must know of a company's own trunks. Called inside the company, in the transaction of the change."""

from django.utils import timezone

from telephony.carriers.models import CompanyLine, OutsideLine
from telephony.selectors.line_neighbours import (
    company_place,
    conflict,
    hosts_known,
    line_signs_in,
    neighbours,
)
from telephony.selectors.line_words import line_error_words
from telephony.selectors.outside_lines import line_hosts
from telephony.services.line_addresses import server_of
from telephony.services.platform.accounts import accounts_hold, accounts_release
from telephony.services.platform.changes import platform_changed
from telephony.services.platform.hosts import hosts_learn
from telephony.services.problems import invalid
from tenants.context import current_tenant
from tenants.models import Tenant


def line_publish(line: OutsideLine, *, old_name: str = "") -> None:
    """Let the fleet know a trunk as it is now; `old_name` is the one it had before.

    Refuses with `line_account_taken` when another line of the fleet is signed in with its login at its server, and with
    `address_of_carrier` or `address_taken` when its server is another owner's and could not tell the two apart. The
    nodes are told only if what they know has changed.
    """
    tenant = current_tenant()
    if old_name and old_name != line.name:
        line_withdraw(old_name)
    servers = [server_of(each, line.transport) for each in line.addresses]
    accounts_hold(tenant, line.name, servers=servers, login=line.login)
    hosts, sources = line_hosts(line.addresses), line.sources
    if line.is_enabled:
        _foreign_refuse(tenant, line, hosts)
    else:
        hosts, sources = [], []  # calls from there are not taken
    signs_in = line_signs_in(line)
    known = CompanyLine.objects.filter(tenant=tenant, name=line.name).first()
    if known is None:
        known = CompanyLine(tenant=tenant, name=line.name)
    elif (known.hosts, known.sources, known.signs_in) == (hosts, sources, signs_in):
        return
    if (known.hosts, known.signs_in) != (hosts, signs_in):
        known.since = timezone.now()
    known.hosts, known.sources, known.signs_in = hosts, sources, signs_in
    known.save()
    platform_changed(tenant.node)


def line_withdraw(name: str) -> None:
    """A trunk of the current company is gone."""
    tenant = current_tenant()
    accounts_release(tenant, name)
    gone, _kinds = CompanyLine.objects.filter(tenant=tenant, name=name).delete()
    if gone:
        platform_changed(tenant.node)


def _foreign_refuse(tenant: Tenant, line: OutsideLine, hosts: list[str]) -> None:
    """Refuse a server of another owner's line that could not tell whose call it is."""
    hosts_learn(hosts)
    known = hosts_known()
    place = company_place(hosts, known, signs_in=line_signs_in(line))
    if reason := conflict(place, neighbours(tenant, known)):
        raise invalid(reason, line_error_words(reason), field="addresses")
