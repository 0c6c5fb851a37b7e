"""Many people at once."""

import csv
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.models import Device, Employee, Extension, InternalNumber, ReachEntry
from tenants.models import Membership, TenantConfigState
from tests.support.clients import field_codes
from tests.support.xlsx import LAST_CELL, NAMED, workbook

GOOD = [
    {"name": "Anna", "number": "301", "email": "anna@acme.example.org", "role": "user"},
    {"name": "Boris", "mobile": "8 916 123-45-67", "secret": "Zx9-mnbv-QWER"},
]
BAD = {
    "name": "",
    "number": "12",
    "email": "nonsense",
    "mobile": "1",
    "role": "king",
    "secret": "weak",
}
MODELS = (Employee, InternalNumber, Extension, Device, ReachEntry)


@pytest.fixture
def load(admin_client):
    """Import rows with a mode; the answer's body."""
    return lambda rows, mode: admin_client.post(
        "employees/import/", {"mode": mode, "rows": rows}
    ).json()


@pytest.fixture
def upload(admin_client):
    """Import a file of these bytes; the response."""

    def send(data: bytes, mode: str = "dry_run"):
        file = SimpleUploadedFile("people", data)
        return admin_client.post(
            "employees/import/", {"mode": mode, "file": file}, format="multipart"
        )

    return send


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_good_rows_make_people_numbers_phones_and_sign_ins(load, tenant):
    before = TenantConfigState.objects.get(tenant=tenant).requested
    report = load(GOOD, "all_or_nothing")
    assert (report["created"], report["refused"]) == (2, 0)
    assert counts() == [2, 2, 2, 2, 2]
    boris = Employee.objects.get(name="Boris")
    assert (boris.mobile, boris.extensions.get().number) == ("+79161234567", "200")
    assert Device.objects.get(name="200").secret == "Zx9-mnbv-QWER"
    assert Membership.objects.get(pk=Employee.objects.get(name="Anna").membership_id).role == "user"
    assert TenantConfigState.objects.get(tenant=tenant).requested == before + 1


def test_the_result_file_holds_passwords_and_links_once(load):
    report = load(GOOD, "all_or_nothing")
    table = list(csv.DictReader(io.StringIO(report["result_csv"].lstrip("\ufeff")), delimiter=";"))
    assert [(row["Name"], row["Number"], row["Login"]) for row in table] == [
        ("Anna", "301", "acme+301"),
        ("Boris", "200", "acme+200"),
    ]
    assert table[0]["SIP password"] == Device.objects.get(name="301").secret
    assert "/link/" in table[0]["Sign-in link"]
    assert table[1]["Sign-in link"] == ""


@pytest.mark.parametrize("mode", ["dry_run", "all_or_nothing"])
def test_errors_are_told_by_row_and_field_and_nothing_is_written(load, mode):
    report = load([GOOD[0], BAD], mode)
    assert (report["created"], report["refused"], report["result_csv"]) == (0, 1, "")
    assert report["rows"][0] == {"row": 1, "ok": True, "errors": {}}
    bad = report["rows"][1]
    assert (bad["row"], bad["ok"]) == (2, False)
    assert {
        field: [error["code"] for error in errors] for field, errors in bad["errors"].items()
    } == {
        "name": ["required"],
        "number": ["number_invalid"],
        "email": ["email_invalid"],
        "mobile": ["outside_number_invalid"],
        "role": ["invalid_choice"],
        "secret": ["secret_short"],
    }
    assert counts() == [0, 0, 0, 0, 0]
    assert not Membership.objects.filter(user__email=GOOD[0]["email"]).exists()


def test_good_rows_are_written_without_the_bad_ones(load):
    report = load([BAD, *GOOD], "good_rows_only")
    assert (report["created"], report["refused"]) == (2, 1)
    assert counts() == [2, 2, 2, 2, 2]


def test_a_dry_run_of_good_rows_writes_nothing_and_asks_for_no_revision(load, tenant):
    before = TenantConfigState.objects.get(tenant=tenant).requested
    report = load(GOOD, "dry_run")
    assert (report["created"], report["refused"]) == (0, 0)
    assert counts() == [0, 0, 0, 0, 0]
    assert TenantConfigState.objects.get(tenant=tenant).requested == before


def test_what_the_company_has_and_what_occurs_twice_is_refused(load, make_extension, make_device):
    make_extension("301")
    make_device("302")
    rows = [
        {"name": "A", "number": "301"},
        {"name": "B", "number": "302"},
        {"name": "C", "number": "303"},
        {"name": "D", "number": "303"},
        {"name": "E", "email": "admin@acme.example.org", "role": "user"},
        {"name": "F", "email": "f@acme.example.org", "role": "user"},
        {"name": "G", "email": "F@acme.example.org", "role": "user"},
        {"name": "H", "role": "user"},
    ]
    report = load(rows, "dry_run")
    found = [
        {field: errors[0]["code"] for field, errors in row["errors"].items()}
        for row in report["rows"]
    ]
    assert found == [
        {"number": "number_taken"},
        {"number": "device_name_taken"},
        {},
        {"number": "repeated"},
        {"email": "email_taken"},
        {},
        {"email": "email_repeated"},
        {"email": "required"},
    ]


