"""What the fleet must know of a company's own trunks. Called inside the company, in the transaction of the change."""

from telephony.carriers.models import CompanyLine, OutsideLine
from telephony.selectors.outside_lines import line_hosts
from telephony.services.line_addresses import server_of
from telephony.services.platform.accounts import accounts_hold, accounts_release
from telephony.services.platform.changes import platform_changed
from tenants.context import current_tenant


def line_publish(line: OutsideLine, *, old_name: str = "") -> None:
    """Let the fleet know a trunk as it is now; `old_name` is the one it had before.

    Refuses with `line_account_taken` when another line of the fleet is signed in with its login at its server. The
    nodes are told only if what they know has changed.
    """
    tenant = current_tenant()
    if old_name and old_name != line.name:
        line_withdraw(old_name)
    servers = [server_of(each, line.transport) for each in line.addresses]
    accounts_hold(tenant, line.name, servers=servers, login=line.login)
    hosts, sources = line_hosts(line.addresses), line.sources
    if not line.is_enabled:
        hosts, sources = [], []  # calls from there are not taken
    known = CompanyLine.objects.filter(tenant=tenant, name=line.name).first()
    if known is None:
        CompanyLine.objects.create(tenant=tenant, name=line.name, hosts=hosts, sources=sources)
    elif (known.hosts, known.sources) == (hosts, sources):
        return
    else:
        known.hosts, known.sources = hosts, sources
        known.save(update_fields=["hosts", "sources"])
    platform_changed(tenant.node)


def line_withdraw(name: str) -> None:
    """A trunk of the current company is gone."""
    tenant = current_tenant()
    accounts_release(tenant, name)
    gone, _kinds = CompanyLine.objects.filter(tenant=tenant, name=name).delete()
    if gone:
        platform_changed(tenant.node)
