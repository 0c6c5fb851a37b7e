"""Calls between real phones through a real Asterisk, on record: the whole path from the node's spool to the rows."""

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony.calls.boot_mark import boot_mark_write
from telephony.calls.codes import Result
from tests.asterisk.agents import Agent, AgentCall
from tests.asterisk.companies import company, secret
from tests.asterisk.node import ADDRESS, Node
from tests.calls.database import query
from tests.calls.recorder_process import RecorderProcess

CALLS = (
    "SELECT caller_number, callee_number, result, cardinality(linkedids), is_transferred, is_incomplete FROM call"
    " ORDER BY started_at"
)
JOINED = "SELECT count(*) FROM call_event WHERE kind = 'BRIDGE_ENTER'"
DEADLINE_SECONDS = 40


@pytest.fixture(scope="module")
def mortal_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of acme that may be killed."""
    node = Node(tmp_path_factory.mktemp("recorded"))
    node.prepare()
    node.start()
    node.apply(company("acme"))
    yield node
    node.stop()


@pytest.fixture(scope="module")
def phones(mortal_node: Node) -> Iterator[list[Agent]]:
    """Registered phones of 200, 201 and 202."""
    port = mortal_node.settings.sip_port
    with contextlib.ExitStack() as stack:
        agents = [stack.enter_context(Agent(number)) for number in ("200", "201", "202")]
        for agent, number in zip(agents, ("200", "201", "202"), strict=True):
            agent.register(f"acme+{number}", secret("acme", number), host=ADDRESS, port=port)
        yield agents


@pytest.fixture
def spool(recorder_role: None, mortal_node: Node, phones: list[Agent]) -> Iterator[Path]:
    """The node's spool, emptied, with a recorder at work on it."""
    path = mortal_node.paths.spool / "cel.jsonl"
    for left in path.parent.glob("*.jsonl"):
        left.unlink()
    for phone in phones:
        phone.as_new()
    recorder = RecorderProcess(path)
    yield path
    recorder.send(signal.SIGKILL)


def connect(caller: Agent, callee: Agent, number: str) -> tuple[AgentCall, AgentCall]:
    since = callee.mark()
    call = caller.call(number)
    other = callee.incoming(since=since).answer()
    call.confirmed()
    return call, other


def on_record(count: int) -> list[tuple[object, ...]]:
    """The calls on record, once there are so many."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while len(query(CALLS)) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    return query(CALLS)


def test_a_call_is_on_record_when_it_ends_and_not_before(spool: Path, phones: list[Agent]) -> None:
    call, other = connect(phones[0], phones[1], "201")
    assert on_record(0) == []
    call.hang_up()
    other.ended()
    assert on_record(1) == [("200", "201", Result.ANSWERED, 1, False, False)]


def test_an_attended_transfer_ends_as_one_call_although_a_part_was_on_record_before(
    spool: Path, phones: list[Agent]
) -> None:
    anna, boris, vera = phones
    call, at_boris = connect(anna, boris, "201")
    at_boris.do("hold")
    consultation, at_vera = connect(boris, vera, "202")
    at_boris.do("transfer_attended", other=consultation.number)
    at_boris.ended()
    # Asterisk ends the second LinkedID now; nothing yet tells that its call is part of the first one.
    assert on_record(1) == [("201", "202", Result.ANSWERED, 1, False, False)]
    call.hang_up()
    at_vera.ended()
    deadline = time.monotonic() + DEADLINE_SECONDS
    while query(CALLS)[0][0] != "200" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert on_record(1) == [("200", "201", Result.ANSWERED, 2, True, False)]


def test_a_crash_of_asterisk_closes_and_flags_its_calls_at_the_next_start(
    spool: Path, phones: list[Agent], mortal_node: Node
) -> None:
    call, other = connect(phones[0], phones[1], "201")
    deadline = time.monotonic() + DEADLINE_SECONDS
    while query(JOINED) != [(2,)] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert on_record(0) == []
    mortal_node.kill()
    boot_mark_write(spool)
    assert on_record(1) == [("200", "201", Result.ANSWERED, 1, False, True)]
    mortal_node.start()
    for dead in (call, other):
        dead.hang_up()
    phones[2].call("299").ended()
    assert [row[2:] for row in on_record(2)] == [
        (Result.ANSWERED, 1, False, True),
        (Result.REFUSED, 1, False, False),
    ]
