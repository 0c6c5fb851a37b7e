"""Elements of call flows that ring a person, and every exit of them, called for real."""

import pytest

from tests.asterisk.companies import company, extension, with_extensions
from tests.asterisk.flows import CHOSEN, begins, element, flow, path, published, rings
from tests.asterisk.outside import number
from tests.asterisk.sounds import tones


@pytest.fixture
def sounds(node):
    return tones(node, "acme", CHOSEN)


@pytest.mark.parametrize(
    ("policy", "exit"),
    [(486, "busy"), (180, "no_answer"), (603, "declined"), (None, "unreachable")],
)
def test_a_person_leaves_by_what_came_of_the_ringing(
    served, provider, ring, phones, sounds, policy, exit
):
    if policy:
        phones("acme+201").refuses(policy)
    published(served, provider, rings("person", extension="201" if policy else "204"), media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    far.hears(CHOSEN)
    far.ended()
    served.settled(since)
    assert path(served, since)[1:3] == [("who", "next"), ("one", exit)]


def test_a_caller_goes_on_when_the_person_has_hung_up(served, provider, ring, phones, sounds):
    boris = phones("acme+201")
    published(served, provider, rings("person", extension="201"), media=sounds)
    since = served.mark()
    far = ring(number("acme"), tone=1000)
    incoming = boris.incoming()
    incoming.answer()
    incoming.hears(1000)
    incoming.hang_up()
    far.hears(CHOSEN)
    far.ended()
    served.settled(since)
    assert path(served, since)[2] == ("one", "answered")


def test_a_caller_who_is_passed_on_leaves_the_flow(served, provider, ring, phones, sounds):
    boris, vera = phones("acme+201"), phones("acme+202")
    published(served, provider, rings("person", extension="201"), media=sounds)
    since = served.mark()
    far = ring(number("acme"), tone=1000)
    incoming = boris.incoming()
    incoming.answer()
    incoming.hears(1000)
    incoming.do("transfer", to="202")
    there = vera.incoming().answer()
    there.hears(1000)
    far.hears(vera.frequency)
    there.hang_up()
    far.ended()
    served.settled(since)
    assert path(served, since)[-1] == ("who", "next")


def test_a_call_ends_with_the_person_when_nothing_follows(served, provider, ring, phones, sounds):
    boris = phones("acme+201")
    published(served, provider, rings("person", otherwise=True, extension="201"), media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    incoming = boris.incoming()
    incoming.answer()
    far.answered()
    incoming.hang_up()
    far.ended()
    served.settled(since)
    assert path(served, since)[-1] == ("who", "next")


def test_the_reserve_exit_takes_what_has_none_of_its_own(served, provider, ring, phones, sounds):
    phones("acme+201").refuses(486)
    published(served, provider, rings("person", otherwise=True, extension="201"), media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    far.hears(CHOSEN)
    far.ended()
    served.settled(since)
    assert path(served, since)[2] == ("one", "otherwise")


@pytest.mark.parametrize(("policy", "status"), [(486, 486), (603, 603), (180, 480)])
def test_an_exit_that_leads_nowhere_ends_the_call_with_its_cause(
    served, provider, ring, phones, sounds, policy, status
):
    phones("acme+201").refuses(policy)
    only = flow(begins("who"), element("person", "who", extension="201", exits={}))
    published(served, provider, only, media=sounds)
    assert ring(number("acme")).refused() == status


def test_the_element_says_how_long_a_person_is_rung(served, provider, ring, phones, sounds):
    config = with_extensions(company("acme"), extension("201", ring_seconds=30))
    made = rings("person", extension="201", ring_seconds=1)
    published(served, provider, made, config=config, media=sounds)
    phones("acme+201")
    far = ring(number("acme"))
    far.hears(CHOSEN)
    far.ended()
