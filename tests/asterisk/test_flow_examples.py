"""The examples of the manuals, called round each border of their times: 004's with the black list, 001's usual scheme.

The clock is pretended: every rule of a call looks at `CLOCK`, which the node takes from a variable of all calls where
the call has none.
"""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.snapshot import MailboxConfig, ScheduleConfig
from telephony.dialling.config import NumberListConfig
from telephony.flow.templates import filled, template
from tests.asterisk.boxes import messages, spoken, until
from tests.asterisk.flows import flow, path, published
from tests.asterisk.outside import CALLER, number
from tests.asterisk.sounds import tones

MOSCOW = ZoneInfo("Europe/Moscow")
# The first day of the week is a Monday.
WEEK = {
    day: f"2026-11-{23 + index}"
    for index, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
LIST = "b1ac4"
GREETING, MENU, WRONG, DIAL, WAIT, CLOSED = 600, 750, 900, 1050, 1300, 1700  # Hz


@pytest.fixture
def clock(node):
    """`clock("mon 09:30:00")`: every call from now on believes that it is so late in Moscow."""

    def pretend(moment):
        day, hour = moment.split()
        then = datetime.fromisoformat(f"{WEEK[day]}T{hour}").replace(tzinfo=MOSCOW)
        node.command(f"dialplan set global CLOCK {int(then.timestamp())}")

    yield pretend
    node.command('dialplan set global CLOCK ""')


def example(key, values, *, sounds=None, **settings):
    """The flow of a template with these things in it, and with these settings of its elements instead of its own."""
    found = template(key)
    texts = {name: name for name, kind in found.placeholders.items() if kind == "text"}
    document = filled(found, {**texts, **values})
    for each in document["elements"]:
        each["settings"] |= settings.get(each["id"], {})
    return replace(flow(*document["elements"]), sounds=sounds or {})


# ---------------------------------------------------------------- 004: black list, lunch, work, duty, night, voicemail


@pytest.fixture
def company_of_004(served, provider):
    """acme's number leads to the example: 200 is there at lunch, the group at work, 201 on duty, 202 at night."""
    people = {"lunch": "200", "work": "500", "duty": "201", "night": "202"}
    made = example("black_list", {**people, "list": LIST, "box": "201"}, night={"ring_seconds": 5})
    lists = (NumberListConfig(LIST, 1),)
    blocked = ["+79990000000"]
    NumberLists(served.paths.database).apply("acme", lists, entries=lambda _key: blocked)
    published(
        served, provider, made, rest={"lists": lists}, mailboxes=(MailboxConfig("201"),)
    )  # fmt: skip
    return served


BORDERS_004 = {
    "mon 00:00:00": "night",
    "mon 09:29:59": "night",
    "mon 09:30:00": "work",
    "tue 12:59:59": "work",
    "tue 13:00:00": "lunch",
    "wed 13:59:59": "lunch",
    "wed 14:00:00": "work",
    "thu 18:29:59": "work",
    "thu 18:30:00": "duty",
    "fri 20:29:59": "duty",
    "fri 20:30:00": "night",
    "fri 23:59:59": "night",
    "sat 13:30:00": "night",
    "sun 18:30:00": "night",
}
RUNG = {"lunch": "200", "duty": "201", "night": "202", "work": "201"}  # of the group, one of them


@pytest.mark.parametrize("moment", BORDERS_004)
def test_who_is_rung_when(company_of_004, clock, ring, phones, moment):
    node, element = company_of_004, BORDERS_004[moment]
    agents = {each: phones(f"acme+{each}") for each in ("200", "201", "202")}
    clock(moment)
    since = node.mark()

    far = ring(number("acme"))
    agents[RUNG[element]].incoming().answer()
    far.hears(agents[RUNG[element]].frequency)
    far.hang_up()

    node.settled(since)
    assert path(node, since) == [("start", ""), ("black", "next"), (element, "not_listed")]


@pytest.mark.parametrize("moment", ["mon 13:00:00", "mon 10:00:00", "sun 03:00:00"])
def test_whoever_is_on_the_black_list_is_never_put_through(company_of_004, clock, ring, moment):
    node = company_of_004
    clock(moment)
    since = node.mark()

    far = ring(number("acme"), caller="+79990000000")
    far.refused()

    node.settled(since)
    assert path(node, since) == [("start", ""), ("black", "next")]
    assert node.event("x-flow-end", since=since)["extra"]["reason"] == "no_layer"
    assert [each for each in node.events(since) if each["eventtype"] == "x-dial"] == []


@pytest.mark.parametrize("why", ["no_answer", "busy", "unreachable"])
def test_whom_nobody_answers_leaves_a_message(company_of_004, clock, ring, phones, why):
    node, before = company_of_004, len(messages(company_of_004, "acme", "201"))
    vera = phones("acme+202")
    if why == "busy":
        vera.refuses(486)
    if why == "unreachable":
        phones.forget("acme+202")
    clock("sat 13:30:00")
    since = node.mark()

    far = ring(number("acme"))
    far.answered()
    far.hears_something()
    far.press("#")  # the greeting has been heard long enough
    spoken(node, "201")
    far.hang_up()

    until(lambda: len(messages(node, "acme", "201")) > before, "no message")
    assert path(node, since)[-2:] == [("night", "not_listed"), ("box", why)]


# ---------------------------------------------------------------- 001: hours, greeting, menu, groups, dialling inside

DAY = ((540, 1080, "p1"),)
HOURS = ScheduleConfig("5c4ed01e", (*(DAY for _ in range(5)), (), ()), opens="p1")


@pytest.fixture
def company_of_001(served, provider):
    """acme's number leads to the common scheme; tones instead of its texts, and less patience."""
    said = {
        "greeting/sound": GREETING,
        "menu/prompt": MENU,
        "menu/wrong_prompt": WRONG,
        "dial/prompt": DIAL,
        "wait/sound": WAIT,
        "closed/sound": CLOSED,
    }
    made = example(
        "sample",
        {"sales": "501", "support": "500", "chief": "200", "schedule": HOURS.key},
        sounds={place: f"tone{tone}" for place, tone in said.items()},
        menu={"wait_seconds": 5},
        dial={"wait_seconds": 5},
    )
    sounds = tones(served, "acme", *said.values())
    published(served, provider, made, media=sounds, schedules=(HOURS,))
    return served


BORDERS_001 = {
    "mon 08:59:59": CLOSED,
    "mon 09:00:00": GREETING,
    "fri 17:59:59": GREETING,
    "fri 18:00:00": CLOSED,
    "sat 12:00:00": CLOSED,
    "sun 23:59:59": CLOSED,
}


@pytest.mark.parametrize("moment", BORDERS_001)
def test_what_is_heard_when(company_of_001, clock, ring, moment):
    node, heard = company_of_001, BORDERS_001[moment]
    clock(moment)
    since = node.mark()

    far = ring(number("acme"))
    far.answered()
    far.hears(heard)
    if heard == CLOSED:
        assert far.ended() == "them"
        end = [("closed", "closed"), ("end", "next")]
    else:
        far.hears(MENU)
        far.hang_up()
        end = [("greeting", "p1"), ("menu", "next")]

    node.settled(since)
    assert path(node, since) == [("start", ""), ("hours", "next"), *end]


def test_a_caller_chooses_a_group_and_waits_for_the_chief(company_of_001, clock, ring, phones):
    """Nobody of the group takes the call: who waited hears so, and comes to the chief."""
    node = company_of_001
    anna, boris, vera = (phones(f"acme+{each}") for each in ("200", "201", "202"))
    boris.refuses(486)
    vera.refuses(486)
    clock("mon 09:00:00")
    since = node.mark()

    far = ring(number("acme"))
    far.answered()
    far.hears(MENU)
    far.press("1")
    far.hears(WAIT, seconds=40)
    anna.incoming().answer()
    far.hears(anna.frequency)
    far.hang_up()

    node.settled(since)
    walked = path(node, since)
    assert [each for each, _exit in walked] == [
        "start", "hours", "greeting", "menu", "sales", "wait", "chief",
    ]  # fmt: skip
    assert walked[4] == ("sales", "1")


@pytest.mark.parametrize("dialled", ["202", "299", ""], ids=["somebody", "nobody", "nothing"])
def test_a_caller_dials_inside(company_of_001, clock, ring, phones, dialled):
    """A number of nobody, and no number, lead to the sales group."""
    node = company_of_001
    boris, vera = phones("acme+201"), phones("acme+202")
    clock("mon 09:00:00")
    since = node.mark()

    far = ring(number("acme"))
    far.answered()
    far.hears(MENU)
    far.press("3")
    far.hears(DIAL)
    if dialled:
        far.press(dialled)
    answers = vera if dialled == "202" else boris
    answers.incoming(seconds=30).answer()
    far.hears(answers.frequency)
    far.hang_up()

    node.settled(since)
    ends = [("dial", "3")] if dialled == "202" else [("dial", "3"), ("sales", "otherwise")]
    assert path(node, since)[4:] == ends


def test_who_presses_nothing_comes_to_the_first_group(company_of_001, clock, ring, phones):
    boris = phones("acme+201")
    clock("mon 09:00:00")
    since = company_of_001.mark()

    far = ring(number("acme"), caller=CALLER)
    far.answered()
    boris.incoming(seconds=40).answer()
    far.hears(boris.frequency)
    far.hang_up()

    company_of_001.settled(since)
    assert path(company_of_001, since)[-1] == ("sales", "timeout")
