"""The carrier of the number that is shown fails: the operator's table and default take over, by the issue's rules."""

import pytest

from telephony.dialling.config import Limits, OnFailure, RouteConfig
from tests.asterisk.outgoing import FAR, caller, far, publish
from tests.asterisk.outside import carrier


@pytest.fixture
def south(new_provider):
    """Another provider of the operator, who trusts the node as well."""
    made = new_provider()
    made.trust("127.0.0.1")
    return made


def connect(node, provider, south, **options):
    """acme with a number of `north`; the operator has the carrier `south` too."""
    carriers = (carrier(provider, **options.pop("north", {})), carrier(south, "south"))
    publish(node, provider, caller(), carriers=carriers, **options)


def asked(*providers):
    """How often each of them was called."""
    return [len(each.requests("INVITE")) for each in providers]


ANY = RouteConfig("any", called=(".*",), trunks=("carrier:north", "carrier:south"))


@pytest.mark.parametrize("last", ["0503", "0500"])
def test_a_row_of_the_operator_takes_over(node, provider, south, phones, last):
    connect(node, provider, south, routes=(ANY,))
    call = phones("acme+200").call(far(last))
    call.outcome()
    assert asked(provider, south) == [1, 1]  # the number's own carrier not twice


def test_the_default_takes_over(node, provider, south, phones):
    connect(node, provider, south, default_carrier="south")
    phones("acme+200").call(far("0503")).outcome()
    assert asked(provider, south) == [1, 1]


def test_a_row_that_lets_none_follow_is_the_last(node, provider, south, phones):
    row = RouteConfig("any", trunks=("carrier:north",))
    connect(node, provider, south, routes=(row,), default_carrier="south")
    phones("acme+200").call(far("0503")).outcome()
    assert asked(provider, south) == [1, 0]


def test_a_row_that_lets_others_follow_is_not(node, provider, south, phones):
    row = RouteConfig("any", trunks=("carrier:north",), on_failure=OnFailure.NEXT)
    connect(node, provider, south, routes=(row,), default_carrier="south")
    phones("acme+200").call(far("0503")).outcome()
    assert asked(provider, south) == [1, 1]


@pytest.mark.parametrize("last", ["0404", "0486"])
def test_what_speaks_of_the_number_is_the_last_word(node, provider, south, phones, last):
    connect(node, provider, south, routes=(ANY,), default_carrier="south")
    call = phones("acme+200").call(far(last))
    assert call.outcome() == int(last)
    assert asked(provider, south) == [1, 0]


def test_a_carrier_without_a_free_channel_is_passed_over(node, provider, south, phones):
    connect(node, provider, south, north={"limits": Limits(channels=1)}, routes=(ANY,))
    first = phones("acme+200").call(FAR)
    provider.taken(FAR[1:])
    second = phones("acme+201").call(FAR)
    south.taken(FAR[1:])
    for call in (first, second):
        call.hang_up()
