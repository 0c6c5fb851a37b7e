"""A person with several devices, and groups of people."""

from dataclasses import replace

from telephony.asterisk.snapshot import ForwardMode, QueueAlgorithm, QueueConfig, RingOrder
from tests.asterisk.companies import company, device, extension, with_extensions


def in_turn(*devices, **options):
    """Person 203 reached one device after another."""
    return with_extensions(
        company("acme"),
        extension("203", *devices, order=RingOrder.SEQUENTIAL, ring_seconds=4, **options),
    )


def begun(node, since, login):
    """When the call to this phone began, by the node's own event (epoch seconds)."""
    legs = (each for each in node.events(since) if each["eventtype"] == "CHAN_START")
    return next(float(leg["eventtime"]) for leg in legs if f"/{login}-" in leg["channame"])


def test_all_devices_of_a_person_ring_and_the_first_to_answer_talks(phones, trace):
    anna, desk, mobile = phones("acme+200"), phones("acme+desk"), phones("acme+mobile")

    call = anna.call("203").ringing()
    at_desk, at_mobile = desk.incoming(), mobile.incoming()
    at_mobile.answer()

    call.hears(mobile.frequency)
    assert at_desk.ended()["code"] == 487
    call.hang_up()
    at_mobile.ended()
    trace("several_devices")


def test_one_busy_device_leaves_the_other_ringing(phones, trace):
    desk, mobile = phones("acme+desk"), phones("acme+mobile")
    desk.refuses(486)

    call = phones("acme+200").call("203").ringing()
    mobile.incoming().answer()

    call.confirmed().hears(mobile.frequency)
    call.hang_up()
    trace("one_of_two_busy")


def test_devices_can_ring_one_after_another(phones, node, trace):
    node.apply(in_turn("desk", "mobile"))
    desk, mobile = phones("acme+desk"), phones("acme+mobile")
    since = node.mark()

    call = phones("acme+200").call("203")
    desk.incoming().ended()
    mobile.incoming().answer()

    call.confirmed().hears(mobile.frequency)
    call.hang_up()
    first, second = (begun(node, since, f"acme+{name}") for name in ("desk", "mobile"))
    assert second - first > 3.5  # one rings after the other, and for its time
    trace("sequential_devices")


def test_devices_in_turn_that_all_fail_report_what_tells_most(phones, node):
    node.apply(in_turn("204", "desk"))
    phones("acme+desk").refuses(486)

    assert phones("acme+200").call("203").ended()["code"] == 486


def test_a_device_may_ring_shorter_than_the_others(phones, node, trace):
    config = company("acme")
    person = extension("203", "desk", "mobile", ring_seconds=20)
    first, second = person.reach
    node.apply(
        with_extensions(config, replace(person, reach=(replace(first, ring_seconds=1), second)))
    )
    desk, mobile = phones("acme+desk"), phones("acme+mobile")

    call = phones("acme+200").call("203").ringing()
    at_desk, at_mobile = desk.incoming(), mobile.incoming()
    at_desk.ended()
    at_mobile.answer()

    call.confirmed().hears(mobile.frequency)
    at_mobile.hears(phones("acme+200").frequency)
    call.hang_up()
    trace("several_devices_own_times")


def test_who_must_confirm_is_joined_only_after_pressing_one(phones, node, trace):
    node.apply(
        with_extensions(
            company("acme"), extension("203", "mobile", must_confirm=True, ring_seconds=20)
        )
    )
    anna, mobile = phones("acme+200"), phones("acme+mobile")

    call = anna.call("203").ringing()
    other = mobile.incoming()
    other.answer()
    other.hears_something()
    anna.never("state", state="CONFIRMED", seconds=1)
    other.do("dtmf", digits="1")

    call.confirmed().hears(mobile.frequency)
    other.hears(anna.frequency)
    call.hang_up()
    trace("confirmed_by_key")


