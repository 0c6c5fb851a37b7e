"""What the simulator says of calls: published, of drafts, at moments, and in words."""

from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from telephony.models import Extension, Trunk
from tests.support.clients import SiteClient, field_codes
from tests.support.flow_api import published, save
from tests.support.flow_documents import document, element

MONDAY_NOON, MONDAY_NIGHT = "2026-11-23T12:00:00+03:00", "2026-11-23T23:00:00+03:00"


def hours(schedule: dict[str, Any], *, numbers: tuple[str, ...] = ()) -> dict[str, Any]:
    """By day the group 500 answers, at lunch a menu asks, at night the call is declined."""
    return document(
        element("start", "start", settings={"numbers": list(numbers)}, exits={"next": "hours"}),
        element(
            "hours",
            "schedule",
            settings={"schedule": schedule["key"]},
            exits={"p2": "sales", "p1": "menu", "closed": "night"},
        ),
        element("sales", "group", settings={"queue": "500"}, exits={"unreachable": "night"}),
        element("menu", "menu", name="Lunch", exits={"1": "sales"}),
        element("night", "hangup", settings={"cause": "busy"}),
    )


@pytest.fixture
def company(admin_client: SiteClient, make_extension: Any, make_queue: Any) -> None:
    anna = make_extension("200", display_name="Анна")
    make_queue("500", name="Продажи", members=[anna.pk])


@pytest.fixture
def office(admin_client: SiteClient, company: None) -> dict[str, Any]:
    return admin_client.post("flows/", {"name": "Office"}).json()


def simulated(client: SiteClient, **body: Any) -> dict[str, Any]:
    response = client.post("flows/simulate/", body)
    assert response.status_code == 200, response.json()
    return response.json()


def test_the_way_of_a_call_by_day_and_night(admin_client, office, schedule):
    published(admin_client, office, hours(schedule))
    asked = {"flow": office["id"], "caller": "89161234567", "phones": {"200": "answers"}}
    day = simulated(admin_client, at=MONDAY_NOON, **asked)
    assert [(each["element"], each["exit"]) for each in day["steps"]][:2] == [
        ("start", "next"),
        ("hours", "p2"),
    ]
    assert day["outcome"]["code"] == "answered"
    assert "500 Продажи (200 Анна)" in day["sentence"]
    assert "Office" in day["sentence"]  # the schedule
    night = simulated(admin_client, at=MONDAY_NIGHT, **asked)
    assert [each["element"] for each in night["steps"]] == ["start", "hours", "night"]
    assert night["outcome"]["code"] == "hung_up"
    assert {each["flow_name"] for each in night["steps"]} == {"Office"}


def test_a_document_is_looked_at_before_it_is_saved(admin_client, office, schedule):
    body = hours(schedule)
    lunch = simulated(
        admin_client, document=body, at="2026-11-23T13:30:00+03:00", keys=["1"],
        phones={"500": "answers"},
    )  # fmt: skip
    assert [each["element"] for each in lunch["steps"]] == ["start", "hours", "menu", "sales"]
    assert lunch["steps"][2]["reason"]["code"] == "key_pressed"
    assert lunch["steps"][0]["flow"] == ""


def test_a_period_that_leads_nowhere_is_told_by_its_name(admin_client, office, schedule):
    body = hours(schedule)
    del body["elements"][1]["exits"]["p1"]
    lunch = simulated(admin_client, document=body, at="2026-11-23T13:30:00+03:00")
    assert lunch["outcome"]["code"] == "unlinked"
    assert f"“{schedule['periods'][0]['name']}”" in lunch["outcome"]["message"]


def test_phones_are_as_they_are_now_unless_told(admin_client, office, schedule, live_state):
    asked = {"document": hours(schedule), "at": MONDAY_NOON}
    found = simulated(admin_client, **asked)
    assert found["steps"][-1]["element"] == "night"  # no phone of 200 is there
    told = simulated(admin_client, phones={"200": "answers"}, **asked)
    assert told["outcome"]["code"] == "answered"


def test_the_way_from_an_outside_number(admin_client, office, schedule, own_number):
    number = own_number.number
    before = simulated(admin_client, number=number, at=MONDAY_NOON)
    assert (before["steps"], before["outcome"]["code"]) == ([], "refused")
    draft = hours(schedule, numbers=(number,))
    tried = simulated(admin_client, number=number, at=MONDAY_NIGHT, document=draft)
    assert tried["steps"][0]["element"] == "start"
    published(admin_client, office, draft)
    after = simulated(admin_client, number=number, at=MONDAY_NIGHT)
    assert [each["element"] for each in after["steps"]] == ["start", "hours", "night"]


def test_the_way_from_an_internal_number(admin_client, company):
    found = simulated(admin_client, number="500", phones={"200": "busy"})
    assert [each["kind"] for each in found["steps"]] == ["group"]
    refused = admin_client.post("flows/simulate/", {"number": "999"})
    assert field_codes(refused) == {"number": ["internal_number_unknown"]}


