"""Calls that reach somebody at an outside number: forwardings, and a mobile as a way to a person."""

from dataclasses import replace

import pytest

from compose.provider.behaviour import answer, reject
from telephony.asterisk.snapshot import ExtensionConfig, ForwardMode, ReachConfig
from telephony.dialling.config import CallClass, Limits, RouteConfig
from tests.asterisk.companies import company, with_extensions
from tests.asterisk.outgoing import ABROAD, FAR, PEOPLE, caller, far, publish, rights
from tests.asterisk.outside import CALLER, carrier, number, own

KINDS = ("always", "busy", "timeout", "mobile")
RING_SECONDS, SOON = 20, 1  # rung by a way that is taken, and by one that is not
# What the outside number says -> what the caller is told, what it came to.
OUTCOMES = {
    "0486": (486, "busy"),
    "0480": (480, "unreachable"),
    "0404": (480, "unreachable"),  # the number that was dialled does exist
    "0503": (503, "failed"),
}


def way(kind, target, *, device="201"):
    """A way to a person that leads to the outside number `target`."""
    if kind == "mobile":
        return ReachConfig(number=target, ring_seconds=RING_SECONDS)
    mode = ForwardMode.ALWAYS if kind == "always" else ForwardMode.CONDITIONAL
    return ReachConfig(
        device=device,
        ring_seconds=SOON if kind == "timeout" else RING_SECONDS,
        forward_mode=mode,
        **{f"forward_{kind}_to": target},
    )


def person(extension, *ways):
    """Somebody who is reached on these ways."""
    return ExtensionConfig(extension, "", reach=ways)


def forwarding(*people, **options):
    """acme with these people, who may call everywhere."""
    options.setdefault("rights", rights(*PEOPLE, *(each.number for each in people)))
    return caller(with_extensions(company("acme"), *people), **options)


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_is_answered_at_an_outside_number_with_sound_both_ways(
    node, provider, phones, trace, kind
):
    """It shows the number of the person who is reached there."""
    numbers = (own("acme", "internal:200"), own("acme", "internal:201", 2))
    publish(
        node,
        provider,
        forwarding(
            person("201", way(kind, FAR)),
            numbers=numbers,
            rights=(*rights("200"), *rights("201", number=number("acme", 2))),
        ),
    )
    provider.behave(FAR, answer(tone=1000))
    anna, boris = phones("acme+200"), phones("acme+201")
    boris.refuses(486) if kind == "busy" else boris.rings()
    since = node.mark()

    call = anna.call("201")
    there = provider.taken(FAR)
    call.confirmed().hears(1000)
    there.hears(anna.frequency)

    assert "+" + there.shown == number("acme", 2)
    assert there.diversion == ""
    assert node.event("x-dial", since=since, kind="outside", number=FAR)
    if kind != "mobile":
        assert node.event("x-forward", since=since, to=FAR, why=kind)
    call.hang_up()
    assert there.ended() == "them"
    trace("mobile_answered" if kind == "mobile" else f"forwarded_outside_{kind}")


@pytest.mark.parametrize("kind", ["always", "mobile"])
def test_the_caller_is_told_how_it_ended_at_the_outside_number(node, provider, phones, trace, kind):
    people = {
        last: person(f"21{index}", way(kind, far(last))) for index, last in enumerate(OUTCOMES)
    }
    publish(node, provider, forwarding(*people.values()))
    anna = phones("acme+200")
    since = node.mark()

    calls = {last: anna.call(each.number) for last, each in people.items()}

    for last, (status, result) in OUTCOMES.items():
        assert (last, calls[last].outcome()) == (last, status)
        told = node.event("x-result", since=since, number=far(last))
        assert told["extra"]["sip"] == last[1:]
        assert node.event("x-close", since=since, result=result)


def test_a_mobile_rings_as_long_as_the_way_says(node, provider, phones, trace):
    entry = replace(way("mobile", far("0180")), ring_seconds=SOON)
    publish(node, provider, forwarding(person("201", entry)))
    since = node.mark()
    call = phones("acme+200").call("201")
    there = provider.taken(far("0180"))
    assert call.outcome() == 480
    assert there.ended() == "them"
    assert node.event("x-close", since=since, result="no_answer")
    trace("mobile_no_answer")


def test_a_mobile_and_a_phone_ring_at_once_and_the_first_to_answer_talks(node, provider, phones):
    ways = (ReachConfig("201"), ReachConfig(number=far("0180")))
    publish(node, provider, forwarding(person("201", *ways)))
    boris = phones("acme+201")

    call = phones("acme+200").call("201")
    there = provider.taken(far("0180"))
    boris.incoming().answer()
    call.confirmed().hears(boris.frequency)
    assert there.ended() == "them"
    call.hang_up()


# ---------------------------------------------------------------- a key takes the call


@pytest.mark.parametrize(
    ("key", "result"), [("1", ""), ("2", "busy"), ("", "no_answer")], ids=["yes", "no", "hangs up"]
)
def test_whoever_answers_a_mobile_takes_the_call_by_a_key(
    node, provider, phones, trace, key, result
):
    """A mailbox of the network presses no key."""
    entry = replace(way("mobile", FAR), must_confirm=True, ring_seconds=20)
    publish(node, provider, forwarding(person("201", entry)))
    provider.behave(FAR, answer(tone=1000))
    anna = phones("acme+200")
    since = node.mark()

    call = anna.call("201")
    there = provider.taken(FAR)
    there.answered()
    there.hears_something()
    assert not call.was_confirmed
    if key:
        there.press(key)
    else:
        there.hang_up()
    if not result:
        call.confirmed().hears(1000)
        there.hears(anna.frequency)
        call.hang_up()
        trace("mobile_confirmed")
        return
    call.ended()
    assert not call.was_confirmed
    if key:
        assert node.event("x-confirm", since=since, result="declined")
        trace("mobile_not_confirmed")


