"""What stops a call from outside: filters, lists, blocks, limits."""

from dataclasses import replace

import pytest

from telephony.asterisk.number_lists import NumberLists
from telephony.asterisk.snapshot import BlockConfig, BlockKind
from telephony.dialling.config import (
    CallerRights,
    FilterConfig,
    Limits,
    NumberListConfig,
    RedirectConfig,
)
from tests.asterisk.outgoing import FAR, caller, publish
from tests.asterisk.outside import CALLER, carrier, number, outside, own, platform


@pytest.fixture
def stopped(served, provider, ring, phones):
    """`stopped(platform options, **company options)`: acme is set so, called, and refused; the SIP status."""

    def call(shared=None, block=None, entries=(), caller=CALLER, hears=False, **options):
        boris = phones("acme+201")
        since = boris.mark()
        config = outside("acme", options.pop("own", own("acme", "internal:201")), **options)
        config = replace(config, blocks=(block,)) if block else config
        lists = NumberLists(served.paths.database)
        lists.apply("acme", config.outside.lists, entries=lambda _key: entries)
        carriers = (carrier(provider),)
        served.publish(platform(config, **{"carriers": carriers, **(shared or {})}), config)
        far = ring(number("acme"), caller=caller)
        if hears:
            far.hears_something()
        code = far.refused()
        boris.never("incoming", seconds=0.05, since=since)
        return code

    yield call
    NumberLists(served.paths.database).apply("acme", (), entries=lambda _key: ())


def test_a_caller_whom_the_operator_filters_is_refused_everywhere(served, stopped, trace):
    since = served.mark()
    bad = FilterConfig("bad", calling=("7916.*",), called=("7495.*",))
    other = FilterConfig("other", calling=("7999.*",))

    assert stopped({"filters": (bad, other)}) == 603

    assert served.event("x-refused", since=since, reason="filtered")
    trace("incoming_filtered")


def test_a_filter_asks_for_both_sides(served, provider, ring, phones):
    config = outside("acme", own("acme", "internal:201"))
    filters = (FilterConfig("f", calling=("7916.*",), called=("7812.*",)),)
    served.publish(platform(config, carriers=(carrier(provider),), filters=filters), config)
    phones("acme+201").refuses(486)
    assert ring(number("acme")).refused() == 486


def test_a_caller_on_a_block_list_does_not_reach_the_company(served, stopped, trace):
    since = served.mark()
    lists = (NumberListConfig("a", 1, blocks_callers=True), NumberListConfig("b", 1, True))

    assert stopped(lists=lists, entries=[CALLER]) == 603

    assert served.event("x-refused", since=since, reason="listed")
    trace("incoming_listed")


def test_lists_change_without_any_reload(served, stopped, ring, phones):
    lists = (NumberListConfig("a", 1, blocks_callers=True),)
    stopped(lists=lists, entries=[CALLER])
    store = NumberLists(served.paths.database)
    phones("acme+201").refuses(486)

    store.apply("acme", [NumberListConfig("a", 2, True)], entries=lambda _key: ["+79990000000"])
    assert ring(number("acme")).refused() == 486
    assert ring(number("acme"), caller="+79990000000").refused() == 603


def test_a_person_has_a_list_of_their_own(served, provider, ring, phones):
    """It stops who calls the person from outside; the others of the company still hear from that caller."""
    config = outside(
        "acme",
        own("acme", "internal:201"),
        own("acme", "internal:202", 2),
        lists=(NumberListConfig("a", 1),),
        rights=(CallerRights("201", blocked_list="a"),),
    )
    NumberLists(served.paths.database).apply(
        "acme", config.outside.lists, entries=lambda _key: [CALLER]
    )
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    phones("acme+201").refuses(486)
    phones("acme+202").refuses(486)

    assert ring(number("acme")).refused() == 603
    assert ring(number("acme"), caller="+79990000000").refused() == 486
    assert ring(number("acme", 2)).refused() == 486


@pytest.mark.parametrize("kind", list(BlockKind))
def test_callers_of_a_blocked_company_hear_a_phrase(served, stopped, kind):
    since = served.mark()
    assert stopped(block=BlockConfig(kind, since=1, until=0), hears=True) == 403
    assert served.event("x-refused", since=since, reason="blocked", kind=str(kind))


