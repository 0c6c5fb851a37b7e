"""Companies with lines to the outside, for node tests. Numbers: acme +7495 111 00xx, acme1 ... 222, globex ... 333."""

from dataclasses import replace

from compose.provider.provider import Provider
from telephony.asterisk.snapshot import TenantConfig
from telephony.dialling.config import (
    CarrierNumber,
    CompanyLine,
    OutsideConfig,
    OwnNumber,
    PlatformConfig,
    TrunkConfig,
)
from tests.asterisk.companies import company

MIDDLES = {"acme": "111", "acme1": "222", "globex": "333"}
CARRIER = "carrier:north"
CALLER = "+79161234567"  # somebody outside


def number(code: str, last: int = 1) -> str:
    """A number of the company: `number("acme", 1)` is +74951110001."""
    return f"+7495{MIDDLES[code]}{last:04d}"


def carrier(provider: Provider, name: str = "north", **options: object) -> TrunkConfig:
    """The operator's line to the provider, known by its address."""
    base = TrunkConfig(name, addresses=(provider.address,), sources=(provider.host,))
    return replace(base, **options)  # type: ignore[arg-type]  # fields by name


def account(provider: Provider, login: str, name: str = "own", **options: object) -> TrunkConfig:
    """A company's own line, registered at the provider."""
    base = TrunkConfig(
        name,
        addresses=(provider.address,),
        registers=True,
        login=login,
        secret=provider.secret(login),
        domain=provider.host,
    )
    return replace(base, **options)  # type: ignore[arg-type]  # fields by name


def own(
    code: str, target: str, last: int = 1, *, line: str = CARRIER, **options: object
) -> OwnNumber:
    """A number of the company that leads somewhere."""
    return replace(OwnNumber(number(code, last), line, target), **options)  # type: ignore[arg-type]  # fields by name


def outside(config: TenantConfig | str, *numbers: OwnNumber, **options: object) -> TenantConfig:
    """The company with these numbers, and whatever else its outside calls need."""
    base = company(config) if isinstance(config, str) else config
    made = replace(OutsideConfig(area="495", numbers=numbers), **options)  # type: ignore[arg-type]  # fields by name
    return replace(base, revision=base.revision + 1, outside=made)


def platform(
    *companies: TenantConfig, carriers: tuple[TrunkConfig, ...] = (), **options: object
) -> PlatformConfig:
    """What the node shares for these companies."""
    numbers = tuple(
        CarrierNumber(each.number, config.code, each.line)
        for config in companies
        for each in config.outside.numbers
    )
    lines = tuple(
        CompanyLine(config.code, f"trunk:{trunk.name}", trunk.sources)
        for config in companies
        for trunk in config.outside.trunks
    )
    base = PlatformConfig(1, carriers=carriers, numbers=numbers, company_lines=lines)
    return replace(base, **options)  # type: ignore[arg-type]  # fields by name
