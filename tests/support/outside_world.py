"""A company's things for calls with the outside, each bearing the company's mark."""

from dataclasses import dataclass

from telephony.carriers.models import Carrier, CompanyLine, LineAccount, PhoneNumber
from telephony.models import (
    Extension,
    NumberList,
    NumberListEntry,
    NumberTarget,
    OutsideSettings,
    OverrideRule,
    RedirectNumber,
    Route,
    Trunk,
)
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant

State = PhoneNumber.State


@dataclass(frozen=True)
class OutsideThings:
    """Ids of one thing of each kind; `number`, `trunk_line` and `carrier_line` as rules write them."""

    trunk: str
    phonenumber: str
    route: str
    overriderule: str
    numberlist: str
    numberlistentry: str
    redirectnumber: str
    number: str
    trunk_line: str
    carrier_line: str

    @property
    def ids(self) -> list[str]:
        return [
            self.trunk,
            self.phonenumber,
            self.route,
            self.overriderule,
            self.numberlist,
            self.numberlistentry,
            self.redirectnumber,
        ]


def outside_populate(tenant: Tenant, extension: Extension, mark: str) -> OutsideThings:
    """One of everything, in the company's schema and in the shared tables; the company's scope is entered here."""
    with platform_scope():
        carrier = Carrier.objects.create(
            name=f"carrier{tenant.code}", title=mark, addresses=[f"{mark}.example".lower()]
        )
    with tenant_scope(tenant):
        trunk = Trunk.objects.create(
            name=f"own{tenant.code}", title=mark, login=mark, secret=mark, addresses=["192.0.2.1"]
        )
        CompanyLine.objects.create(
            tenant=tenant, name=trunk.name, hosts=["192.0.2.1"], signs_in=True
        )
        LineAccount.objects.create(
            tenant=tenant, line=trunk.name, server="192.0.2.1:5060", login=mark
        )
        numbers = NumberList.objects.create(name=mark, comment=mark, size=1)
        entry = NumberListEntry.objects.create(list=numbers, number="+79161234567", name=mark)
        redirect = RedirectNumber.objects.create(name=mark, number="+79031234567", comment=mark)
        pool_number = _numbers(tenant, carrier, trunk, redirect, mark)
        route = Route.objects.create(position=0, name=mark, comment=mark, trunks=[trunk.line])
        rule = OverrideRule.objects.create(position=0, name=mark, called="7771", comment=mark)
        rule.lists.add(numbers)
        OutsideSettings.objects.create(default_number=pool_number.number, unknown_redirect=redirect)
        Extension.objects.filter(pk=extension.pk).update(
            outside_number=pool_number.number, block_list=numbers
        )
    things = (trunk, pool_number, route, rule, numbers, entry, redirect)
    ids = (str(thing.pk) for thing in things)
    return OutsideThings(*ids, pool_number.number, trunk.line, carrier.line)


def _numbers(
    tenant: Tenant, carrier: Carrier, trunk: Trunk, redirect: RedirectNumber, mark: str
) -> PhoneNumber:
    """A number of the operator's pool, and one that the company brought along; the first one."""
    given = {"tenant": tenant, "state": State.ASSIGNED, "comment": mark}
    pool_number = PhoneNumber.objects.create(
        number=f"+7499{tenant.pk:07}", carrier=carrier, **given
    )
    PhoneNumber.objects.create(number=f"+7498{tenant.pk:07}", trunk=trunk.name, **given)
    NumberTarget.objects.create(phone_number=pool_number, title=mark, redirect=redirect)
    return pool_number


def outside_depopulate(tenant: Tenant) -> None:
    """Take all of it away again."""
    with tenant_scope(tenant):
        Extension.objects.update(block_list=None)
        for model in (
            OutsideSettings,
            NumberTarget,
            OverrideRule,
            Route,
            NumberListEntry,
            NumberList,
            RedirectNumber,
            Trunk,
            PhoneNumber,
            CompanyLine,
            LineAccount,
        ):
            model.objects.all().delete()
    with platform_scope():
        Carrier.objects.filter(name=f"carrier{tenant.code}").delete()
