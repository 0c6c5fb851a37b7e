"""Synthetic companies on the node, put there by the product's own `apply`: 100 phones each, known to the node alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from compose.provider.sip import Account
from telephony.asterisk import names
from telephony.asterisk.apply import apply
from telephony.asterisk.render import TENANT_TEMPLATE, environment
from telephony.asterisk.snapshot import DeviceConfig, ExtensionConfig, ReachConfig, TenantConfig
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    OutsideConfig,
    OwnNumber,
    TrunkConfig,
)
from tests.bench.system import Installation

PHONES_EACH = 100
FIRST_NUMBER = 2000


def code(index: int) -> str:
    """Code of the n-th synthetic company."""
    return f"zbench{index:05d}"


def account(index: int) -> Account:
    """The n-th phone of the fleet."""
    return phone(code(index // PHONES_EACH), index % PHONES_EACH)


def phone(company_code: str, index: int) -> Account:
    """The n-th phone of one company."""
    login = names.login(company_code, number(index))
    return Account(login, f"Secret-{login}")


def number(index: int) -> str:
    """Internal number of the n-th phone in its company."""
    return str(FIRST_NUMBER + index)


def company(company_code: str, phones: int = PHONES_EACH) -> TenantConfig:
    """People with a phone each, numbered from 2000; no phones: the company is taken away."""
    numbers = [number(index) for index in range(phones)]
    return TenantConfig(
        code=company_code,
        revision=1,
        is_disabled=not phones,
        devices=tuple(
            DeviceConfig(
                name=each,
                secret=f"Secret-{company_code}+{each}",
                extension=each,
                caller_name=f"Phone {each}",
            )
            for each in numbers
        ),
        extensions=tuple(
            ExtensionConfig(each, f"Phone {each}", reach=(ReachConfig(device=each),))
            for each in numbers
        ),
    )


OWN_NUMBER = "+74950000001"
OUTSIDE_NUMBER = "+74957654321"  # of the same region
LINE = "far"


def outside(config: TenantConfig, address: str, **options: object) -> TenantConfig:
    """The company with a number and a line of its own to `address` (host:port), by which everybody may call."""
    rights = tuple(CallerRights(each.number, tuple(CallClass)) for each in config.extensions)
    made = OutsideConfig(
        area="495",
        ceiling=tuple(CallClass),
        numbers=(OwnNumber(OWN_NUMBER, f"trunk:{LINE}"),),
        trunks=(TrunkConfig(LINE, addresses=(address,)),),
        rights=rights,
    )
    return replace(config, outside=replace(made, **options))  # type: ignore[arg-type]  # fields by name


class Fleet:
    """As many companies as were asked for. `clear` leaves the node as it was."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._companies = 0

    async def grow(self, phones: int) -> None:
        """Have at least that many phones on the node."""
        wanted = -(-phones // PHONES_EACH)
        await self._apply([company(code(index)) for index in range(self._companies, wanted)])
        self._companies = max(self._companies, wanted)

    async def clear(self) -> None:
        """Take every company of the fleet away, those of a bench that was cut off too."""
        known = sorted(self._installation.node.tenant("x").parent.glob("zbench*.conf"))
        await self._apply([company(path.stem, 0) for path in known])
        self._companies = 0

    async def _apply(self, configs: list[TenantConfig]) -> None:
        async with self._installation.ami() as ami:
            with as_owner_of(self._installation.node.root):
                for config in configs:
                    await apply(config, node=self._installation.node, ami=ami)


@contextmanager
def as_owner_of(path: Path) -> Iterator[None]:
    """Write files as the user whose folder it is, so that the services can read them."""
    status, uid, gid = path.stat(), os.geteuid(), os.getegid()
    environment().get_template(TENANT_TEMPLATE)  # that user may not be able to read the clone
    os.setegid(status.st_gid)
    os.seteuid(status.st_uid)
    try:
        yield
    finally:
        os.seteuid(uid)
        os.setegid(gid)
