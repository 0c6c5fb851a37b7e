"""Number lists: entries, imports, revisions that the node compares."""

import io
import sqlite3
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from telephony.asterisk.apply import ApplyReport, Wanted
from telephony.asterisk.number_lists import NumberLists
from telephony.models import NumberList, NumberListEntry, OverrideRule
from telephony.selectors.config_snapshot import config_snapshot
from telephony.selectors.outside_snapshot import number_list_entries
from telephony.services import config as config_service
from telephony.services.config import config_apply
from telephony.services.imports import ImportMode
from telephony.services.number_list_import import number_list_import
from telephony.services.number_lists import number_list_create
from tenants.context import tenant_scope
from tests.support.clients import field_codes


@pytest.fixture
def numbers(tenant) -> NumberList:
    return number_list_create({"name": "VIP"})


def told(numbers: NumberList) -> tuple[int, bool]:
    """Revision and blocking as the node is told them."""
    found = next(each for each in config_snapshot().outside.lists if each.key == numbers.key)
    return found.revision, found.blocks_callers


def test_a_list_grows_and_shrinks_and_its_revision_tells(admin_client, numbers):
    path = f"number-lists/{numbers.pk}/entries/"
    made = admin_client.post(path, {"number": "8 (916) 123-45-67", "name": "Anna"})
    assert (made.status_code, made.json()["number"]) == (201, "+79161234567")
    first = told(numbers)[0]
    refused = admin_client.post(path, {"number": "+79161234567"})
    assert (refused.status_code, refused.json()["code"]) == (409, "entry_exists")
    assert list(number_list_entries(numbers.key)) == ["+79161234567"]
    listed = admin_client.get("number-lists/").json()["results"][0]
    assert listed["size"] == 1
    assert admin_client.delete(f"{path}{made.json()['id']}/").status_code == 204
    assert told(numbers)[0] > first
    assert (list(number_list_entries(numbers.key)), NumberList.objects.get().size) == ([], 0)


@pytest.mark.parametrize(
    "written", ["+7 916 123-45-67", "8(916)1234567", "79161234567", "9161234567"]
)
def test_forms_of_a_number_are_one_number(numbers, written):
    report = number_list_import(numbers, [{"number": written}], ImportMode.ALL_OR_NOTHING)
    assert report.created == 1
    assert list(number_list_entries(numbers.key)) == ["+79161234567"]


@pytest.mark.parametrize(
    "written", ["", "abc", "123", "+7916", "sip:1@x", "112", "+7916123456789", "${X}", "a\x00"]
)
def test_what_is_no_number_is_refused_by_row(numbers, written):
    rows = [{"number": "+79161234567"}, {"number": written}]
    report = number_list_import(numbers, rows, ImportMode.ALL_OR_NOTHING)
    assert [row.index for row in report.rows if not row.is_good] == [1]
    assert (report.created, NumberListEntry.objects.count()) == (0, 0)


def test_an_import_is_tried_then_done(admin_client, numbers):
    path = f"number-lists/{numbers.pk}/import/"
    admin_client.post(f"number-lists/{numbers.pk}/entries/", {"number": "+79161234567"})
    rows = [
        {"number": "89161234567", "name": "Anna"},
        {"number": "+79031112233", "name": 'quoted "x", comma', "comment": "\\N"},
        {"number": "79031112233", "name": "twice; the last counts"},
        {"number": "nonsense"},
        {"number": "+79031112244", "name": "x" * 81},
    ]
    dry = admin_client.post(path, {"mode": "dry_run", "rows": rows}).json()
    assert {key: dry[key] for key in ("total", "created", "updated", "refused")} == {
        "total": 5,
        "created": 1,
        "updated": 1,
        "refused": 2,
    }
    assert [(each["row"], list(each["errors"])) for each in dry["rows"]] == [
        (4, ["number"]),
        (5, ["name"]),
    ]
    assert NumberListEntry.objects.count() == 1
    nothing = admin_client.post(path, {"mode": "all_or_nothing", "rows": rows}).json()
    assert (nothing["created"], NumberListEntry.objects.count()) == (0, 1)
    before = told(numbers)[0]
    admin_client.post(path, {"mode": "good_rows_only", "rows": rows})
    assert dict(NumberListEntry.objects.values_list("number", "name")) == {
        "+79161234567": "Anna",
        "+79031112233": "twice; the last counts",
    }
    assert told(numbers)[0] == before + 1
    assert NumberList.objects.get().size == 2


def test_a_file_with_russian_headings_is_imported(admin_client, numbers):
    text = "Номер;Имя\r\n8 916 123-45-67;Анна\r\n".encode("cp1251")
    file = SimpleUploadedFile("list.csv", text)
    response = admin_client.post(
        f"number-lists/{numbers.pk}/import/",
        {"mode": "good_rows_only", "file": file},
        format="multipart",
    )
    assert response.json()["created"] == 1, response.content
    exported = b"".join(
        admin_client.get(f"number-lists/{numbers.pk}/entries/export/").streaming_content
    )
    assert "+79161234567;Анна" in exported.decode("utf-8-sig")


def test_a_hundred_thousand_rows_are_one_copy(numbers, django_assert_max_num_queries):
    rows = [{"number": f"+7916{number:07d}", "name": f"N{number}"} for number in range(100_000)]
    with django_assert_max_num_queries(12):
        report = number_list_import(numbers, rows, ImportMode.ALL_OR_NOTHING)
    assert report.created == 100_000
    entries = number_list_entries(numbers.key)
    assert (next(entries), sum(1 for _each in entries)) == ("+79160000000", 99_999)


