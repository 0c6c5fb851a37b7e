"""Call flows: calls enter a published version, by an outside number and by an internal one, and do what was drawn."""

import pytest

from telephony.asterisk.apply import drift
from tests.asterisk.companies import company
from tests.asterisk.flows import begins, element, flow, path, plays, published, with_flows
from tests.asterisk.outside import number
from tests.asterisk.sounds import tones

END = element("hangup", "end")


@pytest.fixture
def sounds(node):
    """Tones of acme: `tone600` is 600 Hz for half a second."""
    return tones(node, "acme", 600, 900, 1300)


def test_a_call_from_outside_hears_the_announcement_and_ends(served, provider, ring, sounds, trace):
    published(
        served, provider, flow(begins("hello"), plays("tone600", "hello", then="end", repeats=3), END),
        media=sounds,
    )  # fmt: skip
    since = served.mark()

    far = ring(number("acme"))
    far.answered()
    far.hears(600)
    far.ended()

    served.settled(since)
    assert path(served, since) == [("start", ""), ("hello", "next"), ("end", "next")]
    assert served.event("x-flow-end", since=since)["extra"]["reason"] == "hangup"
    trace("flow_announcement")


def test_an_element_with_a_number_of_its_own_is_dialled(node, phones, sounds):
    config = with_flows(
        company("acme"),
        flow(begins("hello"), plays("tone900", "hello", then="end", repeats=2, number="600"), END),
        media=sounds,
    )
    node.apply(config)

    call = phones("acme+200").call("600").confirmed()
    call.hears(900)
    call.ended()
    assert not node.with_ami(lambda ami: drift(config, node=node.paths, ami=ami))
