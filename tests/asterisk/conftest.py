"""One private Asterisk with three companies, and a drawer of phones, for all node tests of a run."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compose.provider.provider import FarCall, Provider
from tests.asterisk.agents import Agent
from tests.asterisk.companies import company, secret
from tests.asterisk.node import ADDRESS, Node
from tests.asterisk.outside import CALLER, carrier, outside, own, platform
from tests.asterisk.wire import Wire, wires
from tests.provider.fixtures import new_provider, provider, running_provider

__all__ = ["new_provider", "provider", "running_provider"]

CODES = ("acme", "acme1", "globex")
FREQUENCIES = (440, 620, 850, 1150, 1450, 1750)  # no two share harmonics
TRACES = Path(__file__).parents[1] / "cel_traces"


@pytest.fixture(scope="session")
def running_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Asterisk with the three companies, started once."""
    node = Node(tmp_path_factory.mktemp("node"))
    node.prepare()
    node.start()
    for code in CODES:
        node.apply(company(code))
    yield node
    node.stop()


@pytest.fixture
def node(running_node: Node) -> Iterator[Node]:
    """The Asterisk; after the test its companies are again as they were, and no call is left."""
    yield running_node
    running_node.reset(*(company(code) for code in CODES))


class Phones:
    """Registered phones by login, kept over tests. `phones("acme+200")`."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._agents: dict[str, Agent] = {}

    def __call__(self, login: str, **options: object) -> Agent:
        """The phone of this login: registered, ringing when called, with no calls."""
        agent = self._agents.get(login)
        if agent is None:
            agent = Agent(login, frequency=self._rarest(login))
            self._agents[login] = agent
            agent.register(
                login,
                secret(*login.split("+")),
                host=ADDRESS,
                port=self._node.settings.sip_port,
                **options,
            )
            self._node.online(login)
        elif login in self._node.unregistered:
            agent.renew()
            self._node.online(login)
        self._node.unregistered.discard(login)
        return agent

    def _rarest(self, login: str) -> int:
        """A tone that no phone of the same company has, and as few others as possible; in any order of the tests."""

        def uses(frequency: int) -> tuple[int, int]:
            having = [key for key, agent in self._agents.items() if agent.frequency == frequency]
            return sum(key.startswith(f"{company}+") for key in having), len(having)

        company = login.partition("+")[0]
        return min(FREQUENCIES, key=uses)

    def forget(self, login: str, *, quietly: bool = False) -> None:
        """Switch a phone off; `quietly`: its registration stays behind."""
        agent = self._agents.pop(login, None)
        if agent is not None:
            agent.close(quietly=quietly)

    def reset(self) -> None:
        """Make all phones as new."""
        for agent in self._agents.values():
            agent.as_new()

    def close(self) -> None:
        """Switch everything off."""
        for login in list(self._agents):
            self.forget(login)


@pytest.fixture(scope="session")
def drawer(running_node: Node) -> Iterator[Phones]:
    """All phones of the run."""
    phones = Phones(running_node)
    yield phones
    phones.close()


@pytest.fixture
def phones(node: Node, drawer: Phones) -> Phones:
    """Phones, as new."""
    drawer.reset()
    return drawer


def trace_save(node: Node, since: int, name: str, *, call: str = "") -> None:
    """With VPBX_SAVE_TRACES set, keep the call events since the mark as a trace; of several only those of `call`, a
    linkedid."""
    if os.environ.get("VPBX_SAVE_TRACES"):
        lines = [line for line in node.lines(since) if not call or f'"{call}"' in line]
        (TRACES / f"{name}.jsonl").write_text("\n".join(lines) + "\n")


@pytest.fixture
def trace(node: Node) -> Callable[..., None]:
    """Call with a name when the call is over: with VPBX_SAVE_TRACES set, its events become a trace for other tests."""
    since = node.mark()

    def save(name: str, *, call: str = "") -> None:
        node.settled(since)
        trace_save(node, since, name, call=call)

    return save


@pytest.fixture
def wire(node: Node) -> Iterator[Callable[..., Wire]]:
    """Raw SIP towards the node: `wire("acme+200")` with the right password, or with the one given."""
    # A wire may have registered in the place of a phone.
    with wires(node.settings.sip_port, lambda wire: node.unregistered.add(wire.login)) as wire:
        yield wire


# ---------------------------------------------------------------- the outside world


@pytest.fixture
def served(node: Node, provider: Provider) -> Node:
    """acme and globex with a number each at the operator's carrier, both leading to their 201."""
    companies = [outside(code, own(code, "internal:201")) for code in ("acme", "globex")]
    node.publish(platform(*companies, carriers=(carrier(provider),)), *companies)
    return node


@pytest.fixture
def ring(served: Node, provider: Provider) -> Callable[..., FarCall]:
    """`ring(number)`: the provider calls a number from the carrier's address."""

    def call(called: str, **options: Any) -> FarCall:
        options.setdefault("caller", CALLER)
        return provider.call(called, target=f"{ADDRESS}:{served.settings.sip_port}", **options)

    return call
