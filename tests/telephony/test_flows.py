"""Call flows over HTTP: drafts, versions, and who is told what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.models import FlowVersion
from tests.support.clients import SiteClient
from tests.support.flow_api import draft, publish, save
from tests.support.flow_documents import document, element


@pytest.fixture
def flow(admin_client: SiteClient) -> dict[str, Any]:
    """A new flow."""
    return admin_client.post("flows/", {"name": "Office"}).json()


PLAIN = document(element("start", "start", exits={"next": "end"}), element("end", "hangup"))


def test_a_new_flow_is_a_draft_that_no_call_meets(admin_client, flow):
    assert (flow["published_version"], flow["has_changes"], flow["key"]) == (None, True, 1)
    body = draft(admin_client, flow)
    assert [each["kind"] for each in body["document"]["elements"]] == ["start"]
    assert body["live"] is None


def test_what_is_saved_is_published_and_seen(admin_client, flow, enqueued):
    saved = save(admin_client, flow, PLAIN)
    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    enqueued.jobs.clear()
    done = publish(admin_client, flow, "first")
    assert (done.status_code, done.json()["version"]) == (200, 1)
    assert enqueued.names == ["telephony.config_apply"]
    seen = admin_client.get(f"flows/{flow['id']}/").json()
    assert (seen["published_version"], seen["has_changes"]) == (1, False)
    assert FlowVersion.objects.get().note == "first"


def test_the_second_person_is_told_who_saved_and_when(admin_client, flow):
    revision = draft(admin_client, flow)["revision"]
    assert save(admin_client, flow, PLAIN).status_code == 200
    late = admin_client.put(f"flows/{flow['id']}/draft/", {"document": PLAIN, "revision": revision})
    body = late.json()
    assert (late.status_code, body["code"]) == (409, "draft_changed")
    assert body["extra"]["revision"] == revision + 1
    assert body["extra"]["by"]
    assert body["extra"]["at"]


def test_a_draft_with_errors_is_kept_but_not_published(admin_client, flow):
    body = save(admin_client, flow, document(element("end", "hangup"))).json()
    assert "start_missing" in [each["code"] for each in body["problems"]]
    refused = publish(admin_client, flow)
    assert (refused.status_code, refused.json()["code"]) == (400, "flow_has_errors")
    assert refused.json()["extra"]["problems"]
    assert not FlowVersion.objects.exists()


def test_a_discarded_draft_is_what_is_published(admin_client, flow):
    save(admin_client, flow, PLAIN)
    publish(admin_client, flow)
    save(admin_client, flow, document(element("start", "start")))
    body = admin_client.delete(f"flows/{flow['id']}/draft/").json()
    assert [each["id"] for each in body["document"]["elements"]] == ["start", "end"]
    assert body["has_changes"] is False


def test_keys_are_never_given_twice(admin_client, flow):
    assert admin_client.delete(f"flows/{flow['id']}/").status_code == 204
    assert admin_client.post("flows/", {"name": "Other"}).json()["key"] == 2


def test_a_copy_has_the_draft_and_another_name(admin_client, flow):
    save(admin_client, flow, PLAIN)
    made = admin_client.post(f"flows/{flow['id']}/copy/").json()
    assert (made["name"], made["published_version"]) == ("Office (2)", None)
    ids = [each["id"] for each in draft(admin_client, made)["document"]["elements"]]
    assert ids == ["start", "end"]


def test_names_are_not_shared(admin_client, flow):
    again = admin_client.post("flows/", {"name": "Office"})
    assert (again.status_code, again.json()["code"]) == (409, "flow_name_taken")


def test_a_flow_of_300_elements(admin_client, flow):
    chain = [
        element(f"e{index}", "set", settings={"tag": f"t{index}"}, exits={"next": f"e{index + 1}"})
        for index in range(298)
    ]
    start = element("start", "start", exits={"next": "e0"})
    saved = save(admin_client, flow, document(start, *chain, element("e298", "hangup")))
    assert (saved.status_code, saved.json()["problems"]) == (200, [])
    assert publish(admin_client, flow).status_code == 200
    way = admin_client.post("flows/simulate/", {"flow": flow["id"]}).json()
    assert len(way["steps"]) == 300
    assert way["outcome"]["code"] == "hung_up"


def test_a_flow_that_is_too_large_is_not_kept(admin_client, flow):
    many = [element(f"e{index}", "hangup") for index in range(501)]
    long = [element(f"e{index}", "hangup", name="x" * 500) for index in range(450)]
    for elements in (many, long):
        refused = save(admin_client, flow, document(*elements))
        assert (refused.status_code, refused.json()["code"]) == (400, "too_large")
    assert len(draft(admin_client, flow)["document"]["elements"]) == 1


def test_lists_and_questions_cost_the_same_however_much_there_is(admin_client, flow, make_queue):
    def grow(first: int, count: int) -> dict[str, int]:
        for index in range(first, first + count):
            make_queue(f"5{index:02}")
            hours = admin_client.post("schedules/", {"name": f"S{index}"}).json()["key"]
            made = admin_client.post("flows/", {"name": f"F{index}"}).json()
            body = document(
                element("start", "start", exits={"next": "hours"}),
                element("hours", "schedule", settings={"schedule": hours}, number=f"7{index:02}"),
            )
            assert save(admin_client, made, body).status_code == 200
            assert publish(admin_client, made).status_code == 200
        path = f"flows/{flow['id']}"
        return {
            "flows/": cost(lambda: admin_client.get("flows/")),
            "schedules/": cost(lambda: admin_client.get("schedules/")),
            "versions/": cost(lambda: admin_client.get(f"{path}/versions/")),
            "draft/": cost(lambda: admin_client.get(f"{path}/draft/")),
            "simulate/": cost(lambda: admin_client.post("flows/simulate/", {"flow": flow["id"]})),
            "week/": cost(lambda: admin_client.post("flows/week/", {"flow": flow["id"]})),
        }

    grow(0, 1)  # what is read once by a process
    few = grow(1, 1)
    assert grow(2, 4) == few
    assert few["draft/"] <= 20
    assert few["flows/"] <= 22
    assert few["schedules/"] <= 4


def cost(asked: Callable[[], Any]) -> int:
    """Statements about the company's own tables."""
    asked()
    with CaptureQueriesContext(connection) as queries:
        assert asked().status_code == 200
    return sum("telephony_" in query["sql"] for query in queries)
