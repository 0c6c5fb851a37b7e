"""The box of a group: the lamps of its members tell of it, and their phones open it."""

from dataclasses import replace

import pytest

from tests.asterisk.boxes import (
    PHRASE_SECONDS,
    SUBSCRIBES,
    lamp,
    leads_to_boxes,
    listens,
    message_leave,
    messages,
    opened,
    until,
    watches,
    with_boxes,
)
from tests.asterisk.companies import company


@pytest.fixture
def group(node):
    """acme's 500 (200, 201 and 202) and 201 have boxes; so has acme1's 500, in which nothing lies."""
    node.apply(with_boxes("acme", "201", "500"))
    node.apply(with_boxes("acme1", "500"))
    leads_to_boxes(node)
    return node


@pytest.fixture
def leave(group, phones):
    """`leave("500")`: acme's 203, who is in no group, leaves a message there; the phone that did."""

    def left(number="500"):
        desk = phones("acme+desk")
        message_leave(group, desk, number)
        return desk

    return left


def refused(node, phone, dialled):
    """There is no such box for this phone, whose call is not answered."""
    since = node.mark()
    call = phone.call(dialled)
    assert node.event("x-refused", since=since, reason="unknown_number")
    assert not call.was_confirmed
    call.hang_up()


def without_vera(config):
    """The company, in whose groups 202 is no more."""
    members = (replace(each, members=("200", "201")) for each in config.queues)
    return replace(config, revision=config.revision + 1, queues=tuple(members))


def test_a_lamp_tells_of_the_own_box_and_of_the_groups_together(leave, wire):
    boris, vera = watches(wire("acme+201")), watches(wire("acme+202"))
    stranger = watches(wire("acme1+201"))
    for each in (boris, vera, stranger):
        assert lamp(each) == ("no", "0/0")

    leave("500")
    assert [lamp(boris), lamp(vera)] == [("yes", "1/0")] * 2
    leave("201")

    assert lamp(boris) == ("yes", "2/0")
    for each in (vera, stranger):
        with pytest.raises(AssertionError, match="no NOTIFY"):
            each.receive("NOTIFY", seconds=0.5)


def test_the_lamp_of_a_phone_that_has_only_registered_tells_of_the_group(leave, wire):
    phone = wire("acme+202")
    assert " 200 " in phone.request("REGISTER", headers="Expires: 60")
    assert lamp(phone) == ("no", "0/0")

    leave()

    assert lamp(phone) == ("yes", "1/0")


def test_who_is_in_no_group_has_no_lamp_of_one(group, wire):
    assert " 404 " in wire("acme+desk").request("SUBSCRIBE", "acme+desk", headers=SUBSCRIBES)


def test_what_one_member_deletes_puts_out_the_lamps_of_all(group, leave, phones, wire):
    speaker = leave()
    boris, anna = watches(wire("acme+201")), watches(wire("acme+200"))
    assert [lamp(boris), lamp(anna)] == [("yes", "1/0")] * 2

    call = listens(group, phones("acme+202").call("*97500"), speaker.frequency)
    call.do("dtmf", digits="7")
    call.do("dtmf", digits="#")
    call.ended(seconds=PHRASE_SECONDS)

    assert [lamp(boris), lamp(anna)] == [("no", "0/0")] * 2
    assert not messages(group, "acme", "500")


def test_a_member_comes_from_the_own_box_to_the_groups(group, leave, phones):
    speaker = leave()
    call = opened(group, phones("acme+201").call("*97"))
    first = group.command("core show channels verbose")
    assert "201@acme" in first

    call.do("dtmf", digits="#")

    until(
        lambda: "500@acme" in group.command("core show channels verbose"),
        "no group",
        PHRASE_SECONDS,
    )
    listens(group, call, speaker.frequency).hang_up()


def test_a_member_leaves_the_own_box_for_good_when_nothing_is_new(group, phones):
    call = opened(group, phones("acme+201").call("*97"))
    call.do("dtmf", digits="#")
    call.ended(seconds=PHRASE_SECONDS)


def test_who_has_no_own_box_comes_to_the_groups_at_once(group, leave, phones):
    speaker = leave()
    listens(group, phones("acme+202").call("*97"), speaker.frequency).hang_up()
    until(lambda: messages(group, "acme", "500", "Old"), "the message is still new")

    opened(group, phones("acme+202").call("*97")).hang_up()


def test_a_person_dials_their_own_box_by_its_number(group, phones):
    opened(group, phones("acme+201").call("*97201")).hang_up()


@pytest.mark.parametrize(
    ("login", "dialled"),
    [
        ("acme+desk", "*97500"),  # is in no group
        ("acme+200", "*97201"),  # another person's
        ("acme+200", "*97501"),  # a group without a box
        ("acme+200", "*979"),
        ("acme+200", "*97*500"),
        ("globex+200", "*97500"),  # a company without boxes
    ],
)
def test_nobody_else_opens_a_box_without_its_pin(group, phones, node, login, dialled):
    refused(node, phones(login), dialled)


def test_the_box_of_a_group_is_its_companys(group, phones):
    call = opened(group, phones("acme1+200").call("*97500"))
    assert "500@acme1," in group.command("core show channels verbose")
    call.hang_up()


def test_who_was_taken_out_of_a_group_has_neither_its_box_nor_its_lamp(group, leave, phones, wire):
    leave()
    group.apply(without_vera(with_boxes("acme", "201", "500")))

    refused(group, phones("acme+202"), "*97500")
    assert " 404 " in wire("acme+202").request("SUBSCRIBE", "acme+202", headers=SUBSCRIBES)
    assert lamp(watches(wire("acme+200"))) == ("yes", "1/0")


def test_who_came_into_a_group_has_its_box_and_its_lamp(group, leave, phones, wire):
    group.apply(without_vera(with_boxes("acme", "201", "500")))
    leads_to_boxes(group)
    speaker = leave()

    group.apply(replace(with_boxes("acme", "201", "500"), revision=3))

    assert lamp(watches(wire("acme+202"))) == ("yes", "1/0")
    listens(group, phones("acme+202").call("*97500"), speaker.frequency).hang_up()


def test_a_box_that_is_switched_off_has_no_lamp_and_is_not_opened(group, leave, phones, wire):
    leave()
    group.apply(replace(company("acme"), revision=2))

    refused(group, phones("acme+200"), "*97500")
    assert " 404 " in wire("acme+200").request("SUBSCRIBE", "acme+200", headers=SUBSCRIBES)
