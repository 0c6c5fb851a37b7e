"""Many things for calls with the outside: for lists that must be walked, counted and exported."""

from datetime import timedelta

from django.utils import timezone

from telephony.carriers.models import (
    Carrier,
    NumberRange,
    PhoneNumber,
    PlatformFilter,
    PlatformRoute,
)
from telephony.models import (
    Extension,
    InternalNumber,
    NumberList,
    NumberListEntry,
    NumberTarget,
    OverrideRule,
    RedirectNumber,
    Route,
    Trunk,
)
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant, TenantRestriction

State = PhoneNumber.State
TITLES = ("", "Same", "Other")  # empty and equal values are where walks through pages go wrong


def company_rows(tenant: Tenant, count: int, *, start: int = 0) -> str:
    """`count` of everything for a company, half of its numbers by a carrier; the id of its longest number list."""
    with platform_scope():
        carrier = Carrier.objects.get_or_create(name="rows", addresses=["192.0.2.7"])[0]
    with tenant_scope(tenant):
        numbers = NumberList.objects.get_or_create(name="long")[0]
        for index in range(start, start + count):
            _company_row(tenant, carrier, numbers, index)
        NumberList.objects.filter(pk=numbers.pk).update(size=start + count)
    return str(numbers.pk)


def _company_row(tenant: Tenant, carrier: Carrier, numbers: NumberList, index: int) -> None:
    title = TITLES[index % 3]
    trunk = Trunk.objects.create(name=f"t{index}", title=title, addresses=["192.0.2.1"])
    redirect = RedirectNumber.objects.create(name=f"R{index}", number=f"+7903{index % 3:07}")
    short = InternalNumber.objects.create(number=f"6{index:03}", kind="extension")
    Extension.objects.create(internal_number=short)
    line = {"carrier": carrier} if index % 2 else {"trunk": trunk.name}
    number = PhoneNumber.objects.create(
        number=f"+7495{index:07}", tenant=tenant, state=State.ASSIGNED, region=title, **line
    )
    leads = ({"internal_number": short}, {"redirect": redirect}, {})[index % 3]
    NumberTarget.objects.create(phone_number=number, title=title, tags=[title], **leads)
    Route.objects.create(position=index, name=title or "Route", trunks=[trunk.line])
    rule = OverrideRule.objects.create(position=index, name=title or "Rule", called="500")
    rule.lists.add(NumberList.objects.create(name=f"L{index}"), numbers)
    NumberListEntry.objects.create(list=numbers, number=f"+7916{index:07}", name=title)


def operator_rows(tenant: Tenant, count: int, *, start: int = 0) -> None:
    """`count` of everything of the operator: free, resting and given numbers among them."""
    with platform_scope():
        for index in range(start, start + count):
            _operator_row(tenant, index)


def _operator_row(tenant: Tenant, index: int) -> None:
    title = TITLES[index % 3]
    carrier = Carrier.objects.create(name=f"c{index}", title=title, addresses=["192.0.2.8"])
    state = (State.FREE, State.QUARANTINE, State.ASSIGNED)[index % 3]
    PhoneNumber.objects.create(
        number=f"+7496{index:07}",
        carrier=carrier,
        state=state,
        tenant=tenant if state == State.ASSIGNED else None,
        quarantine_until=timezone.now() + timedelta(days=index) if index % 3 == 1 else None,
        region=title,
        tags=["gold"],
    )
    PlatformRoute.objects.create(position=index, name=title or "Route", trunks=[carrier.line])
    PlatformFilter.objects.create(
        name=title or "Filter", called=["7809.*"], direction=("in", "out")[index % 2]
    )
    NumberRange.objects.create(
        first=f"7901{index:03}0000",
        last=f"7901{index:03}9999",
        region=title,
        region_code="77",
        operator="ПАО",
        kind="mobile",
    )
    TenantRestriction.objects.create(
        tenant=tenant, source=f"billing{index}", reason=title, starts_at=timezone.now()
    )
