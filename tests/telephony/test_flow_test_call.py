"""“Call me through this draft”: what is refused, and what the node is asked for."""

from types import SimpleNamespace
from typing import Any

import pytest

from telephony.calls.projection import call_id
from telephony.selectors.flow_paths import path_names
from telephony.selectors.flow_snapshot import flow_configs
from telephony.services import flow_speech, flow_trial
from tenants.models import TenantConfigState
from tests.support.clients import SiteClient, field_codes
from tests.support.flow_api import office, published, save
from tests.support.flow_documents import document, element


@pytest.fixture
def desk(make_extension: Any, make_device: Any) -> Any:
    return make_device("desk", extension=make_extension("200"))


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of the devices that are registered."""
    names = {"desk"}
    monkeypatch.setattr(
        "telephony.services.flow_test_call.registrations_get",
        lambda asked: {name: object() for name in asked if name in names},
    )
    return names


def tried(client: SiteClient, flow: dict[str, Any], **body: Any) -> Any:
    return client.post(f"flows/{flow['id']}/test-call/", body)


def test_a_draft_is_sent_to_the_node_with_its_moment(
    admin_client, flow, desk, registered, enqueued
):
    save(admin_client, flow, office())
    enqueued.jobs.clear()
    made = tried(
        admin_client, flow, device=str(desk.pk), caller="8 916 123-45-67",
        at="2026-12-31T23:00:00+03:00",
    )  # fmt: skip
    assert made.status_code == 200, made.json()
    (job,) = enqueued.jobs
    asked = job.kwargs["asked"]
    node = asked["linkedid"].partition("-")[0]
    assert made.json() == {
        "call_id": str(call_id(node, asked["linkedid"])),
        "live_id": asked["linkedid"],
    }
    assert (asked["device"], asked["caller"]) == ("desk", "+79161234567")
    assert asked["moment"] == 1798747200
    assert [each["id"] for each in asked["document"]["elements"]] == ["start", "sales", "end"]


def test_what_a_draft_says_comes_to_the_node_before_the_call(
    admin_client, tenant, flow, desk, registered, enqueued, monkeypatch
):
    """By a revision that changes the sounds alone; without texts there is nothing to bring."""
    monkeypatch.setattr(flow_speech, "is_spoken", lambda *_said, **_more: True)
    monkeypatch.setattr(flow_speech, "speech_ensure", lambda *_said: "0123abcd")
    said = element("say", "announcement", settings={"sound": {"text": "Hello"}})
    save(admin_client, flow, document(element("start", "start", exits={"next": "say"}), said))
    enqueued.jobs.clear()
    assert tried(admin_client, flow, device=str(desk.pk)).status_code == 200
    assert enqueued.names == ["telephony.config_apply", "telephony.flow_trial"]
    assert enqueued.jobs[1].kwargs["asked"]["sounds"] == {"say/sound": "0123abcd"}
    assert TenantConfigState.objects.get(tenant=tenant).newest_parts == ["media"]


def test_a_call_that_is_tried_compares_nothing_by_force(
    admin_client, flow, desk, registered, enqueued, monkeypatch
):
    """One worker serves the node: what the node has already is not looked at for a trial, before it or after."""
    save(admin_client, flow, office())
    tried(admin_client, flow, device=str(desk.pk))
    asked = enqueued.jobs[-1].kwargs["asked"]
    enqueued.jobs.clear()
    applied, rung = [], []
    monkeypatch.setattr(flow_trial, "config_apply", lambda **how: applied.append(how))
    monkeypatch.setattr(flow_trial, "node_link", lambda: SimpleNamespace(trial_call=rung.append))
    flow_trial.flow_trial_begin(**asked)
    assert (applied, enqueued.jobs) == ([{}], [])
    assert [(each.device, each.flow.key) for each in rung] == [("desk", 1)]


def test_a_draft_with_errors_is_not_called(admin_client, flow, desk, registered):
    save(admin_client, flow, document(element("end", "hangup")))
    refused = tried(admin_client, flow, device=str(desk.pk))
    assert (refused.status_code, refused.json()["code"]) == (400, "flow_has_errors")


def test_everything_that_is_wrong_is_said(admin_client, flow, desk, registered):
    save(admin_client, flow, office())
    refused = tried(
        admin_client, flow, device=str(desk.pk), use="published", caller="nobody", start="nothing"
    )
    assert set(field_codes(refused)) == {"use", "caller", "start"}
    unknown = tried(admin_client, flow, device="00000000-0000-0000-0000-000000000000")
    assert field_codes(unknown) == {"device": ["does_not_exist"]}


def test_a_phone_that_is_off_is_not_rung(admin_client, flow, desk, registered):
    save(admin_client, flow, office())
    registered.clear()
    refused = tried(admin_client, flow, device=str(desk.pk))
    assert (refused.status_code, refused.json()["code"]) == (409, "device_offline")


def test_names_of_a_path_are_those_of_its_version(admin_client, flow):
    body = office()
    body["elements"][1]["name"] = "Sales"
    published(admin_client, flow, body)
    body["elements"][1]["name"] = "Support"
    published(admin_client, flow, body)
    key = flow_configs()[0].key
    names = path_names([(key, 1, "sales"), (key, 2, "sales"), (key, None, "sales"), (9, 1, "x")])
    assert names[key, 1, "sales"]["name"] == "Sales"
    assert names[key, 2, "sales"] == {
        "flow_id": flow["id"],
        "flow_name": "Office",
        "kind": "group",
        "name": "Support",
    }
    assert names[key, None, "sales"]["name"] == "Support"
    assert names[9, 1, "x"]["flow_name"] == ""
