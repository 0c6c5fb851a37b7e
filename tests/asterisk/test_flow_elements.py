"""Elements of call flows that ask for keys, and every exit of them, called for real: keys, tones, and ways of calls."""

import pytest

from telephony.asterisk.snapshot import DtmfMode
from tests.asterisk.companies import company, device, with_devices
from tests.asterisk.flows import (
    CHOSEN,
    END,
    begins,
    element,
    flow,
    path,
    published,
    says,
    with_flows,
)
from tests.asterisk.outside import carrier, number, outside, own, platform
from tests.asterisk.sounds import tones

RINGBACK = 425  # Hz, of the node's country
ASK, WRONG, OTHER = 600, 900, 1700  # Hz


@pytest.fixture
def sounds(node):
    return tones(node, "acme", ASK, WRONG, CHOSEN, OTHER)


def menu(wait_seconds=10, **exits):
    return element(
        "menu", prompt={"media": f"tone{ASK}"}, wrong_prompt={"media": f"tone{WRONG}"},
        wait_seconds=wait_seconds, attempts=2, exits=exits,
    )  # fmt: skip


# ---------------------------------------------------------------- menu


KEYS = {"1": "one", "*": "star", "#": "hash", "timeout": "late", "wrong": "lost"}
ANSWERS = [says("one"), says("star"), says("hash"), says("late", OTHER), says("lost", OTHER)]


@pytest.fixture
def menued(served, provider, sounds):
    """acme's number leads to a menu: 1, * and # are announcements, as are time-out and too many wrong keys."""
    published(served, provider, flow(begins("menu"), menu(**KEYS), *ANSWERS, END), media=sounds)
    return served


@pytest.mark.parametrize(("key", "element"), [("1", "one"), ("*", "star"), ("#", "hash")])
def test_a_key_leads_where_it_says(menued, ring, key, element):
    since = menued.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press(key)
    far.hears(CHOSEN)
    far.ended()

    menued.settled(since)
    assert path(menued, since)[2:] == [(element, key), ("end", "next")]


def test_a_wrong_key_is_said_and_asked_again_until_the_attempts_are_used_up(menued, ring):
    since = menued.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press("7")
    far.hears(WRONG)
    far.hears(ASK)
    far.press("0")
    far.hears(OTHER)
    far.ended()

    menued.settled(since)
    assert path(menued, since)[2:] == [("lost", "wrong"), ("end", "next")]


