"""No company can be reached, registered as, watched or even guessed at from another, or from outside."""

import time
from dataclasses import replace
from urllib.parse import quote

import pytest

from telephony.asterisk.snapshot import BlockConfig, BlockKind
from telephony.dialling.config import PlatformConfig, TrunkConfig
from tests.asterisk.companies import company, device, secret, with_devices
from tests.asterisk.wire import SDP, WITH_SDP, shape, status

CARRIER = TrunkConfig("north", addresses=("127.0.0.9",), sources=("127.0.0.9",))
REQUESTS = {
    "REGISTER": ("", "Expires: 60", ""),
    "INVITE": ("200", WITH_SDP, SDP),
    "SUBSCRIBE": ("200", "Event: dialog\nExpires: 60\nAccept: application/dialog-info+xml", ""),
    "OPTIONS": ("200", "", ""),
}


def ask(wire, method, **options):
    """Send the request of this method."""
    target, headers, body = REQUESTS[method]
    return wire.request(method, target, headers=headers, body=body, **options)


@pytest.mark.parametrize("other", ["acme1", "globex"])
def test_the_same_number_rings_only_in_the_callers_company(phones, other):
    there = phones(f"{other}+201")
    here = phones("acme+201")

    call = phones("acme+200").call("201").ringing()

    here.incoming()
    there.never("incoming", seconds=0.3)
    call.hang_up()


@pytest.mark.parametrize(
    "target", ["acme1+201", "globex+201", "globex-500", "globex/201", "201&PJSIP", "s", "h"]
)
def test_dialling_a_name_of_another_company_reaches_nobody(phones, wire, target):
    there = [phones("globex+201"), phones("acme1+201")]

    answer = wire("acme+200").request("INVITE", target, headers=WITH_SDP, body=SDP)

    assert status(answer) in (404, 484, 183)  # 183: the phrase that there is no such number
    for phone in there:
        phone.never("incoming", seconds=0.2)


def test_the_host_part_of_the_number_does_not_choose_the_company(phones, node):
    there, here = phones("globex+201"), phones("acme+201")

    call = phones("acme+200").call(f"sip:201@globex:{node.settings.sip_port}")

    here.incoming()
    there.never("incoming", seconds=0.2)
    call.hang_up()


def test_a_transfer_cannot_leave_the_company(phones):
    anna, boris, there = phones("acme+200"), phones("acme+201"), phones("globex+202")
    call = anna.call("201").ringing()
    other = boris.incoming().answer()

    other.do("transfer", to="globex+202")

    there.never("incoming", seconds=0.5)
    call.hang_up()


def test_attended_transfer_cannot_take_a_call_of_another_company(phones, wire, node):
    """Replaces (RFC 3891) names a dialog; without being part of it nobody may take it over."""
    anna, boris = phones("acme+200"), phones("acme+201")
    call = anna.call("201").ringing()
    other = boris.incoming().answer()
    call.hears(boris.frequency)
    dialog = dict(line.split(": ", 1) for line in other.message.splitlines() if ": " in line)
    replaces = f"Replaces: {dialog['Call-ID']};to-tag=x;from-tag={dialog['From'].split('tag=')[1]}"

    answer = wire("globex+200").request(
        "INVITE", "201", headers=f"{replaces}\n{WITH_SDP}", body=SDP
    )

    assert status(answer) >= 400
    call.hears(boris.frequency)
    call.hang_up()


@pytest.mark.parametrize("carriers", [(), (CARRIER,)], ids=["no carrier", "a carrier"])
def test_phones_of_a_blocked_company_are_refused_as_strangers_are(node, wire, carriers):
    """Beside carriers too, whose calls are found in the same table."""
    block = BlockConfig(kind=BlockKind.ADMINISTRATIVE, since=int(time.time()) - 60, until=0)
    node.publish(PlatformConfig(carriers=carriers), replace(company("acme"), blocks=(block,)))
    strangers = {
        "unknown name": ("acme1+999", "whatever"),
        "blocked": ("acme+200", secret("acme", "200")),
        "blocked, wrong password": ("acme+200", "whatever"),
        "blocked, unknown name": ("acme+999", "whatever"),
        "the name of the refusing endpoint": ("blocked", "whatever"),
    }

    for auth in (False, True):
        answers = {
            reason: shape(ask(wire(*who), "REGISTER", auth=auth))
            for reason, who in strangers.items()
        }
        assert {tuple(answer) for answer in answers.values()} == {tuple(answers["unknown name"])}
        assert answers["blocked"][0] == "SIP/2.0 401 Unauthorized"

    assert status(ask(wire("acme1+200"), "REGISTER")) == 200


