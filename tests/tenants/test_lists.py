"""Lists: pages that stay right, order, search, files that spreadsheets open safely."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from tenants.api.export import csv_cell
from tenants.models import AsteriskNode, AuditEntry, Tenant, TenantSearchTerm
from tests.support.clients import SiteClient, field_codes


@pytest.fixture
def companies(db: None) -> list[str]:
    """Twenty-five companies without schemas; five of them share each name."""
    node = AsteriskNode.objects.first()
    rows = [
        Tenant(code=f"c{n:02}", schema_name=f"t_c{n:02}", name=f"Name {n % 5}", node=node)
        for n in range(25)
    ]
    Tenant.objects.bulk_create(rows)
    return [row.code for row in rows]


def walk(client: SiteClient, path: str, direction: str = "next") -> list[list[str]]:
    """Codes page by page, following the links."""
    pages = []
    while path:
        body = client.get(path).json()
        pages.append([row["code"] for row in body["results"]])
        path = (body[direction] or "").partition("localhost")[2]
    return pages


@pytest.mark.parametrize("order", ["code", "-code", "name", "-name", "status,-code", "-created_at"])
def test_walking_forth_shows_each_row_once_and_walking_back_the_same_pages(
    operator_client: SiteClient, companies: list[str], order: str
) -> None:
    forth = walk(operator_client, f"platform/tenants/?page_size=7&ordering={order}")
    seen = [code for page in forth for code in page]
    assert sorted(seen) == sorted(Tenant.objects.values_list("code", flat=True))
    body = operator_client.get(f"platform/tenants/?page_size=7&ordering={order}").json()
    while body["next"]:
        body = operator_client.get(body["next"].partition("localhost")[2]).json()
    back = [[row["code"] for row in body["results"]]]
    while body["previous"]:
        body = operator_client.get(body["previous"].partition("localhost")[2]).json()
        back.insert(0, [row["code"] for row in body["results"]])
    assert [code for page in back for code in page] == seen


def test_the_number_of_all_rows_is_told(operator_client: SiteClient, companies: list[str]) -> None:
    body = operator_client.get("platform/tenants/?page_size=2").json()
    assert (body["count"], len(body["results"]), body["previous"]) == (28, 2, None)


def test_a_row_added_before_the_page_moves_nothing(
    operator_client: SiteClient, companies: list[str]
) -> None:
    first = operator_client.get("platform/tenants/?page_size=5&ordering=code").json()
    Tenant.objects.create(
        code="aaa", schema_name="t_aaa", name="x", node=AsteriskNode.objects.first()
    )
    second = operator_client.get(first["next"].partition("localhost")[2]).json()
    assert first["results"][-1]["code"] < second["results"][0]["code"]
    assert not {r["code"] for r in first["results"]} & {r["code"] for r in second["results"]}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("ordering=secret", "ordering"),
        ("ordering=node__sip_host", "ordering"),
        ("page_size=0", "page_size"),
        ("page_size=-1", "page_size"),
        ("page_size=²", "page_size"),
        ("page_size=" + "9" * 400, "page_size"),
        ("cursor=garbage", "cursor"),
        ("cursor=bnVsbA", "cursor"),
        ("cursor=eyJvcmRlciI6WyJjb2RlIiwicGsiXSwiYmFjayI6MCwidmFsdWVzIjpbW10sInh5Il19", "cursor"),
        ("status=nothing", "status"),
        ("blocked=maybe", "blocked"),
        ("search=" + "x" * 5000, "search"),
    ],
)
def test_nonsense_in_the_address_is_refused_by_name(
    operator_client: SiteClient, query: str, field: str
) -> None:
    refused = operator_client.get(f"platform/tenants/?{query}")
    assert refused.status_code == 400
    assert list(field_codes(refused)) == [field]


def test_null_characters_in_the_address_are_refused(operator_client: SiteClient) -> None:
    assert operator_client.get("platform/tenants/?search=%00").json()["code"] == "null_character"
    assert operator_client.get("platform/tenants/a%00/").status_code in {400, 404}


@pytest.mark.parametrize("text", ["INITECH", "nite", "itech1", "4012", "+room", "peter@"])
def test_a_company_is_found_by_part_of_what_is_known_of_it(
    operator_client: SiteClient, tenant: Tenant, text: str
) -> None:
    made = {"code": "itech1", "name": "Initech", "admin": {"email": "peter@initech.example.org"}}
    operator_client.post("platform/tenants/", made)
    found = Tenant.objects.get(code="itech1")
    TenantSearchTerm.objects.create(tenant=found, kind="extension", value="94012")
    TenantSearchTerm.objects.create(tenant=found, kind="login", value="itech1+room-5")
    body = operator_client.get("platform/tenants/", {"search": text}).json()
    assert [row["code"] for row in body["results"]] == ["itech1"]


def test_percent_signs_in_a_search_are_letters(operator_client: SiteClient, tenant: Tenant) -> None:
    assert operator_client.get("platform/tenants/?search=%25").json()["count"] == 0


def test_the_list_takes_few_queries_however_many_rows(
    operator_client: SiteClient, companies: list[str], django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        assert len(operator_client.get("platform/tenants/?page_size=100").json()["results"]) == 28


def test_the_exported_file_opens_in_a_spreadsheet(
    operator_client: SiteClient, companies: list[str]
) -> None:
    Tenant.objects.filter(code="c00").update(name="=HYPERLINK(evil)")
    response = operator_client.get("platform/tenants/export/?search=hyperlink")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:2] == ["Code", "Name"]
    assert [row[:2] for row in rows[1:]] == [["c00", "'=HYPERLINK(evil)"]]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("+74951234567", "+74951234567"),
        ("-5", "-5"),
        ("Иван", "Иван"),
        (None, ""),
        (True, "True"),
    ],
)
def test_a_cell_is_never_a_formula(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_times_in_files_are_in_the_companys_zone() -> None:
    moment = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("UTC"))
    assert csv_cell(moment, zone=ZoneInfo("Asia/Yekaterinburg")) == "2026-11-21 14:00:00"


def test_the_journal_is_filtered_and_paged(operator_client: SiteClient, tenant: Tenant) -> None:
    AuditEntry.objects.bulk_create(
        [AuditEntry(action="x.done", subject=str(n)) for n in range(120)]
    )
    body = operator_client.get("platform/audit/?action=x.done").json()
    assert (body["count"], len(body["results"]), body["results"][0]["subject"]) == (120, 50, "119")
    later = timezone.now().isoformat().replace("+00:00", "Z")
    assert operator_client.get("platform/audit/", {"since": later}).json()["count"] == 0


def test_a_search_by_part_of_a_login_is_an_index_scan(db: None) -> None:
    """With many companies' terms; the planner is only kept from reading the small test table whole."""
    terms = TenantSearchTerm.objects.filter(value__icontains="me+2")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "tenant_search_term_trigrams" in terms.explain()
