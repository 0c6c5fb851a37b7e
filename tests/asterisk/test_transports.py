"""UDP, TCP and TLS; encrypted sound; phones behind NAT; phones of one company on different transports."""

import os
import subprocess

import pytest

from telephony.asterisk.snapshot import DtmfMode, Transport
from tests.asterisk.agents import Agent
from tests.asterisk.companies import (
    company,
    device,
    extension,
    secret,
    with_devices,
    with_extensions,
)
from tests.asterisk.node import ADDRESS
from tests.asterisk.test_calls import talk

SRTP_OPTIONAL = 1


@pytest.fixture
def travelling_phone(node):
    """A phone of this test alone, with its own transport."""
    opened = []

    def open_phone(login, transport, **options):
        agent = Agent(login, frequency=700, prefix=options.pop("prefix", ()))
        opened.append(agent)
        node.unregistered.add(login)  # the phone of other tests is replaced by this one
        port = node.settings.sip_tls_port if transport == "tls" else node.settings.sip_port
        options = {"host": ADDRESS, "port": port, "transport": transport, **options}
        return agent.register(login, secret(*login.split("+")), **options)

    yield open_phone
    for agent in opened:
        agent.close()


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_a_phone_calls_and_is_called_over_a_connection(node, phones, travelling_phone, transport):
    boris = travelling_phone("acme+201", transport)
    anna = phones("acme+200")

    call = anna.call("201").ringing()
    other = boris.incoming().answer()
    talk(call, other)
    call.hang_up()
    other.ended()
    back = boris.call("200").ringing()
    anna.incoming().answer()

    back.confirmed().hears(anna.frequency)
    back.hang_up()


def test_a_tls_device_may_encrypt_its_sound(node, phones, travelling_phone):
    node.apply(with_devices(company("acme"), device("acme", "201", transport=Transport.TLS)))
    boris = travelling_phone("acme+201", "tls", srtp=SRTP_OPTIONAL)
    anna = phones("acme+200")

    call = boris.call("200").ringing()
    other = anna.incoming().answer()

    answer = boris.wait("state", state="CONNECTING")["message"]
    assert "a=crypto:" in answer
    talk(call.confirmed(), other)
    call.hang_up()


def test_phones_of_different_transports_and_codecs_understand_each_other(
    node, phones, travelling_phone
):
    config = with_devices(company("acme"), device("acme", "wide", "210", codecs=("g722",)))
    node.apply(with_extensions(config, extension("210", "wide")))
    wide = travelling_phone("acme+wide", "tcp", codecs=["G722"])
    anna = phones("acme+200")

    call = anna.call("210").ringing()
    other = wide.incoming().answer()

    talk(call.confirmed(), other)
    call.hang_up()


def test_keys_sent_as_info_arrive_as_keys(node, phones, travelling_phone):
    node.apply(with_devices(company("acme"), device("acme", "202", dtmf_mode=DtmfMode.INFO)))
    boris = phones("acme+201")

    call = phones("acme+202").call("201").ringing()
    boris.incoming().answer()
    call.confirmed().do("dtmf", digits="7", method="info")

    boris.wait("dtmf", digit="7")
    call.hang_up()


# ---------------------------------------------------------------- behind NAT

STREET = os.getpid() % 250  # so that two runs on one machine do not meet
INSIDE, ROUTER_INSIDE = f"10.66.{STREET}.2", f"10.66.{STREET}.1"
ROUTER_OUTSIDE, OUTSIDE = f"10.77.{STREET}.2", f"10.77.{STREET}.1"
NAT_RULES = (
    "add table ip nat",
    "add chain ip nat post { type nat hook postrouting priority 100 ; }",
    "add rule ip nat post oifname out masquerade random",
)
HOME, ROUTER, CABLE = (f"{name}{os.getpid()}" for name in ("vpbx-home-", "vpbx-router-", "vpx"))


def ip(*words: str) -> None:
    """Run `ip`."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def home():
    """A network namespace behind a router that masquerades: the phone in it has an address nobody outside can use.

    phone 10.66.x.2 - 10.66.x.1 router 10.77.x.2 - 10.77.x.1 this machine
    """
    steps = [
        ["netns", "add", HOME],
        ["netns", "add", ROUTER],
        ["link", "add", CABLE, "type", "veth", "peer", "name", "out", "netns", ROUTER],
        ["-n", HOME, "link", "add", "lan", "type", "veth", "peer", "name", "lan", "netns", ROUTER],
        ["addr", "add", f"{OUTSIDE}/24", "dev", CABLE],
        ["link", "set", CABLE, "up"],
        ["-n", ROUTER, "addr", "add", f"{ROUTER_OUTSIDE}/24", "dev", "out"],
        ["-n", ROUTER, "link", "set", "out", "up"],
        ["-n", ROUTER, "addr", "add", f"{ROUTER_INSIDE}/24", "dev", "lan"],
        ["-n", ROUTER, "link", "set", "lan", "up"],
        ["-n", HOME, "addr", "add", f"{INSIDE}/24", "dev", "lan"],
        ["-n", HOME, "link", "set", "lan", "up"],
        ["-n", HOME, "link", "set", "lo", "up"],
        ["-n", HOME, "route", "add", "default", "via", ROUTER_INSIDE],
    ]
    _home_remove()
    for step in steps:
        ip(*step)
    inside_router = ["ip", "netns", "exec", ROUTER]
    subprocess.run([*inside_router, "sysctl", "-qw", "net.ipv4.ip_forward=1"], check=True)
    for rule in NAT_RULES:
        subprocess.run([*inside_router, "nft", rule], check=True)
    yield ("ip", "netns", "exec", HOME)
    _home_remove()


def _home_remove():
    for step in (["netns", "del", HOME], ["netns", "del", ROUTER], ["link", "del", CABLE]):
        subprocess.run(["ip", *step], check=False, capture_output=True)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_phone_behind_nat_calls_and_is_called_with_sound_both_ways(
    node, phones, travelling_phone, home, transport
):
    boris = travelling_phone("acme+201", transport, prefix=home, host=OUTSIDE, bind=INSIDE)
    anna = phones("acme+200")
    assert ROUTER_OUTSIDE in node.command("database show registrar")

    call = anna.call("201").ringing()
    other = boris.incoming().answer()
    talk(call, other)
    call.hang_up()
    other.ended()
    back = boris.call("200").ringing()
    at_anna = anna.incoming().answer()

    talk(back.confirmed(), at_anna)
    back.hang_up()
