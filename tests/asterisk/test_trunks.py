"""Lines on the node: what one change touches, what a removal leaves, how a line is known by its address."""

import sqlite3
import stat
import time
from dataclasses import replace

import pytest

from compose.provider.registrar import Registrar
from telephony.asterisk.platform_apply import platform_apply
from telephony.asterisk.trunk_rows import source_checked, trunks_rows
from telephony.dialling.config import OutsideConfig, TrunkConfig
from tests.asterisk.outside import CALLER, account, carrier, number, outside, own, platform


def registers(provider):
    """How often each account asked to register, its removals included."""
    found = {}
    for request in provider.requests("REGISTER"):
        user = request.message.first("to").partition(":")[2].partition("@")[0]
        found[user] = found.get(user, 0) + 1
    return found


@pytest.fixture
def two_lines(node, provider):
    """acme and globex with an account each, registered."""
    configs = {
        code: outside(
            code,
            own(code, "internal:201", line="trunk:own"),
            trunks=(account(provider, f"{code}-line"),),
        )
        for code in ("acme", "globex")
    }
    node.publish(platform(*configs.values()), *configs.values())
    for code in configs:
        node.registered(f"{code}-trunk-own")
    return configs


def test_changing_one_line_leaves_the_others_registrations_and_calls_alone(
    node, provider, two_lines, phones
):
    boris = phones("globex+201").answers()
    call = provider.call(number("globex"), account="globex-line", caller=CALLER, tone=1000)
    call.hears(boris.frequency)
    at_boris = boris.incoming()
    at_boris.hears(1000)
    before = registers(provider)
    acme = two_lines["acme"]
    changed = replace(acme.outside.trunks[0], domain="example.test")

    node.apply(replace(acme, revision=9, outside=replace(acme.outside, trunks=(changed,))))
    node.registered("acme-trunk-own")

    after = registers(provider)
    assert after["globex-line"] == before["globex-line"]
    assert after["acme-line"] > before["acme-line"]
    at_boris.hears(1000)
    call.hears(boris.frequency)
    call.hang_up()


@pytest.fixture
def two_servers(node, provider, new_provider):
    """acme's line, registered at both servers of its provider."""
    other = new_provider()
    other.add_account("acme-line", provider.secret("acme-line"))
    line = account(provider, "acme-line", addresses=(provider.address, other.address))
    acme = outside("acme", own("acme", "internal:201", line="trunk:own"), trunks=(line,))
    node.publish(platform(acme), acme)
    for name in ("acme-trunk-own", "acme-trunk-own_2"):
        node.registered(name)
    return acme, other


def test_calls_come_by_the_second_server_when_the_first_is_away(
    node, provider, two_servers, phones
):
    _acme, other = two_servers
    boris = phones("acme+201")
    provider.fall_silent()
    far = other.call(number("acme"), account="acme-line", caller=CALLER)
    incoming = boris.incoming()
    assert CALLER in incoming.remote
    incoming.refuse(486)
    assert far.refused() == 486


def seen(look, seconds=30):
    """Whether it comes to be so."""
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_a_new_password_is_told_to_both_servers_and_a_line_that_goes_leaves_both(
    node, provider, two_servers
):
    acme, other = two_servers
    for each in (provider, other):
        each.add_account("acme-line", "another-1")
    (line,) = acme.outside.trunks
    told = replace(acme.outside, trunks=(replace(line, secret="another-1"),))
    before = registers(other)["acme-line"]
    node.apply(replace(acme, revision=8, outside=told))
    for name in ("acme-trunk-own", "acme-trunk-own_2"):
        node.registered(name)
    assert seen(lambda: registers(other)["acme-line"] > before)
    node.apply(replace(acme, revision=9, outside=OutsideConfig()))
    for each in (provider, other):
        assert seen(lambda each=each: each.exchange.registrar.contact("acme-line") is None)


def test_a_call_outlives_the_line_that_it_came_by(node, provider, two_lines, phones):
    boris = phones("acme+201").answers()
    call = provider.call(number("acme"), account="acme-line", caller=CALLER, tone=1000)
    call.hears(boris.frequency)
    at_boris = boris.incoming()
    at_boris.hears(1000)

    node.apply(replace(two_lines["acme"], revision=9, outside=OutsideConfig()))
    provider.unregistered("acme-line")

    at_boris.hears(1000)
    call.hears(boris.frequency)
    call.hang_up()
    call.ended()


@pytest.fixture
def retry_of_a_new_line(node, provider):
    """Publish a line of acme that registers, and answer in how many seconds it tries again after its first failure."""

    def publish():
        config = outside("acme", trunks=(account(provider, "acme-line"),))
        node.publish(platform(config), config)
        return node.line_retry("acme-trunk-own")

    return publish


