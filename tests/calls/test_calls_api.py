"""Call history over HTTP."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.calls.models import Call
from telephony.calls.spool import Spool
from telephony.models import Employee, Extension, InternalNumber
from tenants.context import tenant_scope
from tenants.models import Membership, Tenant
from tests.calls.conftest import record
from tests.calls.traces import Script, tagged_lines, trace_lines
from tests.support.clients import SiteClient
from tests.support.database import as_role
from tests.support.people import USER, person

CASES = (
    "answered",
    "busy",
    "attended",
    "group",
    "group_no_answer",
    "forward_outside",
    "cancelled",
    "unknown_number",
)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SOMEBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module", autouse=True)
def recorded(
    history: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> None:
    """Calls of acme as recorded on a real node, and one of globex between the same numbers."""
    path: Path = tmp_path_factory.mktemp("spool") / "cel.jsonl"
    lines = [line for case in CASES[1:] for line in trace_lines(case)]
    lines += tagged_lines(CASES[0], "VIP")
    with django_db_blocker.unblock(), as_role("RECORDER"), Spool(path) as spool:
        record(spool, lines)
        record(spool, Script(tenant="globex", node="globex").answered("200", "201"))


@pytest.fixture
def calls(admin_client: SiteClient) -> Callable[..., list[dict[str, Any]]]:
    """`calls(result="busy")`: the list of acme, filtered."""

    def get(path: str = "calls/", **filters: object) -> list[dict[str, Any]]:
        answer = admin_client.get(path, filters)
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    return get


def test_a_call_is_shown_with_who_spoke_with_whom_and_how_it_ended(calls: Any) -> None:
    (call,) = [
        call
        for call in calls(result="answered")
        if call["to"]["number"] == "201" and not call["is_transferred"]
    ]
    assert call["from"] == {"number": "200", "name": "Анна Ёлкина"}
    assert call["to"] == call["answered_by"] == {"number": "201", "name": "Борис Щукин"}
    assert (call["direction"], call["hung_up_by"], call["is_incomplete"]) == (
        "internal",
        "caller",
        False,
    )


def test_the_list_is_newest_first_and_pages_through_every_call_once(
    admin_client: SiteClient,
) -> None:
    seen, path = [], "calls/?page_size=3"
    while path:
        page = admin_client.get(path).json()
        assert page["count"] is None
        seen += page["results"]
        path = page["next"] and page["next"].partition("/api/v1/")[2]
    assert len(seen) == len({call["id"] for call in seen}) == len(CASES)
    assert [call["started_at"] for call in seen] == sorted(
        (call["started_at"] for call in seen), reverse=True
    )


def test_the_other_company_is_not_in_the_list_although_its_numbers_are_the_same(
    calls: Any, other_admin_client: SiteClient, other_tenant: Tenant
) -> None:
    assert len(calls()) == len(CASES)
    with tenant_scope(other_tenant):
        (foreign,) = other_admin_client.get("calls/").json()["results"]
    assert foreign["id"] not in {call["id"] for call in calls()}


def test_a_foreign_call_is_not_found(
    admin_client: SiteClient, other_admin_client: SiteClient
) -> None:
    (foreign,) = other_admin_client.get("calls/").json()["results"]
    for path in ("calls", "own/calls", "own/missed"):
        assert admin_client.get(f"{path}/{foreign['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"result": "busy"}, 1),
        ({"result": "answered"}, 3),
        ({"result": "refused"}, 1),
        ({"direction": "internal"}, 8),
        ({"direction": "out"}, 0),
        ({"number": "202"}, 3),  # in a group twice, by transfer once
        ({"number": "916"}, 1),  # part of the number it was forwarded to
        ({"number": "+7 (916) 123-45-67"}, 1),
        ({"number": "200201"}, 0),  # never over the end of a number
        ({"number": "%"}, 0),
        ({"number": "abc"}, 0),
        ({"since": "2100-01-01"}, 0),
        ({"until": "2100-01-01T00:00:00Z"}, 8),
        ({"until": "2020-01-01"}, 0),
        ({"tag": "VIP"}, 1),
        ({"tag": "VI"}, 0),  # never a part of one
        ({"tag": ","}, 0),
        ({"employee": SOMEBODY}, 0),
        ({"result": "busy", "number": "201"}, 1),
        ({"result": "busy", "number": "500"}, 0),
    ],
)
def test_filters_narrow_the_list(calls: Any, filters: dict[str, str], count: int) -> None:
    assert len(calls(**filters)) == count


@pytest.mark.parametrize(
    "filters",
    [
        {"result": "nice"},
        {"since": "yesterday"},
        {"employee": "7"},
        {"direction": "1"},
        {"ordering": "numbers"},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_by_its_name(
    admin_client: SiteClient, filters: dict[str, str]
) -> None:
    answer = admin_client.get("calls/", filters)
    assert answer.status_code == 400
    assert set(filters) <= set(answer.json()["extra"]["fields"])


def own_extension(tenant: Tenant, number: str, *, since: datetime = LONG_AGO) -> Employee:
    """Make the person behind `user_client` the owner of a number."""
    membership = Membership.objects.get(user=person(tenant, USER), tenant=tenant)
    employee = Employee.objects.create(name="Olga", membership_id=membership.pk)
    held = InternalNumber.objects.create(number=number, kind="extension")
    Extension.objects.create(internal_number=held, employee=employee, held_since=since)
    return employee


def test_calls_of_a_person_are_those_of_their_numbers(calls: Any, tenant: Tenant) -> None:
    employee = own_extension(tenant, "202")
    found = calls(employee=str(employee.pk))
    assert len(found) == 3
    assert {call["to"]["number"] for call in found} == {"201", "500"}


def test_a_user_sees_own_calls_and_none_else(user_client: SiteClient, tenant: Tenant) -> None:
    assert user_client.get("calls/").status_code == 403
    assert user_client.get("calls/export/").status_code == 403
    assert user_client.get("own/calls/").json()["results"] == []
    own_extension(tenant, "203")
    found = user_client.get("own/calls/").json()["results"]
    assert [call["from"]["number"] for call in found] == ["203", "203"]
    assert user_client.get(f"own/calls/{found[0]['id']}/").status_code == 200


def test_a_user_does_not_open_a_call_of_somebody_else(
    user_client: SiteClient, calls: Any, tenant: Tenant
) -> None:
    own_extension(tenant, "203")
    (foreign,) = calls(result="busy")
    assert user_client.get(f"own/calls/{foreign['id']}/").status_code == 404


def test_missed_calls_are_those_to_me_that_nobody_took(
    user_client: SiteClient, tenant: Tenant
) -> None:
    own_extension(tenant, "201")
    missed = user_client.get("own/missed/").json()["results"]
    assert {(call["from"]["number"], call["result"]) for call in missed} == {
        ("200", "busy"),
        ("200", "cancelled"),
        ("200", "unreachable"),
        ("203", "no_answer"),
    }


def test_what_i_dialled_in_vain_is_not_missed(user_client: SiteClient, tenant: Tenant) -> None:
    own_extension(tenant, "200")
    missed = user_client.get("own/missed/").json()["results"]
    assert {call["from"]["number"] for call in missed} == {"203"}


def test_what_happened_before_a_number_was_mine_is_somebody_elses(
    user_client: SiteClient, calls: Any, tenant: Tenant
) -> None:
    """Calls, their details, what is to be called back, and the administrator's filter by person."""
    moments = sorted(
        datetime.fromisoformat(call["started_at"]) for call in calls() if involves(call, "201")
    )
    employee = own_extension(tenant, "201", since=moments[2])
    own = user_client.get("own/calls/").json()["results"]
    assert len(own) == len(moments) - 2
    assert calls(employee=str(employee.pk)) == own
    before = next(
        call for call in calls() if datetime.fromisoformat(call["started_at"]) == moments[0]
    )
    assert user_client.get(f"own/calls/{before['id']}/").status_code == 404
    Extension.objects.update(held_since=moments[-1] + timedelta(seconds=1))
    assert user_client.get("own/calls/").json()["results"] == []
    assert user_client.get("own/missed/").json()["results"] == []


