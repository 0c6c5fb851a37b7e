"""Calls that people dial to the outside: sound, how each ends, and which lines are tried."""

import pytest

from compose.provider.behaviour import answer, early, reject
from telephony.dialling.config import Limits, OnFailure, RouteConfig, Switches
from tests.asterisk.outgoing import FAR, caller, far, publish
from tests.asterisk.outside import account, carrier, number, own

NOWHERE = "127.0.0.1:9"  # nobody listens there
# What the far end says -> what the caller is told, and what the call came to.
OUTCOMES = {
    "0486": (486, "busy"),
    "0404": (404, "unknown"),
    "0484": (404, "unknown"),
    "0480": (480, "unreachable"),
    "0603": (603, "declined"),
    "0403": (503, "failed"),
    "0503": (503, "failed"),
    "1486": (486, "busy"),
}


@pytest.fixture
def served(node, provider):
    """acme with everything allowed."""
    publish(node, provider, caller())
    return node


def test_a_call_outside_is_answered_with_sound_both_ways_and_shows_the_companys_number(
    served, provider, phones, trace
):
    anna = phones("acme+200")
    provider.behave(FAR, answer(tone=1000))
    since = served.mark()

    call = anna.call("84957654321")
    there = provider.taken(FAR)
    call.confirmed().hears(1000)
    there.hears(anna.frequency)

    assert there.shown == number("acme").removeprefix("+")  # as the carrier wants it
    assert there.name == ""
    opened = served.event("x-call", since=since, to="84957654321", kind="outside")
    assert opened["extra"]["number"] == FAR
    dialled = served.event("x-dial", since=since, kind="outside", number=FAR)
    assert dialled["extra"]["line"] == "carrier.north"
    assert dialled["tenantid"] == "acme"
    call.hang_up()
    assert there.ended() == "them"
    trace("outgoing_answered")


def test_the_far_end_may_end_the_call(served, provider, phones, trace):
    call = phones("acme+200").call(FAR)
    call.confirmed()
    provider.taken(FAR).hang_up()
    call.ended()
    trace("outgoing_answered_far_ends")


def test_how_the_far_end_refuses_is_told_to_the_caller_and_to_the_history(
    served, provider, phones, trace
):
    """All at once, so that the phrases are waited for once."""
    callers = (phones("acme+200"), phones("acme+201"))
    since = served.mark()
    calls = {last: callers[index % 2].call(far(last)) for index, last in enumerate(OUTCOMES)}

    for last, (status, result) in OUTCOMES.items():
        assert (last, calls[last].outcome()) == (last, status)
        told = served.event("x-result", since=since, number=far(last))
        assert told["extra"]["result"] == result
        assert told["extra"]["sip"] == last.replace("1", "0", 1)[1:]
        assert told["extra"]["line"] == "carrier.north"

    for last in ("0486", "0404", "0480", "0603", "0503"):
        told = served.event("x-result", since=since, number=far(last))
        trace(f"outgoing_{OUTCOMES[last][1]}", call=told["linkedid"])


def test_a_caller_who_gives_up_stops_the_ringing(served, provider, phones, trace):
    call = phones("acme+200").call(far("0180")).ringing()
    there = provider.taken(far("0180"))
    call.hang_up()
    assert there.ended() == "them"
    trace("outgoing_cancelled")


def test_sound_before_the_answer_is_heard(served, provider, phones):
    provider.behave(FAR, early(tone=1000, then=503, seconds=2))
    call = phones("acme+200").call(FAR)
    call.hears(1000)
    assert call.outcome() == 503


def test_the_ringing_of_a_line_may_hide_what_the_far_end_plays(node, provider, phones):
    """The switch of 004: the caller hears ringing, whatever the far end sends before the answer."""
    line = carrier(provider, switches=Switches(ringing_only=True))
    publish(node, provider, caller(), carriers=(line,))
    provider.behave(FAR, early(tone=1000, seconds=2))

    call = phones("acme+200").call(FAR).ringing()
    call.hears_nothing_of(1000)
    call.confirmed().hears(620)
    call.hang_up()


# ---------------------------------------------------------------- several lines


