"""Calls outside that are not allowed: each caller hears why, each is on record, and nothing of it leaves the node."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from telephony.asterisk.snapshot import BlockConfig, BlockKind
from telephony.dialling.config import CallClass, FilterConfig, Limits, OverrideConfig
from tests.asterisk.outgoing import ABROAD, EVERYTHING, FAR, caller, publish, rights
from tests.asterisk.outside import carrier, number, own
from tests.asterisk.wire import SDP, WITH_SDP, status

CLASSES = {
    FAR: CallClass.LOCAL,
    "+78121234567": CallClass.LONG_DISTANCE,
    "+79000000001": CallClass.MOBILE,
    "+79010000001": CallClass.REGIONAL_MOBILE,
    ABROAD: CallClass.INTERNATIONAL,
    "+78091234567": CallClass.INTERNATIONAL,  # premium
    "+79401234567": CallClass.INTERNATIONAL,  # Abkhazia
}
VOLUNTARY = BlockConfig(BlockKind.VOLUNTARY, since=1, until=0)
REFUSALS = {
    "class": ({"rights": rights(classes=(CallClass.INTERNAL,))}, {}, 403, "class", "local"),
    "ceiling": ({"ceiling": (CallClass.INTERNAL,)}, {}, 403, "class", "local"),
    "no rights": ({"rights": ()}, {}, 403, "class", "local"),
    "restricted": ({"is_restricted": True}, {}, 403, "restricted", ""),
    "override": ({"overrides": (OverrideConfig("end", "7495.*"),)}, {}, 603, "override", ""),
    "loop": (
        {"overrides": (OverrideConfig("a", "7495.*", target=FAR),)},
        {},
        482,
        "loop",
        "",
    ),
    "filtered": (
        {},
        {"filters": (FilterConfig("f", "out", called=("7495.*",), calling=("7495.*",)),)},
        403,
        "filtered",
        "",
    ),
    "no_carrier": ({"numbers": ()}, {"default_carrier": ""}, 503, "no_carrier", ""),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refused_call_hears_why_and_is_on_record(node, provider, phones, trace, case):
    options, shared, code, reason, kind = REFUSALS[case]
    publish(node, provider, caller(**options), **shared)
    since = node.mark()

    call = phones("acme+200").call(FAR)
    call.hears_something()

    assert call.outcome() == code
    assert not call.was_confirmed  # the phrase costs nothing
    refused = node.event("x-refused", since=since, reason=reason, kind=kind)
    assert refused["tenantid"] == "acme"
    assert provider.requests("INVITE") == []
    if case in ("override", "filtered", "loop", "restricted", "no_carrier"):
        trace(f"outgoing_{case}")


def test_a_blocked_company_calls_nobody(node, provider, phones):
    publish(node, provider, replace(caller(), blocks=(VOLUNTARY,)))
    since = node.mark()

    call = phones("acme+200").call(FAR)
    call.hears_something()

    assert call.outcome() == 403
    assert node.event("x-refused", since=since, reason="blocked", kind="voluntary")
    assert provider.requests("INVITE") == []


def test_each_class_of_calls_is_refused_by_itself(node, provider, wire):
    """All but one class are allowed; the calls are made by hand, so that nobody has to hear the phrases out."""
    plan = (("7900", "78:mobile"), ("7901", "77:mobile"))
    for denied in dict.fromkeys(CLASSES.values()):
        allowed = tuple(each for each in EVERYTHING if each != denied)
        publish(node, provider, caller(rights=rights(classes=allowed)), plan=plan)
        since = node.mark()
        for called, call_class in CLASSES.items():
            if call_class == denied:
                wire("acme+200").request("INVITE", called, headers=WITH_SDP, body=SDP)
                assert node.event("x-refused", since=since, reason="class", kind=str(denied))
                assert provider.requests("INVITE", called) == []
        provider.reset()
        provider.trust("127.0.0.1")


# ---------------------------------------------------------------- help


def blocked_by_the_operator(config):
    return replace(config, blocks=(BlockConfig(BlockKind.ADMINISTRATIVE, since=1, until=0),))


def test_help_is_reached_from_a_company_that_the_operator_blocked(node, provider, wire, trace):
    """No phone of it is registered; whoever has the password may still call for help, and nobody else."""
    publish(node, provider, blocked_by_the_operator(caller()), emergency_lines=("carrier:north",))
    since = node.mark()

    # From elsewhere than the carrier, whose address says enough as long as no phone of the company may sign in.
    phone = wire("acme+200", source="127.0.0.5")
    phone.request("INVITE", "112", headers=WITH_SDP, body=SDP)

    there = provider.taken("112")
    assert there.called == "112"
    assert "+" + there.shown == number("acme")
    there.answered()
    there.hang_up()
    assert "x-refused" not in {event["eventtype"] for event in node.events(since)}
    trace("outgoing_emergency_blocked")
    wire("acme+201", source="127.0.0.5").request("INVITE", FAR, headers=WITH_SDP, body=SDP)
    assert node.event("x-refused", since=since, reason="blocked", kind="administrative")
    assert provider.requests("INVITE", FAR) == []


@pytest.mark.parametrize("called", ["112", "101", "102", "103", "104"])
def test_help_is_reached_beyond_every_limit_and_without_any_right(node, provider, phones, called):
    one = Limits(channels=1, seconds=600)
    config = caller(
        numbers=(own("acme", "internal:201", limits=one),),
        rights=rights(limits=one),
        max_channels_out=1,
    )
    lines = (carrier(provider, limits=one),)
    publish(node, provider, replace(config, max_channels=1), carriers=lines)
    standing = phones("acme+200").call(FAR).confirmed()
    nothing = replace(
        config,
        revision=9,
        max_channels=1,
        outside=replace(
            config.outside,
            rights=rights(classes=(), hides_number=True, limits=one),
            ceiling=(),
            is_restricted=True,
            overrides=(OverrideConfig("all", ".*", target="201"),),
        ),
    )
    filters = (FilterConfig("all", "out", called=(".*",)),)
    publish(
        node,
        provider,
        nothing,
        carriers=lines,
        emergency_lines=("carrier:north",),
        filters=filters,
    )

    call = phones("acme+200").call(called)

    there = provider.taken(called)
    call.confirmed()
    assert (there.called, "+" + there.shown) == (called, number("acme"))  # never hidden
    call.hang_up()
    standing.hang_up()


def test_help_is_asked_for_by_the_next_line_when_one_is_full(node, provider, new_provider, phones):
    """Full at the provider's side: our own limits do not count."""
    full = new_provider("127.0.0.2")
    full.trust("127.0.0.1")
    full.fill(1)
    lines = (carrier(full, "first"), carrier(provider, "second"))
    publish(
        node,
        provider,
        caller(),
        carriers=lines,
        default_carrier="first",
        emergency_lines=("carrier:first", "carrier:second"),
    )
    config = caller(numbers=(own("acme", "internal:201", line="carrier:first"),))
    publish(
        node, provider, config, carriers=lines, emergency_lines=("carrier:first", "carrier:second")
    )
    standing = phones("acme+201").call(FAR).confirmed()

    call = phones("acme+200").call("112").confirmed()

    assert provider.taken("112").called == "112"
    call.hang_up()
    standing.hang_up()


