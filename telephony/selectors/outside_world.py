"""What a decision about one call needs: the company as its node knows it, and the operator's rules. Read afresh, in a
fixed number of queries; the numbering plan and number lists are asked for single numbers only."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from telephony.carriers.models import PlanPrefix
from telephony.dialling.company import Company
from telephony.dialling.plan import GENERAL, Destination, NumberPlan
from telephony.dialling.way import World
from telephony.models import InternalNumber, NumberListEntry
from telephony.selectors.outside_lines import host_addresses
from telephony.selectors.outside_snapshot import outside_snapshot
from telephony.selectors.platform.snapshot import platform_rules
from tenants.context import current_tenant, platform_scope
from tenants.models import Tenant, TenantBlock


class StoredPlan(NumberPlan):
    """The numbering plan where it is stored: one query for each number, remembered."""

    def __init__(self) -> None:
        super().__init__(())
        self._found: dict[str, Destination] = {}

    def find(self, number: str) -> Destination:
        if number not in self._found:
            digits = number.removeprefix("+")
            wanted = [digits[:length] for length in range(1, len(digits) + 1)]
            stored = PlanPrefix.objects.filter(prefix__in=wanted).values_list("prefix", "value")
            self._found[number] = NumberPlan((*GENERAL, *stored)).find(number)
        return self._found[number]


def world_get(moment: datetime | None = None) -> World:
    """What all companies share, at a moment or now."""
    with platform_scope():
        rules = platform_rules(host_addresses())
    at = moment or timezone.now()
    return World(rules, StoredPlan(), int(at.timestamp()))


def company_of_decisions(moment: datetime | None = None) -> Company:
    """The current company with its rules, lists asked in the database."""
    tenant = Tenant.objects.get(pk=current_tenant().pk)
    return Company(
        code=tenant.code,
        timezone=tenant.timezone,
        internal=frozenset(InternalNumber.objects.values_list("number", flat=True)),
        block=_block(tenant, moment or timezone.now()),
        outside=outside_snapshot(tenant),
        is_listed=_is_listed,
    )


def _block(tenant: Tenant, moment: datetime) -> str:
    """Kind of the block in force; the operator's counts before the company's own."""
    standing = TenantBlock.objects.filter(tenant=tenant, lifted_at=None, starts_at__lte=moment)
    kinds = standing.exclude(ends_at__lte=moment).order_by("kind").values_list("kind", flat=True)
    return next(iter(kinds), "")


def _is_listed(key: str, number: str) -> bool:
    return NumberListEntry.objects.filter(list_id=UUID(key), number=number).exists()
