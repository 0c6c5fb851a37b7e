"""Whatever of the installation dies while calls run: no call notices, and each is on record exactly once."""

import asyncio
import os
import signal
import time
from collections import Counter

import pytest

from tests.bench.phone import Call, SipPhone
from tests.bench.sipp import LoadResult
from tests.bench.system import Installation
from tests.bench.transactions import SipTimeoutError
from tests.faults.conftest import Office, number_of
from tests.faults.records import now, pairs, placed, recorded, wait_recorded

pytestmark = pytest.mark.system

RATE = 20  # calls a second
HOLD_MS = 1000  # so that twenty calls are up at any moment
PAUSE_SECONDS = 1.5  # between two kills
OTHERS = (
    "web",
    "worker-default",
    "worker-media",
    "worker-node",
    "worker-dialer",
    "beat",
    "ami-listener",
    "call-recorder",
    "nginx",
    "firewall",
    "provider",
    "redis",
)
SETTLE_SECONDS = 4.0  # what fails at its start has failed again by then


def kill(installation: Installation, program: str, number: signal.Signals = signal.SIGKILL) -> None:
    """End one supervised process without a chance to tidy up."""
    os.kill(installation.pid(program), number)


def steady_calls(office: Office, name: str, seconds: float) -> LoadResult:
    """Calls at the usual rate for so long."""
    return office.load(name).run(rate=RATE, calls=int(RATE * seconds), hold_ms=HOLD_MS)


def assert_undisturbed(result: LoadResult, calls: int) -> None:
    """Every call was answered and ended as the caller wanted."""
    assert (result.successful, result.failed) == (calls, 0)


def test_calls_go_on_and_are_recorded_once_when_any_process_is_killed(office: Office) -> None:
    since, installation = now(), office.installation
    calls = int(RATE * (PAUSE_SECONDS * (len(OTHERS) + 2) + 3))
    programs = installation.programs()  # a kernel may refuse the firewall
    load = office.load("faults-kill")
    load.start(rate=RATE, calls=calls, hold_ms=HOLD_MS, timeout=90)
    for program in OTHERS:
        time.sleep(PAUSE_SECONDS)
        if program in programs:
            kill(installation, program)
    time.sleep(PAUSE_SECONDS)
    kill(
        installation, "postgres", signal.SIGQUIT
    )  # its immediate stop: no checkpoint, every session cut
    assert_undisturbed(load.wait(), calls)
    installation.wait_healthy()
    found = wait_recorded(office, since, calls)
    assert pairs(found) == placed(office, "faults-kill")
    assert {(call["result"], call["is_incomplete"]) for call in found} == {("answered", False)}
    assert_settled(installation)


def assert_settled(installation: Installation) -> None:
    """What came back stays; nothing is started again and again."""
    before = {name: installation.pid(name) for name in installation.programs()}
    time.sleep(SETTLE_SECONDS)
    assert {name: installation.pid(name) for name in before} == before


def test_a_save_still_becomes_live_after_the_recorder_and_the_node_worker_were_killed(
    office: Office,
) -> None:
    kill(office.installation, "worker-node")
    kill(office.installation, "call-recorder")
    number = office.company.next_number()
    office.company.cabinet.post(
        "employees/", {"name": "After the kill", "role": "none", "extension": {"number": number}}
    )
    office.company.cabinet.wait_applied()
    assert f"{office.company.code}/number/{number} " in office.installation.console(
        f"database show t/{office.company.code}"
    )
    office.installation.wait_healthy()


def test_calls_groups_and_lamps_work_with_everything_but_asterisk_stopped_and_asterisk_restarted(
    office: Office,
) -> None:
    since, installation = now(), office.installation
    others = [name for name in installation.programs() if name != "asterisk"]
    installation.stop(others)
    try:
        assert {name for name, state in installation.programs().items() if state == "RUNNING"} == {
            "asterisk"
        }
        assert_undisturbed(steady_calls(office, "faults-alone", 2), 2 * RATE)
        cut_off = asyncio.run(crash_during_calls(office, calls=5))
        assert_undisturbed(steady_calls(office, "faults-restarted", 2), 2 * RATE)
        asyncio.run(assert_group_and_lamp(office))
    finally:
        installation.start(others)
    installation.wait_healthy()
    extra = Counter(
        {
            (number_of(office.callers[0]), "500"): 1,
            (number_of(office.callers[1]), number_of(office.callees[1])): 1,
        }
    )
    expected = placed(office, "faults-alone") + placed(office, "faults-restarted") + cut_off + extra
    found = wait_recorded(office, since, expected.total())
    assert pairs(found) == expected
    incomplete = [call for call in found if call["is_incomplete"]]
    assert pairs(incomplete) == cut_off
    assert all(call["ended_at"] >= call["answered_at"] for call in incomplete)


async def crash_during_calls(office: Office, *, calls: int) -> Counter[tuple[str, str]]:
    """Kill Asterisk in the middle of calls and wait until it takes calls again; the pairs that were cut off."""
    phone = await SipPhone.open(office.installation.sip)
    running: list[Call] = [
        await phone.call(caller, number_of(callee))
        for caller, callee in zip(office.callers[:calls], office.callees, strict=False)
    ]
    assert [call.status for call in running] == [200] * calls
    await asyncio.sleep(0.5)
    kill(office.installation, "asterisk")
    await until_registering(phone, office)
    phone.close()
    return Counter((number_of(call.account), call.number) for call in running)


async def until_registering(phone: SipPhone, office: Office, timeout: float = 60) -> None:
    """Wait until a phone can register again."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        try:
            if await asyncio.wait_for(phone.register(office.callers[0]), 1) == 200:
                return
        except (SipTimeoutError, TimeoutError):
            continue
    raise AssertionError("no phone could register after Asterisk had been restarted")


async def assert_group_and_lamp(office: Office) -> None:
    """The group rings its members' phones, and a lamp shows a call."""
    server = office.installation.sip
    member, caller, watcher = (
        await SipPhone.open(server),
        await SipPhone.open(server),
        await SipPhone.open(server),
    )
    assert (
        await member.register(office.company.phones[0]) == 200
    )  # extension 200 is in the starter kit's group 500
    group = await caller.call(office.callers[0], "500")
    assert (group.status, member.taken) == (200, 1)
    await caller.hang_up(group)
    assert await watcher.watch(office.callers[2], number_of(office.callees[1])) == 200
    call = await caller.call(office.callers[1], number_of(office.callees[1]))
    await until_lamp(watcher, "confirmed")
    await caller.hang_up(call)
    await until_lamp(watcher, "terminated")
    for phone in (member, caller, watcher):
        phone.close()


async def until_lamp(watcher: SipPhone, state: str, timeout: float = 40) -> None:
    """Wait for a NOTIFY that shows the state (RFC 4235)."""
    deadline = time.monotonic() + timeout
    while f"<state>{state}</state>" not in watcher.last_notify:
        assert time.monotonic() < deadline, f"the lamp shows {watcher.last_notify!r}, not {state}"
        await asyncio.sleep(0.02)


def test_no_call_is_doubled_when_the_recorder_is_killed_again_and_again(office: Office) -> None:
    since, calls = now(), RATE * 6
    load = office.load("faults-recorder")
    load.start(rate=RATE, calls=calls, hold_ms=HOLD_MS, timeout=60)
    for _ in range(4):
        time.sleep(1.2)
        kill(office.installation, "call-recorder")
    assert_undisturbed(load.wait(), calls)
    assert pairs(wait_recorded(office, since, calls)) == placed(office, "faults-recorder")
    assert len({call["id"] for call in recorded(office, since)}) == calls