# ---------------------------------------------------------------- fraud


@pytest.mark.parametrize(
    "dialled",
    [
        "84957654321@evil.example.com",
        "84957654321@127.0.0.1:5060",
        "PJSIP/carrier.north/sip:84957654321",
        "84957654321&PJSIP/carrier.north",
        "84957654321,30,tT",
        "carrier.north",
        "0084957654321",
        "900442079460958",
        "*84957654321",
        "84957654321#",
        "+0442079460958",
        "8104420794609581234567",
        "${EXTEN}84957654321",
        "w84957654321",
    ],
)
def test_what_is_no_number_is_refused_and_on_record(node, provider, wire, dialled):
    publish(node, provider, caller())
    since = node.mark()

    answer = wire("acme+200").request(
        "INVITE", quote(dialled, safe="+&$,*"), headers=WITH_SDP, body=SDP
    )

    assert status(answer) in (183, 404)
    refused = node.event("x-refused", since=since, reason="unknown_number")
    assert refused["tenantid"] == "acme"
    assert provider.requests("INVITE") == []


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("acme+200", "wrong"),
        ("globex+200", "Secret-acme+200"),  # another company's name, with a password of ours
        ("stranger", "x"),
        ("carrier.north", "x"),
        ("sources", "x"),
    ],
)
def test_who_does_not_know_a_password_calls_nobody(node, provider, wire, login, password):
    """From an address that no line has; before and after an answer to the challenge."""
    publish(node, provider, caller("acme"), caller("globex"))
    for auth in (False, True):
        made = wire(login, password, source="127.0.0.5")
        answer = made.request("INVITE", FAR, headers=WITH_SDP, body=SDP, auth=auth)
        assert status(answer) == 401
    assert provider.requests("INVITE") == []
    assert node.channels() == []


def test_who_comes_from_the_address_of_a_line_calls_nobody_outside(node, provider, ring, phones):
    """A line brings calls to our numbers alone; it is not a way through."""
    publish(node, provider, caller())
    since = node.mark()
    assert ring(FAR).refused() == 404
    assert ring("+442079460958").refused() == 404
    assert ring("84957654321").refused() == 404
    assert node.event("x-refused", since=since, reason="unknown_number")
    assert provider.requests("INVITE") == []


def test_a_phone_cannot_send_a_partner_from_outside_on_to_where_it_may_not_call(
    node, provider, phones, ring
):
    """A transfer makes a call with the rights of who transfers."""
    publish(node, provider, caller(rights=rights(classes=(CallClass.INTERNAL, CallClass.LOCAL))))
    boris = phones("acme+201")
    first = ring(number("acme"))
    talk = boris.incoming().answer()
    first.hears(boris.frequency)  # only a call that stands can be transferred
    since = node.mark()

    talk.do("transfer", to=ABROAD)

    assert node.event("x-refused", since=since, reason="class", kind="international")
    assert provider.requests("INVITE", ABROAD) == []
    first.hang_up()
