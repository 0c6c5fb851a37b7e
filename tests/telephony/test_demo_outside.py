"""The demonstration's carrier, numbers and own line: made once, led somewhere, moved with the installation's ports."""

import pytest
from pytest_django import Settings

from telephony.carriers.models import Carrier, PhoneNumber, PlatformSettings
from telephony.models import NumberTarget, OutsideSettings, Trunk
from telephony.services.demo_outside import OWN_NUMBER, POOL, demo_outside_create
from telephony.services.starter_kit import starter_kit_create
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant

pytestmark = pytest.mark.usefixtures("enqueued")

ADDRESS = "127.0.0.70:5070"


@pytest.fixture
def companies(db: None, settings: Settings) -> dict[str, Tenant]:
    """acme and globex as new companies are, and a provider."""
    settings.PROVIDER_ADDRESS, settings.PROVIDER_SECRET = ADDRESS, "made-up"
    settings.LOCAL_LINES = ["127.0.0.70"]
    found = {code: Tenant.objects.get(code=code) for code in ("acme", "globex")}
    for tenant in found.values():
        with tenant_scope(tenant):
            starter_kit_create()
    return found


def led(tenant: Tenant) -> dict[str, str]:
    """Number -> internal number that it leads to."""
    with tenant_scope(tenant):
        return dict(NumberTarget.objects.values_list("phone_number", "internal_number__number"))


def test_connects_the_companies(companies: dict[str, Tenant]) -> None:
    said = demo_outside_create()
    carrier = Carrier.objects.get()
    assert (carrier.addresses, carrier.login, carrier.secret) == ([ADDRESS], "carrier", "made-up")
    assert PlatformSettings.objects.get().default_carrier == carrier
    assert led(companies["acme"]) == {
        POOL[0]: "500",
        POOL[1]: "200",
        POOL[2]: "201",
        OWN_NUMBER: "200",
    }
    assert led(companies["globex"]) == {POOL[3]: "500", POOL[4]: "200", POOL[5]: "201"}
    with tenant_scope(companies["acme"]):
        assert Trunk.objects.get().login == "acme"
        assert OutsideSettings.objects.get().default_number == POOL[0]
    assert said["lines"]["acme"]["number"] == OWN_NUMBER


def test_is_made_once(companies: dict[str, Tenant]) -> None:
    first = demo_outside_create()
    with tenant_scope(companies["acme"]):
        Trunk.objects.update(title="changed by hand")
    assert demo_outside_create() == first
    with tenant_scope(companies["acme"]):
        assert Trunk.objects.get().title == "changed by hand"
    with platform_scope():
        assert PhoneNumber.objects.count() == len(POOL) + 1


def test_lines_follow_the_provider(companies: dict[str, Tenant], settings: Settings) -> None:
    demo_outside_create()
    settings.PROVIDER_ADDRESS = "127.0.0.70:6070"
    demo_outside_create()
    assert Carrier.objects.get().addresses == ["127.0.0.70:6070"]
    with tenant_scope(companies["acme"]):
        assert Trunk.objects.get().addresses == ["127.0.0.70:6070"]


def test_without_a_provider_there_is_nothing(db: None, settings: Settings) -> None:
    settings.PROVIDER_ADDRESS = ""
    assert demo_outside_create() == {}
    assert not Carrier.objects.exists()
