"""What callers hear in a flow while somebody is rung: music of an element, of a group, of the company; and on hold."""

from dataclasses import replace

import pytest

from compose.provider.behaviour import ANSWER_TONE, answer, early
from telephony.asterisk.snapshot import MusicConfig, QueueConfig
from telephony.dialling.config import Switches
from tests.asterisk.companies import company
from tests.asterisk.flows import begins, element, flow, published, with_flows
from tests.asterisk.outgoing import FAR, caller, publish
from tests.asterisk.outside import carrier, number, outside, own, platform
from tests.asterisk.sounds import tones
from tests.asterisk.test_flow_elements import RINGBACK

SLOW, FAST, COMPANY, GROUP = 500, 700, 1300, 1900  # Hz of a package each
CALLER_TONE = 1000
END = element("hangup", "end")


@pytest.fixture
def music(node):
    """acme's packages: three of its own, and the one with the star."""
    tones(node, "acme", SLOW, FAST, COMPANY, GROUP, seconds=20)
    keys = {"slow": SLOW, "fast": FAST, "default": COMPANY, "group": GROUP}
    return tuple(MusicConfig(key, (f"tone{tone}",)) for key, tone in keys.items())


@pytest.fixture
def leads(served, provider, music):
    """`leads(elements..., **company)`: acme's number leads to the first of these elements."""

    def bring(*elements, **given):
        made = flow(begins(elements[0]["id"]), *elements, END)
        return published(served, provider, made, **{"music": music, **given})

    return bring


def person(music="", **given):
    return element("person", "who", extension="201", music=music, **given)


def sets(music, *, then="who"):
    return element("set", "marks", music=music, exits={"next": then})


def test_the_callers_music_plays_while_a_phone_rings_and_costs_nothing(leads, phones, ring):
    leads(person("slow"))
    boris = phones("acme+201")

    far = ring(number("acme"), tone=CALLER_TONE)

    incoming = boris.incoming()
    far.hears(SLOW)
    assert far.status == 0  # not answered yet
    incoming.answer()
    incoming.hears(CALLER_TONE)
    far.hears(boris.frequency)
    incoming.do("hold")
    far.hears(COMPANY)
    incoming.do("unhold")
    far.hears(boris.frequency)
    incoming.hang_up()
    far.ended()


def test_a_phone_that_is_busy_ends_the_music_and_says_so(leads, phones, ring):
    leads(person("slow"))
    phones("acme+201").refuses(486)
    assert ring(number("acme")).refused() == 486


def test_music_that_is_set_holds_until_somebody_is_rung_with_other(leads, phones, ring):
    leads(
        sets("fast"),
        person(exits={"busy": "vera"}),
        element("person", "vera", extension="202", music="slow", exits={"busy": "again"}),
        element("person", "again", extension="201", exits={"busy": "silent"}),
        element("person", "silent", extension="202", music="ringing"),
    )
    boris, vera = phones("acme+201"), phones("acme+202")

    far = ring(number("acme"))

    incoming = boris.incoming()
    far.hears(FAST)
    since = boris.mark()
    incoming.refuse(486)
    incoming = vera.incoming()
    far.hears(SLOW)
    last = vera.mark()
    incoming.refuse(486)
    incoming = boris.incoming(since=since)
    far.hears(FAST)
    incoming.refuse(486)
    vera.incoming(since=last)
    far.hears(RINGBACK)
    far.hang_up()


def test_music_that_is_set_is_heard_in_a_group_without_its_own(leads, phones, ring):
    plain = QueueConfig("500", "Sales", members=("201",))
    leads(sets("slow"), element("group", "who", queue="500"), queues=(plain,))
    boris = phones("acme+201")

    far = ring(number("acme"), tone=CALLER_TONE)

    far.answered()
    far.hears(SLOW)
    incoming = boris.incoming().answer()
    far.hears(boris.frequency)
    incoming.do("hold")
    far.hears(COMPANY)  # the music of the flow was for waiting
    incoming.hang_up()
    far.ended()


def test_a_group_with_music_of_its_own_plays_that(leads, phones, ring):
    own_music = QueueConfig("500", "Sales", members=("201",), music="group")
    leads(sets("slow"), element("group", "who", queue="500"), queues=(own_music,))
    phones("acme+201")
    far = ring(number("acme"))
    far.hears(GROUP)
    far.hang_up()


def test_a_group_that_nobody_takes_leaves_the_caller_with_the_companys_music(leads, phones, ring):
    plain = QueueConfig("500", "Sales", members=("202",), wait_seconds=8)
    group = element("group", "group", queue="500", exits={"no_answer": "who"})
    leads(sets("slow", then="group"), group, person("ringing"), queues=(plain,))
    phones("acme+202")
    boris = phones("acme+201").answers()

    far = ring(number("acme"))

    far.hears(SLOW)
    incoming = boris.incoming(seconds=20)
    far.hears(boris.frequency)
    incoming.do("hold")
    far.hears(COMPANY)
    far.hang_up()


@pytest.mark.parametrize("key", ["default", "gone", "silent"])
def test_a_package_that_is_not_there_gives_way_to_the_companys(
    node, leads, music, phones, ring, key
):
    """Also one that only another company has: `gone` is a package of globex."""
    tones(node, "globex", GROUP, seconds=20)
    theirs = (MusicConfig("gone", (f"tone{GROUP}",)), MusicConfig("default", (f"tone{GROUP}",)))
    node.apply(replace(company("globex"), revision=7, music=theirs))
    leads(person(key), music=(*music, MusicConfig("silent")))
    phones("acme+201")
    far = ring(number("acme"))
    far.hears(COMPANY)
    far.hang_up()


def test_without_any_music_the_nodes_own_is_heard(leads, phones, ring):
    leads(person("gone"), music=())
    phones("acme+201")
    far = ring(number("acme"))
    far.hears_something()
    far.hang_up()


def test_a_package_that_is_replaced_while_it_plays_goes_on(leads, music, phones, ring):
    leads(person("slow"))
    boris = phones("acme+201")
    far = ring(number("acme"))
    far.hears(SLOW)

    leads(person("slow"), music=tuple(each for each in music if each.key != "slow"))

    far.hears(SLOW)
    boris.incoming().hang_up()
    far.hang_up()
    since = boris.mark()
    again = ring(number("acme"))
    boris.incoming(since=since)
    again.hears(COMPANY)
    again.hang_up()


def test_where_only_ringing_is_to_be_heard_no_music_is(served, provider, music, phones, ring):
    made = flow(begins("who"), person("slow"))
    number_with = own("acme", "flow:1-start", switches=Switches(ringing_only=True))
    config = with_flows(outside("acme", number_with), made, music=music)
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    phones("acme+201")

    far = ring(number("acme"))

    far.rings()
    assert set(far.statuses) == {100, 180}  # no early media
    far.hang_up()


@pytest.mark.parametrize("behaviour", [answer(ring_seconds=8), early(seconds=8)])
def test_music_plays_while_a_number_outside_rings(node, provider, music, ring, behaviour):
    """Whatever that one plays before the answer."""
    out = element("outside", "out", settings={"number": FAR, "music": "fast"})
    config = caller(numbers=(own("acme", "flow:1-start"),))
    publish(node, provider, with_flows(config, flow(begins("out"), out), music=music))
    provider.behave(FAR, behaviour)

    far = ring(number("acme"))

    far.hears(FAST)
    far.hears(ANSWER_TONE, seconds=40)
    far.hang_up()
