"""What leads into flows, and what flows lead to: numbers, plans, and things that go away."""

import pytest

from telephony.models import (
    Extension,
    Flow,
    FlowUse,
    FlowVersion,
    InternalNumber,
    NumberTarget,
    Schedule,
)
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services import flow_speech
from tests.support.clients import field_codes
from tests.support.flow_api import draft, office, publish, published, save
from tests.support.flow_documents import document, element


def test_an_element_has_its_number_from_publishing_on(admin_client, flow):
    save(admin_client, flow, office(number="700"))
    assert not InternalNumber.objects.filter(number="700").exists()
    publish(admin_client, flow)
    plan = admin_client.get("numbering/?search=700").json()["results"]
    assert [(each["kind"], each["label"], each["id"]) for each in plan] == [
        ("flow", "Office", flow["id"])
    ]
    seen = admin_client.get(f"flows/{flow['id']}/").json()
    assert seen["numbers"] == ["700"]
    assert seen["starts"] == [{"element": "start", "name": ""}]


def test_a_changed_number_takes_what_leads_to_it_along(admin_client, flow, own_number):
    published(admin_client, flow, office(number="700"))
    admin_client.patch(f"phone-numbers/{own_number.pk}/", {"target": "internal:700"})
    published(admin_client, flow, office(number="701"))
    seen = admin_client.get(f"phone-numbers/{own_number.pk}/").json()
    assert (seen["target"], seen["target_label"]) == ("internal:701", "701 Office")
    save(admin_client, flow, office())
    refused = publish(admin_client, flow)
    codes = [each["code"] for each in refused.json()["extra"]["problems"]]
    assert (refused.status_code, "number_in_use" in codes) == (400, True)


def test_a_number_that_is_taken_is_said_in_the_draft(admin_client, flow):
    body = save(admin_client, flow, office(number="500")).json()
    problem = next(each for each in body["problems"] if each["code"] == "number_taken")
    assert (problem["element"], problem["severity"]) == ("sales", "error")
    assert problem["message"] == "The number 500 is in use: group “Sales”."


def test_a_start_takes_an_outside_number_over_and_gives_it_back(admin_client, flow, own_number):
    number = own_number.number
    admin_client.patch(f"phone-numbers/{own_number.pk}/", {"target": "internal:500"})
    body = save(admin_client, flow, office(numbers=(number,))).json()
    assert "number_elsewhere" in [each["code"] for each in body["problems"]]
    publish(admin_client, flow)
    target = NumberTarget.objects.get(phone_number=number)
    assert (target.flow.name, target.element, target.internal_number) == ("Office", "start", None)
    seen = admin_client.get(f"phone-numbers/{own_number.pk}/").json()
    assert seen["target"] == f"flow:{flow['id']}/start"
    published(admin_client, flow, office())
    target.refresh_from_db()
    assert (target.flow, target.element) == (None, "")


def test_a_number_that_was_led_here_by_hand_keeps_its_element(admin_client, flow, own_number):
    path = f"phone-numbers/{own_number.pk}/"
    early = admin_client.patch(path, {"target": f"flow:{flow['id']}"})
    assert field_codes(early) == {"target": ["flow_not_published"]}
    published(admin_client, flow, office())
    assert admin_client.patch(path, {"target": f"flow:{flow['id']}/sales"}).status_code == 200
    gone = document(element("start", "start", exits={"next": "end"}), element("end", "hangup"))
    save(admin_client, flow, gone)
    refused = publish(admin_client, flow)
    problems = refused.json()["extra"]["problems"]
    assert [each["code"] for each in problems if each["severity"] == "error"] == ["entry_missing"]
    assert own_number.number in problems[0]["message"]


def test_a_plan_of_an_extension(admin_client, flow, make_extension):
    extension = make_extension("200")
    published(admin_client, flow, office())
    path = f"extensions/{extension.pk}/"
    seen = admin_client.patch(path, {"plan": f"flow:{flow['id']}/start"}).json()
    assert (seen["plan"], seen["plan_label"]) == (f"flow:{flow['id']}/start", "Office")
    refused = admin_client.delete(f"flows/{flow['id']}/")
    usages = refused.json()["extra"]["usages"]
    assert (refused.status_code, [each["kind"] for each in usages]) == (409, ["plan"])
    assert field_codes(admin_client.patch(path, {"plan": "internal:500"})) == {
        "plan": ["target_invalid"]
    }
    assert admin_client.delete(f"flows/{flow['id']}/?force=true").status_code == 204
    assert Extension.objects.get(pk=extension.pk).plan_flow is None


