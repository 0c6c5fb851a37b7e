"""Reading what holds for all outside calls of the company."""

from dataclasses import dataclass

from telephony.models import OutsideSettings
from telephony.selectors.targets import Target, target_value
from tenants.context import current_tenant
from tenants.models import Tenant
from tenants.selectors.restrictions import restrictions_now


@dataclass(frozen=True, slots=True)
class OutsideSettingsView:
    """What the company has said, beside what the operator allows; 0 means no limit. `restriction` is the reason of
    a restriction in force."""

    area: str
    default_number: str
    unknown_target: str
    max_channels_in: int
    max_channels_out: int
    ceiling: list[str]
    operator_max_channels: int
    operator_max_channels_in: int
    operator_max_channels_out: int
    is_restricted: bool
    restriction: str


def outside_settings_get() -> OutsideSettingsView:
    """The current company's settings."""
    tenant = Tenant.objects.get(pk=current_tenant().pk)
    rows = OutsideSettings.objects.select_related(
        "unknown_internal_number", "unknown_redirect", "unknown_flow"
    )
    said = rows.first() or OutsideSettings()
    restrictions = restrictions_now(tenant)
    return OutsideSettingsView(
        area=tenant.area_code,
        default_number=said.default_number,
        unknown_target=target_value(Target.of_unknown(said)),
        max_channels_in=said.max_channels_in,
        max_channels_out=said.max_channels_out,
        ceiling=list(tenant.call_class_ceiling),
        operator_max_channels=tenant.max_channels,
        operator_max_channels_in=tenant.max_channels_in,
        operator_max_channels_out=tenant.max_channels_out,
        is_restricted=bool(restrictions),
        restriction=restrictions[0].reason if restrictions else "",
    )