def test_a_silent_provider_is_found_again_soon_after_its_return(provider, retry_of_a_new_line):
    provider.fall_silent()
    assert retry_of_a_new_line() <= 5
    provider.fall_silent(False)
    provider.registered("acme-line", seconds=60)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_password_is_not_offered_again_for_two_minutes(
    provider, monkeypatch, retry_of_a_new_line, status
):
    """Providers count refusals, and shut out an address that all companies share."""
    if status == 401:
        monkeypatch.setattr(Registrar, "login", lambda *_: "")
    provider.refuse_passwords()
    assert 60 < retry_of_a_new_line() <= 120


def test_what_is_not_about_registering_makes_nobody_register(node, provider, two_lines):
    before = registers(provider)
    acme = two_lines["acme"]
    changed = replace(acme.outside.trunks[0], codecs=("ulaw",), may_pass_foreign=True)

    node.apply(replace(acme, revision=9, outside=replace(acme.outside, trunks=(changed,))))

    assert registers(provider) == before
    node.line_state("acme-trunk-own", "Registered")


def test_a_new_password_is_tried_at_once(node, provider, two_lines):
    acme = two_lines["acme"]
    provider.add_account("acme-line", "another")
    before = registers(provider)
    changed = replace(acme.outside.trunks[0], secret="another")

    node.apply(replace(acme, revision=9, outside=replace(acme.outside, trunks=(changed,))))

    provider.wait(lambda: registers(provider)["acme-line"] > before["acme-line"] + 1, "registers")
    assert registers(provider)["globex-line"] == before["globex-line"]


@pytest.mark.parametrize("how", ["removed", "switched off", "company disabled"])
def test_a_line_that_goes_unregisters_and_leaves_nothing(node, provider, two_lines, how):
    acme = two_lines["acme"]
    off = replace(acme.outside.trunks[0], is_enabled=False)
    trunks = {"removed": (), "switched off": (off,), "company disabled": acme.outside.trunks}[how]
    config = replace(
        acme,
        revision=9,
        outside=replace(acme.outside, trunks=trunks),
        is_disabled=how == "company disabled",
    )

    report = node.apply(config)

    assert report.leftovers == ()
    provider.unregistered("acme-line")
    assert provider.registered("globex-line")
    with sqlite3.connect(node.paths.database) as connection:
        for table in ("ps_registrations", "ps_endpoints", "ps_auths", "ps_aors"):
            held = connection.execute(f"SELECT id FROM {table} WHERE id LIKE 'acme-trunk-%'")
            assert not held.fetchall()


def test_applying_the_platform_twice_changes_nothing(node, provider):
    config = outside("acme", own("acme", "internal:201"))
    shared = platform(config, carriers=(carrier(provider),), plan=(("7495", "77:fixed"),))

    assert node.publish(shared).changed
    second = node.publish(shared)
    assert second.changed == ()

    node.command("database del p number/" + number("acme"))
    assert node.publish(shared).changed == ("number/" + number("acme"),)


def test_what_is_known_to_be_held_is_not_read_again(node, provider):
    """A plan of thousands of facts costs a change of one number nothing."""
    plan = tuple((str(prefix), "77:fixed") for prefix in range(70000, 75000))
    shared = platform(carriers=(carrier(provider),), plan=plan)
    held = node.publish(shared).held
    changed = replace(shared, plan=(("79999", "77:mobile"), *plan[1:]))

    async def apply_again(ami):
        sent = []
        original = ami.action

        async def counted(name, **headers):
            sent.append(name)
            return await original(name, **headers)

        ami.action = counted
        report = await platform_apply(changed, node=node.paths, ami=ami, held=held)
        return report, sent

    report, sent = node.with_ami(apply_again)
    assert 1 <= len(sent) < 10
    assert any("79999" in key for key in report.changed)


def test_the_file_with_the_lines_passwords_is_for_its_owner_alone(node):
    assert stat.S_IMODE(node.paths.database.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "broken",
    [
        {"addresses": ("a b",)},
        {"addresses": ("h;transport=tcp",)},
        {"addresses": ("host,sip:evil",)},
        {"addresses": ("h\nx",)},
        {"domain": "x]\n[evil"},
        {"secret": "a\r\nb"},
        {"transport": "ws"},
        {"dtmf_mode": "x\ny"},
        {"login": ""},
        {"name": "../x"},
        {"name": "A"},
    ],
)
def test_what_cannot_stand_in_a_row_is_refused(broken):
    line = TrunkConfig(
        "own", addresses=("192.0.2.1",), registers=True, login="x", secret="y", domain="d"
    )
    with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
        trunks_rows([replace(line, **broken)], code="acme")


def test_a_login_keeps_its_odd_characters():
    line = TrunkConfig(
        "own", addresses=("192.0.2.1:5070",), registers=True, login="a b@c;d", secret="y"
    )
    made = trunks_rows([line])["ps_registrations"]["carrier.own"]
    assert made["client_uri"] == "sip:a%20b%40c;d@192.0.2.1"
    assert made["server_uri"] == "sip:192.0.2.1:5070"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("192.0.2.7", "192.0.2.7"), ("192.0.2.7/24", "192.0.2.0/24"), ("2001:db8::1", "2001:db8::1")],
)
def test_sources_have_one_form(raw, kept):
    assert source_checked(raw) == kept
