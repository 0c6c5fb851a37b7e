"""The regulator's number ranges: imported, looked up, and made into the plan of the nodes."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from telephony import dialling
from telephony.carriers.models import NumberRange, PlanPrefix
from telephony.selectors.outside_world import StoredPlan
from tests.support.clients import field_codes

HEADING = "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН"
T2 = '900;0100000;0199999;100000;ООО "Т2 МОБАЙЛ";-;Тверская область;7743895280'
MOSCOW = '495;0000000;0009999;10000;ПАО "МГТС";г. Москва;г. Москва;7710016640'
EXTRACT = Path(dialling.__file__).parent / "data" / "number-ranges.csv"
IMPORT, LIST = "platform/number-ranges/import/", "platform/number-ranges/"


@pytest.fixture(autouse=True)
def _no_ranges(db):
    """The extract that comes with the installation would be in the way."""
    NumberRange.objects.all().delete()
    PlanPrefix.objects.all().delete()


@pytest.fixture
def send(operator_client):
    """`send([row, ...], mode=...)`: a range file, as the form sends it."""

    def send(rows: list[str], mode: str = "good_rows_only", encoding: str = "utf-8-sig"):
        content = "\r\n".join([HEADING, *rows]).encode(encoding)
        upload = SimpleUploadedFile("DEF-9xx.csv", content, content_type="text/csv")
        body = {"mode": mode, "file": upload}
        return operator_client.post(IMPORT, body, format="multipart")

    return send


def test_a_file_is_tried_then_taken_over(send, operator_client):
    tried = send([T2, MOSCOW], "dry_run").json()
    assert (tried["total"], tried["created"], tried["refused"]) == (2, 2, 0)
    assert not NumberRange.objects.exists()
    assert send([T2, MOSCOW]).json()["created"] == 2
    found = StoredPlan().find("+79000123456")
    assert (found.region, found.kind.value) == ("69", "mobile")
    rows = operator_client.get(f"{LIST}?ordering=first").json()["results"]
    assert [(row["first"], row["kind"], row["region_code"]) for row in rows] == [
        ("74950000000", "fixed", "77"),
        ("79000100000", "mobile", "69"),
    ]


def test_rows_that_cannot_be_are_refused_by_row_and_column(send):
    rows = [
        T2,
        "900;x;0199999;100000;A;-;Тверская область;1",
        "900;0300000;0299999;1;A;-;Тверская область;1",
        "900;0400000;0499999;5;A;-;Тверская область;1",
        "100;0400000;0499999;100000;A;-;Тверская область;1",
        "900;0150000;0160000;10001;A;-;Тверская область;1",
        "900;0600000",
    ]
    report = send(rows, "all_or_nothing").json()
    assert (report["total"], report["created"], report["refused"]) == (7, 0, 6)
    assert not NumberRange.objects.exists()
    errors = {
        row["row"]: {f: e[0]["code"] for f, e in row["errors"].items()} for row in report["rows"]
    }
    assert errors == {
        2: {"from": "range_digits"},
        3: {"to": "range_reversed"},
        4: {"capacity": "range_capacity"},
        5: {"code": "range_code"},
        6: {"from": "number_range_overlaps"},
        7: {"code": "range_columns"},
    }
    assert send(rows).json()["created"] == 1


def test_a_file_replaces_what_was_known_of_its_area_codes_alone(send):
    send([T2, MOSCOW])
    send(["900;0500000;0599999;100000;ПАО;-;Псковская область;1"])
    assert list(NumberRange.objects.values_list("first", flat=True)) == [
        "74950000000",
        "79000500000",
    ]
    assert PlanPrefix.objects.filter(prefix__startswith="7900").exists()
    assert StoredPlan().find("+79000123456").region != "69"


def test_older_files_are_in_windows_1251(send):
    assert send([T2], encoding="cp1251").json()["created"] == 1
    assert NumberRange.objects.get().operator == 'ООО "Т2 МОБАЙЛ"'


@pytest.mark.parametrize("content", [b"", b"a;b;c\n1;2;3", b"\x00\xff\xfe" * 100, b"PK\x03\x04zip"])
def test_a_file_that_is_none_of_the_regulators_is_refused(operator_client, content):
    body = {"mode": "dry_run", "file": SimpleUploadedFile("x.csv", content)}
    refused = operator_client.post(IMPORT, body, format="multipart")
    assert (refused.status_code, list(field_codes(refused))) == (400, ["file"])


def test_a_number_is_looked_up_as_it_is_dialled(send, operator_client):
    send([T2])
    found = operator_client.get(f"{LIST}lookup/", {"number": "8 900 012-34-56"})
    assert found.json()["operator"] == 'ООО "Т2 МОБАЙЛ"'
    assert found.json()["region"] == "Тверская область"
    for number in ("89009999999", "", "x", "+442083661177", "9" * 60):
        assert operator_client.get(f"{LIST}lookup/", {"number": number}).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("search=%2B79000123456", 1),
        ("search=8+(900)+012-34-56", 1),
        ("search=7900", 1),
        ("search=тверск", 1),
        ("search=мобайл", 1),
        ("kind=fixed", 1),
        ("region=Москва", 1),
        ("search=812", 0),
        ("kind=nothing", None),
    ],
)
def test_ranges_are_found_by_number_and_words(send, operator_client, query, count):
    send([T2, MOSCOW])
    response = operator_client.get(f"{LIST}?{query}")
    if count is None:
        assert response.status_code == 400
    else:
        assert response.json()["count"] == count


def test_the_shipped_extract_is_imported_whole(operator_client):
    with EXTRACT.open("rb") as file:
        body = {"mode": "all_or_nothing", "file": SimpleUploadedFile("ranges.csv", file.read())}
    report = operator_client.post(IMPORT, body, format="multipart").json()
    assert report["refused"] == 0
    assert report["created"] == NumberRange.objects.count() > 100


def test_files_are_taken_over_from_the_command_line_too(tmp_path, capsys):
    file = tmp_path / "DEF-9xx.csv"
    file.write_text(f"{HEADING}\n{T2}\nwrong\n", encoding="utf-8-sig")
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("number_ranges_import", file)
    assert "DEF-9xx.csv:3: code:" in capsys.readouterr().err
    call_command("number_ranges_import", "--good-rows-only", file)
    assert "2 rows, 1 refused, 1 taken" in capsys.readouterr().out
    assert NumberRange.objects.count() == 1
