"""Versions of flows: what changed, going back; templates; flows as files."""

import json
from typing import Any
from uuid import UUID

import pytest

from telephony.models import Flow, InternalNumber, Schedule
from tenants.context import tenant_scope
from tenants.models import AuditEntry, Tenant
from tests.support.clients import SiteClient, field_codes
from tests.support.flow_api import draft, office, publish, published, save
from tests.support.flow_documents import document, element


@pytest.fixture
def history(admin_client: SiteClient, flow: dict[str, Any]) -> dict[str, Any]:
    """Two versions: in the second the group has a number."""
    published(admin_client, flow, office())
    save(admin_client, flow, office(number="700"))
    assert publish(admin_client, flow, "dialled by 700").status_code == 200
    return flow


def test_versions_tell_who_when_and_what_changed(admin_client, history):
    rows = admin_client.get(f"flows/{history['id']}/versions/").json()["results"]
    assert [(each["version"], each["note"], each["is_live"]) for each in rows] == [
        (2, "dialled by 700", True),
        (1, "", False),
    ]
    assert rows[0]["changes"] == {"added": 0, "removed": 0, "changed": 1, "links": 0}
    assert rows[1]["changes"]["added"] == 3
    assert rows[0]["by"]
    assert rows[0]["at"]
    entry = AuditEntry.objects.filter(action="flow.published").latest("pk")
    assert (entry.subject, entry.data) == ("Office", {"version": 2})


def test_the_difference_between_states(admin_client, history):
    path = f"flows/{history['id']}/difference/"
    found = admin_client.get(f"{path}?from=1&to=2").json()
    assert found["changed"] == [{"id": "sales", "fields": ["number"]}]
    save(admin_client, history, document(element("start", "start"), element("end", "hangup")))
    drawn = admin_client.get(f"{path}?from=2&to=draft").json()
    assert drawn["removed"] == ["sales"]
    assert {"source": "start", "exit": "next", "target": "sales"} in drawn["links_removed"]
    assert admin_client.get(f"{path}?from=9&to=draft").status_code == 404
    assert admin_client.get(f"{path}?from=x%00&to=draft").status_code in {400, 404}


def test_any_version_comes_back_in_one_click(admin_client, history):
    detail = admin_client.get(f"flows/{history['id']}/versions/1/").json()
    assert detail["published_elements"] == ["start", "sales", "end"]
    assert detail["document"]["elements"][1]["number"] == ""
    back = admin_client.post(f"flows/{history['id']}/versions/1/restore/")
    assert (back.status_code, back.json()["version"]) == (200, 3)
    rows = admin_client.get(f"flows/{history['id']}/versions/").json()["results"]
    assert (rows[0]["restored_from"], rows[0]["is_live"]) == (1, True)
    assert not InternalNumber.objects.filter(number="700").exists()
    body = draft(admin_client, history)
    assert (body["has_changes"], body["based_on"], body["live"]) == (False, 3, 3)


def test_going_back_leaves_a_draft_with_changes_alone(admin_client, history):
    other = document(element("start", "start"))
    save(admin_client, history, other)
    admin_client.post(f"flows/{history['id']}/versions/1/restore/")
    body = draft(admin_client, history)
    assert [each["id"] for each in body["document"]["elements"]] == ["start"]
    assert body["has_changes"] is True


def test_a_version_that_names_what_is_gone_does_not_come_back(admin_client, history):
    save(admin_client, history, document(element("start", "start")))
    publish(admin_client, history)
    queue = admin_client.get("queues/").json()["results"][0]
    assert admin_client.delete(f"queues/{queue['id']}/").status_code == 204
    refused = admin_client.post(f"flows/{history['id']}/versions/1/restore/")
    assert (refused.status_code, refused.json()["code"]) == (400, "flow_has_errors")
    assert refused.json()["extra"]["problems"][0]["element"] == "sales"
    assert Flow.objects.get(pk=history["id"]).published_version == 3


@pytest.mark.parametrize("key", ["office_hours", "black_list", "sample", "duty"])
def test_a_template_is_filled_with_what_the_company_has_and_can_be_published(
    admin_client, make_extension, make_queue, key
):
    for number in ("200", "201", "202"):
        make_extension(number)
    make_queue("500")
    make_queue("501", name="Support")
    admin_client.post("redirect-numbers/", {"name": "Duty", "number": "+79161234567"})
    made = admin_client.post("flows/", {"name": key, "template": key})
    assert made.status_code == 201, made.json()
    problems = draft(admin_client, made.json())["problems"]
    assert [each for each in problems if each["severity"] == "error"] == []


def test_a_template_blocks_no_list_but_a_black_one_and_leaves_messages_with_a_group(
    admin_client, make_extension, make_queue
):
    make_extension("200")
    make_queue("500")
    assert admin_client.post("voicemail-boxes/", {"number": "200"}).status_code == 201
    best = admin_client.post("number-lists/", {"name": "AAA best customers"}).json()
    made = admin_client.post("flows/", {"name": "Layers", "template": "black_list"}).json()
    body = json.dumps(draft(admin_client, made)["document"])
    lists = admin_client.get("number-lists/").json()["results"]
    black = next(each for each in lists if each["name"] == "Black list")
    assert UUID(black["id"]).hex in body
    assert UUID(best["id"]).hex not in body
    assert '"box": "500"' in body


@pytest.mark.parametrize(("key", "told"), [("office_hours", "dial"), ("sample", "press 3")])
def test_callers_are_told_that_they_may_dial(admin_client, make_queue, key, told):
    make_queue("500")
    made = admin_client.post("flows/", {"name": "Hours", "template": key}).json()
    elements = draft(admin_client, made)["document"]["elements"]
    menu = next(each for each in elements if each["kind"] == "menu")
    assert told in menu["settings"]["prompt"]["text"]


