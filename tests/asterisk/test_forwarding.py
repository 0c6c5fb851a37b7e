"""Own forwarding of the ways to reach a person: always, when busy, when nobody answers; and never in a circle."""

import pytest

from telephony.asterisk.snapshot import ForwardMode
from tests.asterisk.companies import company, extension, with_extensions
from tests.asterisk.outside import platform


def forwarding(
    mode: ForwardMode = ForwardMode.CONDITIONAL,
    number: str = "201",
    ring_seconds: int = 6,
    **targets: str,
):
    """acme, where person 201 forwards."""
    return with_extensions(
        company("acme"),
        extension(number, forward_mode=mode, ring_seconds=ring_seconds, **targets),
    )


def test_forwarding_always_rings_only_the_other_number(phones, node, trace):
    node.apply(forwarding(ForwardMode.ALWAYS, forward_always_to="202"))
    boris, vera = phones("acme+201"), phones("acme+202")

    call = phones("acme+200").call("201")
    other = vera.incoming().answer()

    call.confirmed().hears(vera.frequency)
    other.hears(phones("acme+200").frequency)
    boris.never("incoming", seconds=0.2)
    call.hang_up()
    trace("forward_always")


@pytest.mark.parametrize("code", [486, 603])
def test_forwarding_when_busy_follows_a_refusal(phones, node, trace, code):
    node.apply(forwarding(forward_busy_to="202"))
    phones("acme+201").refuses(code)
    vera = phones("acme+202")

    call = phones("acme+200").call("201")
    vera.incoming().answer()

    call.confirmed().hears(vera.frequency)
    call.hang_up()
    trace("forward_busy" if code == 486 else "forward_declined")


def test_forwarding_when_nobody_answers_follows_after_the_ring_time(phones, node, trace):
    node.apply(forwarding(forward_timeout_to="202", ring_seconds=2))
    boris, vera = phones("acme+201"), phones("acme+202")

    call = phones("acme+200").call("201")
    boris.incoming().ended()
    vera.incoming().answer()

    call.confirmed().hears(vera.frequency)
    call.hang_up()
    trace("forward_timeout")


def test_a_phone_that_is_off_forwards_as_one_that_does_not_answer(phones, node, trace):
    node.apply(forwarding(number="204", forward_timeout_to="202", ring_seconds=60))
    vera = phones("acme+202")

    call = phones("acme+200").call("204")
    vera.incoming().answer()

    call.confirmed().hears(vera.frequency)
    call.hang_up()
    trace("forward_unreachable")


def test_forwarding_to_a_group_rings_the_group(phones, node, trace):
    node.apply(forwarding(ForwardMode.ALWAYS, forward_always_to="500"))
    vera = phones("acme+202")

    call = phones("acme+desk").call("201")
    vera.incoming().answer()

    call.confirmed().hears(vera.frequency)
    call.hang_up()
    trace("forward_to_group")


def test_two_people_who_forward_to_each_other_end_the_call_instead_of_the_node(phones, node, trace):
    config = forwarding(ForwardMode.ALWAYS, forward_always_to="202")
    circle = extension("202", forward_mode=ForwardMode.ALWAYS, forward_always_to="201")
    since = node.mark()
    node.apply(with_extensions(config, circle))

    phones("acme+200").call("201").ended()

    assert node.event("x-forward", since=since, why="loop")
    assert len([e for e in node.events(since) if e["eventtype"] == "CHAN_START"]) < 8
    trace("forward_loop")


def test_a_long_chain_of_forwards_ends(phones, node):
    config = company("acme")
    for number in range(210, 230):
        step = extension(
            str(number), "204", forward_mode=ForwardMode.ALWAYS, forward_always_to=str(number + 1)
        )
        config = with_extensions(config, step)
    node.apply(config)

    assert phones("acme+200").call("210").ended()["code"] >= 400


def test_forwarding_to_an_outside_number_needs_a_right(phones, node, trace):
    since = node.mark()
    config = forwarding(ForwardMode.ALWAYS, forward_always_to="+79161234567")
    node.publish(platform(config), config)

    ended = phones("acme+200").call("201").ended()

    assert ended["code"] == 480
    assert node.event("x-result", since=since, number="+79161234567", reason="class-mobile")
    trace("forward_outside_refused")
