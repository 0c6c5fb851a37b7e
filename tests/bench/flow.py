"""Bench `flow`: publishing a call flow on a node with many companies' flows, while phones watch and call (G1, G2); what
compiling costs; and what a flow costs a call beside the same way written by hand.

A publication counts from the request until a caller meets the new version: a probe calls the flow every 20 ms. (Each of
its calls costs the node as much as one of the calls beside it: one every 5 ms would be three times their load.)
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from telephony.asterisk.apply import apply
from telephony.asterisk.flows import flow_context
from telephony.asterisk.snapshot import FlowConfig, FlowNumber, TenantConfig
from telephony.flow.parse import parse
from tests.bench import fleet, flow_cost
from tests.bench.apply import until_effective
from tests.bench.blf import watch_all
from tests.bench.company import BenchCompany
from tests.bench.phone import SipPhone
from tests.bench.report import Report, percentile
from tests.bench.sipp import Load, LoadResult
from tests.bench.system import Installation, answering

PAIRS = fleet.PHONES_EACH // 2
NUMBER = "600"
CAUSES = {"busy": 486, "declined": 603}  # of a flow, and the status that the caller is told
PROBE_SECONDS = 0.02
READ_SECONDS = 0.5  # by a person, before publishing what was just saved
LATE_MS = 100.0  # G2
WHOLE_MS = 1_000.0
PUBLISH_P95_MS = 150.0
COMPILED_ELEMENTS = (20, 300)


@dataclass(frozen=True, slots=True)
class Size:
    """Companies with a flow each, its elements, phones that are watched, publications, calls a second beside them."""

    companies: int
    elements: int
    watched: int
    publications: int
    rate: int
    cost: flow_cost.Size


SIZES = {
    "full": Size(1_000, 20, 10_000, 60, 50, flow_cost.Size(50, 400, 5)),
    "small": Size(3, 8, 100, 4, 20, flow_cost.Size(20, 40, 1)),
}


def document(cause: str, elements: int) -> dict[str, Any]:
    """A chain of marks that ends the call with a cause. Who dials the number begins at the end: asking shall not cost
    what the flow does."""
    last = elements - 2
    chain = [_element("start", "start", {"numbers": []}, "e1")]
    chain += [
        _element(f"e{index}", "set", {"tag": f"mark {index}"}, f"e{index + 1}")
        for index in range(1, last)
    ]
    end = _element(f"e{last}", "hangup", {"cause": cause}, "")
    probed = _element("probed", "start", {"numbers": []}, f"e{last}", number=NUMBER)
    return {"format": 1, "elements": [*chain, end, probed]}


def _element(
    key: str, kind: str, settings: dict[str, Any], target: str, *, number: str = ""
) -> dict[str, Any]:
    when: dict[str, list[object]] = {"lists": [], "days": [], "minutes": []}
    return {
        "id": key,
        "kind": kind,
        "name": "",
        "number": number,
        "position": {"x": 0, "y": 0},
        "level": 0,
        "when": when,
        "settings": settings,
        "exits": {"next": target} if target else {},
    }


def with_flow(config: TenantConfig, elements: int) -> TenantConfig:
    """The synthetic company with a flow."""
    flow = FlowConfig(1, 1, parse(document("busy", elements)).flow)
    return replace(config, flows=(flow,), flow_numbers=(FlowNumber(NUMBER, 1, "probed"),))


async def put_companies(installation: Installation, size: Size) -> None:
    """Companies of the fleet, each with a flow; as many with all their phones as are watched."""
    full = -(-size.watched // fleet.PHONES_EACH)
    async with installation.ami() as ami:
        with fleet.as_owner_of(installation.node.root):
            for index in range(size.companies):
                phones = fleet.PHONES_EACH if index < full else 1
                config = with_flow(fleet.company(fleet.code(index), phones), size.elements)
                await apply(config, node=installation.node, ami=ami)


class Publisher:
    """Publishes the bench company's flow, again and again, and times each until callers meet it."""

    def __init__(self, company: BenchCompany, phone: SipPhone, elements: int) -> None:
        self._cabinet, self._phone, self._elements = company.cabinet, phone, elements
        self._asker = company.phones[0]
        made = self._cabinet.post("flows/", {"name": "Bench", "description": ""})
        self._path = f"flows/{made['id']}/"
        self.effective_ms: list[float] = []
        self.http_ms: list[float] = []

    async def run(self, publications: int) -> None:
        """Publish versions that differ in how they end; the first one is not counted."""
        await self._phone.register(self._asker)
        for index in range(publications + 1):
            await self._publish(list(CAUSES)[index % 2])
        del self.effective_ms[0], self.http_ms[0]

    async def _publish(self, cause: str) -> None:
        revision = await asyncio.to_thread(self._save, cause)
        is_effective = await self._probe(CAUSES[cause])
        await asyncio.sleep(READ_SECONDS)
        began = time.perf_counter()
        request = asyncio.create_task(
            asyncio.to_thread(
                self._cabinet.post, f"{self._path}publish/", {"revision": revision, "note": ""}
            )
        )
        request.add_done_callback(
            lambda _: self.http_ms.append((time.perf_counter() - began) * 1000)
        )
        self.effective_ms.append(await until_effective(is_effective, began, every=PROBE_SECONDS))
        await request

    def _save(self, cause: str) -> int:
        draft = self._cabinet.get(f"{self._path}draft/")
        body = {"document": document(cause, self._elements), "revision": draft["revision"]}
        saved = self._cabinet.put(f"{self._path}draft/", body)
        return int(saved["revision"])

    async def _probe(self, wanted: int) -> Callable[[], Awaitable[bool]]:
        _, challenge = await self._phone.ask(self._asker, NUMBER, None)

        async def is_effective() -> bool:
            nonlocal challenge
            status, challenge = await self._phone.ask(self._asker, NUMBER, challenge)
            return status == wanted

        return is_effective