def test_entries_are_paged_and_searched(admin_client, numbers):
    rows = [{"number": f"+7916000{n:04d}", "name": f"Name {n}"} for n in range(120)]
    rows[7]["name"] = "Anna Ivanova"
    number_list_import(numbers, rows, ImportMode.ALL_OR_NOTHING)
    path = f"number-lists/{numbers.pk}/entries/"
    page = admin_client.get(path).json()
    assert (page["count"], len(page["results"]), page["results"][0]["number"]) == (
        120,
        50,
        "+79160000000",
    )
    assert page["next"]
    assert admin_client.get(f"{path}?search=0000119").json()["count"] == 1
    assert admin_client.get(f"{path}?search=anna").json()["count"] == 1
    ids = [each["id"] for each in page["results"][:3]]
    done = admin_client.post(f"{path}bulk/", {"ids": ids, "action": "delete"}).json()
    assert done["done"] == ids
    assert NumberList.objects.get().size == 117


def test_a_used_list_is_not_deleted_silently(admin_client, numbers, make_extension):
    make_extension("200", block_list=numbers.pk)
    rule = {"name": "vip", "called": ".*", "lists": [str(numbers.pk)], "target": "200"}
    admin_client.post("override-rules/", rule)
    refused = admin_client.delete(f"number-lists/{numbers.pk}/").json()
    kinds = {each["kind"] for each in refused["extra"]["usages"]}
    assert kinds == {"override_rule", "block_list"}
    assert admin_client.delete(f"number-lists/{numbers.pk}/?force=true").status_code == 204
    assert not OverrideRule.objects.get().is_enabled  # it would be for everybody now
    assert config_snapshot().outside.rights[0].blocked_list == ""


def test_a_list_may_block_callers_of_the_company_or_of_an_extension(
    admin_client, numbers, make_extension
):
    admin_client.patch(f"number-lists/{numbers.pk}/", {"blocks_callers": True})
    assert told(numbers)[1] is True
    extension = make_extension("200")
    saved = admin_client.patch(f"extensions/{extension.pk}/", {"block_list": str(numbers.pk)})
    assert saved.json()["block_list"] == {"id": str(numbers.pk), "name": "VIP"}
    assert config_snapshot().outside.rights[0].blocked_list == numbers.key


def test_names_of_lists_are_unique(admin_client, numbers):
    refused = admin_client.post("number-lists/", {"name": "VIP"})
    assert (refused.status_code, field_codes(refused)) == (409, {"name": ["list_name_taken"]})


def test_another_companys_list_does_not_exist_here(
    admin_client, other_admin_client, numbers, other_tenant
):
    number_list_import(numbers, [{"number": "+79161234567"}], ImportMode.ALL_OR_NOTHING)
    entry = NumberListEntry.objects.get().pk
    path = f"number-lists/{numbers.pk}/"
    assert other_admin_client.get(path).status_code == 404
    assert other_admin_client.get(f"{path}entries/").status_code == 404
    assert other_admin_client.get(f"{path}entries/export/").status_code == 404
    assert other_admin_client.delete(f"{path}entries/{entry}/").status_code == 404
    assert other_admin_client.post(f"{path}import/", {"rows": [{}]}).status_code == 404
    with tenant_scope(other_tenant):
        assert list(number_list_entries(numbers.key)) == []
    refused = other_admin_client.post(
        "extensions/", {"number": "200", "block_list": str(numbers.pk)}
    )
    assert field_codes(refused) == {"block_list": ["does_not_exist"]}


def test_the_template_can_be_imported(admin_client, numbers):
    template = b"".join(admin_client.get("number-lists/import-template/").streaming_content)
    file = io.BytesIO(template)
    file.name = "t.csv"
    report = admin_client.post(
        f"number-lists/{numbers.pk}/import/",
        {"mode": "all_or_nothing", "file": file},
        format="multipart",
    ).json()
    assert (report["created"], report["refused"]) == (1, 0)


@pytest.fixture
def on_node(tenant, tmp_path, monkeypatch):
    """`on_node()`: brings the configuration to a node's file, and says which numbers of the list are there."""
    path = tmp_path / "node.sqlite3"
    lists = NumberLists(path)
    lists.prepare()

    class Link:
        """Takes what is not a list."""

        def known(self, _code, _published):
            return None

        def apply(self, config, **_options):
            return ApplyReport(
                config.code, config.revision, (), (), (), (), (), (), "", Wanted({}, {}, ())
            )

    monkeypatch.setattr(config_service, "node_lists", lambda: lists)
    monkeypatch.setattr(config_service, "node_link", Link)

    def brought() -> set[str]:
        config_apply()
        with closing(sqlite3.connect(path)) as connection:
            return {row[0] for row in connection.execute("SELECT id FROM number_list")}

    return brought


def test_what_is_saved_comes_to_the_node_and_what_is_deleted_leaves_it(
    admin_client, numbers, on_node
):
    path, key = f"number-lists/{numbers.pk}/entries/", f"acme/{numbers.key}"
    made = admin_client.post(path, {"number": "+79161234567"})
    assert on_node() == {f"{key}/+79161234567"}
    rows = [{"number": f"+7916000000{i}"} for i in range(3)]
    number_list_import(numbers, rows, ImportMode.ALL_OR_NOTHING)
    assert len(on_node()) == 4
    admin_client.delete(f"{path}{made.json()['id']}/")
    assert len(on_node()) == 3
    assert admin_client.delete(f"number-lists/{numbers.pk}/").status_code == 204
    assert on_node() == set()
