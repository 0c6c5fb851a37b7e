"""By which line a call comes in, and to whom it may: own accounts, own addresses, another PBX."""

import pytest

from telephony.dialling.config import CallClass, CalledFrom, Limits, TrunkConfig
from tests.asterisk.outgoing import FAR
from tests.asterisk.outside import CALLER, account, carrier, number, outside, own, platform
from tests.asterisk.wire import SDP, WITH_SDP, status


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
    for code in ("acme", "globex"):
        node.registered(f"{code}-trunk-own")

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

    talks = []
    for code, right, tone in (("acme", ours, 1000), ("globex", theirs, 1300)):
        since = right.mark()
        far = provider.call(number(code), account=f"{code}-line", caller=CALLER, tone=tone)
        talks.append((right, since, far, tone))
    for right, since, far, tone in talks:
        right.incoming(since=since).answer().hears(tone)
        far.hears(right.frequency)
    for _right, _since, far, _tone in talks:
        far.hang_up()


def test_a_company_is_not_reached_at_anothers_number_by_its_own_line(node, provider, phones, trace):
    """The provider of acme's own line says that globex was called."""
    line = account(provider, "acme-line")
    acme = outside("acme", own("acme", "internal:201", line="trunk:own"), trunks=(line,))
    globex = outside("globex", own("globex", "internal:201"))
    node.publish(platform(acme, globex, carriers=(carrier(provider, sources=()),)), acme, globex)
    node.registered("acme-trunk-own")
    people = [phones(f"{code}+201") for code in ("acme", "globex")]
    since = node.mark()

    assert provider.call(number("globex"), account="acme-line", caller=CALLER).refused() == 404

    refused = node.event("x-refused", since=since, reason="foreign_number")
    assert refused["tenantid"] == "acme"
    for person in people:
        person.never("incoming", seconds=0.1)
    trace("incoming_foreign_number")


def test_a_number_is_reached_only_from_the_addresses_of_its_line(node, provider, wire, phones):
    """A provider that sends calls without our account, known by address: acme's from one, globex's from another."""
    lines = {"acme": "127.0.0.1", "globex": "127.0.0.8/29"}
    companies = [
        outside(
            code,
            own(code, "internal:201", line="trunk:own"),
            trunks=(TrunkConfig("own", addresses=(provider.address,), sources=(source,)),),
        )
        for code, source in lines.items()
    ]
    node.publish(platform(*companies), *companies)
    phones("acme+201").refuses(486)
    phones("globex+201").refuses(486)

    def call(called, source):
        return status(
            wire("x", "x", source=source).request(
                "INVITE", called, headers=WITH_SDP, body=SDP, auth=False
            )
        )

    assert call(number("acme"), "127.0.0.1") in (180, 486)
    assert call(number("globex"), "127.0.0.9") in (180, 486)
    assert call(number("globex"), "127.0.0.1") == 404
    assert call(number("acme"), "127.0.0.9") == 404
    assert call(number("acme"), "127.0.0.20") == 401


def test_a_pool_number_may_arrive_by_any_of_the_operators_lines(node, provider, wire, phones):
    """Numbers are ported and passed on: it counts as a call of the line by which it came."""
    lines = (
        carrier(provider, sources=("127.0.0.20",)),
        carrier(provider, "south", sources=("127.0.0.9",), limits=Limits(channels=1)),
    )
    acme = outside("acme", own("acme", "internal:201"))
    node.publish(platform(acme, carriers=lines), acme)
    phones("acme+201").refuses(486)
    since = node.mark()

    answer = wire("x", "x", source="127.0.0.9").request(
        "INVITE", number("acme"), headers=WITH_SDP, body=SDP, auth=False
    )

    assert status(answer) in (180, 486)
    assert node.event("x-call", since=since, line="carrier.south")


def test_a_provider_that_drops_the_line_is_known_by_its_address(node, provider, phones):
    line = account(provider, "acme-line", sources=(provider.host,))
    acme = outside("acme", own("acme", "internal:201", line="trunk:own"), trunks=(line,))
    node.publish(platform(acme), acme)
    node.registered("acme-trunk-own")
    phones("acme+201").refuses(486)

    for options in ({"line": False}, {"line": False, "ruri": "account"}):
        far = provider.call(number("acme"), account="acme-line", caller=CALLER, **options)
        assert far.refused() == (404 if options.get("ruri") else 486)


