"""Busy lamps (SUBSCRIBE, RFC 6665; dialog-info, RFC 4235), also of phones that came after Asterisk started."""

import re

from tests.asterisk.companies import (
    company,
    device,
    extension,
    with_devices,
    with_extensions,
    without_device,
)

DIALOG = "Event: dialog\nExpires: 60\nAccept: application/dialog-info+xml"
PRESENCE = "Event: presence\nExpires: 60\nAccept: application/pidf+xml"


def lamp_state(message: str) -> str:
    """State in a dialog-info body: terminated (dark), early (blinking), confirmed (lit)."""
    return re.search(r"<state>(\w+)</state>", message)[1]


def watch(wire, number, login="acme+200", event=DIALOG):
    """A lamp for this number, with its first state read."""
    lamp = wire(login)
    assert lamp.request("SUBSCRIBE", number, headers=event).startswith("SIP/2.0 200")
    return lamp


def wait_state(lamp, state):
    """Read notifications until one brings this state."""
    seen = []
    for _ in range(5):
        seen.append(lamp_state(lamp.receive("NOTIFY")))
        if seen[-1] == state:
            return
    raise AssertionError(f"{state} did not come, but {seen}")


def wait_presence(lamp, state):
    """Read notifications until one says open or closed: the first may tell of before."""
    seen = []
    for _ in range(3):
        seen.append(re.search(r"<basic>(\w+)</basic>", lamp.receive("NOTIFY"))[1])
        if seen[-1] == state:
            return
    raise AssertionError(f"{state} did not come, but {seen}")


def test_a_lamp_blinks_shines_and_goes_dark_with_the_call(phones, wire):
    anna, boris = phones("acme+202"), phones("acme+201")
    lamp = watch(wire, "201")
    wait_state(lamp, "terminated")

    call = anna.call("201").ringing()
    wait_state(lamp, "early")
    other = boris.incoming().answer()
    wait_state(lamp, "confirmed")
    other.hang_up()

    wait_state(lamp, "terminated")
    call.ended()


def test_a_lamp_works_for_a_phone_made_after_asterisk_started(node, phones, wire):
    config = with_devices(company("acme"), device("acme", "reception", "210"))
    node.apply(with_extensions(config, extension("210", "reception")))
    lamp = watch(wire, "210")
    wait_state(lamp, "terminated")
    reception = phones("acme+reception")
    node.online("acme+reception")

    call = phones("acme+202").call("210").ringing()
    wait_state(lamp, "early")
    reception.incoming().answer()

    wait_state(lamp, "confirmed")
    call.hang_up()
    wait_state(lamp, "terminated")
    phones.forget("acme+reception")


def test_presence_tells_a_phone_that_is_off_from_one_that_is_free(node, wire):
    node.offline("acme+204")
    lamp = watch(wire, "204", event=PRESENCE)
    wait_presence(lamp, "closed")

    node.online("acme+204")

    wait_presence(lamp, "open")


def test_a_new_device_begins_as_a_phone_that_is_off(node, wire):
    config = with_devices(company("acme"), device("acme", "fresh", "211"))
    node.apply(with_extensions(config, extension("211", "fresh")))

    lamp = watch(wire, "211", event=PRESENCE)

    wait_presence(lamp, "closed")


def test_the_lamp_of_a_person_follows_when_their_devices_change(node, phones, wire):
    boris, desk = phones("acme+201"), phones("acme+desk")
    lamp = watch(wire, "201")
    wait_state(lamp, "terminated")

    node.apply(with_extensions(company("acme"), extension("201", "desk")))
    call = phones("acme+202").call("201").ringing()
    desk.incoming()

    wait_state(lamp, "early")
    boris.never("incoming", seconds=0.1)
    call.hang_up()
    wait_state(lamp, "terminated")


def test_a_lamp_of_two_devices_shines_when_one_of_them_talks(phones, wire):
    phones("acme+desk")
    mobile = phones("acme+mobile")
    lamp = watch(wire, "203")
    wait_state(lamp, "terminated")

    call = phones("acme+202").call("203").ringing()
    mobile.incoming().answer()

    wait_state(lamp, "confirmed")
    call.hang_up()
    wait_state(lamp, "terminated")


def test_publishing_does_not_disturb_lamps_that_are_not_concerned(node, wire):
    lamp = watch(wire, "201")
    wait_state(lamp, "terminated")

    node.apply(with_extensions(company("acme"), extension("202", ring_seconds=9)))
    node.apply(with_devices(company("acme1"), device("acme1", "new")))

    lamp.silent(0.5)


def test_a_device_that_is_gone_leaves_no_state_behind(node):
    node.apply(with_devices(company("acme"), device("acme", "fresh")))
    node.apply(without_device(company("acme"), "fresh"))

    assert "acme+fresh" not in node.command("database show CustomDevstate")


def test_no_lamp_of_a_number_is_kept_in_the_dialplan_before_somebody_watches_it(node):
    """Explicit hints make a reload quadratic (70 s at 50,000): there are patterns alone until a lamp asks."""
    rendered = node.paths.tenant("globex").read_text()

    assert re.findall(r"exten = ([^,]+),hint,", rendered) == ["_[2-9]XX", "_[2-9]XXX", "_[2-9]XXXX"]
    assert len(re.findall(r"@globex-hints", node.command("core show hints"))) <= 3


def test_a_lamp_set_up_before_its_number_exists_begins_to_work_with_it(node, phones, wire):
    boris = phones("acme+201")
    lamp = watch(wire, "212")

    node.apply(with_extensions(company("acme"), extension("212", "201")))
    call = phones("acme+202").call("212")
    boris.incoming()

    wait_state(lamp, "early")
    call.hang_up()


def test_a_lamp_of_a_number_that_is_gone_goes_dark(node, phones, wire):
    node.apply(with_extensions(company("acme"), extension("213", "201")))
    lamp = watch(wire, "213")
    wait_state(lamp, "terminated")

    node.apply(company("acme"))

    assert "Subscription-State: terminated" in lamp.receive("NOTIFY")
