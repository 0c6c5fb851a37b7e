"""One device, one phone; and a registration ends the moment it has no right to stand. Each is proved by calling."""

import threading
import time
from dataclasses import replace
from unittest.mock import AsyncMock

import pytest

from telephony.asterisk.running import CONTACTS, RunningNode
from tests.asterisk.agents import Agent
from tests.asterisk.companies import (
    company,
    device,
    extension,
    secret,
    with_devices,
    with_extensions,
    without_device,
)
from tests.asterisk.node import ADDRESS
from tests.asterisk.wire import status

TRIES = 3  # of what shall be quick: a busy machine may be slow at one of them


@pytest.fixture
def phone(node):
    """Phones of this test alone, switched off after it: phone("acme+201", "password")."""
    opened = []

    def open_phone(login, password="", *, frequency=700, **options):
        agent = Agent(login, frequency=frequency)
        opened.append(agent)
        node.unregistered.add(login)  # the phone of other tests is replaced by this one
        known = password or secret(*login.split("+"))
        return agent.register(login, known, host=ADDRESS, port=node.settings.sip_port, **options)

    yield open_phone
    for agent in opened:
        agent.close()


def unreachable(phones, number="201"):
    """Assert that the number cannot be reached, which is told otherwise (20) than that nobody answers (19)."""
    ended = phones("acme+200").call(number).ended()
    assert ended["code"] == 480
    assert "cause=20" in ended["message"]


def test_a_second_phone_with_the_same_login_replaces_the_first(phones, phone):
    first = phone("acme+mobile")
    second = phone("acme+mobile", frequency=900)

    call = phones("acme+200").call("203")
    second.incoming().answer()

    call.confirmed().hears(900)
    first.never("incoming", seconds=0.2)
    call.hang_up()


def test_a_new_password_ends_the_old_registration_within_a_second(node, phones, phone):
    config = with_devices(company("acme"), device("acme", "201", secret="Entirely-new-1"))

    took = []
    for _ in range(TRIES):
        node.apply(company("acme"))
        old = phone("acme+201")
        began = time.monotonic()
        report = node.apply(config)
        took.append(time.monotonic() - began)
    assert min(took) < 1

    assert report.removed_contacts == ("acme+201",)
    assert report.leftovers == ()
    unreachable(phones)
    old.never("incoming", seconds=0.2)
    new = phone("acme+201", "Entirely-new-1")
    call = phones("acme+200").call("201").ringing()
    new.incoming()
    call.hang_up()


def test_a_phone_that_has_its_new_password_before_all_is_published_stays(node, phones, phone, wire):
    """Publishing of much else goes on while the phone registers already."""
    phone("acme+201")
    newcomers = (extension(str(number), "204") for number in range(3000, 5000))
    config = with_extensions(company("acme"), *newcomers)
    config = with_devices(config, device("acme", "201", secret="Entirely-new-1"))
    new = wire("acme+201", password="Entirely-new-1")
    answers, published = [], threading.Event()

    def register():
        while not published.is_set() and 200 not in answers:
            answers.append(status(new.request("REGISTER", headers="Expires: 60")))

    registering = threading.Thread(target=register)
    registering.start()
    report = node.apply(config)
    published.set()
    registering.join()

    assert answers[-1] == 200
    assert report.removed_contacts == ("acme+201",)
    assert report.leftovers == ()
    call = phones("acme+200").call("201")
    new.receive("INVITE")
    call.hang_up()


