"""How many calls outside there may be at once, and how long they may last: the node counts them itself."""

import time
from contextlib import closing
from dataclasses import replace

import pytest

from telephony.dialling.config import (
    Limits,
    OnFailure,
    OverrideConfig,
    RedirectConfig,
    RouteConfig,
)
from tests.asterisk.dialler import Dialler, InnerCall
from tests.asterisk.outgoing import ABROAD, FAR, caller, far, publish, rights
from tests.asterisk.outside import carrier, number, own

ONE = Limits(channels=1)
NORTH = "carrier:north"
PRIVATE = RouteConfig("own", called=("7.*",), trunks=(NORTH,), is_private=True)
MOST, ASKED = 5, 40  # calls allowed, and made at once
WAIT_SECONDS = 60


def limited(provider, kind, limits):
    """A company and its carrier with these limits of one thing, and the reason that refusals name."""
    own_limits = limits if kind == "number" else Limits()
    config = caller(
        numbers=(own("acme", "internal:201", limits=own_limits),),
        rights=rights(limits=limits if kind == "extension" else Limits()),
        max_channels_out=limits.channels if kind == "out" else 0,
        max_channels_private=limits.channels if kind == "private" else 0,
        routes=(PRIVATE,) if kind == "private" else (),
    )
    config = replace(config, max_channels=limits.channels if kind == "calls" else 0)
    return config, carrier(provider, limits=limits if kind == "line" else Limits())


@pytest.mark.parametrize("kind", ["out", "calls", "line", "number", "extension"])
def test_one_call_more_than_allowed_hears_a_phrase_and_busy(node, provider, phones, trace, kind):
    config, line = limited(provider, kind, ONE)
    publish(node, provider, config, carriers=(line,))
    anna = phones("acme+200")
    standing = anna.call(FAR).confirmed()
    since = node.mark()

    call = anna.call(far("0001"))
    call.hears_something()

    assert call.outcome() == 486
    assert not call.was_confirmed
    assert node.event("x-refused", since=since, reason="limit", kind=kind)
    assert provider.requests("INVITE", far("0001")) == []
    if kind == "extension":  # that of another person has room
        phones("acme+202").call(far("0002")).confirmed().hang_up()

    standing.hang_up()
    standing.ended()
    node.quiet()
    anna.call(far("0003")).confirmed().hang_up()
    trace(f"outgoing_limit_{kind}")


def test_calls_by_private_routes_are_counted_apart(node, provider, phones):
    rows = (PRIVATE, RouteConfig("abroad", called=("44.*",), trunks=(NORTH,)))
    publish(node, provider, caller(routes=rows, max_channels_private=1))
    anna = phones("acme+200")
    standing = anna.call(FAR).confirmed()
    since = node.mark()

    call = anna.call(far("0001"))
    call.hears_something()

    assert call.outcome() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="private")
    assert provider.requests("INVITE", far("0001")) == []
    phones("acme+202").call(ABROAD).confirmed().hang_up()  # by a row that is not private
    phones("acme+202").call("112").confirmed().hang_up()  # help is not counted
    standing.hang_up()
    standing.ended()
    node.quiet()
    anna.call(far("0003")).confirmed().hang_up()


def test_a_call_over_the_private_limit_goes_on_to_the_next_row(node, provider, phones):
    rows = (
        replace(PRIVATE, on_failure=OnFailure.NEXT),
        RouteConfig("open", called=("7.*",), trunks=("carrier:south",)),
    )
    lines = (carrier(provider), carrier(provider, "south"))
    publish(node, provider, caller(routes=rows, max_channels_private=1), carriers=lines)
    standing = phones("acme+200").call(FAR).confirmed()
    since = node.mark()

    second = phones("acme+202").call(far("0001")).confirmed()

    assert node.event("x-result", since=since, reason="limit-private")
    assert node.event("x-dial", since=since, line="carrier.south")
    second.hang_up()
    standing.hang_up()


def test_calls_in_and_out_count_together_where_the_limit_says_so(node, provider, phones, ring):
    """Of line, number, and of the company as a whole."""
    for kind in ("line", "number", "calls"):
        config, line = limited(provider, kind, ONE)
        publish(node, provider, config, carriers=(line,))
        phones("acme+201").answers()
        first = ring(number("acme"))
        first.answered()
        since = node.mark()
        call = phones("acme+200").call(FAR)
        assert node.event("x-refused", since=since, reason="limit", kind=kind)
        call.hang_up()
        first.hang_up()
        first.ended()
        node.quiet()


def test_a_redirect_number_has_a_limit_of_its_own(node, provider, ring, trace):
    redirect = RedirectConfig("r1", FAR, limits=ONE)
    config = caller(
        numbers=(own("acme", "redirect:r1"), own("acme", "redirect:r1", 2)), redirects=(redirect,)
    )
    publish(node, provider, config)
    first = ring(number("acme"))
    provider.taken(FAR)
    first.answered()
    since = node.mark()

    second = ring(number("acme", 2))
    second.hears_something()

    assert second.refused() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="redirect")
    first.hang_up()
    trace("outgoing_limit_redirect")


def test_a_call_inside_that_was_not_taken_takes_no_room_while_it_hears_why(node, provider, phones):
    rule = OverrideConfig("no", "202")
    config = replace(caller(overrides=(rule,)), max_channels=1)
    publish(node, provider, config)
    phones("acme+201").refuses(603)
    vera = phones("acme+202")

    refused = phones("acme+200").call("202")
    refused.hears_something()
    assert vera.call("201").outcome() == 603

    assert refused.outcome() == 603


@pytest.mark.parametrize("kind", ["line", "number", "extension", "redirect"])
def test_a_call_ends_at_the_length_that_is_allowed(node, provider, phones, kind):
    seconds = Limits(seconds=1)
    config, line = limited(provider, kind, seconds)
    redirects = (RedirectConfig("r1", far("0009"), limits=seconds),)
    numbers = (*config.outside.numbers, own("acme", "redirect:r1", 2))
    config = replace(config, outside=replace(config.outside, redirects=redirects, numbers=numbers))
    publish(node, provider, config, carriers=(line,))

    call = phones("acme+200").call(number("acme", 2) if kind == "redirect" else FAR)
    call.confirmed()
    there = provider.taken(far("0009") if kind == "redirect" else FAR)

    assert there.ended() == "them"
    call.ended()


@pytest.mark.parametrize("kind", ["out", "calls", "line", "number", "extension", "private"])
def test_of_many_calls_at_once_never_one_too_many_leaves(node, provider, kind):
    """They are counted before they leave and looked at then."""
    config, line = limited(provider, kind, Limits(channels=MOST))
    publish(node, provider, config, carriers=(line,))
    since = node.mark()

    with closing(Dialler(node)) as dialler:
        for _ in range(ASKED):
            dialler.start(InnerCall("acme", "200", FAR, hold=60))
        wait_for_refusals(node, since, ASKED - MOST)

        provider.taken(FAR, count=MOST)

    assert len(provider.calls(FAR)) == MOST
    assert {each.state for each in provider.calls(FAR)} <= {"ringing", "up"}


def wait_for_refusals(node, since, count):
    """Until so many calls were refused."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        refused = [each for each in node.events(since) if each["eventtype"] == "x-refused"]
        if len(refused) >= count:
            assert len(refused) == count
            return
        assert time.monotonic() < deadline, f"{len(refused)} calls of {count} were refused"
        time.sleep(0.05)
