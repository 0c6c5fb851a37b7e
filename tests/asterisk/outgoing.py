"""What tests of outgoing calls share: companies that may call everywhere, and a node that lets them."""

from dataclasses import replace

from compose.provider.provider import Provider
from telephony.asterisk.snapshot import TenantConfig
from telephony.dialling.config import CallClass, CallerRights
from tests.asterisk.node import Node
from tests.asterisk.outside import carrier, outside, own, platform

EVERYTHING = tuple(CallClass)
PEOPLE = ("200", "201", "202")
FAR = "+74957654321"  # Moscow, as are acme's numbers
ABROAD = "+442079460958"


def far(last: str) -> str:
    """A number whose last four digits tell the simulated provider what to do: "0486" is busy."""
    return FAR[:-4] + last


def rights(
    *extensions: str, classes: tuple[CallClass, ...] = EVERYTHING, **options: object
) -> tuple[CallerRights, ...]:
    """The same rights of these extensions; of all people when none is named."""
    made = (CallerRights(each, classes) for each in extensions or PEOPLE)
    return tuple(replace(each, **options) for each in made)  # type: ignore[arg-type]  # fields by name


def caller(config: TenantConfig | str = "acme", **options: object) -> TenantConfig:
    """A company with a number at the operator's carrier, whose people may call everywhere."""
    code = config if isinstance(config, str) else config.code
    options.setdefault("ceiling", EVERYTHING)
    options.setdefault("rights", rights())
    return outside(config, *options.pop("numbers", (own(code, "internal:201"),)), **options)  # type: ignore[misc]  # fields by name


def publish(
    node: Node,
    provider: Provider,
    *companies: TenantConfig,
    is_trusted: bool = True,
    **options: object,
) -> None:
    """Bring companies to the node, beside a carrier that leads to the provider. Who is trusted needs no password."""
    if is_trusted:
        provider.trust("127.0.0.1")
    options.setdefault("carriers", (carrier(provider),))
    options.setdefault("default_carrier", "north")
    node.publish(platform(*companies, **options), *companies)  # type: ignore[arg-type]  # fields by name