def involves(call: dict[str, Any], number: str) -> bool:
    numbers = Call.objects.filter(pk=call["id"]).values_list("numbers", flat=True).get()
    return f" {number} " in numbers


def test_the_detail_has_legs_and_the_protocol(calls: Any, admin_client: SiteClient) -> None:
    (call,) = [call for call in calls() if call["is_transferred"]]
    detail = admin_client.get(f"calls/{call['id']}/").json()
    assert [leg["number"] for leg in detail["legs"]] == ["200", "201", "201", "202"]
    assert {leg["role"] for leg in detail["legs"]} == {"caller", "callee"}
    protocol = [(line["event"], line["object"]) for line in detail["protocol"]]
    assert protocol[0] == ("call_started", "200")
    assert ("attended_transfer", "202") in protocol
    assert protocol[-1] == ("ended", "")
    assert [line["elapsed"] for line in detail["protocol"]] == sorted(
        line["elapsed"] for line in detail["protocol"]
    )


def test_the_list_costs_the_same_for_one_call_and_for_all(admin_client: SiteClient) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(path).status_code == 200
        return sum('FROM "call' in query["sql"] for query in queries)

    assert cost("calls/?page_size=1") == cost("calls/?page_size=100") == 1
    assert cost("calls/?page_size=100&number=202") == 1


def test_a_detail_costs_three_queries(admin_client: SiteClient, calls: Any) -> None:
    call = calls()[0]
    with CaptureQueriesContext(connection) as queries:
        admin_client.get(f"calls/{call['id']}/")
    assert sum('FROM "call' in query["sql"] for query in queries) == 3


def test_the_export_is_the_filtered_list_with_names_that_no_spreadsheet_runs(
    admin_client: SiteClient, history: None
) -> None:
    answer = admin_client.get("calls/export/", {"number": "201"})
    assert answer.headers["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert len(rows) == 7
    assert heading[:3] == ["Started", "From", "Caller's name"]
    assert {row[7] for row in rows} >= {"answered", "busy", "no_answer"}
