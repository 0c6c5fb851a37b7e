"""Logins of lines at servers: each held by one line of the whole fleet.

Companies do not see each other's rows, so the constraint decides, and its refusal is `line_account_taken` at the field
`login`. A server written by its name and by its address is the same one: what names stand for is compared as well, as
far as it is known at this moment. Two names are two servers, wherever they lead: many providers live at one address.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from telephony.carriers.models import LineAccount
from telephony.selectors.outside_lines import address_host, is_address
from telephony.services.platform.hosts import hosts_now
from tenants.context import platform_scope
from tenants.errors import BusinessError
from tenants.models import Tenant


def accounts_hold(tenant: Tenant | None, line: str, *, servers: Iterable[str], login: str) -> None:
    """Let one line hold `login` at these servers (`host:port`), and nothing else; None stands for the operator."""
    wanted = set(servers) if login else set()
    held = LineAccount.objects.filter(tenant=tenant, line=line)
    known = {each.server for each in held if each.login == login} & wanted
    held.exclude(login=login, server__in=known).delete()
    if wanted - known:
        _other_writing_refuse(tenant, line, wanted - known, login)
    LineAccount.objects.bulk_create(
        LineAccount(tenant=tenant, line=line, server=server, login=login)
        for server in sorted(wanted - known)
    )


def accounts_release(tenant: Tenant | None, line: str) -> None:
    """The line is gone."""
    LineAccount.objects.filter(tenant=tenant, line=line).delete()


def _other_writing_refuse(
    tenant: Tenant | None, line: str, servers: Iterable[str], login: str
) -> None:
    """Refuse servers at which another line holds this login, written by name here and by address there, or turned."""
    with platform_scope():
        others = LineAccount.objects.filter(login=login).exclude(tenant=tenant, line=line)
        taken = set(others.values_list("server", flat=True))
    ours = set(servers)
    if _named(ours, as_in=taken) & _by_address(taken) or _by_address(ours) & _named(
        taken, as_in=ours
    ):
        raise BusinessError(
            "line_account_taken",
            _("Another line is signed in with this login at this server already."),
            field="login",
            status=409,
        )


def _by_address(servers: set[str]) -> set[tuple[str, str]]:
    """Address and port of the servers that are written so."""
    return {(address_host(each), _port(each)) for each in servers if is_address(address_host(each))}


def _named(servers: set[str], *, as_in: set[str]) -> set[tuple[str, str]]:
    """Addresses and ports that the servers written by name stand for; asked only when some of `as_in` are addresses."""
    named = {each for each in servers if not is_address(address_host(each))}
    if not named or not _by_address(as_in):
        return set()
    stand_for = hosts_now({address_host(each) for each in named})
    return {
        (address, _port(each))
        for each in named
        for address in stand_for.get(address_host(each), ())
    }


def _port(server: str) -> str:
    return server.rpartition(":")[2]
