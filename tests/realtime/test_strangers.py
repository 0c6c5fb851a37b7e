"""What strangers can send: copies of SIP messages, refused sign-ins, floods. Pure, and bounded."""

import struct
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.asterisk.contacts import contact_answer, contact_query, contacts_listed
from telephony.asterisk.facts_read import device_answer, device_query
from telephony.asterisk.hep import Register, register_parse
from telephony.asterisk.platform_rows import platform_rows
from telephony.asterisk.security import Reason, Source, sign_in_parse
from telephony.asterisk.store import PLATFORM, SqliteStore
from telephony.asterisk.trunk_rows import trunks_rows
from telephony.dialling.config import PlatformConfig, TrunkConfig
from telephony.realtime import attempts, bans
from telephony.realtime.attempts import Attempts, Bounded
from telephony.realtime.bans import Floods, is_bannable
from telephony.realtime.line_addresses import line_networks

REGISTER = (
    b"REGISTER sip:127.0.0.1:5060 SIP/2.0\r\n"
    b"Via: SIP/2.0/UDP 192.0.2.7:5060\r\n"
    b'To: "<sip:x@y>" <sip:acme%2B200@127.0.0.1;user=phone>\r\n'
    b"Call-ID: abc-123\r\n"
    b"User-Agent: Yealink T46U 108.86\r\n\r\nUser-Agent: body\r\n"
)


def packet(payload: bytes, *, kind: int = 0x000F, vendor: int = 0) -> bytes:
    """A HEPv3 packet with a chunk before the payload, as res_hep sends it."""
    chunks = struct.pack("!HHHB", 0, 0x0001, 7, 2)
    chunks += struct.pack("!HHH", vendor, kind, 6 + len(payload)) + payload
    return struct.pack("!4sH", b"HEP3", 6 + len(chunks)) + chunks


def test_a_copied_register_says_which_phone_sent_it():
    assert register_parse(packet(REGISTER)) == Register(
        "abc-123", "Yealink T46U 108.86", "acme+200"
    )


def test_compact_and_oddly_written_headers_are_read():
    odd = b"REGISTER sip:x SIP/2.0\r\ni :\t c-1 \r\nT:sips:a@b\r\nUSER-AGENT: \xd0\x81\xd0\xb6\x07\xff\r\n\r\n"
    assert register_parse(packet(odd)) == Register("c-1", "Ёж\ufffd", "a")


def test_a_phone_that_does_not_say_what_it_is_has_no_kind():
    plain = REGISTER.replace(b"User-Agent: Yealink T46U 108.86\r\n", b"")
    assert register_parse(packet(plain)) == Register("abc-123", "", "acme+200")


def test_a_long_user_agent_is_cut():
    found = register_parse(packet(REGISTER.replace(b"Yealink", b"y" * 10_000)))
    assert found is not None
    assert len(found.agent) == 120


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HEP3",
        b"HEP3\x00\x06",
        packet(REGISTER)[:40],
        packet(REGISTER, kind=0x0011),
        packet(REGISTER, vendor=9),
        packet(REGISTER.replace(b"REGISTER ", b"INVITE ", 1)),
        packet(b"SIP/2.0 401 Unauthorized\r\nCall-ID: a\r\nCSeq: 1 REGISTER\r\n\r\n"),
        packet(REGISTER.replace(b"Call-ID", b"X-Other")),
        struct.pack("!4sHHHH", b"HEP3", 12, 0, 15, 0),
    ],
)
def test_anything_else_is_dropped(data):
    assert register_parse(data) is None


@given(st.binary(max_size=300))
def test_no_packet_breaks_the_reader(data):
    register_parse(data)
    register_parse(b"HEP3" + data)
    register_parse(packet(b"REGISTER " + data))