@pytest.fixture
def tried(node, provider, phones):
    """`tried(dialled, first={..}, second={..})`: calls by a route over carriers with these options.

    Gives the lines that were tried, in order, and the status that the caller is told in the end.
    """

    def call(dialled, *, on_failure=OnFailure.STOP, **lines):
        carriers = tuple(carrier(provider, name, **options) for name, options in lines.items())
        route = RouteConfig(
            "all", trunks=tuple(f"carrier:{name}" for name in lines), on_failure=on_failure
        )
        publish(node, provider, caller(routes=(route,)), carriers=carriers)
        since = node.mark()
        made = phones("acme+200").call(dialled)
        status = made.outcome()
        if status == 200:
            made.hang_up()
        return lines_of(node, since), status

    return call


def lines_of(node, since):
    """Lines that the call since the mark tried, in order, as its events tell once it is over."""
    node.event("LINKEDID_END", since=since)
    dialled = (each["extra"] for each in node.events(since) if each["eventtype"] == "x-dial")
    return [each["line"].removeprefix("carrier.") for each in dialled if "line" in each]


@pytest.mark.parametrize("status", [408, 500, 503, 504])
def test_another_line_is_tried_when_one_fails(tried, new_provider, trace, status):
    broken = new_provider("127.0.0.2")
    broken.trust("127.0.0.1")
    broken.behave(FAR, reject(status))

    lines, told = tried(FAR, first={"addresses": (broken.address,)}, second={})

    assert (lines, told) == (["first", "second"], 200)
    if status == 503:
        trace("outgoing_failover")


@pytest.mark.parametrize(("status", "told"), [(404, 404), (486, 486), (480, 480), (603, 603)])
def test_no_other_line_is_tried_when_one_has_spoken_of_the_number(
    tried, provider, new_provider, status, told
):
    speaks = new_provider("127.0.0.2")
    speaks.trust("127.0.0.1")
    speaks.behave(FAR, reject(status))

    assert tried(FAR, first={"addresses": (speaks.address,)}, second={}) == (["first"], told)
    provider.never_taken(FAR, seconds=0)


def test_each_address_of_a_line_is_tried_in_order(tried, provider):
    lines, told = tried(FAR, first={"addresses": (NOWHERE, provider.address)})
    assert (lines, told) == (["first"], 200)


def test_a_line_that_is_full_is_passed_over(tried, phones, provider, node):
    first = {"limits": Limits(channels=1)}
    publish(
        node,
        provider,
        caller(routes=(RouteConfig("all", trunks=("carrier:first",)),)),
        carriers=(carrier(provider, "first", **first),),
    )
    standing = phones("acme+201").call(far("0002")).confirmed()

    assert tried(FAR, first=first, second={}) == (["first", "second"], 200)
    standing.hang_up()


def test_a_line_that_is_switched_off_is_not_there(tried):
    assert tried(FAR, first={"is_enabled": False}, second={}) == (["second"], 200)


def test_the_next_row_is_tried_only_where_a_row_says_so(node, provider, new_provider, phones):
    broken = new_provider("127.0.0.2")
    broken.trust("127.0.0.1")
    broken.behave(FAR, reject(503))
    carriers = (
        carrier(provider, "first", addresses=(broken.address,)),
        carrier(provider, "second", called_template="77{number:1}"),
    )
    for on_failure, expected in (
        (OnFailure.STOP, ["first"]),
        (OnFailure.NEXT, ["first", "second"]),
    ):
        routes = (
            RouteConfig("a", called=("7495.*",), trunks=("carrier:first",), on_failure=on_failure),
            RouteConfig("b", called=("7812.*",), trunks=("carrier:first",)),
            RouteConfig("c", trunks=("carrier:second",)),
        )
        publish(node, provider, caller(routes=routes), carriers=carriers)
        since = node.mark()
        call = phones("acme+200").call(FAR)
        status = call.outcome()
        if status == 200:
            call.hang_up()
        assert status == (200 if on_failure == OnFailure.NEXT else 503)
        assert lines_of(node, since) == expected
    assert provider.taken("774957654321")


def test_a_company_calls_by_its_own_trunk_under_its_account(node, provider, phones, trace):
    line = account(provider, "acme-line")
    publish(
        node,
        provider,
        caller(numbers=(own("acme", "internal:201", line="trunk:own"),), trunks=(line,)),
        is_trusted=False,
    )
    provider.registered("acme-line")

    call = phones("acme+200").call(FAR)
    there = provider.taken(FAR)
    call.confirmed()
    assert there.account == "acme-line"
    call.hang_up()
    trace("outgoing_own_trunk")


def test_a_service_of_the_local_network_is_called_as_it_is(served, provider, phones):
    call = phones("acme+200").call("100")
    assert provider.taken("100").called == "100"
    call.confirmed().hang_up()
