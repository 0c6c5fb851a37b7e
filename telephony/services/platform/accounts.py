"""Logins of lines at servers: each held by one line of the whole fleet.

Companies do not see each other's rows, so no check by reading is possible: the constraint decides, and its refusal is
`line_account_taken` at the field `login`.
"""

from collections.abc import Iterable

from telephony.carriers.models import LineAccount
from tenants.models import Tenant


def accounts_hold(tenant: Tenant | None, line: str, *, servers: Iterable[str], login: str) -> None:
    """Let one line hold `login` at these servers (`host:port`), and nothing else; None stands for the operator."""
    wanted = set(servers) if login else set()
    held = LineAccount.objects.filter(tenant=tenant, line=line)
    known = {each.server for each in held if each.login == login} & wanted
    held.exclude(login=login, server__in=known).delete()
    LineAccount.objects.bulk_create(
        LineAccount(tenant=tenant, line=line, server=server, login=login)
        for server in sorted(wanted - known)
    )


def accounts_release(tenant: Tenant | None, line: str) -> None:
    """The line is gone."""
    LineAccount.objects.filter(tenant=tenant, line=line).delete()
