"""Service switches and limits of a device and of a group (004), as far as the node has the service."""

import re
import time
from contextlib import closing
from dataclasses import replace

import pytest

from telephony.asterisk.snapshot import ForwardMode, QueueConfig
from telephony.dialling.config import Limits, Switches
from tests.asterisk.boxes import until
from tests.asterisk.companies import (
    company,
    device,
    extension,
    with_devices,
    with_extensions,
)
from tests.asterisk.dialler import Dialler, InnerCall
from tests.asterisk.outgoing import FAR, caller, publish, rights
from tests.asterisk.outside import account, number, own
from tests.asterisk.wire import SDP, WITH_SDP

ONE = Limits(channels=1)


def test_a_device_without_the_service_transfers_nobody(node, phones):
    """Neither blindly nor after asking; the call goes on."""
    node.apply(
        with_devices(company("acme"), device("acme", "201", switches=Switches(transfer=False)))
    )
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    call = anna.call("201").ringing()
    other = boris.incoming().answer()
    call.confirmed().hears(boris.frequency)

    other.do("transfer", to="202")
    vera.never("incoming", seconds=0.5)
    asked = boris.call("202").ringing()
    vera.incoming().answer()
    other.do("transfer_attended", other=asked.number)

    call.hears(boris.frequency)
    asked.hang_up()
    call.hang_up()


def test_another_pbx_without_the_service_transfers_nobody(node, provider, phones):
    line = account(provider, "acme-line", is_internal=True, switches=Switches(transfer=False))
    publish(
        node,
        provider,
        caller(numbers=(own("acme", "internal:201", line="trunk:own"),), trunks=(line,)),
    )
    node.registered("acme-trunk-own")
    boris, vera = phones("acme+201").answers(), phones("acme+202")
    far = provider.call(number("acme"), account="acme-line", caller="301")
    far.answered()
    far.hears(boris.frequency)

    assert far.refer("202") >= 400

    vera.never("incoming", seconds=0.1)
    far.hang_up()


def test_help_is_asked_for_past_the_limits_of_a_device(node, provider, phones):
    config = with_devices(company("acme"), device("acme", "200", limits=Limits(1, 1)))
    publish(node, provider, caller(config), emergency_lines=("carrier:north",))
    phones("acme+202").answers()
    anna = phones("acme+200")
    standing = anna.call("202").confirmed()

    help_call = anna.call("112").confirmed()

    standing.ended()
    anna.never("state", call=help_call.number, state="DISCONNECTED", seconds=1.2)
    help_call.hang_up()


def test_a_call_outside_ends_at_the_length_that_its_device_may_call(node, provider, phones):
    config = with_devices(company("acme"), device("acme", "200", limits=Limits(seconds=1)))
    publish(node, provider, caller(config))
    phones("acme+200").call(FAR).confirmed().ended()


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
    call.ended()


def limited(limits):
    """acme, whose group 500 has limits."""
    config = company("acme")
    group = QueueConfig("500", "All", wait_seconds=10, members=("201", "202"), limits=limits)
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
    phones("acme+200").call("500").confirmed().ended()


# ---------------------------------------------------------------- calls that come


def busy_device(limits=ONE):
    """acme, whose 201 has a phone with limits, and a number that leads there."""
    config = with_devices(company("acme"), device("acme", "201", limits=limits))
    return caller(config)


def test_a_device_is_busy_when_it_has_as_many_calls_as_it_may(node, provider, phones, ring):
    """A colleague hears that it is busy; who calls from outside hears a phrase first. Calls both ways count."""
    publish(node, provider, busy_device())
    boris = phones("acme+201")
    phones("acme+202").answers()
    standing = boris.call("202").confirmed()
    since, heard = node.mark(), boris.mark()

    assert phones("acme+200").call("201").outcome() == 486
    assert node.event("x-result", since=since, number="201", reason="limit-device")
    outside = ring(number("acme"))
    outside.hears_something()
    assert outside.refused() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="device")
    boris.never("incoming", seconds=0.1, since=heard)

    standing.hang_up()
    standing.ended()
    node.quiet()
    phones("acme+200").call("201").ringing().hang_up()


def test_another_device_of_the_person_rings_when_one_is_full(node, phones):
    node.apply(with_devices(company("acme"), device("acme", "desk", "203", limits=ONE)))
    desk, mobile = phones("acme+desk"), phones("acme+mobile")
    phones("acme+202").answers()
    standing = desk.call("202").confirmed()
    heard = desk.mark()

    phones("acme+200").call("203").ringing()
    mobile.incoming().answer()

    desk.never("incoming", seconds=0.1, since=heard)
    standing.hang_up()


def test_a_call_to_a_device_ends_at_the_length_that_it_may_have(node, provider, phones, ring):
    publish(node, provider, busy_device(Limits(seconds=1)))
    phones("acme+201").answers()
    phones("acme+200").call("201").confirmed().ended()
    outside = ring(number("acme"))
    outside.answered()
    assert outside.ended() == "them"


def test_a_call_that_comes_to_a_person_counts_as_one_of_the_persons(node, provider, phones, ring):
    publish(node, provider, caller(rights=rights("201", limits=ONE)))
    boris = phones("acme+201").answers()
    first = ring(number("acme"))
    first.answered()
    since = node.mark()

    outside = ring(number("acme"))
    outside.hears_something()
    assert outside.refused() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="extension")
    assert boris.call(FAR).outcome() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="extension")

    first.hang_up()
    first.ended()
    node.quiet()
    boris.call(FAR).confirmed().hang_up()