def test_who_presses_two_instead_lets_the_other_device_ring_on(phones, node, trace):
    person = extension("203", "desk", "mobile", ring_seconds=30)
    first, second = person.reach
    node.apply(
        with_extensions(
            company("acme"), replace(person, reach=(first, replace(second, must_confirm=True)))
        )
    )
    desk, mobile = phones("acme+desk"), phones("acme+mobile")

    call = phones("acme+200").call("203").ringing()
    at_mobile, at_desk = mobile.incoming(), desk.incoming()
    at_mobile.answer()
    at_mobile.hears_something()
    at_mobile.do("dtmf", digits="2")
    at_mobile.ended()
    at_desk.answer()

    call.confirmed().hears(desk.frequency)
    call.hang_up()
    trace("confirm_declined")


def test_a_group_rings_everybody_and_the_first_to_answer_talks(phones, trace):
    desk, boris, vera = phones("acme+desk"), phones("acme+201"), phones("acme+202")

    call = desk.call("500").ringing()
    at_boris, at_vera = boris.incoming(), vera.incoming()
    at_vera.answer()

    call.confirmed().hears(vera.frequency)
    at_vera.hears(desk.frequency)
    at_boris.ended()
    call.hang_up()
    trace("group")


def test_a_group_that_nobody_answers_ends_after_its_time(phones, node, trace):
    phones("acme+201"), phones("acme+202")
    group = QueueConfig("500", "All", wait_seconds=3, members=("201", "202"))
    node.apply(replace(company("acme"), revision=2, queues=(group,)))
    since = node.mark()

    ended = phones("acme+desk").call("500").ended()

    assert ended["code"] == 480
    closed = float(node.event("x-close", since=since, result="no_answer")["eventtime"])
    assert 2.5 < closed - begun(node, since, "acme+desk") < 15
    trace("group_no_answer")


def test_a_group_in_turn_goes_to_the_next_member_at_once_when_one_is_busy(phones, node, trace):
    group = QueueConfig("501", "In turn", QueueAlgorithm.LINEAR, 60, ("201", "202"))
    node.apply(replace(company("acme"), revision=2, queues=(group,)))
    boris, vera = phones("acme+201"), phones("acme+202")
    boris.refuses(486)

    call = phones("acme+200").call("501")
    vera.incoming().answer()

    call.confirmed().hears(vera.frequency)
    call.hang_up()
    trace("group_sequential")


def test_a_group_of_phones_that_are_off_is_unreachable(phones, node):
    node.apply(replace(company("acme"), queues=(QueueConfig("500", "Off", members=("204",)),)))

    assert phones("acme+200").call("500").ended()["code"] == 480


def test_a_group_does_not_follow_the_forwarding_of_its_members(phones, node):
    node.apply(
        with_extensions(
            company("acme"),
            extension("201", forward_mode=ForwardMode.CONDITIONAL, forward_busy_to="203"),
        )
    )
    phones("acme+201").refuses(486)
    phones("acme+202").refuses(486)
    phones("acme+200").refuses(486)
    desk, mobile = phones("acme+desk"), phones("acme+mobile")

    assert mobile.call("500").ended()["code"] == 480
    desk.never("incoming", seconds=0.2)


def test_the_last_member_of_a_large_group_rings_too(node, phones):
    """A hundred legs in one Dial; what Asterisk takes as one line is longer than that."""
    config = company("acme")
    numbers = [str(number) for number in range(300, 399)]
    devices = tuple(device("acme", number) for number in numbers)
    people = tuple(extension(number) for number in numbers)
    node.apply(
        replace(
            config,
            devices=(*config.devices, *devices),
            extensions=(*config.extensions, *people),
            queues=(QueueConfig("500", "Everybody", wait_seconds=20, members=(*numbers, "201")),),
        )
    )
    boris = phones("acme+201")

    call = phones("acme+200").call("500").ringing()

    boris.incoming().answer()
    call.confirmed().hang_up()
