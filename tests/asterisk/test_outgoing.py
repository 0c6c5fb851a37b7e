"""Calls to the outside: who is called by which line, what the far end is shown, how each call ends."""

from dataclasses import replace

import pytest

from compose.provider.behaviour import answer
from telephony.dialling.config import CallClass, CallerRights
from tests.asterisk.outside import carrier, number, outside, own, platform

EVERYTHING = tuple(CallClass)
FAR = "+74957654321"  # Moscow, as is acme


def rights(*extensions, classes=EVERYTHING, **options):
    """Everything is allowed to these extensions."""
    return tuple(replace(CallerRights(each, classes), **options) for each in extensions)


def acme(*numbers, **options):
    """acme with a number at the operator's carrier, whose people may call everywhere."""
    options.setdefault("ceiling", EVERYTHING)
    options.setdefault("rights", rights("200", "201", "202"))
    return outside("acme", *(numbers or (own("acme", "internal:201"),)), **options)


@pytest.fixture
def served(node, provider):
    """acme with everything allowed."""
    provider.trust("127.0.0.1")
    publish(node, provider, acme())
    return node


def publish(node, provider, *companies, **options):
    """Bring companies to the node, beside a carrier that leads to the provider."""
    options.setdefault("carriers", (carrier(provider),))
    options.setdefault("default_carrier", "north")
    node.publish(platform(*companies, **options), *companies)


def test_a_call_outside_is_answered_with_sound_both_ways_and_shows_the_companys_number(
    served, provider, phones, trace
):
    anna = phones("acme+200")
    provider.behave(FAR, answer(tone=1000))
    since = served.mark()

    call = anna.call("84957654321")
    far = provider.taken(FAR)
    call.confirmed().hears(1000)
    far.hears(anna.frequency)

    assert far.shown == number("acme").removeprefix("+")  # as the carrier wants it
    assert far.name == ""
    dialled = served.event("x-dial", since=since, kind="outside", number=FAR)
    assert dialled["extra"]["line"] == "carrier.north"
    assert dialled["tenantid"] == "acme"
    call.hang_up()
    assert far.ended() == "them"
    trace("outgoing_answered")