def test_a_caller_is_looked_for_on_number_lists(admin_client, office):
    numbers = admin_client.post("number-lists/", {"name": "VIP"}).json()
    path = f"number-lists/{numbers['id']}/entries/"
    assert admin_client.post(path, {"number": "+79161234567"}).status_code == 201
    key = numbers["id"].replace("-", "")
    body = document(
        element("start", "start", exits={"next": "vip"}),
        element(
            "vip",
            "list",
            settings={"lists": [key]},
            exits={"listed": "end", "not_listed": "end"},
        ),
        element("end", "hangup"),
    )
    asked = {"document": body, "caller": "8 916 123-45-67"}
    assert simulated(admin_client, **asked)["steps"][1]["exit"] == "listed"
    assert simulated(admin_client, listed={key: False}, **asked)["steps"][1]["exit"] == "not_listed"
    assert "VIP" in simulated(admin_client, **asked)["steps"][1]["reason"]["message"]


def test_everything_that_is_wrong_with_a_question_is_said(admin_client, tenant):
    bad = {"caller": "nonsense", "keys": ["x"], "number": "12"}
    assert set(field_codes(admin_client.post("flows/simulate/", bad))) >= {"caller", "keys"}
    assert field_codes(admin_client.post("flows/simulate/", {})) == {"flow": ["required"]}


@pytest.mark.parametrize("year", ["0001", "1969", "2101", "9999"])
def test_the_ends_of_the_calendar_are_refused(admin_client, office, schedule, year):
    save(admin_client, office, hours(schedule))
    moment = {"at": f"{year}-12-31T23:59:59Z", "flow": office["id"]}
    assert set(field_codes(admin_client.post("flows/simulate/", moment))) == {"at"}
    week = {"start": f"{year}-12-31", "flow": office["id"]}
    assert set(field_codes(admin_client.post("flows/week/", week))) == {"start"}
    until = {"state": "closed", "until": f"{year}-12-31T23:59:59Z"}
    switched = admin_client.post(f"schedules/{schedule['id']}/override/", until)
    assert set(field_codes(switched)) == {"until"}


def test_a_week_is_painted_at_the_borders_of_periods(admin_client, office, schedule):
    save(admin_client, office, hours(schedule))
    body = {"flow": office["id"], "start": "2026-11-25"}
    admin_client.patch("extensions/" + str(_anna(admin_client)) + "/", {"reach": []})
    response = admin_client.post("flows/week/", body)
    assert response.status_code == 200, response.json()
    segments = response.json()["segments"]
    monday = [
        (since[11:16], each["outcome"]["code"])
        for each in segments
        if (since := by_clock(each["from"])).startswith("2026-11-23")
    ]
    # nobody can be reached in the group: by day the call goes the way of the night
    assert monday == [("00:00", "hung_up"), ("13:00", "asked"), ("14:00", "hung_up")]
    assert (
        "Lunch"
        in next(each for each in segments if each["outcome"]["code"] == "asked")["outcome"][
            "message"
        ]
    )
    assert by_clock(segments[-1]["to"]).startswith("2026-11-30T00:00")
    for one, other in pairwise(segments):
        assert one["to"] == other["from"]


@pytest.mark.parametrize("number", ["500", "200"], ids=["group", "person"])
@pytest.mark.parametrize(
    ("has_phone", "code"), [(True, "answered"), (False, "unlinked")], ids=["phone", "no_phone"]
)
def test_the_week_of_a_number_that_leads_past_all_flows_is_one_stretch(
    admin_client, company, own_number, make_device, number, has_phone, code
):
    if has_phone:
        make_device("desk", extension=Extension.objects.get())
    admin_client.patch(f"phone-numbers/{own_number.pk}/", {"target": f"internal:{number}"})
    response = admin_client.post("flows/week/", {"number": own_number.number})
    assert response.status_code == 200, response.json()
    (whole,) = response.json()["segments"]
    assert whole["outcome"]["code"] == code
    assert number in whole["outcome"]["message"]
    span = datetime.fromisoformat(whole["to"]) - datetime.fromisoformat(whole["from"])
    assert span.days == 7


def by_clock(text: str) -> str:
    """A moment as the clock of the company shows it."""
    return datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Moscow")).isoformat()


def _anna(client: SiteClient) -> str:
    return client.get("extensions/?search=200").json()["results"][0]["id"]


