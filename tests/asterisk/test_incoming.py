"""Calls from outside by a carrier of the operator: where they lead, and how callers are shown."""

import pytest

from telephony.dialling.config import OverrideConfig
from tests.asterisk.outside import CALLER, carrier, number, outside, own, platform
from tests.asterisk.wire import SDP, WITH_SDP, status


def test_a_call_to_a_pool_number_reaches_the_extension_of_its_company_with_sound(
    served, ring, phones, trace
):
    boris, stranger = phones("acme+201"), phones("globex+201")
    since = served.mark()

    far = ring(number("acme"), tone=1000)
    incoming = boris.incoming()
    assert CALLER in incoming.remote
    incoming.answer()
    far.answered()
    incoming.hears(1000)
    far.hears(boris.frequency)
    far.hang_up()

    stranger.never("incoming", seconds=0.1)
    opened = served.event("x-call", since=since, to=number("acme"), kind="incoming")
    assert opened["tenantid"] == "acme"
    assert opened["extra"]["line"] == "carrier.north"
    trace("incoming_answered")


@pytest.mark.parametrize(
    ("policy", "status", "result"),
    [(486, 486, "busy"), (603, 603, "declined"), (180, 480, "no_answer")],
)
def test_the_far_end_is_told_how_a_call_ended(served, ring, phones, trace, policy, status, result):
    phones("acme+201").refuses(policy)
    since = served.mark()

    assert ring(number("acme")).refused() == status

    assert served.event("x-close", since=since, result=result)
    trace(f"incoming_{result}")


def test_a_person_whose_phone_is_off_is_not_reached(served, provider, ring, trace):
    config = outside("acme", own("acme", "internal:204"))
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    since = served.mark()

    assert ring(number("acme")).refused() == 480

    assert served.event("x-close", since=since, result="unreachable")
    trace("incoming_unreachable")


def test_a_caller_who_gives_up_stops_the_ringing(served, ring, phones, trace):
    boris = phones("acme+201")
    far = ring(number("acme"))
    incoming = boris.incoming()
    far.rings()
    far.hang_up()
    incoming.ended()
    trace("incoming_cancelled")


def test_a_number_leads_to_a_group_of_which_one_answers(served, provider, ring, phones):
    config = outside("acme", own("acme", "internal:500"))
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    boris, vera = phones("acme+201"), phones("acme+202").answers()

    far = ring(number("acme"), tone=1000)
    boris.incoming()
    far.answered()
    far.hears(vera.frequency)
    far.hang_up()


def test_a_number_without_a_target_leads_where_the_company_says(served, provider, ring, phones):
    config = outside("acme", own("acme", ""), unknown_target="internal:202")
    served.publish(platform(config, carriers=(carrier(provider),)), config)

    vera = phones("acme+202")
    far = ring(number("acme"))
    vera.incoming().answer()
    far.answered()
    far.hang_up()


def test_a_number_that_leads_nowhere_says_so_and_is_on_record(served, provider, ring, trace):
    config = outside("acme", own("acme", ""))
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    since = served.mark()

    far = ring(number("acme"))
    far.hears_something()
    assert far.refused() == 404

    refused = served.event("x-refused", since=since, reason="no_target")
    assert refused["tenantid"] == "acme"
    trace("incoming_no_target")


def test_a_number_of_nobody_is_refused_and_on_record(served, ring, trace):
    since = served.mark()
    assert ring("+74959999999").refused() == 404
    assert served.event("x-refused", since=since, reason="unknown_number")["tenantid"] == ""
    trace("incoming_unknown_number")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("89161234567", "+79161234567"),
        ("79161234567", "+79161234567"),
        ("9161234567", "+79161234567"),
        ("810493012345678", "+493012345678"),
        ("00493012345678", "+493012345678"),
        ("+12025550123", "+12025550123"),
        ("900", "900"),
    ],
)
def test_callers_are_shown_in_one_form_whatever_the_provider_sends(
    served, ring, phones, sent, shown
):
    phones("acme+201").refuses(486)
    since = phones("acme+201").mark()
    ring(number("acme"), caller=sent).refused()
    incoming = phones("acme+201").incoming(since=since)
    assert f"sip:{shown}@" in incoming.remote


def test_nobody_outside_passes_as_a_colleague(served, provider, ring, phones):
    """A caller with an internal number: it is not shown, and no rule for that person's calls is followed."""
    rule = OverrideConfig("200 only", "201", callers=("200",), target="202")
    config = outside("acme", own("acme", "internal:201"), overrides=(rule,))
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    boris = phones("acme+201").refuses(486)

    assert ring(number("acme"), caller="200").refused() == 486

    assert "200@" not in boris.incoming().remote


@pytest.mark.parametrize(
    "called",
    [
        "84951110001",
        "74951110001",
        "4951110001",
        "+74951110001",
        "8(495)111-00-01",
        "+7.495.111.00.01",
        "+74951110001;npdi;rn=+74990000000",
    ],
)
def test_our_numbers_are_known_in_every_form(served, ring, phones, called):
    phones("acme+201").refuses(486)
    assert ring(called, to="ruri").refused() == 486


def test_a_hidden_caller_reaches_us_and_stays_hidden(served, ring, phones, trace):
    boris = phones("acme+201").refuses(486)
    since = boris.mark()
    assert ring(number("acme"), caller="", anonymous=True).refused() == 486
    assert "anonymous" in boris.incoming(since=since).remote
    trace("incoming_hidden")


def test_a_name_in_from_is_no_way_in(served, ring, phones, wire):
    """A stranger who calls himself a line, a phone or the shared endpoint is asked for a password he cannot have."""
    boris = phones("acme+201")
    for name in ("carrier.north", "sources", "acme-trunk-own", "acme+201"):
        stranger = wire(name, "guess", source="127.0.0.9")
        answer_ = stranger.request("INVITE", number("acme"), headers=WITH_SDP, body=SDP, auth=False)
        assert status(answer_) == 401
    boris.never("incoming", seconds=0.2)
