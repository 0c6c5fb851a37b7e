"""A company of twenty phones on the running installation, ten that call and ten that answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from compose.provider.sip import Account
from tests.bench.company import BenchCompany, known_phones
from tests.bench.sipp import Load
from tests.bench.system import Installation, answering

PAIRS = 10


@dataclass(frozen=True, slots=True)
class Office:
    """The company with its callers, and its callees, whose phones answer at once."""

    installation: Installation
    company: BenchCompany
    callers: list[Account]
    callees: list[Account]
    loads: list[Load] = field(default_factory=list)

    def load(self, name: str) -> Load:
        """SIPp as every caller in turn calling every callee: a hundred pairs."""
        load = Load(self.installation.work / name, self.installation.sip)
        pairs = [(caller, number_of(callee)) for callee in self.callees for caller in self.callers]
        load.users([caller for caller, _ in pairs], [number for _, number in pairs])
        self.loads.append(load)
        return load


def number_of(account: Account) -> str:
    """Extension of a phone: its device has the extension's number as name."""
    return account.login.partition("+")[2]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """The company, made through the cabinet, with the answering phones registered."""
    installation = Installation()
    with BenchCompany.made(installation, people=2 * PAIRS) as company:
        phones = known_phones(
            company.cabinet, sorted(company.devices(), key=lambda device: device["name"])
        )
        company.cabinet.wait_applied()
        callees = phones[PAIRS:]
        with answering(installation.work / "faults", installation.sip, callees):
            yield Office(installation, company, phones[:PAIRS], callees)
        installation.wait_healthy()


@pytest.fixture(autouse=True)
def _no_calls_left(office: Office) -> Iterator[None]:
    """The calls of a test that failed do not reach the next one."""
    yield
    for load in office.loads:
        load.kill()
    office.loads.clear()