def test_who_answers_a_number_is_told_through_its_flow(
    admin_client, office, schedule, own_number, make_device
):  # fmt: skip
    make_device("desk", extension=Extension.objects.get())
    published(admin_client, office, hours(schedule, numbers=(own_number.number,)))
    admin_client.patch("session/profile/", {"language": "ru"})

    def answering(at: str) -> dict[str, Any]:
        asked = {"at": at}
        response = admin_client.get(f"phone-numbers/{own_number.pk}/answering/", asked)
        assert response.status_code == 200, response.json()
        return response.json()

    day = answering(MONDAY_NOON)
    assert day["sentence"] == ("Расписание «Office»: Work. Отвечает 500 Продажи (200 Анна).")
    assert ("flow", office["id"]) in [(each["kind"], each["id"]) for each in day["steps"]]
    lunch = answering("2026-11-23T13:00:00+03:00")
    assert lunch["sentence"] == (
        "Расписание «Office»: Lunch. «Lunch» спрашивает звонящего, что делать."
    )
    night = answering(MONDAY_NIGHT)
    assert night["sentence"] == "Расписание «Office»: Закрыто. Звонок заканчивается: занято."


def test_who_answers_now_is_told_with_the_phones_of_now_through_a_flow(
    admin_client, office, own_number, make_device, register
):  # fmt: skip
    make_device("desk", extension=Extension.objects.get())
    body = document(
        element("start", "start", settings={"numbers": [own_number.number]}, exits={"next": "a1"}),
        element("a1", "person", settings={"extension": "200"}, exits={"unreachable": "m1"}),
        element("m1", "menu", name="Ask", exits={"1": "a1"}),
    )
    published(admin_client, office, body)
    admin_client.patch("session/profile/", {"language": "ru"})
    asked = f"phone-numbers/{own_number.pk}/answering/"
    assert admin_client.get(asked).json()["sentence"] == "«Ask» спрашивает звонящего, что делать."
    register("desk")
    assert admin_client.get(asked).json()["sentence"] == "Отвечает 200 Анна."


@pytest.mark.parametrize(
    ("forwarding", "phones", "message"),
    [
        (
            {"forward_mode": "always", "forward_always_to": "201"},
            {"202": "answers", "201": "busy"},
            "202 Вера переадресует вызовы на 201 Борис. Занято: 201 Борис.",
        ),
        (
            {"forward_mode": "conditional", "forward_busy_to": "89161234567"},
            {"202": "declines"},
            "202 Вера переадресует вызовы на +79161234567. Отвечает +79161234567.",
        ),
        (
            {"forward_mode": "conditional", "forward_timeout_to": "201"},
            {"202": "busy"},
            "Занято: 202 Вера.",
        ),
    ],
    ids=["always", "busy", "not_of_this"],
)
def test_what_people_forward_is_followed(
    admin_client, company, own_number, make_extension, make_device, forwarding, phones, message
):  # fmt: skip
    Trunk.objects.create(name="office", addresses=["192.0.2.1"])
    make_device("boris", extension=make_extension("201", display_name="Борис"))
    vera = make_extension("202", display_name="Вера")
    way = {"device": str(make_device("vera", extension=vera).pk)} | forwarding
    assert admin_client.patch(f"extensions/{vera.pk}/", {"reach": [way]}).status_code == 200
    admin_client.patch("session/profile/", {"language": "ru"})
    body = document(
        element("start", "start", exits={"next": "a1"}),
        element("a1", "person", settings={"extension": "202"}),
    )
    found = simulated(admin_client, document=body, phones=phones)
    assert found["steps"][1]["reason"]["message"] == message
    week = admin_client.post("flows/week/", {"document": body}).json()["segments"][0]
    forwarded = forwarding.get("forward_always_to", "202")
    assert week["outcome"]["key"] == f"answered:{forwarded}"


def test_a_plan_is_told_to_whoever_asks_about_the_number(
    admin_client, office, schedule, own_number
):  # fmt: skip
    published(admin_client, office, hours(schedule))
    extension = Extension.objects.get()
    admin_client.patch(f"extensions/{extension.pk}/", {"plan": f"flow:{office['id']}/night"})
    admin_client.patch(f"phone-numbers/{own_number.pk}/", {"target": "internal:200"})
    found = admin_client.get(f"phone-numbers/{own_number.pk}/answering/").json()
    assert found["steps"][-1]["text"].startswith("Office: ")


def test_a_level_says_which_layer_is_meant(admin_client, office):
    """By its name; a layer without one is the step that comes next."""
    workdays = {"lists": [], "days": [1, 2, 3, 4, 5], "minutes": []}
    layers = document(
        element("start", "start", exits={"next": "level:1"}),
        element("work", "set", name="Work", level=1, when=workdays, exits={"next": "level:2"}),
        element("end", "hangup", level=2),
    )
    at = {"flow": office["id"], "document": layers, "caller": "89161234567", "at": MONDAY_NOON}
    said = {
        each["element"]: each["reason"]["message"]
        for each in simulated(admin_client, **at)["steps"]
    }
    assert said["level1"] == "Level 1: the layer “Work” is meant."
    assert said["level2"] == "Level 2: this layer is meant."
