"""What the far end is told of the caller, and that nobody can tell it anything else."""

import pytest

from tests.asterisk.outgoing import FAR, caller, publish, rights
from tests.asterisk.outside import account, carrier, number, own
from tests.asterisk.wire import SDP, WITH_SDP, status

FOREIGN = "+79990001122"  # belongs to nobody here
HOME = "127.0.0.30"  # address of a phone, where no line is known
NUMBERS = (own("acme", "internal:201"), own("acme", "internal:202", 2))


@pytest.fixture
def shown(node, provider, phones):
    """`shown(company options)`: the far end of a call by acme's 200 to FAR."""

    def call(*, line=None, called=FAR, **options):
        options.setdefault("numbers", NUMBERS)
        publish(node, provider, caller(**options), carriers=(carrier(provider, **(line or {})),))
        made = phones("acme+200").call(FAR)
        there = provider.taken(called)
        made.confirmed().hang_up()
        return there

    return call


@pytest.mark.parametrize(
    ("chosen", "default", "expected"),
    [
        ("", "", number("acme")),
        ("", number("acme", 2), number("acme", 2)),
        (number("acme", 2), number("acme"), number("acme", 2)),
        (FOREIGN, number("acme", 2), number("acme", 2)),
        (number("globex"), "", number("acme")),
        ("", FOREIGN, number("acme")),
    ],
)
def test_only_an_own_number_is_shown(shown, chosen, default, expected):
    there = shown(rights=rights(number=chosen), default_number=default)
    assert "+" + there.shown == expected
    assert "+" + there.asserted == expected
    assert there.name == ""


def test_a_hidden_number_goes_to_the_provider_alone(shown):
    there = shown(rights=rights(hides_number=True))
    assert there.shown == "anonymous"
    assert "id" in there.privacy
    assert "+" + there.asserted == number("acme")
    assert "anonymous" in there.invite.first("from").lower()
    assert "Елкина" not in there.invite.first("from")


@pytest.mark.parametrize("hides", [False, True])
@pytest.mark.parametrize("most", [0, 1, 90])
def test_a_line_of_the_company_is_told_the_same_however_the_leg_begins(
    node, provider, phones, hides, most
):
    """Far from a limit Dial itself says who calls; near it the leg is told."""
    config = caller(
        numbers=(own("acme", "internal:201", line="trunk:own"),),
        trunks=(account(provider, "acme-line"),),
        rights=rights(hides_number=hides),
        max_channels_out=most,
    )
    publish(node, provider, config, is_trusted=False)
    provider.registered("acme-line")

    call = phones("acme+200").call(FAR)
    there = provider.taken(FAR)
    call.confirmed()
    counted = node.command("group show channels ^acme$").splitlines()

    assert "+" + there.asserted == number("acme")
    assert ("id" in there.privacy) is hides
    assert (there.shown == "anonymous") is hides
    assert there.name == ("Anonymous" if hides else "")
    assert any(line.split()[1:] == ["acme", "out"] for line in counted) is bool(most)
    call.hang_up()


@pytest.mark.parametrize(
    ("asked", "sender"),
    [
        ("Privacy: id", ""),
        ("Privacy: header;user;critical", ""),
        ("", "sip:anonymous@anonymous.invalid"),
    ],
)
def test_a_phone_hides_its_number_for_one_call(node, provider, wire, asked, sender):
    """It is asked for by Privacy, or by a From that names nobody; the call uses the phone's rights all the same."""
    publish(node, provider, caller(rights=rights("200")))
    anna = wire("acme+200", source=HOME)
    anna.identity = sender or anna.identity

    anna.request("INVITE", FAR, headers=f"{asked}\n{WITH_SDP}", body=SDP)

    there = provider.taken(FAR)
    assert there.shown == "anonymous"
    assert "id" in there.privacy
    assert "+" + there.asserted == number("acme")


