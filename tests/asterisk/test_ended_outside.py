"""Companies whose calls shall end: callers from outside, and legs of the operator's lines, end as phones do."""

from dataclasses import replace

from telephony.asterisk.snapshot import BlockConfig, BlockKind
from telephony.dialling.config import RedirectConfig
from tests.asterisk.companies import company
from tests.asterisk.outgoing import FAR, caller, publish
from tests.asterisk.outside import number, own

ONWARD = RedirectConfig("onward", FAR, ring_seconds=20)
GROUP_SECONDS = 60  # a caller waits there for as long as a test can take


def leads(target, code="acme"):
    """The company whose number leads there, with whatever the target needs."""
    base = company(code)
    queues = tuple(replace(each, wait_seconds=GROUP_SECONDS) for each in base.queues)
    return caller(replace(base, queues=queues), numbers=(own(code, target),), redirects=(ONWARD,))


def test_a_caller_whom_a_disabled_company_has_sent_outside_again_is_hung_up(node, provider, ring):
    """Both legs are named after lines of the operator, who pays for both."""
    config = leads("redirect:onward")
    publish(node, provider, config)
    call = ring(number("acme"))
    there = provider.taken(FAR)
    call.answered()

    report = node.apply(replace(config, is_disabled=True))

    assert (report.hung_up, report.leftovers) == (("*",), ())
    call.ended()
    there.ended()
    node.quiet()


def test_a_caller_who_waits_for_a_group_is_hung_up_by_a_block(node, provider, ring, phones):
    config = leads("internal:500")
    publish(node, provider, config)
    boris = phones("acme+201")  # rings, and is not taken up
    call = ring(number("acme"))
    boris.incoming()
    blocked = replace(config, blocks=(BlockConfig(BlockKind.ADMINISTRATIVE, since=0, until=0),))

    report = node.apply(blocked, hang_up=True)

    assert report.hung_up == ("*",)
    call.ended()
    node.quiet()


def test_calls_of_others_by_the_same_line_go_on(node, provider, ring, phones):
    acme, acme1 = leads("redirect:onward"), leads("internal:201", "acme1")
    publish(node, provider, acme, acme1)
    boris = phones("acme1+201").answers()
    stays, ends = ring(number("acme1"), tone=1000), ring(number("acme"))
    stays.hears(boris.frequency)
    ends.answered()

    node.apply(replace(acme, is_disabled=True))

    ends.ended()
    stays.hears(boris.frequency)
    stays.hang_up()


def test_what_does_not_end_is_told(node, provider, ring, monkeypatch):
    """Somebody who has to go and look must be told that there is something to see."""
    monkeypatch.setattr("telephony.asterisk.running._HANG_UP_ATTEMPTS", 0)
    config = leads("redirect:onward")
    publish(node, provider, config)
    call = ring(number("acme"))
    call.answered()

    report = node.apply(replace(config, is_disabled=True))

    left = {item.rpartition("-")[0] for item in report.leftovers}
    assert left == {"channel/PJSIP/carrier.north", "channel/PJSIP/sources"}
    call.hang_up()