def test_templates_are_offered_even_to_an_empty_company(admin_client):
    offered = admin_client.get("flows/templates/").json()
    assert [each["key"] for each in offered] == ["office_hours", "black_list", "sample", "duty"]
    assert all(each["name"] and each["description"] for each in offered)
    unknown = admin_client.post("flows/", {"name": "x", "template": "y"})
    assert field_codes(unknown) == {"template": ["template_unknown"]}


def exported(client: SiteClient, flow: dict[str, Any], query: str = "") -> dict[str, Any]:
    response = client.get(f"flows/{flow['id']}/export/{query}")
    assert response["Content-Disposition"].startswith("attachment")
    return json.loads(response.content)


def test_a_flow_goes_to_another_company_by_names(
    admin_client, other_admin_client, other_tenant, flow, own_number
):  # fmt: skip
    schedule = admin_client.post("schedules/", {"name": "Hours"}).json()
    body = document(
        element("start", "start", settings={"numbers": [own_number.number]}, exits={"next": "day"}),
        element(
            "day", "schedule", settings={"schedule": schedule["key"]}, exits={"closed": "sales"}
        ),
        element("sales", "group", settings={"queue": "500"}),
    )
    save(admin_client, flow, body)
    file = exported(admin_client, flow)
    assert file["things"] == {
        "schedule": {schedule["key"]: "Hours"},
        "queue": {"500": "Sales"},
    }
    theirs = other_admin_client.post("schedules/", {"name": "Hours"}).json()
    made = other_admin_client.post("flows/import/", file)
    assert (made.status_code, made.json()["name"]) == (201, "Office")
    with tenant_scope(other_tenant):
        start, day, sales = Flow.objects.get(pk=made.json()["id"]).draft["elements"]
    assert start["settings"]["numbers"] == []
    assert day["settings"]["schedule"] == theirs["key"]
    assert sales["settings"]["queue"] == ""
    problems = other_admin_client.get(f"flows/{made.json()['id']}/draft/").json()["problems"]
    assert [(each["element"], each["code"]) for each in problems] == [("sales", "thing_missing")]


def test_a_flow_comes_back_into_its_own_company_as_it_was(admin_client, history):
    made = admin_client.post("flows/import/", exported(admin_client, history, "?state=1"))
    assert made.json()["name"] == "Office (2)"
    body = draft(admin_client, made.json())
    assert [each["settings"].get("queue") for each in body["document"]["elements"]][1] == "500"


@pytest.mark.parametrize(
    "file",
    [
        {"kind": "call-flow", "document": []},
        {"kind": "call-flow", "document": {"format": 2, "elements": []}},
        {"kind": "recipe", "document": document()},
        {"kind": "call-flow", "document": document(), "things": {"queue": {"500": 5}}},
    ],
)
def test_what_is_no_flow_is_not_imported(admin_client, file):
    refused = admin_client.post("flows/import/", file)
    assert refused.status_code == 400 or refused.json()["problems"]["errors"] == 1
    if refused.status_code == 400:
        assert not Flow.objects.exists()


@pytest.mark.parametrize(
    ("elements", "place", "why"),
    [
        ([element("a", "start")], ("element 1, field “id”", "", "elements.0.id"), "“a” cannot be"),
        (
            [element("start", "start"), element("go", "fax", name="Fax")],
            ("element “go: Fax”, field “kind”", "go", "kind"),
            "no such kind of element: “fax”",
        ),
        (
            [element("start", "start"), element("end", "hangup", settings=7)],
            ("element “end”, field “settings”", "end", "settings"),
            "another kind is expected",
        ),
        (
            [element("end", "hangup"), element("end", "hangup")],
            ("element “end”, field “id”", "end", "id"),
            "Two elements",
        ),
        ([element("start", "start"), 7], ("element 2", "", "elements.1"), "another kind"),
        (7, ("the file as a whole, field “elements”", "", "elements"), "another kind"),
    ],
)
def test_a_broken_file_is_refused_with_the_place_that_is_broken(admin_client, elements, place, why):
    broken = {"format": 1, "elements": elements}
    refused = admin_client.post("flows/import/", {"kind": "call-flow", "document": broken})
    assert refused.status_code == 400
    said = refused.json()
    words, identity, path = place
    assert said["message"].startswith(f"This is not a call flow: {words}. ")
    assert why in said["message"]
    assert (said["extra"]["element"], said["extra"]["at"]) == (identity, path)
    assert list(said["extra"]["fields"]) == ["document"]
    assert not Flow.objects.exists()


def test_callers_hear_a_template_in_the_companys_language(admin_client, tenant, make_queue):
    make_queue("500")
    Tenant.objects.filter(pk=tenant.pk).update(language="ru")
    tenant.language = "ru"
    made = admin_client.post("flows/", {"name": "Hours", "template": "office_hours"}).json()
    elements = draft(admin_client, made)["document"]["elements"]
    menu = next(each for each in elements if each["kind"] == "menu")
    assert (menu["name"], menu["settings"]["prompt"]["text"][:14]) == (
        "Главное меню",
        "Отдел продаж —",
    )
    assert admin_client.get("flows/templates/").json()[0]["name"].startswith("Office hours")


def test_nothing_is_made_for_a_flow_that_is_refused(admin_client, flow, make_extension):
    refused = admin_client.post("flows/", {"name": "Office", "template": "office_hours"})
    assert (refused.status_code, refused.json()["code"]) == (409, "flow_name_taken")
    assert not Schedule.objects.exists()