def test_a_call_that_a_person_passes_on_is_one_of_the_persons(node, provider, phones, ring):
    """It comes to them and leaves for them, and is one call all the same."""
    onward = extension("201", forward_mode=ForwardMode.ALWAYS, forward_always_to=FAR)
    config = with_extensions(company("acme"), onward)
    publish(node, provider, caller(config, rights=rights("201", limits=ONE)))

    first = ring(number("acme"))
    provider.taken(FAR)
    first.answered()
    assert ring(number("acme")).refused() == 486

    first.hang_up()


def test_who_hands_a_call_on_may_have_the_next_one(node, provider, phones, ring):
    publish(node, provider, caller(rights=rights("201", limits=ONE)))
    boris, vera = phones("acme+201"), phones("acme+202").answers()
    first = ring(number("acme"))
    talk = boris.incoming().answer()
    first.hears(boris.frequency)  # only a call that stands can be transferred
    talk.do("transfer", to="202")
    first.hears(vera.frequency)
    talk.ended()

    since = boris.mark()
    second = ring(number("acme"))
    boris.incoming(since=since)
    second.hang_up()
    first.hang_up()


def test_a_group_that_has_no_room_says_so_to_callers_from_outside(node, provider, ring, phones):
    publish(node, provider, caller(limited(ONE), numbers=(own("acme", "internal:500"),)))
    phones("acme+201").answers()
    first = ring(number("acme"))
    first.answered()
    since = node.mark()

    second = ring(number("acme"))
    second.hears_something()

    assert second.refused() == 486
    assert node.event("x-refused", since=since, reason="limit", kind="group")
    first.hang_up()


@pytest.mark.parametrize("kind", ["device", "extension", "group"])
def test_of_many_calls_at_once_never_one_too_many_arrives(node, provider, phones, kind):
    """They are counted before they ring and looked at then."""
    few = Limits(channels=2)
    config = limited(few if kind == "group" else Limits())
    config = replace(config, queues=(replace(config.queues[0], members=("201",)),))
    if kind == "device":
        config = with_devices(config, device("acme", "201", limits=few))
    persons = rights("201", limits=few) if kind == "extension" else rights()
    publish(node, provider, caller(config, rights=persons))
    boris = phones("acme+201").answers()
    since = node.mark()

    with closing(Dialler(node)) as dialler:
        dialled = "500" if kind == "group" else "201"
        for _ in range(12):
            dialler.start(InnerCall("acme", "200", dialled, hold=60))
        until(lambda: len(refused(node, since, kind)) == 10, f"{kind}: not 10 refused", 40)
        # A member who talks is rung by no group: the second caller waits.
        count = 1 if kind == "group" else 2
        until(lambda: len(rung(boris)) >= count, f"{kind}: not {count} rung")

    assert len(rung(boris)) == count
    assert len(refused(node, since, kind)) == 10


def rung(phone):
    """Calls that have rung a phone."""
    return [event for event in phone.events if event["event"] == "incoming"]


def refused(node, since, kind):
    """What was said of calls that this limit refused."""
    told = [each["extra"] for each in node.events(since) if each["eventtype"] == "x-result"]
    return [extra for extra in told if extra.get("reason") == f"limit-{kind}"]


@pytest.mark.parametrize("shorter", ["number", "group"])
def test_the_shortest_of_several_lengths_counts(node, provider, ring, phones, shorter):
    """From the answer on, not from the first ring."""
    long, short = Limits(seconds=60), Limits(seconds=1)
    lengths = {"number": long, "group": long} | {shorter: short}
    number_own = own("acme", "internal:500", limits=lengths["number"])
    publish(node, provider, caller(limited(lengths["group"]), numbers=(number_own,)))
    boris = phones("acme+201")
    far = ring(number("acme"))
    ringing = boris.incoming()
    time.sleep(1.2)
    ringing.answer()
    far.answered()
    assert far.ended() == "them"


# ---------------------------------------------------------------- ringing alone


SILENT = Switches(ringing_only=True)


@pytest.mark.parametrize("thing", ["device", "group", "number", "none"])
def test_the_caller_hears_ringing_whatever_is_played_before_the_answer(
    node, provider, phones, ring, thing
):
    """A group whose member is 201, a number that leads there, and the phone itself, each with the switch. Callers of a
    group without music hear ringing in any case."""
    config = limited(Limits())
    switched = {"device": Switches(), "group": Switches(), "number": Switches(), thing: SILENT}
    config = with_devices(config, device("acme", "201", switches=switched["device"]))
    group = replace(config.queues[0], members=("201",), switches=switched["group"])
    config = replace(config, queues=(group,))
    target = "internal:500" if thing in ("group", "number") else "internal:201"
    numbers = (own("acme", target, switches=switched["number"]),)
    publish(node, provider, caller(config, numbers=numbers))
    phones("acme+201").refuses(183)  # which is no refusal: it plays something

    far = ring(number("acme"))
    far.rings()

    assert set(far.statuses) == {100, 183 if thing == "none" else 180}
    far.hang_up()


# ---------------------------------------------------------------- video


@pytest.mark.parametrize("switched", [("200", "201"), ("200",), ("201",)])
def test_two_devices_with_the_service_see_each_other(node, phones, wire, switched):
    devices = (device("acme", name, switches=Switches(video=True)) for name in switched)
    node.apply(with_devices(company("acme"), *devices))
    boris = phones("acme+201")
    offer = SDP + "m=video 40002 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\n"

    wire("acme+200").request("INVITE", "201", headers=WITH_SDP, body=offer)

    asked = boris.incoming().message
    assert bool(re.search("^m=video [1-9]", asked, re.M)) == (len(switched) == 2)