def test_rows_without_a_number_never_get_one_that_another_row_asks_for(load):
    load([{"name": "A"}, {"name": "B", "number": "200"}], "all_or_nothing")
    assert Employee.objects.get(name="A").extensions.get().number == "201"


def test_rows_over_the_limit_are_refused(load, tenant):
    tenant.max_users = 1
    tenant.save()
    report = load(GOOD, "good_rows_only")
    assert (report["created"], report["refused"]) == (1, 1)
    assert report["rows"][1]["errors"]["name"][0]["code"] == "user_limit_reached"


def test_ten_thousand_rows_with_one_bad_take_few_queries(load, tenant):
    """Some seconds, which depend on the machine; only who writes row by row asks more."""
    tenant.max_users = 20_000
    tenant.save()
    rows = [{"name": f"Person {index}", "number": str(20_000 + index)} for index in range(10_000)]
    rows[7_777]["number"] = "0"
    refused = load(rows, "all_or_nothing")
    assert (refused["created"], refused["refused"]) == (0, 1)
    assert [row["row"] for row in refused["rows"] if not row["ok"]] == [7_778]
    assert counts() == [0, 0, 0, 0, 0]
    with CaptureQueriesContext(connection) as queries:
        written = load(rows, "good_rows_only")
    assert written["created"] == 9_999
    assert counts() == [9_999] * 5
    assert len(queries) < 500


@pytest.mark.parametrize(
    "body",
    [
        {"rows": []},
        {"rows": [1]},
        {"rows": "x"},
        {"mode": "maybe", "rows": GOOD},
        {},
        {"rows": [{}] * 20_001},
    ],
)
def test_a_body_that_is_no_list_of_rows_is_refused(admin_client, body):
    assert admin_client.post("employees/import/", body).status_code == 400


class TestFiles:
    """CSV and XLSX."""

    TABLE = "Имя;Номер;Почта;Роль\r\nИван Ё;301;ivan@acme.example.org;user\r\n\r\n'=Пётр;;;\r\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
    def test_csv_is_read_in_every_encoding_of_excel(self, upload, encoding):
        table = (
            self.TABLE.replace("Имя", "Name").replace("Номер", "number").replace("Почта", "Mail")
        )
        report = upload(table.replace("Роль", "Role").encode(encoding), "all_or_nothing").json()
        assert (report["created"], report["refused"]) == (2, 0)
        assert set(Employee.objects.values_list("name", flat=True)) == {"Иван Ё", "=Пётр"}

    def test_headings_and_roles_may_be_russian(self, upload):
        table = (
            "Имя;Номер;Почта;Роль\nАнна;301;anna@acme.example.org;Пользователь\nБорис;302;;Нет\n"
        )
        assert upload(table.encode("cp1251"), "all_or_nothing").json()["created"] == 2
        assert Employee.objects.get(name="Анна").membership_id is not None
        assert Employee.objects.get(name="Борис").membership_id is None

    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_the_delimiter_is_found(self, upload, delimiter):
        data = f"name{delimiter}number\nAnna{delimiter}301\n".encode()
        assert upload(data).json()["rows"] == [{"row": 1, "ok": True, "errors": {}}]

    def test_xlsx_numbers_are_numbers_of_people(self, upload):
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Number", "Mobile", "Unknown"])
        sheet.write_row(1, 0, ["Анна", 301, 79161234567, "left out"])
        book.close()
        assert upload(file.getvalue(), "all_or_nothing").json()["created"] == 1
        person = Employee.objects.get()
        assert (person.name, person.mobile, person.extensions.get().number) == (
            "Анна",
            "+79161234567",
            "301",
        )

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"PK\x03\x04 not a workbook", "file_unreadable"),
            (b"\n\n", "file_empty"),
            (b"\xff\xfe\x00\xd8", "file_columns"),
            (b"a;b;c\n1;2;3\n", "file_columns"),
            (b"name\n" + b"x\n" * 200_001, "file_too_large"),
            (workbook("<row/>" * 3_000_001), "file_too_large"),
        ],
        ids=["no_workbook", "empty", "half", "columns", "rows", "elements"],
    )
    def test_a_file_that_is_no_table_of_people_is_refused(self, upload, data, code):
        response = upload(data)
        assert response.status_code == 400
        assert field_codes(response) == {"file": [code]}

    def test_a_stray_cell_in_the_last_corner_of_a_sheet_is_no_matter(self, upload):
        anna = '<row r="2"><c r="A2" t="str"><v>Anna</v></c></row>'
        report = upload(workbook(NAMED + anna + LAST_CELL)).json()
        assert report["rows"] == [{"row": 1, "ok": True, "errors": {}}]

    def test_the_template_is_imported_as_it_is(self, admin_client, upload):
        template = b"".join(admin_client.get("employees/import-template/").streaming_content)
        assert upload(template).json()["rows"] == [{"row": 1, "ok": True, "errors": {}}]