@pytest.mark.parametrize("asked", ["Privacy: none", "Privacy: id", "X-Privacy: id"])
def test_who_is_asked_for_help_sees_who_asks(node, provider, wire, asked):
    """And a phone that asks for no privacy is shown."""
    publish(node, provider, caller(rights=rights("200")), emergency_lines=("carrier:north",))
    called = "112" if asked == "Privacy: id" else FAR

    wire("acme+200").request("INVITE", called, headers=f"{asked}\n{WITH_SDP}", body=SDP)

    assert "+" + provider.taken(called).shown == number("acme")


def test_a_phone_that_names_nobody_and_signs_in_as_nobody_calls_nobody(node, provider, wire):
    publish(node, provider, caller())
    stranger = wire("acme+200", "wrong", source=HOME)
    stranger.identity = "sip:anonymous@anonymous.invalid"

    answer = stranger.request("INVITE", FAR, headers=WITH_SDP, body=SDP)

    assert status(answer) == 401
    assert provider.requests("INVITE", FAR) == []


def test_a_line_shows_numbers_in_its_own_form(shown):
    templates = {"caller_template": "8{number:1}", "called_template": "810{number}"}
    there = shown(line=templates, called="810" + FAR[1:])
    assert there.shown == "8" + number("acme")[2:]


def test_a_company_without_numbers_shows_that_of_the_line(shown):
    assert shown(numbers=(), line={"number": "+74950000001"}).shown == "74950000001"


def test_a_form_of_the_country_leaves_numbers_of_others_whole(shown):
    line = {"number": "+442079460958", "caller_template": "8{number:1}"}
    assert shown(numbers=(), line=line).shown == "442079460958"


@pytest.mark.parametrize("may_pass_foreign", [False, True])
def test_a_phone_cannot_claim_another_number(node, provider, wire, may_pass_foreign):
    """Neither as an identity, nor as a diversion, nor by a name; also by a line that may pass foreign numbers."""
    publish(
        node,
        provider,
        caller(),
        carriers=(carrier(provider, may_pass_foreign=may_pass_foreign),),
    )
    claims = "\n".join(
        (
            f"P-Asserted-Identity: <sip:{FOREIGN}@example.com>",
            f"P-Preferred-Identity: <sip:{FOREIGN}@example.com>",
            f'Remote-Party-ID: "Bank" <sip:{FOREIGN}@example.com>;party=calling',
            f"Diversion: <sip:{FOREIGN}@example.com>;reason=unconditional",
        )
    )
    anna = wire("acme+200")

    anna.request("INVITE", FAR, headers=f"{claims}\n{WITH_SDP}", body=SDP)

    there = provider.taken(FAR)
    assert "+" + there.shown == number("acme")
    assert "+" + there.asserted == number("acme")
    sent = str(there.invite)
    assert FOREIGN[1:] not in sent
    assert "Bank" not in sent


def test_two_companies_with_equal_numbers_call_by_their_own_accounts_at_one_provider(
    node, provider, phones
):
    """Each by its own account, whatever lines of others lead to the same address, both at the same time."""
    companies = tuple(
        caller(
            code,
            numbers=(own(code, "internal:201", line="trunk:own"),),
            trunks=(account(provider, f"{code}-line"),),
        )
        for code in ("acme", "globex")
    )
    publish(node, provider, *companies, is_trusted=False, carriers=(), default_carrier="")
    for code in ("acme", "globex"):
        provider.registered(f"{code}-line")

    calls = {code: phones(f"{code}+200").call(FAR) for code in ("acme", "globex")}
    there = {each.account: each for each in (provider.taken(FAR), provider.taken(FAR, count=2))}

    assert set(there) == {"acme-line", "globex-line"}
    for code, call in calls.items():
        call.confirmed()
        assert "+" + there[f"{code}-line"].shown == number(code)
        there[f"{code}-line"].hears(phones(f"{code}+200").frequency)
        call.hang_up()


def test_calls_of_two_companies_by_one_carrier_show_their_own_numbers(node, provider, phones):
    publish(node, provider, caller("acme"), caller("globex"))
    for count, code in enumerate(("acme", "globex"), 1):
        call = phones(f"{code}+200").call(FAR)
        assert "+" + provider.taken(FAR, count=count).shown == number(code)
        call.confirmed().hang_up()