def test_who_presses_nothing_leaves_by_the_time_out(served, provider, ring, sounds):
    asked = flow(begins("menu"), menu(wait_seconds=2, **KEYS), *ANSWERS, END)
    published(served, provider, asked, media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(OTHER)
    far.ended()

    served.settled(since)
    assert path(served, since)[2:] == [("late", "timeout"), ("end", "next")]


def test_a_time_out_that_leads_nowhere_says_goodbye_and_ends(served, provider, ring, sounds):
    asked = flow(begins("menu"), menu(wait_seconds=2, **{"1": "end"}), END)
    published(served, provider, asked, media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.hears_something()
    assert far.ended() == "them"
    assert served.event("x-flow-end", since=since)["extra"] == {
        "reason": "unlinked",
        "exit": "timeout",
    }


@pytest.mark.parametrize("mode", ["rfc4733", "inband"])
def test_keys_are_heard_however_the_phone_sends_them(node, phones, sounds, mode):
    config = with_devices(company("acme"), device("acme", "200", dtmf_mode=DtmfMode(mode)))
    asked = menu(**{"1": "one"}) | {"number": "600"}
    node.apply(with_flows(config, flow(begins("menu"), asked, says("one"), END), media=sounds))

    call = phones("acme+200").call("600").confirmed()
    call.hears(ASK)
    call.do("dtmf", digits="1", method=mode)
    call.hears(CHOSEN)
    call.ended()


# ---------------------------------------------------------------- dialling inside


@pytest.fixture
def dials(served, provider, sounds):
    """acme's number leads to a menu in which internal numbers may be dialled; its flow has the number 600."""
    asked = menu(wait_seconds=5, **{"2": "one"})
    asked["settings"]["dials_direct"] = True
    answers = [says("one"), says("other", OTHER) | {"number": "600"}]
    config = outside("acme", own("acme", "flow:1-start"))
    config = with_flows(config, flow(begins("menu"), asked, *answers, END), media=sounds)
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    return served


def test_an_internal_number_is_dialled_in_a_menu(dials, ring, phones):
    boris = phones("acme+201")
    far = ring(number("acme"), tone=1000)
    far.answered()
    far.hears(ASK)
    far.press("201")
    incoming = boris.incoming()
    far.hears(RINGBACK)
    incoming.answer()
    incoming.hears(1000)
    far.hears(boris.frequency)
    far.hang_up()


def test_a_key_that_begins_numbers_is_a_key_when_no_more_is_pressed(dials, ring):
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press("2")
    far.hears(CHOSEN)
    far.ended()


def test_the_number_of_a_flow_is_dialled_in_a_menu(dials, ring):
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press("600")
    far.hears(OTHER)
    far.ended()


@pytest.mark.parametrize("dialled", ["89161112233", "299", "84951110001", "112"])
def test_nothing_else_is_reached_from_a_menu(dials, provider, ring, dialled):
    since = dials.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press(dialled)
    far.ended(seconds=40)

    provider.never_taken("+79161112233", seconds=0.3)
    dials.settled(since)
    assert [e for e in dials.events(since) if e["eventtype"] == "x-dial"] == []


def test_a_number_rung_from_a_menu_that_nobody_takes_ends_the_call(dials, ring, phones):
    phones("acme+201").refuses(486)
    since = dials.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press("201")
    far.ended()
    ended = dials.event("x-flow-end", since=since)["extra"]
    assert ended == {"reason": "unlinked", "exit": "busy"}
    assert dials.event("x-close", since=since, result="busy")


@pytest.mark.parametrize(
    ("pressed", "exit"),
    [("", "timeout"), ("299", "unknown"), ("20#", "unknown"), ("204", "unreachable")],
)
def test_dial_by_extension_leaves_by_what_came_of_it(served, provider, ring, sounds, pressed, exit):
    asked = element(
        "dial", prompt={"media": f"tone{ASK}"}, digits=3, wait_seconds=10 if pressed else 2,
        exits={"timeout": "one", "unknown": "one", "unreachable": "one"},
    )  # fmt: skip
    published(served, provider, flow(begins("dial"), asked, says("one"), END), media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    if pressed:
        far.press(pressed)
    far.hears(CHOSEN)
    far.ended()
    served.settled(since)
    assert path(served, since)[2] == ("one", exit)


def test_a_number_with_fewer_digits_than_may_be_dialled_rings_soon(
    served, provider, ring, phones, sounds
):
    """The next digit is not waited for as long as the first one is."""
    boris = phones("acme+201")
    asked = element("dial", prompt={"media": f"tone{ASK}"}, digits=5, wait_seconds=60)
    published(served, provider, flow(begins("dial"), asked), media=sounds)
    far = ring(number("acme"), tone=1000)
    far.answered()
    far.hears(ASK)
    far.press("201")
    incoming = boris.incoming(seconds=40)
    incoming.answer()
    incoming.hears(1000)
    far.hang_up()


def test_a_number_of_nobody_ends_the_call_as_that_whoever_was_rung_before(
    served, provider, ring, phones, sounds
):
    phones("acme+201").refuses(603)
    asked = element("dial", prompt={"media": f"tone{ASK}"}, wait_seconds=10)
    before = element("person", "who", extension="201", exits={"declined": "dial"})
    published(served, provider, flow(begins("who"), before, asked), media=sounds)
    since = served.mark()
    far = ring(number("acme"))
    far.answered()
    far.hears(ASK)
    far.press("999")
    far.ended()
    ended = served.event("x-flow-end", since=since)["extra"]
    assert ended == {"reason": "unlinked", "exit": "unknown"}
    assert served.event("x-close", since=since)["extra"] == {"result": "unknown"}
