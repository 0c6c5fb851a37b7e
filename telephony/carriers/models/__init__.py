from telephony.carriers.models.limits import (
    SWITCH_NAMES,
    LimitedModel,
    SwitchedModel,
    switches_dump,
    switches_load,
)
from telephony.carriers.models.lines import (
    Carrier,
    CompanyLine,
    HostAddress,
    LineAccount,
    LineTransport,
    OutsideLine,
)
from telephony.carriers.models.node_states import NodePlatformState
from telephony.carriers.models.numbers import NumberRange, PhoneNumber, PlanPrefix
from telephony.carriers.models.routes import (
    EmergencyLine,
    PlatformFilter,
    PlatformRoute,
    PlatformSettings,
    RouteBase,
)

__all__ = [
    "SWITCH_NAMES",
    "Carrier",
    "CompanyLine",
    "EmergencyLine",
    "HostAddress",
    "LimitedModel",
    "LineAccount",
    "LineTransport",
    "NodePlatformState",
    "NumberRange",
    "OutsideLine",
    "PhoneNumber",
    "PlanPrefix",
    "PlatformFilter",
    "PlatformRoute",
    "PlatformSettings",
    "RouteBase",
    "SwitchedModel",
    "switches_dump",
    "switches_load",
]
