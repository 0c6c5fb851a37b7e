"""What happens to companies, as their PBX sees it. Receivers run inside the company and its transaction."""

from typing import Any

from django.dispatch import receiver

from telephony.services.demo import demo_phones
from telephony.services.demo_outside import demo_outside_create
from telephony.services.platform.changes import platform_changed
from telephony.services.starter_kit import starter_kit_create
from telephony.services.writes import revision_request
from tenants.models import Tenant
from tenants.signals import (
    demo_outside_wanted,
    demo_phones_wanted,
    tenant_provisioned,
    tenant_state_changed,
)


@receiver(tenant_provisioned)
def on_tenant_provisioned(*, tenant: Tenant, with_starter_kit: bool, **_kwargs: Any) -> None:
    """A new company gets its first numbers and a place on its node."""
    if with_starter_kit:
        starter_kit_create()
    revision_request()


@receiver(tenant_state_changed)
def on_tenant_state_changed(
    *, tenant: Tenant, hang_up: bool = False, has_other_status: bool = False, **_kwargs: Any
) -> None:
    """Blocks, limits, language or status changed: the node must know. Numbers and lines of a company that is out of
    service leave what all companies share, too."""
    if has_other_status:
        platform_changed(tenant.node)
    revision_request(hang_up=hang_up)


@receiver(demo_phones_wanted)
def on_demo_phones_wanted(*, tenant: Tenant, wanted: int, **_kwargs: Any) -> list[dict[str, str]]:
    """Phones for a demonstration, with passwords."""
    return demo_phones(wanted)


@receiver(demo_outside_wanted)
def on_demo_outside_wanted(**_kwargs: Any) -> dict[str, Any]:
    """Calls with the outside for a demonstration. Here there is neither a company nor a transaction."""
    return demo_outside_create()
