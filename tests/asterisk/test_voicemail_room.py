"""Room for voice messages: a box holds so many, a company so many, and who calls then is told."""

from dataclasses import replace

import pytest

from telephony.asterisk.voicemail_rows import BOX_MESSAGES_MAX, HELD_FAMILY
from tests.asterisk.boxes import (
    LEAVES,
    PHRASE_SECONDS,
    box_fill,
    leads_to_boxes,
    message_leave,
    messages,
    with_boxes,
)


@pytest.fixture
def boxes(node):
    """`boxes(limit)`: acme has boxes for 201 and 203, and may keep so many messages; 0: any number."""

    def publish(limit=0):
        node.apply(replace(with_boxes("acme", "201", "203"), max_voicemails=limit))
        leads_to_boxes(node)
        held(node, 0)

    yield publish
    node.command(f"database deltree {HELD_FAMILY}", check=False)


def held(node, count):
    """The node's worker has counted so many messages of acme."""
    node.command(f"database put {HELD_FAMILY} acme {count}")


def refused(node, phone, to, reason):
    """The phone of acme finds no room in a box, and is told so."""
    since = node.mark()
    call = phone.call(f"{LEAVES}{to}").confirmed()
    call.hears_something()
    call.ended(seconds=PHRASE_SECONDS)
    assert node.event("x-result", since=since, number=to, status="FULL", reason=reason)


def test_a_box_that_is_full_takes_nothing_and_says_so(boxes, node, phones, trace):
    boxes()
    box_fill(node, "acme", "201", BOX_MESSAGES_MAX)

    refused(node, phones("acme+200"), "201", "limit-box")
    trace("voicemail_full")

    assert len(messages(node, "acme", "201")) == BOX_MESSAGES_MAX
    message_leave(node, phones("acme+200"), "203")


def test_old_messages_take_room_as_well(boxes, node, phones):
    boxes()
    box_fill(node, "acme", "201", BOX_MESSAGES_MAX - 1)
    messages(node, "acme", "201")[-1].unlink()
    old = node.paths.root / "spool/voicemail/acme/201/Old"
    old.mkdir()
    (old / "msg0000.txt").touch()
    (old / "msg0001.txt").touch()

    refused(node, phones("acme+200"), "201", "limit-box")


def test_a_company_that_has_as_many_messages_as_it_may_gets_no_more(boxes, node, phones):
    boxes(2)
    held(node, 1)
    anna = phones("acme+200")
    message_leave(node, anna, "201")

    refused(node, anna, "203", "limit-voicemails")

    held(node, 1)  # somebody has deleted one
    message_leave(node, anna, "203")


def test_a_company_without_a_limit_is_not_stopped(boxes, node, phones):
    boxes()
    held(node, 1_000_000)
    message_leave(node, phones("acme+200"), "201")
