"""What the simulator says of calls that are led outside: rules of the company, and what it may not call."""

import pytest

from telephony.models import Extension, Trunk
from tests.support.flow_documents import document, element

FAR = "+78127654321"
MONDAY_NOON, MONDAY = "2026-11-23T12:00:00+03:00", "2026-11-23"


@pytest.fixture
def line(own_number):
    """The line of the company's number."""
    return Trunk.objects.create(name="office", addresses=["192.0.2.1"])


@pytest.fixture
def simulated(admin_client, make_extension, make_device, line):
    """`simulated(caller)`: the step of an element that calls FAR, told in Russian, and what becomes of the call."""
    for number, name in (("200", "Анна"), ("201", "Борис")):
        make_device(number, extension=make_extension(number, display_name=name))
    admin_client.patch("session/profile/", {"language": "ru"})
    outside = element("far", "outside", settings={"number": FAR})
    body = document(element("start", "start", exits={"next": "far"}), outside)

    def ask(caller: str = "", **more):
        asked = {"document": body, "caller": caller, "at": MONDAY_NOON, **more}
        said = admin_client.post("flows/simulate/", asked).json()
        return said["steps"][1]["reason"]["message"], said["outcome"]["code"]

    ask.document = body
    return ask


def rule(client, **values):
    made = client.post("override-rules/", {"name": "VIP", "called": FAR[1:], **values})
    assert made.status_code == 201, made.json()


def test_a_caller_from_inside_calls_what_they_may(simulated):
    assert simulated() == (f"Отвечает {FAR}.", "answered")
    Extension.objects.filter(internal_number__number="200").update(call_classes=["local"])
    assert simulated("200") == (
        f"Звонка на {FAR} не будет: Междугородные вызовы здесь не разрешены.",
        "unlinked",
    )
    assert simulated("201")[1] == "answered"


def test_a_company_without_a_line_calls_nobody(simulated):
    Trunk.objects.update(is_enabled=False)
    assert simulated() == (
        f"Звонка на {FAR} не будет: Ни одна линия не ведёт на этот номер.",
        "unlinked",
    )


def test_a_rule_of_the_company_leads_the_call_elsewhere(simulated, admin_client):
    rule(admin_client, target="200")
    assert simulated(phones={"200": "answers"}) == (
        f"Правило «VIP» ведёт звонок на {FAR} к 200 Анна. Отвечает 200 Анна.",
        "answered",
    )


def test_a_rule_of_the_company_ends_the_call(simulated, admin_client):
    rule(admin_client)
    assert simulated() == ("Правило «VIP» завершает звонок.", "unlinked")


def test_a_week_is_painted_with_the_times_of_rules(simulated, admin_client):
    rule(admin_client, target="200", times={"days": [1], "minutes": [[600, 720]]})
    asked = {"document": simulated.document, "start": MONDAY, "phones": {"200": "answers"}}
    week = admin_client.post("flows/week/", asked).json()["segments"]
    assert [(each["from"], each["outcome"]["key"]) for each in week] == [
        ("2026-11-22T21:00:00Z", f"answered:{FAR}"),
        ("2026-11-23T07:00:00Z", "answered:200"),  # 10:00 where the company is
        ("2026-11-23T09:00:00Z", f"answered:{FAR}"),
    ]