def calls(installation: Installation, name: str) -> Load:
    """Calls between phones of the fleet's first company."""
    load = Load(installation.work / name, installation.sip)
    load.users(
        [fleet.account(index) for index in range(PAIRS)],
        [fleet.number(index) for index in range(PAIRS, 2 * PAIRS)],
    )
    return load


async def measure(installation: Installation, size: Size, report: Report) -> None:
    """Calls alone, then calls while flows are published."""
    ships = fleet.Fleet(installation)
    watcher, phone = await SipPhone.open(installation.sip), await SipPhone.open(installation.sip)
    callees = [fleet.account(index) for index in range(PAIRS, 2 * PAIRS)]
    await ships.clear()
    try:
        await put_companies(installation, size)
        with (
            BenchCompany.made(installation) as company,
            answering(installation.work / "flow", installation.sip, callees),
        ):
            refused = await watch_all(watcher, size.watched)
            alone = await asyncio.to_thread(
                calls(installation, "sipp-flow-alone").run, rate=size.rate, calls=size.rate * 5
            )
            load = calls(installation, "sipp-flow")
            load.start(rate=size.rate, calls=1_000_000)
            publisher = Publisher(company, phone, size.elements)
            try:
                await publisher.run(size.publications)
            finally:
                beside = await asyncio.to_thread(load.stop)
        describe(report, publisher, alone, beside)
        report.add(
            "watched extensions",
            size.watched - refused,
            "",
            gate=f"{size.watched}",
            met=not refused,
        )
    finally:
        await ships.clear()
        watcher.close()
        phone.close()


def describe(report: Report, publisher: Publisher, alone: LoadResult, beside: LoadResult) -> None:
    """Figures of publishing, and of the calls meanwhile."""
    found = publisher.effective_ms
    report.add("publish -> live p50", percentile(found, 0.5), "ms")
    p95 = percentile(found, 0.95)
    gate = f"<= {PUBLISH_P95_MS:g} ms"
    report.add("publish -> live p95", p95, "ms", gate=gate, met=p95 <= PUBLISH_P95_MS)
    gate = f"<= {WHOLE_MS:g} ms"
    report.add("publish -> live worst", max(found), "ms", gate=gate, met=max(found) <= WHOLE_MS)
    report.add("publish: HTTP answer p95", percentile(publisher.http_ms, 0.95), "ms")
    usual = percentile(alone.setup_ms, 0.5)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        value, base = percentile(beside.setup_ms, share), percentile(alone.setup_ms, share)
        report.add(f"INVITE -> 200 {name}", value, "ms", baseline=base, ratio=value / base)
    late = sum(each > usual + LATE_MS for each in beside.setup_ms)
    report.add("calls answered 100 ms late", late, "ms", gate="0", met=late == 0)
    report.add(
        "failed calls", beside.failed, "", baseline=alone.failed, gate="0", met=beside.failed == 0
    )


def compile_times(report: Report) -> None:
    """Milliseconds to compile a flow, and to write it down as a context."""
    for elements in COMPILED_ELEMENTS:
        flow = FlowConfig(1, 1, parse(document("busy", elements)).flow)
        began, repeats = time.perf_counter(), 20
        for _ in range(repeats):
            flow_context(flow, "bench-f1-v1")
        spent = (time.perf_counter() - began) * 1000 / repeats
        report.add(f"compile {elements} elements", spent, "ms")


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench flow`."""
    size = SIZES[size_name]
    report = Report(
        "flow",
        {
            "companies": size.companies,
            "elements": size.elements,
            "watched": size.watched,
            "publications": size.publications,
            "calls_per_second": size.rate,
        },
    )
    compile_times(report)
    asyncio.run(measure(installation, size, report))
    flow_cost.measure(installation, size.cost, report)
    return report
