"""A private Asterisk with two companies, a private Redis, and a listener between them."""

from collections.abc import Callable, Iterator

import pytest

from tests.asterisk.agents import Agent
from tests.asterisk.companies import company, secret
from tests.asterisk.node import ADDRESS, Node
from tests.asterisk.wire import Wire, wires
from tests.realtime.servers import ListenerThread, RedisServer, free_port, wait_for
from tests.realtime.stage import play  # noqa: F401 - a fixture

CODES = ("acme", "acme1", "globex")


@pytest.fixture(scope="package")
def live_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Asterisk that copies its SIP messages to a port of ours."""
    node = Node(tmp_path_factory.mktemp("livenode"), hep_port=free_port())
    node.prepare()
    node.start()
    for code in CODES:
        node.apply(company(code))
    yield node
    node.stop()


@pytest.fixture(scope="package")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """Redis for the listener alone."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def redis(redis_server: RedisServer) -> RedisServer:
    """The listener's Redis, empty."""
    redis_server.client.flushall()
    return redis_server


@pytest.fixture
def listener(live_node: Node, redis: RedisServer) -> Iterator[ListenerThread]:
    """A listener that sees the node."""
    thread = ListenerThread(live_node, redis.url)
    wait_for(lambda: redis.node_state("testnode") == "live", "the listener is live")
    yield thread
    thread.stop()
    live_node.command("channel request hangup all")
    live_node.quiet()


@pytest.fixture
def wire(live_node: Node) -> Iterator[Callable[..., Wire]]:
    """Raw SIP towards the node: `wire("acme+200")` with the right password, or with the one given."""
    with wires(live_node.settings.sip_port) as wire:
        yield wire


@pytest.fixture(scope="package")
def drawer(live_node: Node) -> Iterator[dict[str, Agent]]:
    """Phones by login, kept over tests."""
    agents: dict[str, Agent] = {}
    yield agents
    for agent in agents.values():
        agent.close()


@pytest.fixture
def phone(live_node: Node, drawer: dict[str, Agent]) -> Callable[[str], Agent]:
    """The registered phone of a login, as new."""

    def phone_of(login: str) -> Agent:
        agent = drawer.get(login)
        if agent is None:
            agent = drawer[login] = Agent(login)
            agent.register(
                login, secret(*login.split("+")), host=ADDRESS, port=live_node.settings.sip_port
            )
        agent.as_new()
        return agent

    return phone_of
