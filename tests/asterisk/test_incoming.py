"""Calls from outside: by a carrier of the operator and by companies' own accounts, to the right company."""

import pytest

from tests.asterisk.outside import account, carrier, number, outside, own, platform

CALLER = "+79161234567"


@pytest.fixture
def served(node, provider):
    """acme and globex with a number each at the operator's carrier, both leading to their 201."""
    companies = [
        outside("acme", own("acme", "internal:201")),
        outside("globex", own("globex", "internal:201")),
    ]
    node.publish(platform(*companies, carriers=(carrier(provider),)), *companies)
    return node


@pytest.fixture
def ring(served, provider):
    """`ring(number)`: the provider calls a number from the carrier's address."""

    def call(called, **options):
        options.setdefault("caller", CALLER)
        return provider.call(called, target=f"127.0.0.1:{served.settings.sip_port}", **options)

    return call


def test_a_call_to_a_pool_number_reaches_the_extension_of_its_company_with_sound(
    served, ring, phones, trace
):
    boris, stranger = phones("acme+201"), phones("globex+201")
    since = served.mark()

    far = ring(number("acme"), tone=1000)
    incoming = boris.incoming()
    assert CALLER in incoming.remote
    incoming.answer()
    far.answered()
    incoming.hears(1000)
    far.hears(boris.frequency)
    far.hang_up()

    stranger.never("incoming", seconds=0.1)
    opened = served.event("x-call", since=since, to=number("acme"), kind="incoming")
    assert opened["tenantid"] == "acme"
    assert opened["extra"]["line"] == "carrier.north"
    trace("incoming_answered")


def test_two_companies_with_accounts_at_one_provider_never_mix(node, provider, phones):
    """Same address, same internal numbers; the provider calls the number, or only the account's name."""
    companies = [
        outside(
            code,
            own(code, "internal:201", line="trunk:own"),
            trunks=(account(provider, f"{code}-line", number=number(code)),),
        )
        for code in ("acme", "globex")
    ]
    node.publish(platform(*companies), *companies)
    ours, theirs = phones("acme+201"), phones("globex+201")
    for login in ("acme-line", "globex-line"):
        provider.registered(login)

    for login, right, wrong in (("acme-line", ours, theirs), ("globex-line", theirs, ours)):
        for options in ({"ruri": "number"}, {"ruri": "account"}, {"ruri": "contact"}):
            since = right.mark(), wrong.mark()
            far = provider.call(
                number(login.removesuffix("-line")), account=login, caller=CALLER, **options
            )
            incoming = right.incoming(since=since[0])
            assert CALLER in incoming.remote
            wrong.never("incoming", seconds=0.05, since=since[1])
            incoming.refuse(486)
            assert far.refused() == 486