def test_a_company_that_may_not_be_called_is_not(served, stopped):
    since = served.mark()
    assert stopped(is_closed=True, hears=True) == 403
    assert served.event("x-refused", since=since, reason="restricted")


@pytest.mark.parametrize("limited", ["company", "all", "number", "line"])
def test_one_call_more_than_allowed_hears_a_phrase_and_busy(
    served, provider, ring, phones, trace, limited
):
    one = Limits(channels=1)
    config = outside(
        "acme",
        own("acme", "internal:201", limits=one if limited == "number" else Limits()),
        own("acme", "internal:202", 2),
        max_channels_in=1 if limited == "company" else 0,
    )
    config = replace(config, max_channels=1 if limited == "all" else 0)
    line = carrier(provider, limits=one if limited == "line" else Limits())
    served.publish(platform(config, carriers=(line,)), config)
    phones("acme+201").answers()
    phones("acme+202").refuses(603)
    first = ring(number("acme"))
    first.answered()
    since = served.mark()

    second = ring(number("acme"))
    second.hears_something()
    assert served.event("x-refused", since=since, reason="limit")
    if limited == "company":
        assert second.refused() == 486
    else:
        second.hang_up()
    if limited == "number":
        assert ring(number("acme", 2)).refused() == 603

    first.hang_up()
    first.ended()
    served.quiet()
    again = ring(number("acme"))
    again.answered()
    again.hang_up()
    if limited == "company":
        trace("incoming_limit")


@pytest.mark.parametrize("limited", ["all", "number", "line"])
def test_calls_out_and_in_count_together(served, provider, ring, phones, limited):
    one = Limits(channels=1)
    first = own("acme", "internal:201", limits=one if limited == "number" else Limits())
    config = replace(caller(numbers=(first,)), max_channels=1 if limited == "all" else 0)
    line = carrier(provider, limits=one if limited == "line" else Limits())
    publish(served, provider, config, carriers=(line,))
    phones("acme+201").refuses(603)
    going = phones("acme+200").call(FAR).confirmed()
    since = served.mark()

    more = ring(number("acme"))
    assert served.event("x-refused", since=since, reason="limit")
    more.hang_up()

    going.hang_up()
    served.quiet()
    assert ring(number("acme")).refused() == 603


def test_a_call_that_was_not_taken_takes_no_room_while_it_hears_why(served, provider, ring, phones):
    """Of two that the company may have, one stands; one more to the same number is too many, one to another is not."""
    config = outside(
        "acme",
        own("acme", "internal:201", limits=Limits(channels=1)),
        own("acme", "internal:202", 2),
        max_channels_in=2,
    )
    config = replace(config, max_channels=2)
    line = carrier(provider, limits=Limits(channels=2))
    served.publish(platform(config, carriers=(line,)), config)
    phones("acme+201").answers()
    phones("acme+202").refuses(603)
    first = ring(number("acme"))
    first.answered()

    refused = ring(number("acme"))
    refused.hears_something()
    assert ring(number("acme", 2)).refused() == 603

    assert refused.refused() == 486
    first.hang_up()


@pytest.mark.parametrize("leads_to", ["", "redirect:r1"])
def test_a_call_that_leads_nowhere_takes_no_room_either(served, provider, ring, phones, leads_to):
    """No target, or one outside that may not be called: it was counted before that was known."""
    config = outside(
        "acme",
        own("acme", leads_to),
        own("acme", "internal:202", 2),
        max_channels_in=1,
        redirects=(RedirectConfig("r1", "+442079460958"),),
    )
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    phones("acme+202").refuses(603)

    refused = ring(number("acme"))
    refused.hears_something()
    assert ring(number("acme", 2)).refused() == 603

    assert refused.refused() >= 400


def test_a_call_ends_at_the_length_that_its_number_allows(served, provider, ring, phones):
    config = outside("acme", own("acme", "internal:201", limits=Limits(seconds=2)))
    served.publish(platform(config, carriers=(carrier(provider),)), config)
    phones("acme+201").answers()
    far = ring(number("acme"))
    far.answered()
    assert far.ended() == "them"
