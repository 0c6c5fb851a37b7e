"""The pool of numbers over HTTP: one by one, many at once, and as a table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from telephony.carriers.models import PhoneNumber
from telephony.models import Extension, NumberTarget, OutsideSettings
from telephony.services.imports import ImportMode
from telephony.services.platform.pool_import import pool_import
from tenants.context import platform_scope, tenant_scope
from tenants.models import TenantConfigState
from tenants.services.audit import SYSTEM
from tests.carriers.conftest import now
from tests.support.clients import field_codes

NUMBER, OTHER = "+74951234567", "+74957654321"
IMPORT = "platform/phone-numbers/import/"


@pytest.fixture(autouse=True)
def _carrier(make_carrier):
    make_carrier("mtt", title="МТТ")


def numbers_in_fleet() -> int:
    with platform_scope():
        return PhoneNumber.objects.count()


def act(client, number, action: str, body: dict | None = None):
    return client.post(f"platform/phone-numbers/{number.pk}/{action}/", body or {})


def test_a_number_is_entered_as_people_write_it(operator_client):
    body = {"number": "8 (495) 123-45-67", "carrier": "mtt", "region": "Москва", "tags": ["gold"]}
    made = operator_client.post("platform/phone-numbers/", body)
    assert made.status_code == 201, made.content
    found = made.json()
    assert (found["number"], found["state"], found["line"]) == (NUMBER, "free", "carrier:mtt")
    assert (found["carrier"], found["tenant"]) == ({"name": "mtt", "title": "МТТ"}, None)
    again = operator_client.post("platform/phone-numbers/", body)
    assert (again.status_code, field_codes(again)) == (409, {"number": ["phone_number_taken"]})


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"number": ""}, {"number": ["outside_number_invalid"]}),
        ({"number": "+7495"}, {"number": ["outside_number_invalid"]}),
        ({"number": "sip:1@evil"}, {"number": ["outside_number_invalid"]}),
        ({"carrier": "nobody"}, {"carrier": ["carrier_unknown"]}),
        ({"tags": ["<b>"]}, {"tags.0": ["tag_invalid"]}),
        ({"region": "x" * 121}, {"region": ["too_long"]}),
        ({"comment": "a\x07"}, {"comment": ["control_characters"]}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(operator_client, values, errors):
    body = {"number": NUMBER, "carrier": "mtt", **values}
    refused = operator_client.post("platform/phone-numbers/", body)
    assert (refused.status_code, field_codes(refused)) == (400, errors)
    assert numbers_in_fleet() == 0


def test_giving_taking_and_resting(operator_client, make_number):
    number = make_number(NUMBER)
    given = act(operator_client, number, "give", {"tenant": "acme"}).json()
    assert (given["state"], given["tenant"]["code"]) == ("assigned", "acme")
    assert act(operator_client, number, "quarantine").json()["code"] == "number_assigned"
    taken = act(operator_client, number, "take-back").json()
    assert (taken["state"], taken["tenant"]) == ("quarantine", None)
    assert taken["quarantine_until"]
    assert act(operator_client, number, "give", {"tenant": "globex"}).status_code == 409
    assert act(operator_client, number, "release").json()["state"] == "free"
    past = act(operator_client, number, "quarantine", {"until": "2020-01-01T00:00:00Z"})
    assert field_codes(past) == {"until": ["moment_past"]}
    gone = operator_client.delete(f"platform/phone-numbers/{number.pk}/")
    assert (gone.status_code, numbers_in_fleet()) == (204, 0)


def test_a_number_in_use_cannot_go(operator_client, admin_client, make_number, tenant):
    number = make_number(NUMBER, tenant="acme")
    admin_client.post("extensions/", {"number": "200", "outside_number": NUMBER})
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:200"})
    admin_client.patch("outside-settings/", {"default_number": NUMBER})
    refused = act(operator_client, number, "take-back")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    kinds = {usage["kind"] for usage in refused.json()["extra"]["usages"]}
    assert kinds == {"extension", "outside_number", "outside_settings"}
    bulk = {"ids": [str(number.pk)], "action": "take_back"}
    [each] = operator_client.post("platform/phone-numbers/bulk/", bulk).json()["refused"]
    assert each["code"] == "in_use"
    assert now(number).tenant == tenant


def test_another_number_of_the_company_takes_its_place(
    operator_client, admin_client, make_number, tenant
):
    number, other = make_number(NUMBER, tenant="acme"), make_number(OTHER, tenant="acme")
    admin_client.post("extensions/", {"number": "200", "outside_number": NUMBER})
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:200"})
    taken = act(operator_client, number, "take-back", {"replace_with": str(other.pk)})
    assert taken.json()["state"] == "quarantine"
    with tenant_scope(tenant):
        assert Extension.objects.get().outside_number == OTHER
        assert NumberTarget.objects.get().phone_number_id == OTHER


def test_a_number_of_another_company_takes_no_place(operator_client, make_number):
    number, foreign = make_number(NUMBER, tenant="acme"), make_number(OTHER, tenant="globex")
    refused = act(operator_client, number, "take-back", {"replace_with": str(foreign.pk)})
    assert field_codes(refused) == {"replace_with": ["replacement_foreign"]}


def test_by_force_its_places_are_emptied(operator_client, admin_client, make_number, tenant):
    number = make_number(NUMBER, tenant="acme")
    admin_client.patch("outside-settings/", {"default_number": NUMBER})
    assert act(operator_client, number, "take-back", {"force": True}).status_code == 200
    with tenant_scope(tenant):
        assert OutsideSettings.objects.get().default_number == ""


def test_many_are_given_at_once(operator_client, make_number):
    numbers = [make_number(NUMBER), make_number(OTHER, tenant="globex")]
    body = {"ids": [str(each.pk) for each in numbers], "action": "give", "tenant": "acme"}
    done = operator_client.post("platform/phone-numbers/bulk/", body).json()
    assert done["done"] == [str(numbers[0].pk)]
    assert [each["code"] for each in done["refused"]] == ["number_not_free"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=free", [OTHER]),
        ("tenant=acme", [NUMBER]),
        ("carrier=mtt", [NUMBER, OTHER]),
        ("carrier=other", []),
        ("search=84951234567", [NUMBER]),
        ("search=123-45", [NUMBER]),
        ("search=acme", [NUMBER]),
        ("tag=gold", []),
    ],
)
def test_filters_and_search_find_numbers(operator_client, make_number, query, found):
    make_number(NUMBER, tenant="acme")
    make_number(OTHER)
    rows = operator_client.get(f"platform/phone-numbers/?{query}&ordering=number").json()["results"]
    assert [row["number"] for row in rows] == found


ROWS = [
    {"number": "8 495 123-45-67", "carrier": "mtt", "tenant": "acme", "tags": "gold, vip"},
    {"number": "+7495", "carrier": "mtt"},
    {"number": OTHER, "carrier": "nobody", "tenant": "nobody"},
    {"number": NUMBER, "carrier": "mtt"},
]


def test_an_import_is_tried_then_done(operator_client, tenant):
    before = TenantConfigState.objects.get(tenant=tenant).requested
    report = operator_client.post(IMPORT, {"mode": "dry_run", "rows": ROWS}).json()
    assert (report["total"], report["created"], report["refused"]) == (4, 1, 3)
    assert [(row["row"], sorted(row["errors"])) for row in report["rows"]] == [
        (2, ["number"]),
        (3, ["carrier", "tenant"]),
        (4, ["number"]),
    ]
    assert report["rows"][2]["errors"]["number"][0]["code"] == "repeated"
    strict = operator_client.post(IMPORT, {"mode": "all_or_nothing", "rows": ROWS}).json()
    assert (strict["created"], numbers_in_fleet()) == (0, 0)
    operator_client.post(IMPORT, {"mode": "good_rows_only", "rows": ROWS})
    with platform_scope():
        made = PhoneNumber.objects.select_related("tenant").get()
    assert (made.number, made.tenant.code, made.tags) == (NUMBER, "acme", ["gold", "vip"])
    assert TenantConfigState.objects.get(tenant=tenant).requested == before + 1


def test_the_template_can_be_imported(operator_client):
    template = operator_client.get("platform/phone-numbers/import-template/")
    content = b"".join(template.streaming_content)
    upload = SimpleUploadedFile("numbers.csv", content, content_type="text/csv")
    report = operator_client.post(
        IMPORT, {"mode": "all_or_nothing", "file": upload}, format="multipart"
    ).json()
    assert (report["created"], report["rows"], numbers_in_fleet()) == (1, [], 1)


def test_ten_thousand_numbers_cost_a_few_statements(
    django_assert_max_num_queries, tenant, make_carrier
):
    rows = [
        {"number": f"+7495{index:07}", "carrier": "mtt", "tenant": "acme"}
        for index in range(1_000_000, 1_010_000)
    ]
    with django_assert_max_num_queries(40):
        outcome = pool_import(rows, ImportMode.ALL_OR_NOTHING, actor=SYSTEM)
    assert (outcome.created, numbers_in_fleet()) == (10_000, 10_000)


@pytest.mark.parametrize(
    "body", [{"mode": "dry_run", "rows": []}, {"mode": "x", "rows": ROWS}, {"rows": "x"}]
)
def test_a_table_that_is_none_is_refused(operator_client, body):
    assert operator_client.post(IMPORT, body).status_code == 400


def test_routes_leave_a_carrier_with_the_last_number_there(
    operator_client, admin_client, make_number, tenant
):
    """Only whose numbers arrive by a carrier may call by it."""
    number = make_number(NUMBER, tenant="acme")
    made = admin_client.post("routes/", {"name": "All", "trunks": ["carrier:mtt"]}).json()
    usages = act(operator_client, number, "take-back").json()["extra"]["usages"]
    assert [(usage["kind"], usage["label"]) for usage in usages] == [("route", "All")]
    other = make_number(OTHER, tenant="acme")
    assert act(operator_client, number, "take-back").status_code == 200
    assert admin_client.get(f"routes/{made['id']}/").json()["trunks"] == ["carrier:mtt"]
    assert act(operator_client, other, "take-back", {"force": True}).status_code == 200
    left = admin_client.get(f"routes/{made['id']}/").json()
    assert (left["trunks"], left["is_enabled"]) == ([], False)


def test_routes_follow_a_number_to_another_carrier(
    operator_client, admin_client, make_number, make_carrier
):
    make_carrier("rtk")
    number = make_number(NUMBER, tenant="acme")
    made = admin_client.post("routes/", {"name": "All", "trunks": ["carrier:mtt"]}).json()
    operator_client.patch(f"platform/phone-numbers/{number.pk}/", {"carrier": "rtk"})
    assert admin_client.get(f"routes/{made['id']}/").json()["trunks"] == ["carrier:rtk"]


def test_a_number_that_a_company_brought_along_is_named_as_such(operator_client, admin_client):
    admin_client.post("trunks/", {"name": "own", "addresses": ["192.0.2.9"], "number": NUMBER})
    body = {"number": NUMBER, "carrier": "mtt"}
    refused = operator_client.post("platform/phone-numbers/", body)
    assert field_codes(refused) == {"number": ["phone_number_brought"]}
    assert refused.json()["message"].startswith("acme brought")
    [row] = operator_client.get("platform/phone-numbers/?brought=true").json()["results"]
    assert (row["number"], row["line"], row["tenant"]["code"]) == (NUMBER, "trunk:own", "acme")
    assert operator_client.get("platform/phone-numbers/?brought=false").json()["results"] == []


def test_routes_keep_an_own_trunk_whose_number_the_operator_removes(operator_client, admin_client):
    admin_client.post("trunks/", {"name": "own", "addresses": ["198.51.100.9"], "number": NUMBER})
    made = admin_client.post("routes/", {"name": "All", "trunks": ["trunk:own"]}).json()
    [number] = operator_client.get("platform/phone-numbers/?brought=true").json()["results"]
    path = f"platform/phone-numbers/{number['id']}/?force=true"
    assert operator_client.delete(path).status_code == 204
    assert admin_client.get(f"routes/{made['id']}/").json()["trunks"] == ["trunk:own"]


@pytest.mark.parametrize(
    "written",
    ["+74951234567", "84951234567", "8 (495) 123-45", "7495", "+7 495", "1234567", "81074951"],
)
def test_the_operator_finds_a_company_by_its_outside_number(operator_client, make_number, written):
    make_number(NUMBER, tenant="acme")
    make_number("+78121234568", tenant="globex")
    found = operator_client.get("platform/tenants/", {"search": written}).json()["results"]
    assert [row["code"] for row in found] == ["acme"]


@pytest.mark.parametrize("written", ["74951234999", "495 x", "a4951234567"])
def test_nothing_else_is_found_by_digits(operator_client, make_number, written):
    make_number(NUMBER, tenant="acme")
    found = operator_client.get("platform/tenants/", {"search": written}).json()["results"]
    assert found == []


def test_a_number_that_nobody_has_any_more_finds_nobody(operator_client, make_number):
    number = make_number(NUMBER, tenant="acme")
    act(operator_client, number, "take-back")
    assert operator_client.get("platform/tenants/?search=4951234").json()["results"] == []


def test_a_number_brought_along_finds_its_company(operator_client, admin_client, tenant):
    admin_client.post("trunks/", {"name": "own", "addresses": ["192.0.2.7"]})
    brought = admin_client.post("phone-numbers/", {"number": NUMBER, "line": "trunk:own"})
    assert brought.status_code == 201, brought.content
    found = operator_client.get("platform/tenants/?search=4951234567").json()["results"]
    assert [row["code"] for row in found] == ["acme"]


def test_the_pool_is_searched_by_the_beginning_as_it_is_dialled(operator_client, make_number):
    make_number(NUMBER)
    found = operator_client.get("platform/phone-numbers/?search=8495").json()["results"]
    assert [row["number"] for row in found] == [NUMBER]
