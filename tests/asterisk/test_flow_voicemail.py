"""The element *voicemail* of call flows: a caller goes on after a message, and when there was no room for one."""

import pytest

from telephony.asterisk.voicemail_rows import BOX_MESSAGES_MAX
from telephony.flow.call import Caller
from telephony.flow.simulate import simulate
from telephony.flow.world import World
from tests.asterisk.boxes import PHRASE_SECONDS, box_fill, messages, spoken, until, with_boxes
from tests.asterisk.flows import CHOSEN, END, begins, element, flow, path, published, says
from tests.asterisk.outside import CALLER, number
from tests.asterisk.sounds import tones

MOMENT = 1_795_286_745  # any


@pytest.fixture
def boxed(served, provider):
    """acme's number leads into the box of 201, and then to an announcement; the flow."""
    box = element("voicemail", "box", box="201", exits={"next": "said"})
    made = flow(begins("box"), box, says("said"), END)
    sounds = tones(served, "acme", CHOSEN)
    published(served, provider, made, media=sounds, mailboxes=with_boxes("acme", "201").mailboxes)
    return made


def goes_on(node, far, since, made):
    """The caller hears what follows the box, and goes the way that the simulator tells of."""
    far.hears(CHOSEN, seconds=PHRASE_SECONDS)
    far.ended()
    node.settled(since)
    trace = simulate({1: made.flow}, World(boxes={"201"}), Caller(CALLER, MOMENT), flow=1)
    way = path(node, since)
    assert way == [(element, exit) for _flow, element, exit in trace.path]
    assert way[1:3] == [("box", "next"), ("said", "next")]


def test_a_caller_goes_on_after_the_message(boxed, served, ring):
    since = served.mark()
    far = ring(number("acme"), tone=1000)
    far.answered()
    far.hears_something()
    far.press("#")  # the greeting has been heard often enough
    spoken(served, "201")
    far.press("#")  # this was the message

    goes_on(served, far, since, boxed)
    until(lambda: messages(served, "acme", "201"), "no message came")


def test_a_caller_goes_on_when_there_is_no_room(boxed, served, ring):
    box_fill(served, "acme", "201", BOX_MESSAGES_MAX)
    since = served.mark()
    far = ring(number("acme"))
    far.answered()

    goes_on(served, far, since, boxed)
    assert served.event("x-result", since=since, reason="limit-box")
