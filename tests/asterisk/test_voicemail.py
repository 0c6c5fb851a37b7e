"""Voicemail: a message is left, its lamp shines, its owner listens to it and deletes it."""

import time

import pytest

from compose.provider.sound import tone_share
from telephony.asterisk.snapshot import MailboxConfig, MediaConfig
from tests.asterisk.boxes import (
    LEAVES,
    PHRASE_SECONDS,
    SUBSCRIBES,
    lamp,
    leads_to_boxes,
    listens,
    message_leave,
    messages,
    runs,
    samples,
    spoken,
    until,
    watches,
    with_boxes,
)
from tests.asterisk.test_media import KEY, LOW, publish, sounds, tones

__all__ = ["publish", "sounds", "tones"]


@pytest.fixture
def boxes(node):
    """acme and acme1 with boxes for 201 and 203; from acme's phones 299201 leads into acme's."""
    for code in ("acme", "acme1"):
        node.apply(with_boxes(code, "201", "203", pin="4321"))
    leads_to_boxes(node)
    return node


@pytest.fixture
def leave(boxes, phones):
    """`leave("201")`: 200 leaves a message there; the phone that did."""

    def left(number="201"):
        anna = phones("acme+200")
        message_leave(boxes, anna, number)
        return anna

    return left


def test_what_a_caller_says_is_what_lies_in_the_box(boxes, leave, trace):
    anna = leave()
    trace("voicemail")

    (text,) = messages(boxes, "acme", "201")
    assert tone_share(samples(text)[-8000:], anna.frequency) > 0.5
    said = text.read_text()
    assert 'callerid="Анна Ёлкина" <200>' in said
    assert not messages(boxes, "acme1", "201")


@pytest.mark.parametrize("device", ["desk", "mobile"])
def test_the_lamp_of_the_owners_phones_shines(leave, wire, device):
    """Of one that asks for it, and of one that has only registered (what has asked once is told nothing else)."""
    phone = wire(f"acme+{device}")
    if device == "mobile":
        assert " 200 " in phone.request("REGISTER", headers="Expires: 60")
    else:
        assert " 200 " in phone.request("SUBSCRIBE", "acme+desk", headers=SUBSCRIBES)
    assert lamp(phone) == ("no", "0/0")

    leave("203")

    assert lamp(phone) == ("yes", "1/0")


def test_the_owner_listens_and_deletes_by_phone(boxes, leave, phones, wire):
    anna = leave()
    watching = watches(wire("acme+201"))
    assert lamp(watching) == ("yes", "1/0")

    call = listens(boxes, phones("acme+201").call("*97").confirmed(), anna.frequency)
    call.do("dtmf", digits="7")
    call.do("dtmf", digits="#")  # leaves the box
    call.ended(seconds=PHRASE_SECONDS)

    until(lambda: not messages(boxes, "acme", "201"), "the message is still there")
    assert not messages(boxes, "acme", "201", "Old")
    assert len(messages(boxes, "acme", "201", "Deleted")) == 1
    assert lamp(watching) == ("no", "0/0")


def asks(node, phone, number, pin):
    """A call that asks for another's box, and has typed a PIN; None for the PIN where the box is refused: the kind."""
    since = node.mark()
    call = phone.call("*98").confirmed()
    call.hears_something()
    call.do("dtmf", digits=f"{number}#")

    def refusals():
        return [each["extra"] for each in node.events(since) if each["eventtype"] == "x-refused"]

    until(lambda: refusals() or runs(node, "VMAuthenticate"), "nobody asks for a PIN")
    if refusals():
        call.ended(seconds=PHRASE_SECONDS)
        return call, refusals()[0]["kind"]
    call.do("dtmf", digits=f"{pin}#")
    return call, ""


def test_whoever_is_passed_on_to_the_box_of_another_is_not_let_in(boxes, leave, phones):
    """They would stand for the one who passed them on, whose phone opens the box without a PIN."""
    leave()
    boris, vera = phones("acme+201"), phones("acme+202")
    call = vera.call("201").ringing()
    other = boris.incoming().answer()
    call.confirmed()
    since = boxes.mark()

    other.do("transfer", to="*97")

    assert boxes.event("x-refused", since=since, reason="unknown_number")
    call.ended(seconds=PHRASE_SECONDS)
    assert len(messages(boxes, "acme", "201")) == 1


@pytest.mark.parametrize(("pin", "opens"), [("4321", True), ("1111", False)])
def test_another_phone_opens_the_box_with_its_pin(boxes, leave, phones, pin, opens):
    anna = leave()
    call, _ = asks(boxes, phones("acme+202"), "201", pin)
    try:
        if opens:
            listens(boxes, call, anna.frequency)
        else:
            call.hears_something()
            call.do("dtmf", digits="1")
            with pytest.raises(AssertionError, match="does not hear"):
                call.hears(anna.frequency, seconds=8)
            assert not runs(boxes, "VoiceMailMain")
        call.hang_up()
    finally:
        boxes.command("database deltree pin", check=False)


def test_a_box_whose_pin_was_guessed_at_is_closed_to_others(boxes, node, phones):
    def ask(pin, number="201", *, opens=False):
        call, refusal = asks(node, phones("acme+202"), number, pin)
        if refusal:
            return refusal
        if opens:
            until(lambda: runs(node, "VoiceMailMain"), "the right PIN opens nothing")
        else:
            call.hears_something()
        call.hang_up()
        call.ended()
        node.quiet()
        return ""

    try:
        assert [ask("1111") for _ in range(3)] == ["", "", ""]
        assert ask("4321") == "closed"
        assert ask("4321", "203", opens=True) == ""
        assert ask("4321", "999") == "wrong"
        node.command(f"database put pin/acme 201 3-{int(time.time()) - 3601}")
        assert ask("4321", opens=True) == ""
        assert "not found" in node.command("database get pin/acme 201", check=False)
    finally:
        node.command("database deltree pin", check=False)


def test_a_box_asks_for_a_message_in_its_owners_words(publish, tones, node, phones):
    publish(media=(MediaConfig(KEY, tones(LOW)),), mailboxes=(MailboxConfig("201", greeting=KEY),))
    leads_to_boxes(node)
    anna = phones("acme+200")
    call = anna.call(f"{LEAVES}201").confirmed()

    call.hears(LOW)
    call.do("dtmf", digits="1")  # which skips the rest
    spoken(node, "201")
    call.hang_up()

    until(lambda: messages(node, "acme", "201"), "no message came")
    (text,) = messages(node, "acme", "201")
    assert tone_share(samples(text)[-8000:], anna.frequency) > 0.5


def test_who_has_no_box_is_told_so(boxes, phones):
    assert phones("acme+202").call("*97").outcome() == 404


def test_a_message_that_a_manager_removes_puts_out_the_lamp(boxes, leave, wire):
    leave()
    (text,) = messages(boxes, "acme", "201")
    key = text.read_text().split("msg_id=")[1].split()[0]
    watching = watches(wire("acme+201"))
    assert lamp(watching) == ("yes", "1/0")
    place = {"Context": "acme", "Mailbox": "201", "ID": key}

    boxes.with_ami(lambda ami: ami.action("VoicemailMove", **place, Folder="INBOX", ToFolder="Old"))
    assert lamp(watching) == ("no", "0/1")
    boxes.with_ami(lambda ami: ami.action("VoicemailRemove", **place, Folder="Old"))

    assert lamp(watching) == ("no", "0/0")
    assert not messages(boxes, "acme", "201", "Old")
