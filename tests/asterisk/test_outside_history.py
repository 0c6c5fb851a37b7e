"""What the node writes of calls with the outside world: the events that call history is made of. Each test keeps its
events as a trace for tests/calls, which say what the record of such a call is."""

from dataclasses import replace

import pytest

from compose.provider.behaviour import answer, reject
from telephony.asterisk.snapshot import BlockConfig, BlockKind, ForwardMode, ReachConfig
from telephony.dialling.config import (
    CallClass,
    CallerRights,
    Limits,
    OverrideConfig,
    RedirectConfig,
    RouteConfig,
)
from tests.asterisk.companies import NAMES, extension, with_extensions
from tests.asterisk.node import ADDRESS
from tests.asterisk.outside import CALLER, carrier, number, outside, own, platform

EVERYTHING = tuple(CallClass)
FAR = "+74957654321"  # Moscow, as is acme
MOBILE = "+79261234567"  # where a person of acme is reached, too
NORTH, SOUTH = "carrier:north", "carrier:south"


def acme(*numbers, **options):
    """acme, whose people may call everywhere."""
    options.setdefault("ceiling", EVERYTHING)
    rights = [CallerRights(each, EVERYTHING) for each in ("200", "201", "202")]
    options.setdefault("rights", tuple(rights))
    return outside("acme", *(numbers or (own("acme", "internal:201"),)), **options)


@pytest.fixture
def south(new_provider):
    """A second provider, at an address of its own."""
    provider = new_provider(host="127.0.0.2")
    provider.trust(ADDRESS, "127.0.0.1")
    return provider


@pytest.fixture
def publish(node, provider, south):
    """`publish(company)`: brings it to the node, with the carriers north and south."""
    provider.trust("127.0.0.1")

    def bring(config, **options):
        options.setdefault("carriers", (carrier(provider), carrier(south, "south")))
        options.setdefault("default_carrier", "north")
        node.publish(platform(config, **options), config)

    return bring


@pytest.fixture
def refused(node, phones):
    """`refused(dialled, reason=...)`: Anna dials it, and the node says no."""

    def call(dialled, **wanted):
        since = node.mark()
        phones("acme+200").call(dialled).ended()
        return node.event("x-refused", since=since, **wanted)

    return call


@pytest.fixture
def called_in(node, provider):
    """`called_in()`: somebody outside calls the number of acme by the carrier."""
    return lambda: provider.call(
        number("acme"), caller=CALLER, target=f"{ADDRESS}:{node.settings.sip_port}"
    )


def test_a_line_without_room_is_passed_over(publish, provider, south, phones, node, trace):
    full = carrier(provider, limits=Limits(channels=1))
    publish(
        acme(routes=(RouteConfig("Moscow", ("+7495.*",), trunks=(NORTH, SOUTH)),)),
        carriers=(full, carrier(south, "south")),
    )
    provider.behave(FAR, answer())
    south.behave(FAR, reject(486))
    first = phones("acme+201").call("84957654321").confirmed()
    since = node.mark()
    phones("acme+200").call("84957654321").ended()
    assert node.event("x-result", since=since, reason="limit-line", line="carrier.north")
    first.hang_up()
    trace("outgoing_line_full")


def test_a_number_is_hidden_and_abroad(publish, provider, phones, node, trace):
    publish(acme(rights=(CallerRights("200", EVERYTHING, hides_number=True),)))
    provider.behave("+493012345678", answer())
    since = node.mark()
    call = phones("acme+200").call("810493012345678").confirmed()
    assert node.event("x-dial", since=since, hidden="1", **{"class": "international"})
    call.hang_up()
    trace("outgoing_hidden")


def test_a_caller_from_outside_is_forwarded_outside(
    publish, provider, called_in, node, phones, trace
):
    busy = extension("201", forward_mode=ForwardMode.ALWAYS, forward_always_to=MOBILE)
    config = with_extensions(acme(), busy)
    publish(config, carriers=(carrier(provider, may_pass_foreign=True),))
    provider.behave(MOBILE, answer())
    since = node.mark()
    far = called_in()
    far.answered()
    assert node.event("x-dial", since=since, number=MOBILE, diversion=number("acme"))
    far.hang_up()
    trace("incoming_forwarded_outside")


def test_a_person_is_reached_on_the_mobile_too(publish, provider, called_in, node, phones, trace):
    ways = (ReachConfig(device="201", ring_seconds=20), ReachConfig(number=MOBILE, ring_seconds=20))
    config = acme()
    person = replace(extension("201"), display_name=NAMES["201"], reach=ways)
    publish(with_extensions(config, person))
    provider.behave(MOBILE, answer())
    phones("acme+201")
    since = node.mark()
    far = called_in()
    far.answered()
    assert node.event("x-dial", since=since, number=MOBILE)
    far.hang_up()
    trace("incoming_mobile")


def test_a_number_leads_to_a_redirect_number(publish, provider, called_in, node, phones, trace):
    redirect = RedirectConfig("partner", MOBILE)
    publish(acme(own("acme", "redirect:partner"), redirects=(redirect,)))
    provider.behave(MOBILE, reject(486))
    assert called_in().refused() == 486
    trace("incoming_redirected")


def test_a_rule_leads_a_call_outside_to_somebody_inside(publish, phones, node, trace):
    rule = OverrideConfig("to Boris", "+7495.*", target="201")
    publish(acme(overrides=(rule,)))
    boris = phones("acme+201").answers()
    since = node.mark()
    call = phones("acme+200").call("84957654321").confirmed()
    assert boris.incoming()
    assert node.event("x-override", since=since, to="201", rule="1")
    call.hang_up()
    trace("outgoing_overridden")


def test_a_rule_ends_a_call_from_outside(publish, called_in, node, trace):
    publish(acme(overrides=(OverrideConfig("closed", "+7495.*", target=""),)))
    since = node.mark()
    assert called_in().refused() == 603
    assert node.event("x-refused", since=since, reason="override")
    trace("incoming_override")


def test_an_own_number_is_reached_without_a_line(publish, phones, node, trace):
    publish(acme())
    phones("acme+201").refuses(486)
    since = node.mark()
    phones("acme+200").call("84951110001").ended()
    assert node.event("x-dial", since=since, kind="own", number=number("acme"))
    trace("outgoing_own_number")


def test_a_class_that_a_person_lacks(publish, refused, trace):
    publish(acme(rights=(CallerRights("200", (CallClass.INTERNAL, CallClass.LOCAL)),)))
    refused("89261234567", reason="class")
    trace("outgoing_class")


def test_a_blocked_company(publish, refused, trace):
    block = BlockConfig(kind=BlockKind.VOLUNTARY, since=0, until=0)
    publish(replace(acme(), blocks=(block,)))
    refused("84957654321", reason="blocked", kind="voluntary")
    trace("outgoing_blocked")


def test_what_was_dialled_means_nothing(publish, refused, trace):
    publish(acme(area=""))
    refused("7654321", reason="unknown_number")
    trace("outgoing_unknown_number")