def event(name="ChallengeResponseFailed", **changes):
    return {
        "Event": name,
        "Service": "PJSIP",
        "AccountID": "acme+200",
        "SessionID": "abc-123",
        "RemoteAddress": "IPV4/UDP/192.0.2.7/5062",
        **changes,
    }


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("SuccessfulAuth", Reason.OK),
        ("InvalidAccountID", Reason.UNKNOWN_NAME),
        ("ChallengeResponseFailed", Reason.WRONG_PASSWORD),
        ("FailedACL", Reason.NETWORK_NOT_ALLOWED),
    ],
)
def test_a_security_event_gives_the_reason_and_the_source(name, reason):
    found = sign_in_parse(event(name))
    assert found is not None
    assert (found.reason, found.login) == (reason, ("acme", "200"))
    assert found.source == Source("192.0.2.7", 5062, "udp")
    assert str(found.source) == "192.0.2.7:5062"


@pytest.mark.parametrize(
    ("account", "reason"), [("blocked", Reason.BLOCKED), ("<unknown>", Reason.UNKNOWN_NAME)]
)
def test_an_account_that_stands_for_others_is_a_reason_and_no_name(account, reason):
    found = sign_in_parse(event(AccountID=account))
    assert found is not None
    assert (found.reason, found.account) == (reason, "")


@pytest.mark.parametrize(
    "message",
    [
        event(Service="AMI"),
        event("ChallengeSent"),
        event(AccountID=""),
        event(RemoteAddress="nonsense"),
        event(RemoteAddress="IPV4/UDP/192.0.2.7/port"),
        event("RequestNotSupported", RequestType="something else"),
        {"Event": "Newchannel"},
    ],
)
def test_events_that_are_about_nobody_are_passed_over(message):
    assert sign_in_parse(message) is None


def test_an_address_of_ipv6_is_shown_in_brackets():
    found = sign_in_parse(event(RemoteAddress="IPV6/TLS/2001:db8::7/5061"))
    assert found is not None
    assert (str(found.source), found.source.transport) == ("[2001:db8::7]:5061", "tls")


@pytest.mark.parametrize(
    "login", ["acme+200' OR '1'='1", "acme+200\n", "acme", "acme1+;", 'acme+"', "Acme+200"]
)
def test_what_is_not_a_login_never_reaches_the_nodes_database(login):
    with pytest.raises(ValueError, match="not a login"):
        contact_query(login)
    with pytest.raises(ValueError, match="not a login"):
        device_query(login)


def contact(address="192.0.2.7:5062", expires=2_000, transport=""):
    return (
        f'{{"uri":"sip:acme+200@{address}{transport};ob","user_agent":"Snom",'
        f'"expiration_time":"{expires}"}}'
    )


def test_of_several_contacts_the_youngest_counts():
    output = f"value: {contact(expires=1)}\n\nvalue: {contact('[2001:db8::7]:5071', 3_000)}\n"
    found = contact_answer(output)
    assert found is not None
    assert (found.address, found.expires_at, found.agent) == ("[2001:db8::7]:5071", 3_000, "Snom")


@pytest.mark.parametrize("output", ["", "\n", "value: {", 'value: {"uri":"x"}', "value: [1]"])
def test_no_contact_in_strange_output(output):
    assert contact_answer(output) is None


def test_listed_contacts_are_found_by_login_and_strangers_passed_over():
    entries = [
        {"Key": "/registrar/contact/acme+200;@1", "Val": contact(transport=";transport=TLS")},
        {"Key": "/registrar/contact/trunk;@1", "Val": contact()},
        {"Key": "/other", "Val": contact()},
    ]
    (login, found), *rest = contacts_listed(entries).items()
    assert (login, found.transport, found.address, rest) == (
        "acme+200",
        "tls",
        "192.0.2.7:5062",
        [],
    )


def test_the_nodes_word_on_a_login():
    output = (
        "key  : /t/acme/device/200   \nvalue: blocked   \n\nkey  : /t/acme/known \nvalue: 1  \n"
    )
    assert device_answer("acme+200", output) == ("blocked", True)
    assert device_answer("acme+200", "") == ("", False)


