"""Blocks, limits and disabled companies: what still works, and what a caller hears."""

import time
from dataclasses import replace

import pytest

from telephony.asterisk.snapshot import BlockConfig, BlockKind, ForwardMode
from telephony.dialling.config import TrunkConfig
from tests.asterisk.companies import company, extension, with_extensions
from tests.asterisk.outside import outside, platform
from tests.asterisk.wire import SDP, WITH_SDP, status

OPERATOR, OWN = BlockKind.ADMINISTRATIVE, BlockKind.VOLUNTARY


def blocked(kind=OWN, *, since=-60, until=0, config=None):
    """acme, blocked between these moments, seconds from now (until 0: without end)."""
    now = int(time.time())
    block = BlockConfig(kind=kind, since=now + since, until=now + until if until else 0)
    return replace(config or company("acme"), blocks=(block,))


def sleep_until(moment):
    """Sleep until the clock is past this moment."""
    time.sleep(max(0.0, moment - time.time()) + 0.1)


@pytest.mark.parametrize("kind", [OPERATOR, OWN])
def test_phones_of_a_blocked_company_hear_a_phrase_and_reach_nobody(node, phones, trace, kind):
    anna, boris = phones("acme+200"), phones("acme+201")
    since = node.mark()
    node.apply(blocked(kind))

    call = anna.call("201")
    call.hears_something()

    assert call.ended()["code"] == 403
    assert not call.was_confirmed  # a phrase before the answer costs nothing
    boris.never("incoming", seconds=0.1)
    assert node.event("x-refused", since=since, reason="blocked", kind=str(kind))
    trace(f"blocked_{kind}")


@pytest.mark.parametrize("number", ["112", "101", "102", "103", "104"])
@pytest.mark.parametrize("kind", [OPERATOR, OWN])
def test_help_is_never_refused(node, wire, kind, number):
    """There is no carrier here, so help is not reached; but it is tried, whatever the block or limit."""
    since = node.mark()
    node.apply(blocked(kind, config=replace(company("acme"), max_channels=1)))

    answer = wire("acme+200").request("INVITE", number, headers=WITH_SDP, body=SDP)

    assert status(answer) == 183
    assert node.event("x-result", since=since, number=number, reason="no_carrier")
    assert "x-refused" not in {event["eventtype"] for event in node.events(since)}


def test_help_is_called_also_from_where_another_pbx_of_the_company_is(node, wire):
    """Its address would say whose call it is before the phone signs in."""
    pbx = TrunkConfig("pbx", is_internal=True, addresses=("127.0.0.5",), sources=("127.0.0.5",))
    config = outside(blocked(OPERATOR), trunks=(pbx,))
    since = node.mark()
    node.publish(platform(config), config)

    wire("acme+200", source="127.0.0.5").request("INVITE", "112", headers=WITH_SDP, body=SDP)

    assert node.event("x-result", since=since, number="112", reason="no_carrier")


def test_under_the_operators_block_no_phone_registers_and_those_registered_are_put_off(
    node, phones, wire
):
    phones("acme+201")

    report = node.apply(blocked(OPERATOR))

    assert "acme+201" in report.removed_contacts
    assert report.leftovers == ()
    assert status(wire("acme+201").request("REGISTER", headers="Expires: 60")) >= 400
    assert "acme+201" not in node.command("database show registrar")


def test_under_its_own_block_a_company_keeps_its_phones_registered(node, phones, wire):
    phones("acme+201")

    report = node.apply(blocked(OWN))

    assert report.removed_contacts == ()
    assert status(wire("acme+202").request("REGISTER", headers="Expires: 60")) == 200


def test_a_block_begins_and_ends_by_the_clock_of_the_node(node, phones):
    """Nothing of ours has to run at that moment."""
    anna = phones("acme+200")
    phones("acme+201").answers()
    now = time.time()
    node.apply(blocked(OWN, since=4, until=8))

    anna.call("201").confirmed().hang_up()
    sleep_until(now + 4)
    refused = anna.call("201")
    refused.hears_something()
    assert not refused.was_confirmed
    refused.hang_up()
    sleep_until(now + 8)

    anna.call("201").confirmed().hang_up()


