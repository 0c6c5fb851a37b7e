"""Where a call from outside goes on to: rules of the company, redirect numbers, groups, transfers, own numbers."""

import pytest

from compose.provider.behaviour import answer
from telephony.dialling.config import Limits, OverrideConfig, RedirectConfig
from tests.asterisk.outgoing import FAR, caller, far, publish
from tests.asterisk.outside import CALLER, number, own

RING_SECONDS = 20
STRANGER = "+79990000000"


def rule(target, called="[+]?74951110001", **options):
    """A rule that leads calls to acme's first number elsewhere."""
    return OverrideConfig("rule", called, target=target, **options)


@pytest.fixture
def led(node, provider):
    """`led(number, ..., overrides=..., redirects=...)`: acme is so; its people may call everywhere."""

    def bring(*numbers, **options):
        publish(
            node, provider, caller(numbers=numbers or (own("acme", "internal:201"),), **options)
        )

    return bring


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize("called", ["[+]?74951110001", "201"], ids=["outside number", "extension"])
def test_a_rule_leads_a_call_to_somebody_else_with_sound(led, ring, phones, called):
    """Rules are asked for the number that was called, and again for the one that it leads to."""
    led(overrides=(rule("202", called),))
    boris, vera = phones("acme+201"), phones("acme+202")

    call = ring(number("acme"), tone=1000)
    at_vera = vera.incoming().answer()

    call.answered()
    at_vera.hears(1000)
    call.hears(vera.frequency)
    boris.never("incoming", seconds=0.05)
    call.hang_up()


def test_a_rule_means_some_callers_alone(led, ring, phones):
    led(overrides=(rule("202", callers=("7916.*",)), rule("", callers=("7999.*",))))
    phones("acme+201").refuses(486)
    phones("acme+202").refuses(603)
    assert ring(number("acme"), caller=CALLER).refused() == 603
    assert ring(number("acme"), caller="+78121234567").refused() == 486
    assert ring(number("acme"), caller="", anonymous=True).refused() == 486
    assert ring(number("acme"), caller=STRANGER).refused() == 603


def test_a_rule_leads_a_call_outside_again_at_the_companys_cost(led, ring, provider, node):
    """It shows an own number: the caller's is a stranger's to the provider."""
    led(overrides=(rule(FAR),))
    provider.behave(FAR, answer(tone=620))
    since = node.mark()

    call = ring(number("acme"), tone=1000)
    there = provider.taken(FAR)

    call.answered()
    call.hears(620)
    there.hears(1000)
    assert there.shown == number("acme").removeprefix("+")
    assert node.event("x-override", since=since, to=FAR)
    call.hang_up()
    assert there.ended() == "them"


def test_a_rule_cannot_spend_more_than_the_operator_allows(led, ring, provider, node):
    led(overrides=(rule(FAR),), ceiling=())
    since = node.mark()
    call = ring(number("acme"))
    call.hears_something()
    assert call.refused() == 403
    assert node.event("x-refused", since=since, reason="class", kind="local")
    provider.never_taken(FAR, seconds=0.1)


def test_rules_that_lead_in_a_circle_end_the_call(led, ring, phones, node):
    led(overrides=(rule("202", "201"), rule("201", "202")))
    people = [phones(f"acme+{person}") for person in ("201", "202")]
    since = node.mark()
    assert ring(number("acme")).refused() >= 400
    assert node.event("x-refused", since=since, reason="loop")
    for person in people:
        person.never("incoming", seconds=0.05)


def test_an_own_number_that_a_rule_leads_to_needs_no_line(led, ring, provider, phones):
    second = number("acme", 2)
    led(
        own("acme", "internal:201"),
        own("acme", "internal:202", 2),
        overrides=(rule(second),),
    )
    phones("acme+202").refuses(486)
    assert ring(number("acme")).refused() == 486
    provider.never_taken(second, seconds=0.1)


# ---------------------------------------------------------------- redirect numbers

MOBILE = "0007"  # of the provider: answers, or what its digits say


def redirect(last, **options):
    """The company's redirect number 3, which leads to a number of the provider."""
    return RedirectConfig("3", far(last), **{"ring_seconds": RING_SECONDS, **options})


def test_a_number_leads_to_a_redirect_number_with_sound(led, ring, provider):
    led(own("acme", "redirect:3"), redirects=(redirect(MOBILE),))
    call = ring(number("acme"), tone=1000)
    there = provider.taken(far(MOBILE))
    call.answered()
    call.hears(620)
    there.hears(1000)
    there.hang_up()
    call.ended()


@pytest.mark.parametrize(
    ("last", "status"), [("0486", 486), ("0603", 603), ("0180", 480), ("0503", 503), ("0404", 404)]
)
def test_how_a_redirect_number_ends_a_call_is_told_to_the_caller(led, ring, last, status):
    rung = 1 if last == "0180" else RING_SECONDS
    led(own("acme", "redirect:3"), redirects=(redirect(last, ring_seconds=rung),))
    assert ring(number("acme")).refused() == status


def test_a_redirect_number_takes_so_many_calls_and_no_more(led, ring, provider):
    led(own("acme", "redirect:3"), redirects=(redirect(MOBILE, limits=Limits(channels=1)),))
    first = ring(number("acme"))
    first.answered()
    assert ring(number("acme")).refused() == 486
    first.hang_up()


def test_a_redirect_number_that_is_gone_is_a_number_that_leads_nowhere(led, ring):
    led(own("acme", "redirect:3"))
    assert ring(number("acme")).refused() == 404


# ---------------------------------------------------------------- groups, transfers


@pytest.mark.parametrize("group", ["500", "501"])
def test_a_group_that_nobody_takes_is_told_as_no_answer(led, ring, phones, group):
    """All at once; in turn."""
    led(own("acme", f"internal:{group}"))
    boris, vera = phones("acme+201"), phones("acme+202")
    call = ring(number("acme"))
    boris.incoming()
    assert call.refused() == 480
    vera.incoming().ended()


def test_a_caller_waits_while_everybody_in_a_group_is_busy(led, ring, phones):
    """001: the group holds the caller until somebody takes the call, or the longest wait is over."""
    led(own("acme", "internal:501"))
    boris, vera = phones("acme+201").refuses(486), phones("acme+202").refuses(486)
    call = ring(number("acme"))
    vera.wait("incoming")
    boris.rings()

    boris.incoming(since=boris.mark()).answer()

    call.hears(boris.frequency)
    call.hang_up()


@pytest.mark.parametrize("target", ["202", FAR], ids=["inside", "outside"])
def test_who_was_called_from_outside_may_transfer_the_caller(led, ring, provider, phones, target):
    led()
    boris, vera = phones("acme+201").answers(), phones("acme+202").answers()
    call = ring(number("acme"), tone=1000)
    at_boris = boris.incoming().confirmed()
    call.hears(boris.frequency)

    at_boris.do("transfer", to=target)

    at_boris.ended()
    if target == FAR:
        there = provider.taken(FAR)
        there.hears(1000)
        assert there.shown == number("acme").removeprefix("+")
        call.hears(620)
    else:
        vera.incoming().hears(1000)
        call.hears(vera.frequency)
    call.hang_up()


def test_a_far_end_cannot_transfer_anybody(led, ring, phones, node):
    """A provider that could would make calls at the company's cost."""
    led()
    boris = phones("acme+201").answers()
    call = ring(number("acme"), tone=1000)
    call.hears(boris.frequency)
    at_boris = boris.incoming()
    at_boris.hears(1000)
    assert call.refer(FAR) >= 400
    at_boris.hears(1000)
    call.hang_up()
