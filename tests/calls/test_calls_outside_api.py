"""Calls with the outside world over HTTP: what a company may know of them, and what the operator may."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.calls.spool import Spool
from tests.calls.conftest import record
from tests.calls.traces import trace_lines
from tests.support.clients import SiteClient
from tests.support.database import as_role

CASES = (
    "answered",
    "incoming_answered",
    "incoming_hidden",
    "incoming_foreign_number",
    "outgoing_failover",
    "outgoing_own_trunk",
    "outgoing_hidden",
    "outgoing_class",
    "outgoing_emergency_blocked",
)
STRAY = "incoming_unknown_number"
FAR, OWN = "+74957654321", "+74951110001"

Calls = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module", autouse=True)
def recorded(
    history: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> None:
    """Calls of acme, and one by a carrier for nobody."""
    path: Path = tmp_path_factory.mktemp("spool") / "cel.jsonl"
    lines = [line for case in (*CASES, STRAY) for line in trace_lines(case)]
    with django_db_blocker.unblock(), as_role("RECORDER"), Spool(path) as spool:
        record(spool, lines)


@pytest.fixture
def calls(admin_client: SiteClient) -> Calls:
    """`calls(line="carrier")`: the list of acme, filtered."""

    def get(**filters: object) -> list[dict[str, Any]]:
        answer = admin_client.get("calls/", filters)
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    return get


def test_a_call_out_shows_its_line_class_and_numbers(calls: Calls) -> None:
    (call,) = calls(call_class="international")
    assert call["from"]["number"] == "200"
    assert call["to"]["number"] == "+493012345678"
    assert call["dialled"] == "810493012345678"
    assert (call["direction"], call["line"]) == ("out", "carrier")
    assert (call["shown"], call["is_hidden"]) == ("74951110001", True)
    assert not call["is_emergency"]


def test_a_call_in_shows_who_called_which_number(calls: Calls) -> None:
    (call,) = calls(direction="in", result="answered")
    assert (call["from"]["number"], call["to"]["number"]) == ("+79161234567", OWN)
    assert call["answered_by"]["number"] == "201"
    assert (call["line"], call["call_class"], call["dialled"]) == ("carrier", "", "")


def test_a_refused_call_says_why_in_words(calls: Calls) -> None:
    (call,) = calls(reason="class_mobile")
    assert call["reason_text"] == "Calls to mobiles of other regions are not allowed here."
    assert call["call_class"] == "mobile"


def test_each_line_that_was_tried_is_a_leg(calls: Calls, admin_client: SiteClient) -> None:
    (listed,) = [call for call in calls(number=FAR) if call["line"] == "carrier"]
    legs = admin_client.get(f"calls/{listed['id']}/").json()["legs"]
    assert [(leg["line"], leg["sip"], leg["result"]) for leg in legs] == [
        ("", None, "answered"),
        ("carrier", 503, "failed"),
        ("carrier", 200, "answered"),
    ]
    assert {leg["called"] for leg in legs[1:]} == {FAR.removeprefix("+")}
    assert {leg["shown"] for leg in legs[1:]} == {OWN.removeprefix("+")}


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"direction": "in"}, 3),
        ({"direction": "out"}, 5),
        ({"direction": "internal"}, 1),
        ({"line": "carrier"}, 5),
        ({"line": "trunk:own"}, 2),
        ({"line": "trunk:nosuch"}, 0),
        ({"line": "carrier:north"}, 0),  # the name is not to be guessed
        ({"call_class": "local"}, 2),
        ({"emergency": "true"}, 1),
        ({"reason": "foreign_number"}, 1),
        ({"number": FAR}, 2),
        ({"number": "84957654321"}, 2),
        ({"number": "8 (495) 765"}, 2),
        ({"number": "+7495765"}, 2),
        ({"number": "4957654321"}, 2),
        ({"number": "8916"}, 2),  # who called, as E.164
        ({"number": "810493"}, 1),
        ({"number": "+493"}, 1),
        ({"number": "8495999"}, 0),
        ({"line": "carrier", "direction": "in"}, 2),
    ],
)
def test_filters_narrow_the_list(calls: Calls, filters: dict[str, str], count: int) -> None:
    assert len(calls(**filters)) == count


@pytest.mark.parametrize("filters", [{"call_class": "cheap"}, {"reason": "why"}])
def test_a_filter_that_makes_no_sense_is_refused_by_its_name(
    admin_client: SiteClient, filters: dict[str, str]
) -> None:
    answer = admin_client.get("calls/", filters)
    assert answer.status_code == 400
    assert set(filters) <= set(answer.json()["extra"]["fields"])


def test_a_company_never_reads_the_name_of_a_carrier(admin_client: SiteClient) -> None:
    listed = admin_client.get("calls/")
    export = b"".join(admin_client.get("calls/export/").streaming_content)
    details = [admin_client.get(f"calls/{call['id']}/") for call in listed.json()["results"]]
    for text in (listed.content, export, *(detail.content for detail in details)):
        for name in (b"carrier:", b"carrier.", b"north"):
            assert name not in text


def test_an_operator_who_acts_for_the_company_reads_it(operator_client: SiteClient) -> None:
    answer = operator_client.post("session/act-as/", {"code": "acme"})
    assert answer.status_code == 200, answer.content
    lines = {call["line"] for call in operator_client.get("calls/").json()["results"]}
    assert {"carrier:north", "carrier:second", "trunk:own"} <= lines


def test_the_protocol_tells_the_lines(calls: Calls, admin_client: SiteClient) -> None:
    (call,) = calls(call_class="international")
    protocol = admin_client.get(f"calls/{call['id']}/").json()["protocol"]
    (tried,) = [line for line in protocol if line["event"] == "line_tried"]
    assert tried["object"] == "+493012345678"
    assert tried["detail"] == {
        "line": "carrier",
        "class": "international",
        "called": "493012345678",
        "shown": "74951110001",
        "hidden": "1",
    }
    assert [line["elapsed"] for line in protocol] == sorted(line["elapsed"] for line in protocol)


def test_the_protocol_of_a_call_in_begins_when_it_began(
    calls: Calls, admin_client: SiteClient
) -> None:
    (call,) = calls(reason="foreign_number")
    protocol = admin_client.get(f"calls/{call['id']}/").json()["protocol"]
    assert [line["event"] for line in protocol] == ["call_started", "came_in", "refused", "ended"]
    assert protocol[2]["detail"]["reason_text"].startswith("The number does not belong")


def test_the_export_has_lines_and_reasons(admin_client: SiteClient) -> None:
    answer = admin_client.get("calls/export/", {"direction": "out"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text), delimiter=";")
    told = [dict(zip(heading, row, strict=True)) for row in rows]
    assert {row["Line"] for row in told} == {"carrier", "trunk:own", ""}
    assert {row["Class"] for row in told} >= {"local", "international", "mobile"}
    (hidden,) = [row for row in told if row["Dialled"].lstrip("'") == "810493012345678"]
    assert hidden["To"].lstrip("'") == "+493012345678"
    (refused,) = [row for row in told if row["Reason"]]
    assert refused["Reason"] == "Calls to mobiles of other regions are not allowed here."


def test_filters_by_line_and_number_cost_one_query(admin_client: SiteClient) -> None:
    for filters in ({"line": "carrier"}, {"number": "8495"}, {"call_class": "local"}):
        with CaptureQueriesContext(connection) as queries:
            admin_client.get("calls/", filters)
        assert sum('FROM "call' in query["sql"] for query in queries) == 1


# ---------------------------------------------------------------- calls of nobody


def test_calls_of_nobody_are_the_operators(
    operator_client: SiteClient, admin_client: SiteClient
) -> None:
    page = operator_client.get("platform/calls/").json()
    (stray,) = page["results"]
    assert (stray["to"]["number"], stray["line"]) == ("+74959999999", "carrier:north")
    assert (stray["result"], stray["reason"]) == ("refused", "unknown_number")
    assert stray["node"]
    detail = operator_client.get(f"platform/calls/{stray['id']}/").json()
    assert [line["event"] for line in detail["protocol"]][:2] == ["call_started", "came_in"]
    assert admin_client.get("platform/calls/").status_code == 403
    assert admin_client.get(f"calls/{stray['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"line": "carrier:north"}, 1),
        ({"line": "carrier:south"}, 0),
        ({"number": "8495999"}, 1),
        ({"reason": "unknown_number"}, 1),
        ({"reason": "foreign_number"}, 0),
        ({"until": "2020-01-01T00:00:00Z"}, 0),
    ],
)
def test_calls_of_nobody_are_filtered(
    operator_client: SiteClient, filters: dict[str, str], count: int
) -> None:
    assert len(operator_client.get("platform/calls/", filters).json()["results"]) == count


def test_calls_of_nobody_are_exported(operator_client: SiteClient) -> None:
    answer = operator_client.get("platform/calls/export/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text), delimiter=";")
    assert dict(zip(heading, row, strict=True))["Line"] == "carrier:north"
