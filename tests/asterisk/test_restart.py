"""Asterisk alone: killed and started again with nothing else running, it carries on from its own disk."""

import contextlib
import sqlite3

import pytest

from telephony.asterisk.snapshot import ForwardMode
from telephony.dialling.config import PlatformConfig
from tests.asterisk.agents import Agent
from tests.asterisk.boxes import until
from tests.asterisk.companies import company, extension, secret, with_extensions
from tests.asterisk.conftest import trace_save
from tests.asterisk.node import ADDRESS, Node
from tests.asterisk.outgoing import EVERYTHING, FAR, rights
from tests.asterisk.outside import CALLER, account, number, outside, own, platform
from tests.asterisk.test_calls import connect
from tests.asterisk.test_lamps import DIALOG, wait_state
from tests.asterisk.wire import Wire

ACME = with_extensions(
    company("acme"),
    extension("204", forward_mode=ForwardMode.ALWAYS, forward_always_to="202"),
)


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    """A node that may be killed, with acme on it, whose 204 is forwarded to 202."""
    node = Node(tmp_path_factory.mktemp("mortal"))
    node.prepare()
    node.start()
    node.apply(ACME)
    yield node
    node.stop()


@pytest.fixture(scope="module")
def people(mortal):
    """The phones of 200, 201 and 202, registered once before all kills."""
    with contextlib.ExitStack() as stack:
        agents = []
        for number, frequency in (("200", 440), ("201", 620), ("202", 850)):
            agent = stack.enter_context(Agent(number, frequency=frequency))
            login = f"acme+{number}"
            agents.append(
                agent.register(
                    login, secret("acme", number), host=ADDRESS, port=mortal.settings.sip_port
                )
            )
            mortal.online(login)
        yield agents


def stored(node):
    """All that its file says, and how often its tables were made anew (the bytes also tell who read it last)."""
    with contextlib.closing(sqlite3.connect(node.paths.database)) as connection:
        return connection.execute("PRAGMA schema_version").fetchone(), list(connection.iterdump())


@pytest.fixture
def restarted(mortal, people):
    """The node just after kill -9 and a start; nobody has registered again."""
    mortal.kill()
    for agent in people:
        agent.forget_events()
        agent.rings()
    mortal.start()
    return mortal


def test_calls_go_on_after_a_kill_without_a_new_registration(restarted, people):
    anna, boris, _ = people

    call, other = connect(anna, boris)

    call.hang_up()
    other.ended()


def test_groups_and_forwards_go_on_after_a_kill(restarted, people):
    anna, boris, vera = people

    group = anna.call("500").ringing()
    boris.incoming()
    at_vera = vera.incoming().answer()
    group.confirmed().hears(vera.frequency)
    group.hang_up()
    at_vera.ended()
    vera.forget_events()
    forwarded = anna.call("204").ringing()
    vera.incoming()

    forwarded.hang_up()


def test_lamps_watched_before_a_kill_shine_after_it(mortal, people):
    """Subscriptions are persistent: the watching phone does nothing."""
    anna, boris, _ = people
    lamp = Wire("acme+202", secret("acme", "202"), port=mortal.settings.sip_port)
    lamp.request("SUBSCRIBE", "201", headers=DIALOG)
    lamp.receive("NOTIFY")
    mortal.kill()
    boris.forget_events()
    anna.forget_events()
    mortal.start()

    call = anna.call("201").ringing()
    boris.incoming()

    wait_state(lamp, "early")
    call.hang_up()
    lamp.close()


def test_a_new_lamp_works_after_a_kill(restarted, people):
    anna, boris, _ = people
    lamp = Wire("acme+202", secret("acme", "202"), port=restarted.settings.sip_port)
    lamp.request("SUBSCRIBE", "201", headers=DIALOG)

    call = anna.call("201").ringing()
    boris.incoming()

    wait_state(lamp, "early")
    call.hang_up()
    lamp.close()


def test_a_call_cut_by_a_kill_leaves_its_beginning_and_no_end(mortal, people):
    anna, boris, _ = people
    mortal.quiet()
    since = mortal.mark()
    connect(anna, boris)

    def joined():
        return [each["eventtype"] for each in mortal.events(since)].count("BRIDGE_ENTER")

    until(lambda: joined() == 2, "they are not on record as joined")
    mortal.kill()
    mortal.start()

    kinds = [event["eventtype"] for event in mortal.events(since)]
    assert kinds.count("BRIDGE_ENTER") == 2
    assert "HANGUP" not in kinds
    for agent in people:
        agent.command("hangup_all")
    trace_save(mortal, since, "killed")


@pytest.fixture
def with_line(mortal, provider):
    """The node while acme has a registered line of its own to the outside; other tests find acme without it."""
    config = outside(
        ACME,
        own("acme", "internal:201", line="trunk:own"),
        trunks=(account(provider, "acme-line"),),
        ceiling=EVERYTHING,
        rights=rights(),
    )
    mortal.publish(platform(config), config)
    mortal.registered("acme-trunk-own")
    yield mortal
    mortal.publish(PlatformConfig(), ACME)


def test_lines_to_the_outside_go_on_after_a_kill(with_line, people, provider):
    """They register again by themselves, and calls come in and go out by them; nobody else is running."""
    asked = len(provider.requests("REGISTER"))

    with_line.kill()
    for agent in people:
        agent.forget_events()
        agent.rings()
    with_line.start()

    provider.wait(lambda: len(provider.requests("REGISTER")) > asked, "the line registers again")
    with_line.registered("acme-trunk-own")
    anna, boris, _ = people
    call = provider.call(number("acme"), account="acme-line", caller=CALLER, tone=1000)
    at_boris = boris.incoming().answer()
    at_boris.hears(1000)
    call.hears(boris.frequency)
    call.hang_up()
    out = anna.call(FAR).confirmed()
    assert provider.taken(FAR).account == "acme-line"
    out.hang_up()


def test_the_names_of_calls_never_repeat_over_a_restart(mortal, people):
    def call_names():
        since = mortal.mark()
        call, other = connect(*people[:2])
        call.hang_up()
        other.ended()
        began = [each for each in mortal.settled(since) if each["eventtype"] == "CHAN_START"]
        return {event["uniqueid"] for event in began}  # calls of before may end meanwhile

    before = call_names()
    mortal.kill()
    mortal.start()
    after = call_names()

    assert len(before | after) == 4
    assert all(name.startswith("testnode-") for name in before | after)


def test_a_start_needs_nothing_but_its_folder(mortal, people):
    """Prepared again before the start, as the process manager does, the node changes nothing it holds."""
    mortal.stop()
    before = stored(mortal)

    mortal.prepare()
    mortal.start()

    assert stored(mortal) == before
    for agent in people:
        agent.forget_events()
    call, _ = connect(people[0], people[1])
    call.hang_up()
