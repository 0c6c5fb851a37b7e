"""Bench `apply` (G1): from the HTTP request that saves a device until the node acts on it.

A probe asks the node every 5 ms; 50 calls and 500 registrations of other companies live meanwhile. Beside it, a full
reload of an Asterisk of the same size whose phones are in pjsip.conf.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from compose.provider.sip import Account
from tests.bench import fleet
from tests.bench.answer import refresh, register_all
from tests.bench.baseline_node import BaselineNode
from tests.bench.company import BenchCompany, strong_password
from tests.bench.phone import Call, SipPhone
from tests.bench.report import Report, percentile
from tests.bench.system import Cabinet, Installation
from tests.bench.transactions import SipTimeoutError

PROBE_SECONDS = 0.005
GATES_MS = {"p50": (0.50, 60.0), "p95": (0.95, 150.0), "p99": (0.99, 400.0)}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: phones on the node, edits at each step, bystanders, repeats of the reload at each step."""

    phones: tuple[int, ...]
    edits: int
    calls: int
    registrations: int
    reloads: tuple[int, ...]


SIZES = {
    "full": Size((1_000, 10_000, 50_000), 200, 50, 500, (3, 3, 1)),
    "small": Size((200,), 5, 5, 50, (1,)),
}


@dataclass(slots=True)
class Outcome:
    """Milliseconds until effective, by kind of edit, and until the HTTP answer; what bystanders lost."""

    password_ms: list[float] = field(default_factory=list)
    number_ms: list[float] = field(default_factory=list)
    http_ms: list[float] = field(default_factory=list)
    lost_calls: int = 0
    lost_registrations: int = 0
    extra_options: int = 0

    @property
    def all_ms(self) -> list[float]:
        """Both kinds together."""
        return self.password_ms + self.number_ms


class Bystanders:
    """Phones of the fleet that are registered and in calls while others edit."""

    def __init__(self, caller: SipPhone, callee: SipPhone, size: Size) -> None:
        self._caller, self._callee = caller, callee
        self._accounts = [fleet.account(index) for index in range(size.registrations)]
        self._pairs = size.calls
        self._refused = [0]
        self._calls: list[Call] = []

    async def start(self) -> asyncio.Task[None]:
        """Register everybody on the answering phone and set the calls up; the task keeps registrations fresh."""
        if await register_all(self._callee, self._accounts):
            raise RuntimeError("a phone of the fleet could not register")
        for index in range(self._pairs):
            caller = self._accounts[index]
            self._calls.append(
                await self._caller.call(caller, fleet.number(2 * self._pairs - index - 1))
            )
        return asyncio.create_task(refresh(self._callee, self._accounts, self._refused))

    async def finish(self, outcome: Outcome, installation: Installation) -> None:
        """Count what was lost, and end the calls."""
        for call in self._calls:
            alive = call.status == 200 and not call.ended.is_set()
            outcome.lost_calls += not (alive and await self._caller.hang_up(call) == 200)
        async with installation.ami() as ami:
            held = await ami.list_action("DBGetTree", Family="registrar/contact")
        logins = {event["Key"].split("/")[-1].partition(";")[0] for event in held if "Key" in event}
        outcome.lost_registrations = self._refused[0] + len(
            {each.login for each in self._accounts} - logins
        )
        outcome.extra_options = self._caller.heard["OPTIONS"] + self._callee.heard["OPTIONS"]


class Editor:
    """Edits the bench's company and times each edit."""

    def __init__(self, installation: Installation, company: BenchCompany) -> None:
        self._server, self._company = installation.sip, company
        self._devices = company.devices()
        self._asker = company.phones[0]

    async def run(self, edits: int) -> Outcome:
        """One edit in eight makes a person with a number and a phone; the others change a password."""
        outcome, phone = Outcome(), await SipPhone.open(self._server)
        await phone.register(self._asker)
        for index in range(edits):
            if index % 8 == 4:
                outcome.number_ms.append(await self._new_number(phone, outcome))
            else:
                outcome.password_ms.append(await self._new_password(phone, outcome, index))
        phone.close()
        return outcome

    async def _new_password(self, phone: SipPhone, outcome: Outcome, index: int) -> float:
        device = self._devices[index % len(self._devices)]
        account, challenge = Account(device["login"], strong_password()), None
        _, challenge = await phone.register_once(account, None)

        async def is_effective() -> bool:
            nonlocal challenge
            status, challenge = await phone.register_once(account, challenge)
            return status == 200

        path, body = f"devices/{device['id']}/reset-password/", {"secret": account.password}
        return await timed(
            outcome, lambda cabinet: cabinet.post(path, body), is_effective, self._company.cabinet
        )

    async def _new_number(self, phone: SipPhone, outcome: Outcome) -> float:
        number, challenge = self._company.next_number(), None
        _, challenge = await phone.ask(self._asker, number, None)

        async def is_effective() -> bool:
            nonlocal challenge
            status, challenge = await phone.ask(self._asker, number, challenge)
            return status in (180, 480)

        body = {
            "name": f"Person {number}",
            "role": "none",
            "extension": {"number": number},
            "device": {"name": number},
        }
        return await timed(
            outcome,
            lambda cabinet: cabinet.post("employees/", body),
            is_effective,
            self._company.cabinet,
        )


