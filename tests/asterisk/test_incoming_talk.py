"""What a provider may do in the middle of a call that came from outside, and what it may write into one."""

import re
from urllib.parse import quote

import pytest

from tests.asterisk.outside import number
from tests.asterisk.wire import SDP, WITH_SDP, status

NASTY_NUMBERS = (
    "+74951110001%40evil.example",
    "74951110001'OR'1'='1",
    "%24%7BSHELL(id)%7D",
    "%24%7BEXTEN%7D",
    "74951110001,1,Hangup()",
    "74951110001&74952220001",
    "*72",
    "h",
    "s",
    "i",
    "t",
    "incoming-company",
    "acme-trunk-own",
    "9" * 200,
)
NASTY_CALLERS = (
    "${SHELL(id)}",
    "${DB(t/acme/limit)}",
    "'; DROP TABLE number_list; --",
    "+79161234567,1)",
    "900&x",
    "я" * 60,
    "1" * 300,
)


@pytest.fixture
def standing(served, ring, phones):
    """A call from outside that stands, with sound: the far end, and the phone."""
    boris = phones("acme+201").answers()
    far = ring(number("acme"), tone=1000)
    incoming = boris.incoming().confirmed()
    far.hears(boris.frequency)
    incoming.hears(1000)
    yield far, incoming
    far.hang_up()


@pytest.mark.parametrize("steps", ["hold resume", "codec", "move"])
def test_a_call_goes_on_through_what_the_provider_changes(standing, phones, steps):
    """Somebody there holds it; another codec; sound from another address."""
    far, incoming = standing
    for step in steps.split():
        assert getattr(far, step)() == 200
    incoming.hears(1000)
    far.hears(phones("acme+201").frequency)


def test_the_far_end_is_not_told_whom_it_talks_to(standing, phones):
    """Neither in the answer nor when the call is passed on: internal numbers are nobody's business outside."""
    far, incoming = standing
    vera = phones("acme+202")
    incoming.do("transfer", to="202")
    there = vera.incoming().answer().confirmed()
    there.hears(1000)
    told = [far.response, *far.requests]
    assert [each.first("p-asserted-identity") for each in told] == [""] * len(told)
    assert [each.method for each in far.requests if each.method in ("INVITE", "UPDATE")] == []


def test_a_fax_is_refused_and_the_sound_goes_on(standing, phones):
    far, incoming = standing
    assert far.t38() == 488
    incoming.hears(1000)
    far.hears(phones("acme+201").frequency)


def test_the_phone_holds_and_takes_back_a_caller_from_outside(standing, phones):
    far, incoming = standing
    incoming.do("hold")
    far.hears_something()
    incoming.do("unhold")
    far.hears(phones("acme+201").frequency)
    incoming.hears(1000)


def test_keys_that_a_caller_presses_arrive(standing):
    far, incoming = standing
    far.press("1#")
    for key in "1#":
        incoming.agent.wait("dtmf", call=incoming.number, digit=key)


def test_the_name_that_a_provider_tells_is_shown(served, ring, phones):
    phones("acme+201").refuses(486)
    assert ring(number("acme"), name="ООО «Ромашка» ${EXTEN}").refused() == 486
    assert "ООО «Ромашка»" in phones("acme+201").incoming().remote


@pytest.mark.parametrize("nasty", NASTY_NUMBERS)
def test_what_is_no_number_reaches_nobody(served, wire, phones, nasty):
    boris = phones("acme+201")
    caller = wire("79161234567", "x", source="127.0.0.1")
    answer = caller.request("INVITE", nasty, headers=WITH_SDP, body=SDP, auth=False)
    assert status(answer) in (404, 484)
    boris.never("incoming", seconds=0.02)
    assert served.command("core show uptime seconds")


@pytest.mark.parametrize("nasty", NASTY_CALLERS)
def test_what_is_no_callers_number_is_shown_as_none_or_as_its_digits(served, ring, phones, nasty):
    boris = phones("acme+201").refuses(486)
    assert ring(number("acme"), caller=quote(nasty)).refused() == 486
    shown = re.search("sip:([^@>]*)", boris.incoming().remote)[1]
    assert re.fullmatch("[0-9+]{1,24}|anonymous", shown)
    assert served.command("core show uptime seconds")
