"""What becomes of calls in elements that do not ring: each by every exit of it."""

import pytest

from telephony.flow.settings import Sound
from tests.flow.calls import RINGING, STRANGER, call, led
from tests.flow.company import HELLO, element, flow, start


def test_an_announcement_takes_its_time():
    given = flow(
        start("a1"),
        element("a1", "announcement", sound=HELLO, repeats=3, exits={"next": "b1"}),
        element("b1", "announcement", sound=Sound(text="x" * 28, rate=2.0)),
    )
    trace = call(given)
    assert [each.seconds for each in trace.steps] == [0, 0, 12]
    assert trace.seconds == 13
    assert led("announcement", ("next",)) == ("next", "silent")


MENU = {"prompt": HELLO}


@pytest.mark.parametrize(
    ("keys", "settings", "expected"),
    [
        (("1",), MENU, ("1", "key_pressed")),
        (("#",), MENU, ("#", "key_pressed")),
        ((), MENU, ("timeout", "nothing_pressed")),
        (("7", "8", "1"), MENU, ("1", "key_pressed")),
        (("7", "8", "9"), MENU, ("wrong", "keys_wrong")),
        (("7",), {"attempts": 1}, ("wrong", "keys_wrong")),
        (("7",), MENU, ("timeout", "nothing_pressed")),
        (("299", "1"), {"dials_direct": True}, ("1", "key_pressed")),
        (("2",), {"dials_direct": True}, ("2", "key_pressed")),
        (("900", "299", "298"), {"dials_direct": True}, ("wrong", "keys_wrong")),
    ],
)
def test_a_menu_goes_by_keys(keys, settings, expected):
    exits = ("1", "2", "#", "timeout", "wrong")
    assert led("menu", exits, keys=keys, settings=settings) == expected


def test_a_menu_dials_numbers():
    given = flow(start("a1"), element("a1", "menu", dials_direct=True, exits={"2": "start"}))
    trace = call(given, keys=("201",))
    assert trace.outcome.key == "answered:201"
    assert trace.steps[-1].element == "a1"
    outcome = call(given, keys=("201",), phones={"201": "busy"}).outcome
    assert (outcome.code, outcome.extra["exit"], outcome.extra["cause"]) == (
        "unlinked",
        "busy",
        "busy",
    )
    assert call(given, keys=("500",)).outcome.key == "answered:500"


def test_a_menu_that_nobody_uses_says_goodbye():
    outcome = call(flow(start("a1"), element("a1", "menu"))).outcome
    assert outcome.extra == {"exit": "timeout", "cause": "normal", "goodbye": True}
    outcome = call(flow(start("a1"), element("a1", "menu")), keys=("1", "1", "1")).outcome
    assert outcome.extra == {"exit": "wrong", "cause": "normal", "goodbye": False}


def test_keys_that_were_pressed_early_are_there_for_what_is_asked_next():
    given = flow(
        start("a1"),
        element("a1", "menu", exits={"1": "b1"}),
        element("b1", "dial", digits=3),
    )
    assert call(given, keys=("1202",)).outcome.key == "answered:202"


@pytest.mark.parametrize(
    ("keys", "exits", "expected"),
    [
        (("200",), RINGING, ("answered", "answered")),
        (("299",), (*RINGING, "unknown"), ("unknown", "number_unknown")),
        (("20",), (*RINGING, "unknown"), ("unknown", "number_unknown")),
        (
            ("900",),
            ("unknown",),
            ("unknown", "number_unknown"),
        ),  # a schedule's number is nobody to call
        ((), (*RINGING, "timeout"), ("timeout", "nothing_dialled")),
        (("#",), ("timeout",), ("timeout", "nothing_dialled")),
        (
            (),
            ("otherwise",),
            ("otherwise", "nothing_dialled"),
        ),  # 001: nothing dialled, the reserve exit
        (("299",), ("otherwise",), ("otherwise", "number_unknown")),
    ],
)
def test_an_extension_is_dialled(keys, exits, expected):
    assert led("dial", exits, keys=keys) == expected


def test_a_dialled_number_rings():
    phones = {"200": "no_answer"}
    assert led("dial", RINGING, keys=("200",), phones=phones) == ("no_answer", "no_answer")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-16 08:59:59", "closed"),
        ("2026-11-16 09:00", "p1"),
        ("2026-11-16 17:59:59", "p1"),
        ("2026-11-16 18:00", "p2"),
        ("2026-11-16 20:00", "closed"),
        ("2026-11-21 12:00", "closed"),
    ],
)
def test_a_schedule_parts_the_way(when, expected):
    settings = {"schedule": "office"}
    assert led("schedule", ("p1", "p2", "closed"), settings=settings, when=when) == (
        expected,
        "period",
    )


def test_a_schedule_that_is_gone_is_closed():
    assert led("schedule", ("p1", "closed")) == ("closed", "schedule_missing")


@pytest.mark.parametrize(
    ("number", "listed", "expected"),
    [
        (STRANGER, frozenset(("vip",)), ("listed", "listed")),
        (STRANGER, frozenset(("black",)), ("not_listed", "not_listed")),
        ("", frozenset(("vip",)), ("not_listed", "not_listed")),
        ("202", frozenset(("vip",)), ("not_listed", "not_listed")),
    ],
)
def test_lists_part_the_way(number, listed, expected):
    exits = ("listed", "not_listed")
    assert (
        led("list", exits, settings={"lists": ("vip",)}, number=number, listed=listed) == expected
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [(STRANGER, "match"), ("+74951112233", "no_match"), ("", "no_match"), ("202", "match")],
)
def test_patterns_part_the_way(number, expected):
    settings = {"patterns": ("7916.*", "2..")}
    assert led("caller", ("match", "no_match"), settings=settings, number=number)[0] == expected


def test_a_message_is_left():
    given = flow(start("a1"), element("a1", "voicemail", box="500"))
    assert call(given).outcome.key == "message:500"
    onward = flow(
        start("a1"),
        element("a1", "voicemail", box="500", exits={"next": "b1"}),
        element("b1", "hangup"),
    )
    assert call(onward).outcome.key == "message:500"
    assert led("voicemail", ("next",), settings={"box": "299"}) == ("next", "box_missing")


def test_a_call_is_marked_and_goes_on():
    assert led("set", ("next",), settings={"tag": "vip"}) == ("next", "assigned")


def test_a_hangup_tells_its_cause():
    outcome = call(flow(start("a1"), element("a1", "hangup", cause="busy"))).outcome
    assert outcome.key == "hung_up:busy"


def test_forward_comes_before_everything():
    exits = {"forward": "b1", "answered": "start"}
    given = flow(
        start("a1"), element("a1", "person", extension="200", exits=exits), element("b1", "hangup")
    )
    trace = call(given)
    assert [(each.element, each.exit, each.reason) for each in trace.steps] == [
        ("start", "next", "started"),
        ("a1", "forward", "forwarded"),
        ("b1", "", "hung_up"),
    ]
