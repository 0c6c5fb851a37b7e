"""Names of hosts in lines' addresses -> the addresses that their calls come from.

Asked by the workers, never while a call is set up: the node knows addresses alone. A name that cannot be resolved now
keeps what it stood for, so that a provider does not go deaf with its name server.
"""

import ipaddress
import logging
import socket
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from telephony.carriers.models import Carrier, CompanyLine, HostAddress
from telephony.selectors.outside_lines import is_address, line_hosts
from telephony.services.line_addresses import is_refused, node_hosts
from telephony.services.platform.changes import platform_write
from telephony.services.platform.neighbours import lines_revise
from tenants.context import platform_scope

logger = logging.getLogger(__name__)

FRESH = timedelta(minutes=2)
TIMEOUT_SECONDS = 5.0
MOMENT_SECONDS = 1.5  # while somebody waits for a form
AT_ONCE = 16
SIGHT_LIMIT = 200  # names at one look: the others wait for the next


def hosts_refresh(*, new_only: bool = False) -> bool:
    """Ask for the names whose answer is old, or with `new_only` for those never asked for; whether any changed.

    The nodes are told of changes. Not inside a transaction: an answer may take seconds.
    """
    names = _names_due(new_only=new_only)
    if not names:
        return False
    changed = _answers_keep(_others(_resolve(names)))
    if changed:
        logger.info("hosts of lines have other addresses: %s", ", ".join(sorted(changed)))
        hosts_changed(changed)
    return bool(changed)


def hosts_now(names: Collection[str]) -> dict[str, list[str]]:
    """What names stand for: as it is known; who was never asked for is asked now, for a moment. Not all may answer."""
    known = dict(HostAddress.objects.filter(name__in=names).values_list("name", "addresses"))
    answers = _resolve(set(names) - set(known), seconds=MOMENT_SECONDS)
    return known | {name: answer for name, answer in answers.items() if not isinstance(answer, str)}


def hosts_learn(hosts: Collection[str]) -> None:
    """Remember what those that were never asked for stand for, if they answer in a moment: a new line works at once."""
    named = {host for host in hosts if not is_address(host)}
    unknown = named - set(HostAddress.objects.values_list("name", flat=True))
    answers = _others(_resolve(unknown, seconds=MOMENT_SECONDS))
    _answers_keep({name: answer for name, answer in answers.items() if not isinstance(answer, str)})


def hosts_wait() -> bool:
    """Whether there are names that nobody has asked for yet."""
    return bool(_names_due(new_only=True))


@platform_write()
def hosts_changed(names: Collection[str]) -> None:
    """Bring what these names stand for now to the nodes."""
    lines_revise(names)


def _names_due(*, new_only: bool) -> list[str]:
    with platform_scope():
        lines = Carrier.objects.values_list("addresses", flat=True)
        hosts = {host for addresses in lines for host in line_hosts(addresses)}
        hosts.update(*CompanyLine.objects.values_list("hosts", flat=True))
    names = {host for host in hosts if not is_address(host)}
    HostAddress.objects.exclude(name__in=names).delete()
    fresh = Q() if new_only else Q(asked_at__gt=timezone.now() - FRESH)
    known = HostAddress.objects.filter(fresh, name__in=names).values_list("name", flat=True)
    return sorted(names - set(known))[:SIGHT_LIMIT]


def _resolve(
    names: Collection[str], *, seconds: float = TIMEOUT_SECONDS
) -> dict[str, list[str] | str]:
    """Addresses of each name, or why there are none."""
    pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="resolve")
    asked = {pool.submit(_addresses, name): name for name in names}
    done, _late = wait(asked, timeout=seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    found: dict[str, list[str] | str] = dict.fromkeys(names, "no answer")
    for future in done:
        error = future.exception()
        found[asked[future]] = str(error) if error else future.result()
    return found


def _others(answers: dict[str, list[str] | str]) -> dict[str, list[str] | str]:
    """The answers without our own nodes' addresses."""
    own = node_hosts()
    return {
        name: answer if isinstance(answer, str) else [each for each in answer if each not in own]
        for name, answer in answers.items()
    }


def _addresses(name: str) -> list[str]:
    answers = socket.getaddrinfo(name, None, type=socket.SOCK_DGRAM)
    found = {str(answer[4][0]) for answer in answers}
    return sorted(each for each in found if not is_refused(ipaddress.ip_network(each)))


def _answers_keep(answers: dict[str, list[str] | str]) -> set[str]:
    """Write what was learnt; answers the names that stand for other addresses now."""
    known = HostAddress.objects.in_bulk(list(answers))
    changed: set[str] = set()
    for name, answer in answers.items():
        row = known.get(name) or HostAddress(name=name)
        row.asked_at = timezone.now()
        if isinstance(answer, str):
            row.error = answer[:200]
        else:
            if row.addresses != answer:
                changed.add(name)
                row.changed_at = row.asked_at
            row.addresses, row.error = answer, ""
        known[name] = row
    _save(known.values())
    return changed


def _save(rows: Iterable[HostAddress]) -> None:
    HostAddress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["addresses", "asked_at", "changed_at", "error"],
    )
