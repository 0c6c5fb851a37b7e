"""Facts about call flows: the version in force, and the numbers that lead into one. Pure.

The reader is asterisk-templates/node/flow.conf.j2.

    flow/<key>     version in force: 12; the one key that switches
    number/<n>     flow:element:<key>:<element>   of an element with a number of its own, and of a person with a plan
    person/<n>     how a person with a plan is reached, as number/<n> of any other
"""

from collections.abc import Mapping

from telephony.asterisk import names
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.text import ident, number

FLOW_FACT = "flow/"


def flow_facts(config: TenantConfig, reached: Mapping[str, str]) -> dict[str, str]:
    """Facts of the company's flows; `reached` are those of its people. A plan without a published flow is none."""
    found = {f"{FLOW_FACT}{int(flow.key)}": str(int(flow.version)) for flow in config.flows}
    published = {str(int(flow.key)) for flow in config.flows}
    for each in config.flow_numbers:
        found[f"number/{number(each.number)}"] = _entry(str(int(each.flow)), each.element)
    for extension in config.extensions:
        key, _, element = extension.plan.partition("/")
        if key in published:
            own = f"number/{extension.number}"
            found[f"person/{extension.number}"] = reached[own]
            found[own] = _entry(key, element)
    return found


def versions_in_force(code: str, facts: Mapping[str, str]) -> list[str]:
    """Contexts of the versions that the facts of a company say are in force."""
    return [
        names.flow_context(code, int(key.removeprefix(FLOW_FACT)), f"v{version}")
        for key, version in facts.items()
        if key.startswith(FLOW_FACT)
    ]


def _entry(key: str, element: str) -> str:
    return f"flow:element:{key}:{ident(element) if element else ''}"
