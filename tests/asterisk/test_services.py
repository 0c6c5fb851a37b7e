"""Service switches and limits of a device and of a group (004), as far as the node has the service."""

from dataclasses import replace

import pytest

from telephony.asterisk.snapshot import QueueConfig
from telephony.dialling.config import Limits, Switches
from tests.asterisk.companies import company, device, with_devices
from tests.asterisk.outgoing import FAR, caller, publish

ONE = Limits(channels=1)


def test_a_device_without_the_service_transfers_nobody(node, phones):
    """Neither blindly nor after asking; the call goes on."""
    node.apply(
        with_devices(company("acme"), device("acme", "201", switches=Switches(transfer=False)))
    )
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    call = anna.call("201").ringing()
    other = boris.incoming().answer()
    call.confirmed()

    other.do("transfer", to="202")
    vera.never("incoming", seconds=0.5)
    asked = boris.call("202").ringing()
    vera.incoming().answer()
    other.do("transfer_attended", other=asked.number)

    call.hears(boris.frequency)
    asked.hang_up()
    call.hang_up()


@pytest.mark.parametrize("dialled", ["202", FAR], ids=["inside", "outside"])
def test_a_device_makes_as_many_calls_as_it_may(node, provider, phones, dialled):
    config = with_devices(company("acme"), device("acme", "200", limits=ONE))
    publish(node, provider, caller(config))
    anna = phones("acme+200")
    phones("acme+202").answers()
    standing = anna.call("202").confirmed()
    since = node.mark()

    call = anna.call(dialled)
    call.hears_something()

    assert call.outcome() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="device")
    phones("acme+201").call("202").confirmed().hang_up()  # who has no limit
    standing.hang_up()
    standing.ended()
    node.quiet()
    anna.call("202").confirmed().hang_up()


def test_a_call_ends_at_the_length_that_its_device_may_call(node, phones):
    config = with_devices(company("acme"), device("acme", "200", limits=Limits(seconds=1)))
    node.apply(config)
    phones("acme+202").answers()
    call = phones("acme+200").call("202").confirmed()
    call.ended(seconds=3)


def limited(limits):
    """acme, whose group 500 has limits."""
    config = company("acme")
    group = QueueConfig("500", "All", ring_seconds=3, members=("201", "202"), limits=limits)
    return replace(config, revision=config.revision + 1, queues=(group, *config.queues[1:]))


def test_a_group_takes_as_many_calls_as_it_may(node, phones):
    node.apply(limited(ONE))
    phones("acme+201").answers()
    standing = phones("acme+200").call("500").confirmed()
    since = node.mark()

    assert phones("acme+desk").call("500").outcome() == 486
    assert node.event("x-result", since=since, number="500", reason="limit-group")

    standing.hang_up()
    standing.ended()
    node.quiet()
    phones("acme+desk").call("500").confirmed().hang_up()


def test_a_call_by_a_group_ends_at_the_length_that_it_may_have(node, phones):
    node.apply(limited(Limits(seconds=1)))
    phones("acme+201").answers()
    phones("acme+200").call("500").confirmed().ended(seconds=3)
