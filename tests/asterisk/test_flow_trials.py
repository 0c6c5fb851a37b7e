"""Trying a draft: the phone of whoever asks rings, as for another caller, at another moment, with own rights."""

from datetime import UTC, datetime

import pytest

from telephony.asterisk.cel import event_parse
from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.running_flows import RunningFlows
from telephony.asterisk.snapshot import FlowNumber, ScheduleConfig
from telephony.asterisk.trial_calls import TrialCall, linkedid_make, trial_call
from telephony.calls.flow_path import flow_path
from telephony.calls.fold import fold
from telephony.dialling.config import CallClass, NumberListConfig
from tests.asterisk.companies import company
from tests.asterisk.flows import begins, element, flow, path, plays, with_flows
from tests.asterisk.outgoing import FAR, caller, publish, rights
from tests.asterisk.outside import CALLER
from tests.asterisk.sounds import tones

OLD, NEW = 600, 1300
END = element("hangup", "end")
DAY = ScheduleConfig("5c4ed01e", (((540, 1080, "p1"),),) * 7, opens="p1")


@pytest.fixture
def tries(node):
    """`tries(flow, ...)`: acme's 200 tries it; the linkedid of the call."""

    def made(draft, **options):
        linkedid = linkedid_make(node.settings.name)
        wanted = TrialCall("acme", "200", draft, linkedid, **options)
        node.with_ami(lambda ami: trial_call(wanted, node=node.paths, ami=ami))
        return linkedid

    return made


def asks(frequency, **exits):
    return element(
        "menu", "ask", prompt={"media": f"tone{frequency}"}, wait_seconds=15, attempts=3,
        exits=exits,
    )  # fmt: skip


def test_the_draft_is_heard_and_not_what_is_published(node, phones, tries):
    published = flow(begins("ask"), asks(OLD))
    numbers = (FlowNumber("600", 1, "start"),)
    config = with_flows(
        company("acme"), published, flow_numbers=numbers, media=tones(node, "acme", OLD, NEW)
    )
    node.apply(config)
    draft = flow(
        begins("ask"), asks(NEW, **{"1": "said"}), plays(f"tone{OLD}", "said", then="end"), END
    )

    anna, since = phones("acme+200"), node.mark()
    linkedid = tries(draft, caller=CALLER)
    call = anna.incoming()
    assert CALLER in call.remote
    call.answer()
    call.hears(NEW)
    node.apply(config)
    other = phones("acme+201").call("600").confirmed()
    other.hears(OLD)
    other.hang_up()
    call.do("dtmf", digits="1")
    call.hears(OLD)
    call.ended()
    node.settled(since)

    events = [each for each in map(event_parse, node.lines(since)) if each.linkedid == linkedid]
    steps = flow_path(events)
    assert [(step.version, step.element) for step in steps] == [
        (None, "start"), (None, "ask"), (None, "said"), (None, "end"),
    ]  # fmt: skip
    record = fold(events, is_closed=True)
    assert record.tenant == "acme"
    assert record.linkedids == (linkedid,)
    assert (record.callee.number, record.dialled) == ("", "")
    assert record.result.name == "ANSWERED"


def test_a_draft_leaves_nothing_behind(node, phones, tries, monkeypatch):
    monkeypatch.setattr("telephony.asterisk.running_flows.DRAFT_SECONDS", 0)
    config = with_flows(company("acme"), media=tones(node, "acme", NEW))
    node.apply(config)
    anna = phones("acme+200")
    tries(flow(begins("ask"), asks(NEW)))
    call = anna.incoming().answer()
    call.hears(NEW)

    def drafts():
        async def look(ami):
            return RunningFlows(ami, "acme", node=node.paths).recorded_names()

        return node.with_ami(look)

    node.apply(config)
    assert len(drafts()) == 1
    call.hang_up()
    node.quiet()
    node.apply(config)
    assert drafts() == []


@pytest.mark.parametrize(("hour", "exit"), [(8, "closed"), (12, "p1"), (19, "closed")])
def test_the_moment_is_the_pretended_one(node, phones, tries, hour, exit):
    node.apply(with_flows(company("acme"), schedules=(DAY,)))
    draft = flow(
        begins("hours"),
        element("schedule", "hours", schedule=DAY.key, exits={"p1": "end", "closed": "end"}), END,
    )  # fmt: skip
    moment = datetime(2026, 7, 1, hour - 3, tzinfo=UTC)
    phones("acme+200").answers()
    since = node.mark()
    tries(draft, moment=int(moment.timestamp()))
    node.event("x-flow-end", since=since)
    assert path(node, since)[-1] == ("end", exit)


@pytest.mark.parametrize(
    ("playing", "exits"),
    [
        (CALLER, ["listed", "match"]),
        ("", ["not_listed", "no_match"]),
        ("202", ["not_listed", "no_match"]),
    ],
)
def test_the_caller_is_the_pretended_one(node, phones, tries, playing, exits):
    lists = (NumberListConfig("black", 1),)
    NumberLists(node.paths.database).apply("acme", lists, entries=lambda _key: [CALLER])
    node.apply(caller(lists=lists))
    draft = flow(
        begins("list"),
        element("list", lists=["black"], exits={"listed": "who", "not_listed": "who"}),
        element("caller", "who", patterns=["7916.*"], exits={"match": "end", "no_match": "end"}), END,
    )  # fmt: skip
    phones("acme+200").answers()
    since = node.mark()
    tries(draft, caller=playing)
    node.event("x-flow-end", since=since)
    assert [exit for _, exit in path(node, since)][2:] == exits
    NumberLists(node.paths.database).apply("acme", (), entries=lambda _key: ())


def test_nobody_calls_outside_by_trying_what_they_may_not_call(node, provider, phones, tries):
    publish(node, provider, caller(rights=rights("200", classes=(CallClass.INTERNAL,))))
    out = element("outside", "out", exits={"unreachable": "end"}, settings={"number": FAR})
    phones("acme+200").answers()
    since = node.mark()
    tries(flow(begins("out"), out, END), caller=CALLER)
    node.event("x-flow-end", since=since)
    assert path(node, since)[-1] == ("end", "unreachable")
    provider.never_taken(FAR, seconds=0.1)


def test_who_is_called_outside_sees_the_company_and_not_the_played_caller(
    node, provider, phones, tries
):
    publish(node, provider, caller())
    out = element("outside", "out", exits={}, settings={"number": FAR})
    phones("acme+200").answers()
    tries(flow(begins("out"), out), caller=CALLER)
    there = provider.taken(FAR)
    assert there.shown == "74951110001"
    there.hang_up()


def test_a_phone_that_is_not_answered_hears_nothing(node, phones, tries):
    node.apply(company("acme"))
    phones("acme+200").refuses(486)
    since = node.mark()
    tries(flow(begins("end"), END))
    node.settled(since)
    assert path(node, since) == []