def test_a_reset_password_ends_the_running_call(node, phones, phone):
    old = phone("acme+201")
    call = phones("acme+200").call("201").ringing()
    other = old.incoming().answer()

    node.apply(with_devices(company("acme"), device("acme", "201", secret="Entirely-new-1")))

    other.ended()
    call.ended()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda config: without_device(config, "201"), id="deleted"),
        pytest.param(
            lambda config: with_devices(config, device("acme", "201", is_blocked=True)),
            id="blocked",
        ),
        pytest.param(
            lambda config: with_devices(
                config, device("acme", "201", allowed_networks=("10.9.0.0/16",))
            ),
            id="other networks",
        ),
    ],
)
def test_a_device_that_lost_its_right_is_off_at_once_and_cannot_come_back(
    node, phones, phone, wire, change
):
    old = phone("acme+201")

    report = node.apply(change(company("acme")))

    assert report.removed_contacts == ("acme+201",)
    assert report.leftovers == ()
    unreachable(phones)
    old.never("incoming", seconds=0.2)
    answer = wire("acme+201").request("REGISTER", headers="Expires: 60")
    assert answer.startswith("SIP/2.0 401")


def test_a_name_given_to_somebody_else_does_not_ring_the_old_phone(node, phones, phone):
    old = phone("acme+201")
    node.apply(without_device(company("acme"), "201"))
    node.apply(with_devices(company("acme"), device("acme", "201", secret="Somebody-else-1")))

    unreachable(phones)

    old.never("incoming", seconds=0.2)


def test_the_registrations_of_a_large_company_end_together_also_those_that_ended_by_themselves(
    node,
):
    """None of these logins has a device."""
    logins = [f"large+{index}" for index in range(500)]

    async def end(ami):
        running = RunningNode(ami, "large")
        await ami.actions(
            ("DBPut", {"Family": CONTACTS, "Key": f"{login};@0f", "Val": "{}"}) for login in logins
        )
        found = await running.contacts()
        for login in logins[:3]:  # while they were being read
            await ami.action("DBDel", Family=CONTACTS, Key=f"{login};@0f")
        running.contacts = AsyncMock(return_value=found)
        ended = await running.contacts_remove((), registered=())
        return ended, await RunningNode(ami, "large").contacts()

    ended, standing = node.with_ami(end)
    assert (sorted(ended), standing) == (sorted(logins), {})


def test_what_does_not_concern_the_registration_leaves_phone_and_call_alone(node, phones, phone):
    boris = phone("acme+201")
    call = phones("acme+200").call("201").ringing()
    other = boris.incoming().answer()
    call.hears(700)
    other.hears(phones("acme+200").frequency)

    report = node.apply(
        with_devices(company("acme"), device("acme", "201", caller_name="Борис", codecs=("ulaw",)))
    )

    assert report.changed_rows == ("ps_endpoints/acme+201",)
    assert (report.removed_contacts, report.hung_up) == ((), ())
    call.hears(700)
    other.hears(phones("acme+200").frequency)
    call.hang_up()


def test_a_phone_that_unregisters_is_unreachable(phones, phone):
    boris = phone("acme+201")
    since = boris.mark()

    boris.command("register", renew=False)
    boris.wait("registration", since=since)

    unreachable(phones)


def test_only_a_digest_of_the_password_is_on_the_node(node):
    config = company("acme")
    node.apply(replace(config, revision=7))

    files = [node.paths.database, node.paths.database.with_name("node.sqlite3-wal")]
    assert all(
        secret("acme", "201").encode() not in file.read_bytes() for file in files if file.exists()
    )
    assert all(
        secret("acme", "201") not in text for text in [node.command("database show"), node.log()]
    )


@pytest.mark.parametrize("is_behind_nat", [True, False])
def test_calls_go_where_a_phone_registered_from_whatever_its_contact_says(
    node, phones, wire, is_behind_nat
):
    """Else a phone could have calls sent to a carrier, who trusts our address."""
    node.apply(with_devices(company("acme"), device("acme", "204", is_behind_nat=is_behind_nat)))
    carrier, liar = wire("acme+204"), wire("acme+204")
    liar.contact = f"sip:442079460958@{carrier.address}:{carrier.own_port}"
    assert status(liar.request("REGISTER", headers="Expires: 60")) == 200

    call = phones("acme+200").call("204")

    assert "INVITE" in liar.receive("INVITE")
    carrier.silent(0.2)
    call.hang_up()
    assert status(liar.request("REGISTER", headers="Expires: 0")) == 200  # 204 is never on
