"""What would become of a call, told in words; who answers a number now."""

import pytest

from telephony.carriers.models import (
    Carrier,
    PhoneNumber,
    PlanPrefix,
    PlatformFilter,
    PlatformRoute,
)
from telephony.models import Extension, ReachEntry
from tenants.context import platform_scope
from tenants.models import Tenant
from tests.support.clients import field_codes

NUMBER = "+74951234567"


@pytest.fixture
def number(tenant) -> PhoneNumber:
    """A Moscow number of acme by the operator's carrier."""
    with platform_scope():
        carrier = Carrier.objects.create(name="beeline", title="Билайн", addresses=["192.0.2.1"])
        return PhoneNumber.objects.create(
            number=NUMBER, carrier=carrier, tenant=tenant, state="assigned"
        )


@pytest.fixture
def check(admin_client, make_extension, number):
    make_extension("200", display_name="Anna")

    def check(called: str, sender: str = "200", **more) -> dict:
        body = {"from": sender, "to": called, **more}
        response = admin_client.post("expression-check/", body)
        assert response.status_code == 200, response.content
        return response.json()

    return check


def test_a_call_outside_goes_by_the_line_of_the_number_shown(check):
    found = check("8 (916) 123-45-67")
    assert (found["result"], found["called"], found["shown"]) == (
        "connected",
        "+79161234567",
        NUMBER,
    )
    assert [(line["line"], line["title"]) for line in found["lines"]] == [
        ("carrier:beeline", "Билайн")
    ]
    assert "Билайн" in found["text"]
    assert {step["key"] for step in found["steps"]} >= {"number", "permission", "caller_id", "line"}


def test_the_class_of_a_mobile_depends_on_its_region(check):
    PlanPrefix.objects.create(prefix="7916", value="77:mobile")
    found = check("89161234567")
    assert (found["call_class"], found["region_name"]) == ("regional_mobile", "Город Москва")
    assert check("89031234567")["call_class"] == "mobile"


def test_a_refused_call_says_why(check):
    found = check("810442083661177")
    assert (found["result"], found["reason"]) == ("refused", "class-international")
    assert found["text"] == "International calls are not allowed here."


@pytest.mark.parametrize("called", ["sip:1@evil.example", "1234567890123456", "*99#", "0"])
def test_what_is_no_number_leads_nowhere(check, called):
    found = check(called)
    assert (found["result"], found["reason"]) == ("refused", "unknown_number")


def test_help_is_called_whoever_asks(check, tenant):
    Extension.objects.update(call_classes=[])
    assert check("112")["steps"][0]["key"] == "emergency"


def test_a_route_of_the_company_is_taken_and_linked(check, admin_client):
    admin_client.post("trunks/", {"name": "mts", "title": "МТС", "addresses": ["192.0.2.9"]})
    body = {"name": "Moscow", "called": ["7495.*"], "trunks": ["trunk:mts"]}
    route = admin_client.post("routes/", {**body, "called_template": "8{number:1}"}).json()
    found = check("84957654321")
    assert (found["route"], found["lines"][0]["called"]) == ("Moscow", "84957654321")
    step = next(each for each in found["steps"] if each["key"] == "route")
    assert (step["kind"], step["id"]) == ("route", route["id"])


def test_what_follows_when_the_line_of_the_number_fails_is_told_as_such(check):
    with platform_scope():
        Carrier.objects.create(name="reserve", addresses=["192.0.2.77"])
        PlatformRoute.objects.create(name="all", position=1, trunks=["carrier:reserve"])
    routes = [each["text"] for each in check("84957654321")["steps"] if each["key"] == "route"]
    assert routes == [
        "By the line of the number that is shown: Билайн.",
        "If that fails: by a route of the operator.",
    ]


def test_a_rule_sends_the_call_elsewhere_at_its_times(check, admin_client, make_extension):
    make_extension("201")
    night = {"days": [], "minutes": [[0, 480]]}
    body = {"name": "night", "called": "200", "target": "201", "times": night}
    admin_client.post("override-rules/", body)
    at_night = check(NUMBER, "", direction="incoming", at="2026-11-21T03:00:00+03:00")
    assert at_night["reason"] == "no_target"  # leads nowhere yet
    by_night = check("200", at="2026-11-21T03:00:00+03:00")
    by_day = check("200", at="2026-11-21T12:00:00+03:00")
    assert (by_night["called"], by_day["called"]) == ("201", "200")
    step = next(each for each in by_night["steps"] if each["key"] == "override")
    assert step["kind"] == "override_rule"
    assert "night" in step["text"]


def test_a_rule_without_target_ends_the_call(check, admin_client):
    admin_client.post("override-rules/", {"name": "stop", "called": "7903.*"})
    found = check("89031234567")
    assert (found["result"], found["reason"]) == ("ended", "override")


def test_a_filter_of_the_operator_is_told(check):
    with platform_scope():
        PlatformFilter.objects.create(name="scam", direction="out", called=["7903.*"])
    assert check("89031234567")["reason"] == "filtered"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"from": "299"}, {"from": ["internal_number_unknown"]}),
        ({"from": "200", "to": " "}, {"to": ["required"]}),
        ({"from": "x", "direction": "incoming"}, {"from": ["outside_number_invalid"]}),
    ],
)
def test_nonsense_is_refused_at_its_field(admin_client, make_extension, values, errors):
    make_extension("200")
    response = admin_client.post("expression-check/", {"from": "200", "to": "112", **values})
    assert (response.status_code, field_codes(response)) == (400, errors)


def test_who_answers_a_number_is_a_sentence(
    admin_client, number, make_queue, make_extension, make_device, register
):
    register("desk")
    anna = make_extension("200", display_name="Anna")
    make_device("desk", extension=anna)
    make_queue("500", name="Sales", members=[anna.pk])
    path = f"phone-numbers/{number.pk}/answering/"
    assert admin_client.get(path).json()["sentence"] == "The number leads nowhere."
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:500"})
    answering = admin_client.get(path).json()
    assert answering["sentence"] == "500 Sales (200 Anna) answers."
    assert answering["steps"][-1]["kind"] == "queue"
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:200"})
    assert admin_client.get(path).json()["sentence"] == "200 Anna answers."
    ReachEntry.objects.update(forward_mode="always", forward_always_to="+79161234567")
    sentence = admin_client.get(path).json()["sentence"]
    assert sentence == "200 Anna forwards calls to +79161234567. +79161234567 answers."


def test_who_answers_is_told_in_russian(admin_client, number, make_extension, tenant):
    make_extension("200", display_name="Анна", reach=[{"outside_number": "+79161234567"}])
    admin_client.patch(f"phone-numbers/{number.pk}/", {"target": "internal:200"})
    admin_client.patch("preferences/language/", {"value": "ru"})
    path = f"phone-numbers/{number.pk}/answering/?at=2026-11-21T12:00:00%2B03:00"
    assert admin_client.get(path).status_code == 200
    assert admin_client.get(f"phone-numbers/{number.pk}/answering/?at=noon").status_code == 400


def test_a_blocked_company_is_told_so(check, tenant, admin_client):
    admin_client.post("company/block/", {"reason": "test"})
    assert check("89161234567")["reason"] == "blocked-voluntary"
    assert Tenant.objects.filter(pk=tenant.pk).exists()
