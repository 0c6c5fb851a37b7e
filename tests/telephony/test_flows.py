"""Call flows over HTTP: drafts, versions, and who is told what."""

from typing import Any

import pytest

from telephony.models import FlowVersion
from tests.support.clients import SiteClient
from tests.support.flow_documents import document, element


@pytest.fixture
def flow(admin_client: SiteClient) -> dict[str, Any]:
    """A new flow."""
    return admin_client.post("flows/", {"name": "Office"}).json()


def draft(client: SiteClient, flow: dict[str, Any]) -> dict[str, Any]:
    return client.get(f"flows/{flow['id']}/draft/").json()


def save(client: SiteClient, flow: dict[str, Any], body: dict[str, Any]) -> Any:
    revision = draft(client, flow)["revision"]
    return client.put(f"flows/{flow['id']}/draft/", {"document": body, "revision": revision})


def publish(client: SiteClient, flow: dict[str, Any], note: str = "") -> Any:
    revision = draft(client, flow)["revision"]
    return client.post(f"flows/{flow['id']}/publish/", {"revision": revision, "note": note})


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
