"""The demonstration's outside world: a simulated provider as carrier, numbers, and a line of acme's own.

Made once by the services that the operator and the companies use. Every process speaks to the provider as to any
other: it is compose/provider, on this host.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from telephony.carriers.models import Carrier, PhoneNumber
from telephony.models import Trunk
from telephony.services.company_numbers import phone_number_update
from telephony.services.outside_settings import outside_settings_update
from telephony.services.platform.carriers import carrier_create, carrier_update
from telephony.services.platform.pool import number_give, pool_number_create
from telephony.services.starter_kit import EXTENSION_NUMBERS, QUEUE_NUMBER
from telephony.services.trunks import trunk_create, trunk_update
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant
from tenants.services.audit import SYSTEM
from tenants.services.tenants import tenant_update

CARRIER, AREA = "simulated", "495"
POOL = tuple(f"+7495000100{last}" for last in range(10))  # +7 495 000 is given to nobody
GIVEN = {"acme": POOL[:3], "globex": POOL[3:6]}  # the others are free
OWN_LINE_COMPANY, OWN_NUMBER = "acme", "+74950002001"
ANSWERING_NUMBER = "+79160001234"  # any number answers; for others see the README

State = dict[str, Any]


def demo_outside_create() -> State:
    """Make what is missing and answer with which numbers to try it; nothing without a provider to speak to.

    Not inside a transaction: what all companies share is locked before a company, so each step is a change of its own.
    """
    if not settings.PROVIDER_ADDRESS:
        return {}
    carrier = Carrier.objects.filter(name=CARRIER).first()
    if carrier is None:
        carrier = _carrier_make()
        for code, numbers in GIVEN.items():
            _company_connect(code, numbers)
    elif carrier.addresses != [settings.PROVIDER_ADDRESS]:
        _lines_move(carrier)
    return {
        "answering": ANSWERING_NUMBER,
        "lines": {
            "carrier": {"number": GIVEN["acme"][0], "company": "acme"},
            "acme": {"number": OWN_NUMBER, "company": OWN_LINE_COMPANY},
        },
    }


def _lines_move(carrier: Carrier) -> None:
    """The installation has moved to other ports, and the provider with it."""
    here = [settings.PROVIDER_ADDRESS]
    secret = settings.PROVIDER_SECRET
    tenant = Tenant.objects.filter(code=OWN_LINE_COMPANY).first()
    if tenant is not None:
        with tenant_scope(tenant):
            for trunk in Trunk.objects.filter(addresses=carrier.addresses):
                trunk_update(trunk, {"addresses": here, "secret": secret})
    carrier_update(carrier, {"addresses": here, "secret": secret}, actor=SYSTEM)


def _account(login: str, title: str) -> dict[str, Any]:
    """How a line signs in at the provider."""
    return {
        "title": title,
        "addresses": [settings.PROVIDER_ADDRESS],
        "registers": True,
        "login": login,
        "secret": settings.PROVIDER_SECRET,
    }


def _carrier_make() -> Carrier:
    account = _account("carrier", _("Simulated provider"))
    carrier = carrier_create({"name": CARRIER, **account}, actor=SYSTEM)  # type: ignore[typeddict-item]  # fields by name
    known = {each.number for each in _numbers(POOL)}
    for number in POOL:
        if number not in known:
            pool_number_create(
                {"number": number, "carrier": CARRIER, "region": _("Moscow")}, actor=SYSTEM
            )
    return carrier


def _company_connect(code: str, numbers: tuple[str, ...]) -> None:
    """Give a company its numbers: the first leads to everybody, the next ones to one person each."""
    tenant = Tenant.objects.filter(code=code).exclude(status=Tenant.Status.DISABLED).first()
    free = [each for each in _numbers(numbers) if each.state == PhoneNumber.State.FREE]
    if tenant is None or len(free) != len(numbers):
        return
    for number in free:
        number_give(number, code, actor=SYSTEM)
    with tenant_scope(tenant):
        tenant_update(tenant, actor=SYSTEM, area_code=AREA)
        targets = (QUEUE_NUMBER, *EXTENSION_NUMBERS)
        for given, target in zip(numbers, targets, strict=False):
            _number_lead(given, target)
        outside_settings_update({"default_number": numbers[0]})
        if code == OWN_LINE_COMPANY:
            account = _account(code, _("Own line to a provider"))
            trunk_create({"name": "own", **account, "number": OWN_NUMBER})  # type: ignore[typeddict-item]  # fields by name
            _number_lead(OWN_NUMBER, EXTENSION_NUMBERS[0])


def _numbers(wanted: tuple[str, ...]) -> list[PhoneNumber]:
    """Those of the fleet; a company would see its own alone."""
    with platform_scope():
        return list(PhoneNumber.objects.filter(number__in=wanted))


def _number_lead(number: str, target: str) -> None:
    own = PhoneNumber.objects.get(number=number)
    phone_number_update(own, {"target": f"internal:{target}"})