def test_what_a_flow_uses_cannot_go_unnoticed(admin_client, flow, make_queue):
    published(admin_client, flow, office())
    queue = admin_client.get("queues/").json()["results"][0]
    refused = admin_client.delete(f"queues/{queue['id']}/")
    assert [each["kind"] for each in refused.json()["extra"]["usages"]] == ["flow"]
    other = make_queue("501")
    gone = admin_client.delete(f"queues/{queue['id']}/?replace_with={other.pk}")
    assert gone.status_code == 204
    seen = Flow.objects.get(pk=flow["id"])
    assert (seen.published_version, seen.has_changes) == (2, False)
    assert [each["settings"].get("queue") for each in seen.draft["elements"]][1] == "501"
    first, second = FlowVersion.objects.filter(flow=seen).order_by("version")
    assert first.document["elements"][1]["settings"]["queue"] == "500"
    assert second.document["elements"][1]["settings"]["queue"] == "501"


def test_a_number_that_changes_changes_in_flows(admin_client, flow):
    save(admin_client, flow, office())
    queue = admin_client.get("queues/").json()["results"][0]
    admin_client.patch(f"queues/{queue['id']}/", {"number": "510"})
    body = draft(admin_client, flow)
    assert body["document"]["elements"][1]["settings"]["queue"] == "510"
    assert [each for each in body["problems"] if each["severity"] == "error"] == []


def test_a_schedule_that_goes_by_force_leaves_an_error_in_the_draft(admin_client, flow):
    schedule = admin_client.post("schedules/", {"name": "Hours"}).json()
    body = document(
        element("start", "start", exits={"next": "hours"}),
        element("hours", "schedule", settings={"schedule": schedule["key"]}, exits={}),
    )
    published(admin_client, flow, body)
    assert (
        admin_client.get(f"schedules/{schedule['id']}/").json()["used_by"][0]["label"] == "Office"
    )
    assert admin_client.delete(f"schedules/{schedule['id']}/").status_code == 409
    assert admin_client.delete(f"schedules/{schedule['id']}/?force=true").status_code == 204
    assert not Schedule.objects.exists()
    problem = draft(admin_client, flow)["problems"][0]
    assert (problem["element"], problem["code"]) == ("hours", "thing_missing")
    assert not FlowUse.objects.exists()
    assert Flow.objects.get().published_version == 2


def test_elements_that_no_call_reaches_are_left_out(admin_client, flow):
    body = office()
    body["elements"].append(element("lonely", "hangup", name="Nobody"))
    published(admin_client, flow, body)
    version = FlowVersion.objects.get()
    assert [each["id"] for each in version.document["elements"]] == ["start", "sales", "end"]
    assert [each["id"] for each in version.drawing["elements"]][-1] == "lonely"
    assert [each["code"] for each in draft(admin_client, flow)["problems"]] == ["unreachable"]


def test_a_flow_that_another_calls_is_used(admin_client, flow):
    published(admin_client, flow, office())
    caller = admin_client.post("flows/", {"name": "Night"}).json()
    key = Flow.objects.get(pk=flow["id"]).key
    body = document(
        element("start", "start", exits={"next": "day"}),
        element("day", "flow", settings={"flow": key}),
    )
    published(admin_client, caller, body)
    refused = admin_client.delete(f"flows/{flow['id']}/")
    usages = refused.json()["extra"]["usages"]
    assert [(each["kind"], each["label"]) for each in usages] == [("flow", "Night")]


def test_texts_are_spoken_when_a_flow_is_published(admin_client, flow, monkeypatch):
    said = []

    def spoken(text: str, voice: str = "", rate: float = 1.0) -> str:
        said.append((text, voice, rate))
        return "f" * 32

    monkeypatch.setattr(flow_speech, "speech_get", lambda text, voice, rate: None)
    monkeypatch.setattr(flow_speech, "speech_ensure", spoken)
    body = document(
        element("start", "start", exits={"next": "hello"}),
        element("hello", "announcement", settings={"sound": {"text": "Добрый день"}}),
    )
    published(admin_client, flow, body)
    assert said == [("Добрый день", "", 1.0)]
    assert FlowVersion.objects.get().sounds == {"hello/sound": "f" * 32}