def test_a_running_call_survives_a_block_unless_it_is_to_end(node, phones):
    anna, boris = phones("acme+200"), phones("acme+201")
    call = anna.call("201").ringing()
    other = boris.incoming().answer()

    call.hears(boris.frequency)
    node.apply(blocked(OWN))
    call.hears(boris.frequency)
    report = node.apply(blocked(OWN), hang_up=True)

    call.ended()
    other.ended()
    assert report.hung_up == ("*",)


def test_calls_above_the_companys_limit_are_refused_with_a_phrase(node, phones, trace):
    anna, vera = phones("acme+200"), phones("acme+202")
    phones("acme+201").answers()
    since = node.mark()
    node.apply(replace(company("acme"), max_channels=1))

    first = anna.call("201").confirmed()
    second = vera.call("203")
    second.hears_something()
    assert second.ended()["code"] == 486
    assert node.event("x-refused", since=since, reason="limit", kind="calls")
    first.hang_up()
    first.ended()
    phones("acme+desk").answers()

    vera.call("203").confirmed().hang_up()
    trace("channel_limit")


def test_the_limit_of_one_company_is_not_that_of_another(node, phones):
    for code in ("acme", "acme1"):
        node.apply(replace(company(code), max_channels=1))
        phones(f"{code}+201").answers()

    calls = [phones(f"{code}+200").call("201").confirmed() for code in ("acme", "acme1")]

    for call in calls:
        call.hang_up()


def test_a_disabled_company_leaves_nothing_on_the_node(node, phones, wire):
    anna, boris = phones("acme+200"), phones("acme+201")
    call = anna.call("201").ringing()
    other = boris.incoming().answer()

    report = node.apply(replace(company("acme"), is_disabled=True))

    assert report.leftovers == ()
    call.ended()
    other.ended()
    assert not node.paths.tenant("acme").exists()
    for listing in ("database show", "dialplan show", "core show hints"):
        assert "acme+" not in node.command(listing)
        assert "acme-" not in node.command(listing)
    assert status(wire("acme+200").request("REGISTER", headers="Expires: 60")) == 401
    assert status(wire("acme1+200").request("REGISTER", headers="Expires: 60")) == 200


def test_a_disabled_company_comes_back_whole(node, phones):
    phones("acme+201")
    node.apply(replace(company("acme"), is_disabled=True))
    node.apply(company("acme"))

    phones("acme+201").answers()
    phones("acme+200").call("201").confirmed().hang_up()


def test_an_outside_number_without_rights_is_refused_with_a_phrase(node, phones, trace):
    since = node.mark()

    call = phones("acme+200").call("+74951234567")
    call.hears_something()

    assert call.ended()["code"] == 403
    assert node.event("x-refused", since=since, reason="class", kind="long_distance")
    trace("outside_refused")


def test_a_forward_to_an_outside_number_is_judged_at_the_moment_it_is_made(node, phones):
    """A block that began while the phone was ringing forbids the leg that would cost money."""
    since = node.mark()
    person = extension(
        "201",
        ring_seconds=6,
        forward_mode=ForwardMode.CONDITIONAL,
        forward_timeout_to="+74951234567",
    )
    node.apply(blocked(OWN, since=4, config=with_extensions(company("acme"), person)))
    phones("acme+201")

    phones("acme+200").call("201").ended()

    assert node.event("x-forward", since=since, why="timeout")
    assert node.event("x-result", since=since, reason="blocked-voluntary")


def test_a_call_ends_at_the_longest_time_a_call_may_last(node, phones):
    node.command("dialplan set global CALL_SECONDS_MAX 2")
    try:
        anna, boris = phones("acme+200"), phones("acme+201")
        call = anna.call("201").ringing()
        other = boris.incoming().answer()

        call.ended()
        other.ended()
    finally:
        node.command("dialplan set global CALL_SECONDS_MAX 14400")
