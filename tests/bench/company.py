"""A real company made through the cabinet for a bench, and taken out of service at its end."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from compose.provider.sip import Account
from tests.bench.system import Cabinet, Installation

STARTER_NUMBERS = ("200", "201", "202")


class BenchCompany:
    """The company, the cabinet that acts as it, and its phones with known passwords."""

    def __init__(self, code: str, cabinet: Cabinet) -> None:
        self.code, self.cabinet = code, cabinet
        self.phones: list[Account] = []
        self._next = 40_000

    @classmethod
    @contextmanager
    def made(cls, installation: Installation, *, people: int = 0) -> Iterator["BenchCompany"]:
        """A new company with the starter kit's three phones (passwords known) and `people` more with a phone each."""
        code = f"bench{secrets.token_hex(4)}"
        with installation.operator() as operator, installation.operator() as cabinet:
            operator.post("platform/tenants/", new_company(code))
            cabinet.post("session/act-as/", {"code": code})
            company = cls(code, cabinet)
            try:
                company._fill(people)
                yield company
            finally:
                operator.post(f"platform/tenants/{code}/disable/")

    def devices(self) -> list[dict[str, Any]]:
        """Devices of people, as the API shows them; the starter kit's three are left alone."""
        return [
            each
            for each in self.cabinet.everything("devices/")
            if each["name"] not in STARTER_NUMBERS
        ]

    def next_number(self) -> str:
        """A free internal number."""
        self._next += 1
        return str(self._next)

    def _starter(self) -> list[dict[str, Any]]:
        return [
            each for each in self.cabinet.everything("devices/") if each["name"] in STARTER_NUMBERS
        ]

    def _fill(self, people: int) -> None:
        self.phones = known_phones(self.cabinet, self._starter())
        if people:
            rows = [
                {"name": f"Person {n}", "number": str(n)} for n in range(30_000, 30_000 + people)
            ]
            self.cabinet.post("employees/import/", {"mode": "all_or_nothing", "rows": rows})
        self.cabinet.wait_applied()


def strong_password() -> str:
    """A password that every rule accepts, whatever characters chance picks."""
    return f"aZ7-{secrets.token_urlsafe(15)}"


def new_company(code: str) -> dict[str, Any]:
    """Body of the request that signs a company up."""
    return {
        "code": code,
        "name": f"Bench {code}",
        "timezone": "Europe/Moscow",
        "language": "en",
        "max_users": 5000,
        "max_channels": 0,
        "admin": {"name": "Bench", "email": f"admin@{code}.example"},
    }


def known_phones(cabinet: Cabinet, devices: list[dict[str, Any]]) -> list[Account]:
    """Give each device a password of ours."""
    phones = []
    for device in devices:
        account = Account(device["login"], strong_password())
        cabinet.post(f"devices/{device['id']}/reset-password/", {"secret": account.password})
        phones.append(account)
    return phones
