"""The measuring tools themselves: a wrong ruler makes every figure wrong."""

import pytest

from compose.provider.sip import Account, Challenge, Message, parse, reply, tag_of
from tests.bench.answer import most_at_once
from tests.bench.flood import answers
from tests.bench.report import Report, percentile
from tests.bench.sipp import dialled, setup_times


def test_the_digest_is_the_one_of_rfc_2617() -> None:
    values = {"realm": "testrealm@host.com", "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093"}
    name, header = Challenge(values).answer(
        "GET", "/dir/index.html", Account("Mufasa", "Circle Of Life")
    )
    assert name == "Authorization"
    assert 'response="670fd8c2df070c60b045671b8b24ff02"' in header


def test_a_nonce_is_counted_up_with_each_answer() -> None:
    challenge = Challenge({"realm": "vpbx", "nonce": "n", "qop": "auth"}, is_proxy=True)
    account = Account("acme+200", "x")
    headers = [challenge.answer("REGISTER", "sip:127.0.0.1", account) for _ in range(2)]
    assert [name for name, _ in headers] == ["Proxy-Authorization"] * 2
    assert "nc=00000001" in headers[0][1]
    assert "nc=00000002" in headers[1][1]


def test_the_strongest_challenge_is_answered() -> None:
    headers = (
        ("www-authenticate", 'Digest realm="a", nonce="1", algorithm=MD5'),
        ("www-authenticate", 'Digest realm="a", nonce="2", algorithm=SHA-256, qop="auth"'),
        ("www-authenticate", 'Digest realm="a", nonce="3", algorithm=SHA-512-256'),
    )
    assert Challenge.of(Message("SIP/2.0 401 Unauthorized", headers)).values["nonce"] == "2"
    with pytest.raises(ValueError, match="no digest challenge"):
        Challenge.of(Message("SIP/2.0 401 Unauthorized", headers[2:]))


def test_a_reply_answers_its_request_and_is_read_back() -> None:
    request = parse(
        b"INVITE sip:200@127.0.0.1 SIP/2.0\r\nv: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bKa\r\nf: <sip:1@x>;tag=a\r\n"
        b"t: <sip:200@x>\r\ni: call-1\r\nCSeq: 7 INVITE\r\n\r\n"
    )
    answer = parse(reply(request, "200 OK", body="v=0", tag="b"))
    assert (answer.status, answer.method, answer.branch) == (200, "INVITE", "z9hG4bKa")
    assert (answer.first("call-id"), tag_of(answer.first("to")), answer.body) == (
        "call-1",
        "b",
        "v=0",
    )


def test_what_is_not_sip_is_refused() -> None:
    with pytest.raises(ValueError, match="not a SIP message"):
        parse(b"\r\n\r\n")


def test_percentiles_are_measured_values() -> None:
    values = [float(value) for value in range(1, 101)]
    assert [percentile(values, share) for share in (0, 0.5, 0.95, 0.99, 1)] == [1, 50, 95, 99, 100]
    assert percentile([7.0], 0.99) == 7
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


def test_a_report_is_met_only_when_every_gate_is() -> None:
    report = Report("example", {"size": 1})
    report.add("slow", 123.456, "ms", baseline=1000.0, ratio=8.1, gate="<= 200 ms", met=True)
    report.add("plain", 5, "")
    assert report.met
    report.add("calls lost", 2, "", gate="0", met=False)
    assert not report.met
    assert report.document()["figures"][0]["value"] == 123.5
    assert "NOT MET" in report.table()
    with pytest.raises(ValueError, match="a gate needs a verdict"):
        report.add("unjudged", 1, "ms", gate="<= 2 ms")


def line(moment: float, direction: str, call: str, cseq: str, start: str) -> str:
    return f"2026-11-21\t09:25:56\t{moment:.6f}\t{direction}\t{call}\tCSeq:{cseq}\t{start}"


def test_set_up_time_runs_from_the_authorised_invite_to_the_first_answer() -> None:
    log = [
        line(1.000, "S", "a", "1 INVITE", "INVITE sip:1@x SIP/2.0"),
        line(1.001, "R", "a", "1 INVITE", "SIP/2.0 401 Unauthorized"),
        line(1.002, "S", "a", "2 INVITE", "INVITE sip:1@x SIP/2.0"),
        line(1.502, "S", "a", "2 INVITE", "INVITE sip:1@x SIP/2.0"),
        line(1.512, "R", "a", "2 INVITE", "SIP/2.0 180 Ringing"),
        line(1.522, "R", "a", "2 INVITE", "SIP/2.0 200 OK"),
        line(1.523, "R", "a", "2 INVITE", "SIP/2.0 200 OK"),
        line(2.000, "S", "b", "2 INVITE", "INVITE sip:1@x SIP/2.0"),
    ]
    assert setup_times("\n".join(log)) == [pytest.approx(520)]


def test_a_scanner_that_is_silenced_is_told_from_one_that_is_answered(tmp_path) -> None:
    log = [line(10.0 + n, "S", str(n), "1 INVITE", "INVITE sip:0@x SIP/2.0") for n in range(5)]
    log += [line(10.5 + n, "R", str(n), "1 INVITE", "SIP/2.0 401 Unauthorized") for n in range(2)]
    (tmp_path / "unknown_1_shortmessages.log").write_text("\n".join(sorted(log)))
    assert answers(tmp_path) == (5, 2, pytest.approx(1.5))


def test_calls_are_counted_by_who_calls_whom(tmp_path) -> None:
    (tmp_path / "users.csv").write_text("SEQUENTIAL\nacme+200;[a];201\nacme+201;[b];202\n")
    (tmp_path / "stat.csv").write_text("x;TotalCallCreated;\n1;1;\n2;3;\n")
    assert dialled(tmp_path) == {("200", "201"): 2, ("201", "202"): 1}


def test_calls_at_once_are_counted_by_moments():
    assert most_at_once([]) == 0
    assert most_at_once([(0, 1), (1, 2), (2, 3)]) == 1
    assert most_at_once([(0, 3), (1, 2), (1.5, float("inf")), (5, 6)]) == 3
    assert most_at_once([(2, 1)]) == 0
