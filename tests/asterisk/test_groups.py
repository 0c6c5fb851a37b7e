"""Groups: who is rung, how long a caller waits, and what becomes of who waits in vain (001)."""

import time
from dataclasses import replace

import pytest

from telephony.asterisk.snapshot import (
    MediaConfig,
    MusicConfig,
    QueueAlgorithm,
    QueueConfig,
)
from tests.asterisk.companies import company, extension, with_extensions
from tests.asterisk.test_media import HIGH, KEY, LOW, publish, sounds, tones

__all__ = ["publish", "sounds", "tones"]


@pytest.fixture
def group(node):
    """`group(algorithm=...)`: acme's 500 is 201 and 202, set so."""

    def publish(config=None, number="500", **settings):
        base = config or company("acme")
        settings = {"wait_seconds": 20, "ring_seconds": 5, "members": ("201", "202"), **settings}
        changed = (QueueConfig(number, "Sales", **settings),)
        node.apply(replace(base, revision=base.revision + 1, queues=changed))

    return publish


def rung(*people, seconds=20):
    """Who of these phones is rung first, and the call."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for person in people:
            if any(event["event"] == "incoming" for event in person.events):
                return person, person.incoming()
        time.sleep(0.02)
    raise AssertionError("nobody is rung")


def served(caller, *people, number="500"):
    """A call to the group that the first one rung answers, and that is over; who that was.

    The first ring may come late: time to write a call down counts from the call of another test as well.
    """
    for person in people:
        person.forget_events()
    call = caller.call(number)
    person, there = rung(*people)
    there.answer()
    call.confirmed().hang_up()
    there.ended()
    return person


@pytest.mark.parametrize(
    ("number", "algorithm", "expected"),
    [
        ("510", QueueAlgorithm.RRMEMORY, ["201", "202", "201"]),
        ("511", QueueAlgorithm.LINEAR, ["201", "201", "201"]),
    ],
)
def test_members_are_rung_in_turn_or_always_from_the_first(
    group, phones, number, algorithm, expected
):
    """A queue remembers whom it rang last: these are groups that no other test calls."""
    group(algorithm=algorithm, number=number)
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")

    order = [served(anna, boris, vera, number=number).name for _ in range(3)]

    assert order == [f"acme+{number}" for number in expected]


@pytest.mark.parametrize("members", [("201", "202"), ("202", "201")])
def test_the_first_of_a_list_is_the_first_also_after_the_list_was_turned_round(
    group, phones, members
):
    group(algorithm=QueueAlgorithm.LINEAR)
    group(algorithm=QueueAlgorithm.LINEAR, members=members)
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")

    assert served(anna, boris, vera).name == f"acme+{members[0]}"


def test_after_a_call_a_member_has_time_to_write_it_down(group, node, phones):
    group(members=("201",), wrap_up_seconds=4)
    anna, boris = phones("acme+200"), phones("acme+201")
    since = node.mark()
    served(anna, boris)
    boris.forget_events()

    call = anna.call("500")

    boris.incoming()
    call.hang_up()
    legs = [each for each in node.settled(since) if each["channame"].startswith("PJSIP/acme+201-")]
    ended, begun = (
        [float(each["eventtime"]) for each in legs if each["eventtype"] == kind]
        for kind in ("HANGUP", "CHAN_START")
    )
    assert begun[-1] - ended[0] > 3  # the queue counts whole seconds


def test_one_caller_too_many_is_told_so(group, node, phones):
    group(max_length=1)
    phones("acme+201"), phones("acme+202")
    waiting = phones("acme+200").call("500").ringing()
    phones("acme+201").incoming()
    since = node.mark()

    assert phones("acme+desk").call("500").outcome() == 486

    assert node.event("x-result", since=since, number="500", reason="limit-queue")
    waiting.hang_up()


def test_who_talks_is_not_rung_and_gets_the_caller_when_free(group, phones):
    group(members=("201",))
    anna, boris, desk = phones("acme+200"), phones("acme+201").answers(), phones("acme+desk")
    standing = anna.call("201").confirmed()
    boris.rings()
    boris.forget_events()

    call = desk.call("500").ringing()
    boris.never("incoming", seconds=2)
    standing.hang_up()

    boris.incoming().answer()
    call.confirmed().hears(boris.frequency)
    call.hang_up()


def test_music_is_heard_while_nobody_answers_and_the_record_says_so(group, phones, trace):
    group(members=("201",), wait_seconds=4, music="default")
    boris = phones("acme+201")

    call = phones("acme+200").call("500").confirmed()
    call.hears_something()
    boris.incoming()
    call.ended()

    trace("group_music_no_answer")


def test_a_caller_hears_the_greeting_of_the_group_and_then_its_music(publish, tones, phones):
    greeting, music = tones(LOW, seconds=2), tones(HIGH)
    group = QueueConfig("500", "Sales", members=("201",), greeting=KEY, music="hold")
    publish(
        queues=(group,),
        media=(MediaConfig(KEY, greeting),),
        music=(MusicConfig("hold", (music,)),),
    )
    boris = phones("acme+201")

    call = phones("acme+200").call("500").confirmed()

    call.hears(LOW)
    call.hears(HIGH)
    boris.incoming().answer()
    call.hears(boris.frequency)
    call.hang_up()


def test_the_greeting_is_not_taken_off_the_time_to_wait(publish, tones, phones):
    greeting = tones(LOW, seconds=8)
    group = QueueConfig("500", "Sales", members=("201",), greeting=KEY, wait_seconds=7)
    publish(queues=(group,), media=(MediaConfig(KEY, greeting),))
    boris = phones("acme+201")

    call = phones("acme+200").call("500").confirmed()

    boris.incoming(seconds=40).answer()
    call.hears(boris.frequency)
    call.hang_up()


@pytest.mark.parametrize("music", ["", "default"])
def test_a_caller_who_does_not_wait_has_cancelled(group, phones, trace, music):
    group(music=music)
    boris, vera = phones("acme+201").refuses(486), phones("acme+202")
    call = phones("acme+200").call("500")
    boris.wait("incoming")
    ringing = vera.incoming()

    call.hang_up()

    ringing.ended()
    trace("group_music_cancelled" if music else "group_cancelled")


def test_a_member_with_two_phones_is_rung_on_both(group, phones, trace):
    group(members=("203", "201"))
    desk, mobile, anna = phones("acme+desk"), phones("acme+mobile"), phones("acme+200")
    phones("acme+201")

    call = anna.call("500").ringing()
    at_desk, at_mobile = desk.incoming(), mobile.incoming()
    at_mobile.answer()

    call.confirmed().hears(mobile.frequency)
    at_mobile.hears(anna.frequency)
    at_desk.ended()
    time.sleep(0.5)
    call.hang_up()
    at_mobile.ended()
    trace("group_two_phones")


def test_a_member_of_a_group_may_have_to_press_a_key(group, phones):
    config = with_extensions(company("acme"), extension("201", must_confirm=True, ring_seconds=30))
    group(config, members=("201",))
    boris, anna = phones("acme+201"), phones("acme+200")

    call = anna.call("500").ringing()
    other = boris.incoming().answer()
    other.hears_something()
    anna.never("state", state="CONFIRMED", seconds=1)
    other.do("dtmf", digits="1")

    call.confirmed().hears(boris.frequency)
    call.hang_up()


def test_who_was_taken_out_of_a_group_may_pass_the_caller_on(group, phones):
    """A blind transfer by the member who answered: the caller talks to the third."""
    group(members=("203",))
    desk, anna, vera = phones("acme+desk"), phones("acme+200"), phones("acme+202").answers()
    phones("acme+mobile")
    call = anna.call("500").ringing()
    there = desk.incoming().answer()
    call.confirmed().hears(desk.frequency)

    there.do("transfer", to="202")

    there.ended()
    call.hears(vera.frequency)
    call.hang_up()


def test_who_waits_while_the_group_changes_is_served_by_the_group_of_now(group, phones):
    group(members=("201",))
    boris, vera = phones("acme+201"), phones("acme+202")
    call = phones("acme+200").call("500").ringing()
    boris.incoming()

    group(members=("202",), algorithm=QueueAlgorithm.LINEAR)

    vera.incoming(seconds=40).answer()
    call.confirmed().hears(vera.frequency)
    call.hang_up()


def test_phones_of_which_nobody_told_are_found_by_the_call_itself(group, node, phones):
    """The listener was away when they registered: their lamps still say that they are off."""
    group()
    boris = phones("acme+201")
    phones("acme+202")
    for number in ("201", "202"):
        node.offline(f"acme+{number}")

    call = phones("acme+200").call("500")

    boris.incoming().answer()
    call.confirmed().hang_up()


def test_a_caller_stays_when_told_to(group, node, phones):
    """What a call flow needs: the member hangs up, and the caller goes on."""
    group(members=("201",))
    for step in (
        "1,Set,__TENANT=acme",
        "2,Set,CALLER_STAYS=1",
        '3,Gosub,"reach-number,500,1"',
        "4,CELGenUserEvent,x-stayed,result=${RESULT}",
        "5,Hangup,16",
    ):
        node.command(f"dialplan add extension 299,{step} into acme-internal replace")
    since = node.mark()
    call = phones("acme+200").call("299")
    there = phones("acme+201").incoming().answer()
    call.confirmed()

    there.hang_up()

    assert node.event("x-stayed", since=since, result="answered")
    call.ended()


def test_a_member_who_was_away_for_a_while_is_rung_again(group, node, phones):
    """The queue was there before, and nobody called it while the phone was gone."""
    group()
    served(phones("acme+200"), phones("acme+201"), phones("acme+202"))
    without = replace(
        company("acme"), devices=tuple(d for d in company("acme").devices if d.name != "201")
    )
    group(without)

    group()

    boris = phones("acme+201")
    call = phones("acme+200").call("500")
    boris.incoming()
    call.hang_up()