async def timed(
    outcome: Outcome,
    save: Callable[[Cabinet], object],
    is_effective: Callable[[], Awaitable[bool]],
    cabinet: Cabinet,
) -> float:
    """Milliseconds from the beginning of the request until the probe succeeds."""
    began = time.perf_counter()
    request = asyncio.create_task(asyncio.to_thread(save, cabinet))
    request.add_done_callback(
        lambda _: outcome.http_ms.append((time.perf_counter() - began) * 1000)
    )
    elapsed = await until_effective(is_effective, began)
    await request
    return elapsed


async def until_effective(
    is_effective: Callable[[], Awaitable[bool]],
    began: float,
    *,
    timeout: float = 30,
    every: float = PROBE_SECONDS,
) -> float:
    """Ask again and again, `every` so many seconds; milliseconds since `began` at the first success."""
    while True:
        asked = time.perf_counter()
        if await is_effective():
            return (time.perf_counter() - began) * 1000
        if asked - began > timeout:
            raise TimeoutError("the change never took effect")
        await asyncio.sleep(max(0.0, every - (time.perf_counter() - asked)))


async def reload_ms(node: BaselineNode, accounts: list[Account]) -> float:
    """Milliseconds until one changed password works after the files are written and everything is reloaded."""
    phone = await SipPhone.open(("127.0.0.1", node.port))
    changed = Account(accounts[-1].login, strong_password())
    _, challenge = await phone.register_once(changed, None)

    async def is_effective() -> bool:
        nonlocal challenge
        try:
            status, challenge = await phone.register_once(changed, challenge)
        except SipTimeoutError:  # a node of this size answers nobody while it reloads
            return False
        return status == 200

    accounts[-1] = changed
    began = time.perf_counter()
    node.write(accounts)
    reloading = asyncio.create_task(asyncio.to_thread(node.reload))
    elapsed = await until_effective(is_effective, began, timeout=600)
    await reloading
    phone.close()
    return elapsed


async def measure_step(installation: Installation, size: Size, company: BenchCompany) -> Outcome:
    """One size of the node: edits with bystanders."""
    caller, callee = await SipPhone.open(installation.sip), await SipPhone.open(installation.sip)
    bystanders = Bystanders(caller, callee, size)
    refreshing = await bystanders.start()
    outcome = await Editor(installation, company).run(size.edits)
    refreshing.cancel()
    await bystanders.finish(outcome, installation)
    caller.close()
    callee.close()
    return outcome


async def baseline_ms(installation: Installation, phones: int, repeats: int) -> float:
    """Median of full reloads at this size."""
    accounts = [fleet.account(index) for index in range(phones)]
    with BaselineNode(installation.work / "baseline", installation.asterisk_root).running(
        accounts
    ) as node:
        return percentile([await reload_ms(node, accounts) for _ in range(repeats)], 0.5)


async def measure(installation: Installation, size: Size, report: Report) -> None:
    """The whole ladder."""
    ships, medians = fleet.Fleet(installation), []
    await ships.clear()
    try:
        for phones, repeats in zip(size.phones, size.reloads, strict=True):
            await ships.grow(phones)
            with BenchCompany.made(
                installation, people=97
            ) as company:  # anew: it must not grow with the steps
                outcome = await measure_step(installation, size, company)
            medians.append(percentile(outcome.all_ms, 0.5))
            report_step(report, phones, outcome, await baseline_ms(installation, phones, repeats))
    finally:
        await ships.clear()
    slope = medians[-1] / medians[0]
    report.add(
        f"slope of p50, {size.phones[0]:,} to {size.phones[-1]:,} phones",
        slope,
        "x",
        gate="<= 1.2x",
        met=slope <= 1.2,
    )


def report_step(report: Report, phones: int, outcome: Outcome, reload: float) -> None:
    """Figures of one size."""
    step = f"{phones:,} phones: "
    for name, (share, limit) in GATES_MS.items():
        value = percentile(outcome.all_ms, share)
        report.add(
            f"{step}save -> effective {name}",
            value,
            "ms",
            gate=f"<= {limit:g} ms",
            met=value <= limit,
        )
    middle = percentile(outcome.all_ms, 0.5)
    report.add(f"{step}of which the HTTP answer, p50", percentile(outcome.http_ms, 0.5), "ms")
    report.add(f"{step}password p50", percentile(outcome.password_ms, 0.5), "ms")
    report.add(f"{step}new person and number p50", percentile(outcome.number_ms, 0.5), "ms")
    faster, gate = reload / middle, ">= 50x" if phones == 10_000 else ""
    report.add(
        f"{step}against a full reload",
        middle,
        "ms",
        baseline=reload,
        ratio=faster,
        gate=gate,
        met=faster >= 50 if gate else None,
    )
    for name, value in (
        ("calls lost", outcome.lost_calls),
        ("registrations lost", outcome.lost_registrations),
        ("extra OPTIONS", outcome.extra_options),
    ):
        report.add(f"{step}{name}", value, "", gate="0", met=value == 0)
    told = ", ".join(
        f"{name} {percentile(outcome.all_ms, share):.0f} ms"
        for name, (share, _) in GATES_MS.items()
    )
    report.progress(f"{step}{told}; full reload {reload:.0f} ms")


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench apply`."""
    size = SIZES[size_name]
    report = Report(
        "apply",
        {
            "phones": size.phones,
            "edits_each": size.edits,
            "live_calls": size.calls,
            "registrations": size.registrations,
            "probe_ms": PROBE_SECONDS * 1000,
            "reloads": size.reloads,
            "phones_per_company": fleet.PHONES_EACH,
        },
    )
    asyncio.run(measure(installation, size, report))
    return report