# ---------------------------------------------------------------- who may, and what is shown


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_forwards_to_where_they_may_not_call(node, provider, phones, trace, kind):
    """The rights are those of the person who is reached there, not of the caller, who may call everywhere."""
    mine = rights("201", classes=(CallClass.INTERNAL, CallClass.LOCAL))
    people = person("201", way(kind, ABROAD))
    publish(node, provider, forwarding(people, rights=(*rights("200"), *mine)))
    boris = phones("acme+201")
    boris.refuses(486) if kind == "busy" else boris.rings()
    since = node.mark()

    assert phones("acme+200").call("201").outcome() in (480, 486)

    assert node.event("x-result", since=since, number=ABROAD, reason="class-international")
    provider.never_taken(ABROAD, seconds=0)
    if kind in ("always", "mobile"):
        trace(f"{'mobile' if kind == 'mobile' else 'forwarded_outside'}_refused")


@pytest.mark.parametrize("kind", ["always", "mobile"])
@pytest.mark.parametrize("limited", ["line", "out", "number", "extension"])
def test_a_forwarded_call_over_a_limit_is_busy(node, provider, phones, kind, limited):
    """Limits are those of the person who is reached there, whom the call does not even reach, and of their company."""
    one = Limits(channels=1)
    mine = rights("202", limits=one if limited == "extension" else Limits())
    config = forwarding(
        person("202", way(kind, FAR)),
        numbers=(own("acme", "internal:200", limits=one if limited == "number" else Limits()),),
        rights=(*rights("200"), *mine),
        max_channels_out=1 if limited == "out" else 0,
    )
    line = carrier(provider, limits=one if limited == "line" else Limits())
    publish(node, provider, config, carriers=(line,))
    standing = phones("acme+202").call(far("0001")).confirmed()
    since = node.mark()

    assert phones("acme+200").call("202").outcome() == 486

    full = "202" if limited == "extension" else FAR
    assert node.event("x-result", since=since, number=full, reason=f"limit-{limited}")
    provider.never_taken(FAR, seconds=0)
    standing.hang_up()


@pytest.mark.parametrize("kind", ["always", "mobile"])
def test_a_forwarded_call_goes_by_another_line_when_one_fails(
    node, provider, new_provider, phones, kind
):
    broken = new_provider("127.0.0.2")
    broken.trust("127.0.0.1")
    broken.behave(FAR, reject(503))
    lines = (carrier(provider, "first", addresses=(broken.address,)), carrier(provider, "second"))
    row = RouteConfig("all", trunks=("carrier:first", "carrier:second"))
    config = forwarding(person("201", way(kind, FAR)), routes=(row,))
    publish(node, provider, config, carriers=lines)
    since = node.mark()

    call = phones("acme+200").call("201").confirmed()

    assert broken.requests("INVITE", FAR)
    assert node.event("x-dial", since=since, line="carrier.first", number=FAR)
    assert node.event("x-dial", since=since, line="carrier.second", number=FAR)
    call.hang_up()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("may_pass_foreign", [False, True], ids=["own", "foreign"])
def test_a_call_from_outside_shows_what_the_line_may_show(
    node, provider, ring, phones, kind, may_pass_foreign
):
    """Our own number; or the caller's, and then Diversion says by whom, where the line may pass foreign numbers."""
    publish(
        node,
        provider,
        forwarding(person("201", way(kind, FAR))),
        carriers=(carrier(provider, may_pass_foreign=may_pass_foreign),),
    )
    boris = phones("acme+201")
    boris.refuses(486) if kind == "busy" else boris.rings()

    first = ring(number("acme"))
    there = provider.taken(FAR)
    first.answered()

    assert "+" + there.shown == (CALLER if may_pass_foreign else number("acme"))
    assert there.diversion == (number("acme") if may_pass_foreign else "")
    if may_pass_foreign:
        whys = {"always": "unconditional", "busy": "user-busy", "timeout": "no-answer"}
        assert f"reason={whys.get(kind, 'follow-me')}" in there.invite.first("diversion")
    first.hang_up()
    assert there.ended() == "them"


def test_sound_of_a_call_that_comes_and_goes_outside_passes_both_ways(
    node, provider, ring, phones, trace
):
    publish(node, provider, forwarding(person("201", way("always", FAR))))
    provider.behave(FAR, answer(tone=1150))
    first = ring(number("acme"), tone=1000)
    there = provider.taken(FAR)
    first.hears(1150)
    there.hears(1000)
    there.hang_up()
    assert first.ended() == "them"
    trace("incoming_forwarded")


def test_a_call_of_a_hidden_caller_shows_our_number(node, provider, ring, phones):
    """There is no foreign number to pass on."""
    publish(
        node,
        provider,
        forwarding(person("201", way("always", FAR))),
        carriers=(carrier(provider, may_pass_foreign=True),),
    )
    first = ring(number("acme"), anonymous=True)
    there = provider.taken(FAR)
    assert "+" + there.shown == number("acme")
    assert there.diversion == ""
    first.hang_up()