def test_a_text_that_cannot_be_spoken_is_marked(admin_client, flow):
    body = document(
        element("start", "start", exits={"next": "hello"}),
        element("hello", "announcement", settings={"sound": {"text": "!!!"}}),
    )
    save(admin_client, flow, body)
    problems = publish(admin_client, flow).json()["extra"]["problems"]
    assert [(each["element"], each["code"]) for each in problems] == [("hello", "speech_failed")]


def test_a_flow_that_goes_is_replaced_by_another(admin_client, flow, own_number, make_extension):
    extension = make_extension("200")
    published(admin_client, flow, office(number="700", numbers=(own_number.number,)))
    admin_client.patch(f"extensions/{extension.pk}/", {"plan": f"flow:{flow['id']}/sales"})
    caller = admin_client.post("flows/", {"name": "Caller"}).json()
    calling = document(
        element("start", "start", exits={"next": "day"}),
        element("day", "flow", settings={"flow": 1, "start": "start"}),
    )
    published(admin_client, caller, calling)
    other = admin_client.post("flows/", {"name": "Other"}).json()
    path = f"flows/{flow['id']}/?replace_with={other['id']}"
    assert admin_client.delete(path).json()["code"] == "flow_not_published"
    begin = document(element("begin", "start", exits={"next": "end"}), element("end", "hangup"))
    published(admin_client, other, begin)
    assert admin_client.delete(path).status_code == 204
    seen = admin_client.get(f"phone-numbers/{own_number.pk}/").json()
    assert seen["target"] == f"flow:{other['id']}/begin"
    extension = Extension.objects.get(pk=extension.pk)
    assert (extension.plan_flow.name, extension.plan_element) == ("Other", "begin")
    assert draft(admin_client, caller)["document"]["elements"][1]["settings"] == {
        "flow": 3,
        "start": "",
    }
    assert not InternalNumber.objects.filter(number="700").exists()


def test_unknown_numbers_and_rules_lead_into_flows(admin_client, flow):
    published(admin_client, flow, office(number="700"))
    said = admin_client.patch("outside-settings/", {"unknown_target": f"flow:{flow['id']}"})
    assert said.json()["unknown_target"] == f"flow:{flow['id']}/start"
    rule = admin_client.post("override-rules/", {"name": "VIP", "called": "500", "target": "700"})
    assert rule.status_code == 201, rule.json()
    assert config_snapshot().outside.unknown_target == "flow:1-start"
    usages = admin_client.delete(f"flows/{flow['id']}/").json()["extra"]["usages"]
    assert sorted(each["kind"] for each in usages) == ["outside_settings", "override_rule"]
    assert admin_client.delete(f"flows/{flow['id']}/?force=true").status_code == 204
    assert admin_client.get("outside-settings/").json()["unknown_target"] == ""
    ended = admin_client.get(f"override-rules/{rule.json()['id']}/").json()
    assert (ended["target"], ended["is_enabled"]) == ("", False)


def test_the_list_of_numbers_knows_which_lead_into_flows(admin_client, flow, own_number):
    published(admin_client, flow, office(numbers=(own_number.number,)))
    found = admin_client.get("phone-numbers/?target=flow").json()["results"]
    assert [each["number"] for each in found] == [own_number.number]
    assert found[0]["target_label"] == "Office"
    assert admin_client.get("phone-numbers/?target=none").json()["results"] == []
    export = b"".join(admin_client.get("phone-numbers/export/").streaming_content).decode()
    assert "Office" in export


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("+7 495 123-00-01", 1),
        ("8 (495) 123", 1),
        ("84951230001", 1),
        ("123-00-01", 1),
        ("+7 495 123-00-02", 0),
        ("700", 1),
        ("8", 0),
        ("offi", 1),
    ],
)
def test_a_flow_is_found_by_any_number_that_leads_into_it(
    admin_client, flow, own_number, said, count
):
    published(admin_client, flow, office(number="700", numbers=(own_number.number,)))
    admin_client.post("flows/", {"name": "Another"})
    found = admin_client.get("flows/", {"search": said}).json()["results"]
    assert [each["name"] for each in found] == ["Office"] * count
