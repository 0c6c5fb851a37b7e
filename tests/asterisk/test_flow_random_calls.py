"""Random flows called by telephone go the way that is simulated: SIP, sound, keys, people who answer or do not."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from compose.provider.provider import Provider, ProviderError
from telephony.asterisk.number_lists import NumberLists
from tests.asterisk.node import Event, Node
from tests.asterisk.outside import carrier, platform
from tests.asterisk.random_calls import RealCall, entered, realistic
from tests.flow.random_flows import ZONE, Case, random_case

CALLS = int(os.environ.get("VPBX_RANDOM_CALLS", "100"))
AT_ONCE = 12
AGAIN_SHARE = 0.03  # of calls that a busy machine may lose a SIP answer or a key of
SECONDS_MAX = 12  # of a call that is worth its time
ELEMENTS_MIN = 3
# What the node's clock is pretended to say: no schedule opens or closes between the simulation and the call.
MOMENT = int(datetime(2026, 11, 25, 12, tzinfo=ZoneInfo(ZONE)).timestamp())


@pytest.fixture(scope="module")
def random_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of its own, on which no company is but those of the cases."""
    node = Node(Path(tmp_path_factory.mktemp("random_calls")))
    node.prepare()
    node.start()
    node.command(f"dialplan set global CLOCK {MOMENT}")
    yield node
    node.remove()


def cases() -> Iterator[Case]:
    """Cases that are over soon and go somewhere."""
    for seed in count():
        made = random_case(seed, circles=False, elements=8, moment=MOMENT, takes_time=True)
        case = realistic(made)
        trace = case.trace()
        if trace.seconds <= SECONDS_MAX and len(trace.path) >= ELEMENTS_MIN:
            yield case


def test_real_calls_go_the_way_that_is_simulated(random_node, provider):
    calls = [RealCall(case, index) for index, case in enumerate(islice(cases(), CALLS))]
    publish(random_node, provider, calls)

    with ThreadPoolExecutor(AT_ONCE) as callers:
        made = list(callers.map(lambda call: among_others(call, random_node, provider), calls))

    found = list(zip(calls, made, strict=True))
    again = [(call, wrong) for call, wrong in found if wrong]
    told = json.dumps({call.case.seed: wrong for call, wrong in again}, indent=1)
    assert len(again) <= AGAIN_SHARE * CALLS, told
    wrong = {
        call.case.seed: still
        for call, _once in again
        if (still := alone(call, random_node, provider))
    }
    assert not wrong, json.dumps(wrong, indent=1)


def among_others(call: RealCall, node: Node, provider: Provider) -> list[object]:
    """What differs while others call as well; also that the call did not end in time."""
    try:
        return difference(call, call.make(node, provider))
    except ProviderError as error:
        return [str(error)]


def alone(call: RealCall, node: Node, provider: Provider) -> list[object]:
    """What differs when nothing else goes on: of many calls at once a slow machine loses an answer now and then.
    A fault that only calls at once have shows in many of them, or here."""
    call.behave(provider)
    return difference(call, call.make(node, provider))


def difference(call: RealCall, events: list[Event]) -> list[object]:
    """The way that was simulated, and the one that the call went, when they differ."""
    wanted, found = list(call.case.trace().path), entered(events)
    return [] if found == wanted else [wanted, found, results(events)]


def publish(node: Node, provider: Provider, calls: list[RealCall]) -> None:
    """Bring the companies, their lists and their people to the node and to the provider."""
    provider.trust("127.0.0.1")
    configs = [call.config(1) for call in calls]
    lists = NumberLists(node.paths.database)
    for call, config in zip(calls, configs, strict=True):
        call.behave(provider)
        lists.apply(call.code, config.outside.lists, entries=call.listed)
    carriers = (carrier(provider),)
    node.publish(platform(*configs, carriers=carriers, default_carrier="north"), *configs)


def results(events: list[Event]) -> list[dict[str, str]]:
    """What became of ringing, for whoever reads why it failed."""
    return [each["extra"] for each in events if each["eventtype"] in ("x-result", "x-flow-end")]