def test_the_called_number_may_stand_in_to(node, provider, phones):
    line = account(provider, "acme-line", called_from=CalledFrom.TO)
    acme = outside("acme", own("acme", "internal:201", line="trunk:own"), trunks=(line,))
    node.publish(platform(acme), acme)
    node.registered("acme-trunk-own")
    phones("acme+201").refuses(486)
    far = provider.call(number("acme"), account="acme-line", caller=CALLER, ruri="account")
    assert far.refused() == 486


@pytest.mark.parametrize(
    ("called", "caller", "shown"),
    [
        ("1110001", "2345678", "+74952345678"),
        ("4951110001", "4952345678", "+74952345678"),
        ("74951110001", "9161234567", "+79161234567"),
        ("1110001", "112", None),  # a service
    ],
)
def test_a_provider_of_a_city_leaves_its_code_out(node, provider, phones, called, caller, shown):
    """By its address, as such providers mostly are known; numbers with a code are what they are."""
    acme = outside("acme", own("acme", "internal:201"))
    line = carrier(provider, local_area="495")
    node.publish(platform(acme, carriers=(line,)), acme)
    boris = phones("acme+201")
    far = provider.call(called, caller=caller, target=f"127.0.0.1:{node.settings.sip_port}")
    incoming = boris.incoming()
    assert shown is None or shown in incoming.remote
    incoming.refuse(486)
    assert far.refused() == 486


@pytest.mark.parametrize("called", ["1110001", "111000", "11110001"])
def test_a_number_without_a_code_means_nobody_where_no_code_is_said_or_it_has_other_digits(
    node, provider, called
):
    area = "" if called == "1110001" else "495"
    acme = outside("acme", own("acme", "internal:201"))
    node.publish(platform(acme, carriers=(carrier(provider, local_area=area),)), acme)
    far = provider.call(called, caller=CALLER, target=f"127.0.0.1:{node.settings.sip_port}")
    assert far.refused() == 404


def test_the_name_beside_the_called_number_says_nothing(node, provider, phones):
    line = account(provider, "acme-line", called_from=CalledFrom.TO)
    numbers = (own("acme", "internal:201", line="trunk:own"), own("acme", "internal:202", 2))
    acme = outside("acme", *numbers, trunks=(line,))
    node.publish(platform(acme), acme)
    node.registered("acme-trunk-own")
    phones("acme+201").refuses(486)
    phones("acme+202").refuses(603)
    far = provider.call(
        number("acme"),
        account="acme-line",
        caller=CALLER,
        ruri="account",
        to_name=f"a, b:{number('acme', 2)}@x",
    )
    assert far.refused() == 486


def test_another_pbx_of_the_company_calls_internal_numbers(node, provider, phones, trace):
    line = account(provider, "acme-line", is_internal=True)
    acme = outside("acme", own("acme", "internal:202", line="trunk:own"), trunks=(line,))
    node.publish(platform(acme), acme)
    node.registered("acme-trunk-own")
    boris = phones("acme+201").refuses(486)
    since = node.mark()

    assert provider.call("201", account="acme-line", caller="301").refused() == 486
    assert "sip:301@" in boris.incoming().remote
    assert node.event("x-call", since=since, kind="internal", to="201")
    assert provider.call("299", account="acme-line", caller="301").refused() == 404
    trace("incoming_internal_line")


@pytest.mark.parametrize(("is_internal", "target"), [(True, "202"), (True, FAR), (False, "202")])
def test_only_people_of_another_pbx_transfer_calls_and_not_outside(
    node, provider, phones, is_internal, target
):
    """003: the mark of an internal line says who may transfer. A transfer outside would be at nobody's cost."""
    boris, vera = phones("acme+201").answers(), phones("acme+202").answers()
    line = account(provider, "acme-line", is_internal=is_internal)
    numbers = (own("acme", "internal:201", line="trunk:own"),)
    acme = outside("acme", *numbers, trunks=(line,), ceiling=tuple(CallClass))
    node.publish(platform(acme, carriers=(carrier(provider, sources=()),)), acme)
    node.registered("acme-trunk-own")
    far = provider.call(number("acme"), account="acme-line", caller="301")
    far.answered()
    at_boris = boris.incoming().confirmed()
    far.hears(boris.frequency)  # only a call that stands can be transferred
    since = node.mark()

    assert (far.refer(target) < 300) == is_internal

    if not is_internal:
        vera.never("incoming", seconds=0.1)
        far.hang_up()
    elif target == FAR:
        assert node.event("x-refused", since=since, reason="class")
        provider.never_taken(FAR, seconds=0.1)
        at_boris.ended()
    else:
        at_vera = vera.incoming().confirmed()
        at_vera.hears(boris.frequency)
        at_boris.hears(vera.frequency)
        at_boris.hang_up()