@pytest.mark.parametrize("method", REQUESTS)
def test_strangers_cannot_tell_why_they_are_refused(node, wire, method):
    """Unknown name, wrong password, network not allowed, blocked device: one answer, before and after credentials."""
    node.apply(
        with_devices(
            company("acme"),
            device("acme", "201", is_blocked=True),
            device("acme", "202", allowed_networks=("10.9.0.0/16",)),
        )
    )
    strangers = {
        "unknown name": ("acme+999", "whatever"),
        "no such company": ("zzz+200", "whatever"),
        "no company at all": ("root", "whatever"),
        "wrong password": ("acme+200", "whatever"),
        "blocked": ("acme+201", secret("acme", "201")),
        "network not allowed": ("acme+202", secret("acme", "202")),
        "another company's password": ("acme+200", secret("globex", "200")),
    }

    first = {
        reason: shape(ask(wire(*who), method, auth=False)) for reason, who in strangers.items()
    }
    second = {reason: shape(ask(wire(*who), method)) for reason, who in strangers.items()}

    reference = first["unknown name"]
    assert reference[0] == "SIP/2.0 401 Unauthorized"
    assert {reason: answer for reason, answer in first.items() if answer != reference} == {}
    assert {reason: answer for reason, answer in second.items() if answer != reference} == {}


def test_the_digest_name_must_be_the_name_that_calls(node, wire):
    """One device's password does not let it call, or register, as another."""
    thief = wire("acme+201", secret("acme", "200"))
    thief._credentials = _as_user(thief, "acme+200")

    assert status(ask(thief, "INVITE")) == 401
    assert status(ask(thief, "REGISTER")) == 401


def _as_user(wire, login):
    original = wire._credentials

    def credentials(*arguments):
        own, wire.login = wire.login, login
        try:
            return original(*arguments)
        finally:
            wire.login = own

    return credentials


def test_a_phone_cannot_register_the_address_of_another(node, wire):
    """Whatever To names: the record is that of the name that it signs in with."""
    stranger = wire("acme+200")
    send = stranger._send

    def to_another(method, target, headers, body, to=""):
        send(method, target, headers, body, to="To: <sip:acme+201@127.0.0.1>")

    stranger._send = to_another

    ask(stranger, "REGISTER")

    kept = node.command("database show registrar").splitlines()
    here = [line for line in kept if f":{stranger.own_port}" in line]
    assert here
    assert all(line.startswith("/registrar/contact/acme+200;") for line in here)


def test_a_device_with_allowed_networks_registers_from_one_of_them(node, wire):
    node.apply(
        with_devices(
            company("acme"), device("acme", "202", allowed_networks=("10.9.0.0/16", "127.0.0.0/8"))
        )
    )

    assert status(ask(wire("acme+202"), "REGISTER")) == 200


def test_the_callers_number_is_that_of_the_device_whatever_the_phone_says(phones, wire):
    boris = phones("acme+201")
    headers = 'P-Asserted-Identity: "Boss" <sip:100@acme>\nRemote-Party-ID: <sip:100@acme>\n'

    wire("acme+200").request("INVITE", "201", headers=headers + WITH_SDP, body=SDP)

    remote = boris.incoming().remote
    assert "sip:200@" in remote
    assert "Boss" not in remote


@pytest.mark.parametrize("number", ["299${SHELL(id)}", "2*)}", '"', "200,1", "*" * 60, "9" * 70])
def test_nothing_that_is_dialled_is_ever_executed(node, wire, number):
    answer = wire("acme+200").request("INVITE", quote(number, safe="*"), headers=WITH_SDP, body=SDP)

    assert status(answer) in (183, 404, 480)
    assert "uid=" not in "".join(node.lines(0))


def test_a_lamp_shows_nothing_of_another_company(node, wire, phones):
    caller, callee = phones("globex+200"), phones("globex+201")
    call = caller.call("201").ringing()
    callee.incoming().answer()

    lamp = wire("acme+200")
    lamp.request(
        "SUBSCRIBE",
        "201",
        headers="Event: dialog\nExpires: 60\nAccept: application/dialog-info+xml",
    )

    assert "<state>terminated</state>" in lamp.receive("NOTIFY")
    call.hang_up()