def test_one_request_makes_one_attempt_and_a_flood_of_names_is_bounded():
    book = Attempts()
    sign_in = sign_in_parse(event())
    assert (book.refused(sign_in), book.refused(sign_in)) == (True, False)
    for number in range(2 * attempts.REPEATS_MAX):
        book.refused(sign_in_parse(event(SessionID=f"c-{number}", AccountID=f"x{number}")))
        book.heard(Register(f"c-{number}", "scanner"))
    assert len(book._waiting) == attempts.WAITING_MAX
    assert len(book._requests) == len(book._tries) == attempts.REPEATS_MAX
    assert len(book._registers) == attempts.REGISTERS_MAX


def test_a_phone_that_keeps_its_call_id_makes_an_attempt_each_time(monkeypatch):
    book, clock = Attempts(), [100.0]
    monkeypatch.setattr(attempts.time, "monotonic", lambda: clock[0])
    sign_in = sign_in_parse(event())
    requests = []
    for pause in (0, 0.001, 0.1, 0.001, 30, 0.2, 30):
        clock[0] += pause
        requests.append(book.refused(sign_in))
    assert requests == [True, False, True, False, True, True, True]  # counted as a flood would be
    assert len(book._waiting) == 3  # shown: one a try


def test_a_bounded_table_forgets_what_it_got_first():
    table = Bounded(2)
    for key in "abca":
        table.put(key, key)
    assert [table.get(key) for key in "abc"] == ["a", None, "c"]


def test_a_source_that_tries_too_often_is_found_once():
    floods = Floods()
    for _ in range(bans.FAILURES_MAX - 1):
        floods.refused("192.0.2.7")
    assert floods.take() == []
    for _ in range(2 * bans.FAILURES_MAX):
        floods.refused("192.0.2.7")
    assert floods.take() == ["192.0.2.7"]
    assert floods.take() == []


def test_slow_failures_are_a_phone_with_an_old_password_not_a_flood(monkeypatch):
    floods, clock = Floods(), [0.0]
    monkeypatch.setattr(bans.time, "monotonic", lambda: clock[0])
    for _ in range(5 * bans.FAILURES_MAX):
        clock[0] += 2 * bans.WITHIN_SECONDS / bans.FAILURES_MAX
        floods.refused("192.0.2.7")
    assert floods.take() == []


def test_phones_that_get_in_at_the_second_try_are_no_flood():
    floods = Floods()
    for _ in range(2 * bans.FAILURES_MAX):
        floods.refused("192.0.2.7")
        floods.let_in("192.0.2.7")
    assert floods.take() == []


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("192.0.2.7", True),
        ("2001:db8::7", True),
        ("192.0.2.8", False),
        ("2001:db8::8", False),
        ("127.0.0.1", False),
        ("nonsense", False),
        ("198.51.100.9", False),
        ("2001:db8:1::9", False),
    ],
)
def test_an_address_of_phones_or_of_a_line_is_never_kept_out(address, may):
    records = [{"address": "192.0.2.8:5060"}, {"address": "[2001:db8::8]:5060"}]
    partners = [ip_network("198.51.100.0/24"), ip_network("2001:db8:1::/48")]
    assert is_bannable(address, records, partners) is may


async def test_addresses_of_lines_are_where_they_lead_and_may_call_from(tmp_path):
    """Those of a company's account too, whose calls are known by something else; a name that nobody knows is none."""
    store = SqliteStore(tmp_path / "node.sqlite3")
    store.prepare()
    carrier = TrunkConfig("north", addresses=("[2001:db8::5]:5061",), sources=("198.51.100.0/24",))
    own = TrunkConfig("own", addresses=("localhost:5062", "nobody.invalid"), transport="tcp")
    store.apply(PLATFORM, platform_rows(PlatformConfig(carriers=(carrier,))))
    store.apply("acme", trunks_rows((own,), code="acme"))

    found = await line_networks(tmp_path / "node.sqlite3")

    wanted = {"198.51.100.0/24", "2001:db8::5/128", "127.0.0.1/32"}
    assert wanted <= {str(network) for network in found} <= {*wanted, "::1/128"}
