"""Who answers a number now, as a sentence for the people of the company."""

from typing import Any

import pytest

from telephony.carriers.models import Carrier, PhoneNumber
from telephony.models import Extension
from tenants.context import platform_scope
from tenants.models import TenantBlock
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block
from tenants.services.restrictions import NewRestriction, restriction_set

NUMBER = "+74951234567"
NOW = ""
SATURDAY, MONDAY = "2026-11-21T12:00:00%2B03:00", "2026-11-23T12:00:00%2B03:00"


@pytest.fixture
def number(tenant) -> PhoneNumber:
    with platform_scope():
        carrier = Carrier.objects.create(name="beeline", title="Билайн", addresses=["192.0.2.1"])
        return PhoneNumber.objects.create(
            number=NUMBER, carrier=carrier, tenant=tenant, state="assigned"
        )


@pytest.fixture
def company(admin_client, make_extension, make_device, make_queue) -> None:
    """Anna at 200 with a phone, Boris at 201 without any way to be reached, the group 500 of both."""
    anna = make_extension("200", display_name="Анна")
    make_device("desk", extension=anna)
    boris = make_extension("201", display_name="Борис")
    make_queue("500", name="Продажи", members=[anna.pk, boris.pk])
    make_queue("501", name="Пусто")
    admin_client.patch("session/profile/", {"language": "ru"})


@pytest.fixture
def sentence(told):
    """`sentence("internal:500")`: what is said of the number when it leads there; at NOW with the phones of now."""

    def sentence(target: str = "", at: str = MONDAY) -> str:
        return told(target, at)["sentence"]

    return sentence


@pytest.fixture
def told(admin_client, number, company):
    """The same with its steps."""

    def told(target: str = "", at: str = MONDAY) -> dict[str, Any]:
        saved = admin_client.patch(f"phone-numbers/{number.pk}/", {"target": target})
        assert saved.status_code == 200, saved.content
        found = admin_client.get(f"phone-numbers/{number.pk}/answering/?at={at}")
        assert found.status_code == 200, found.content
        return found.json()

    return told


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("internal:500", "Отвечает 500 Продажи (200 Анна)."),
        ("internal:501", "В группе 501 Пусто никого нет."),
        ("internal:200", "Отвечает 200 Анна."),
        ("internal:201", "У 201 Борис нет способа принять вызов."),
        ("", "Номер никуда не ведёт."),
    ],
)
def test_where_a_number_leads_is_said_in_russian(sentence, target, said):
    assert sentence(target) == said


def test_who_rings_in_a_group_is_a_step_that_leads_to_it(told):
    steps = {each["text"]: each["kind"] for each in told("internal:500")["steps"]}
    members = "В группе 500 Продажи звонят все сразу: 200 Анна, 201 Борис."
    assert (steps[members], steps["Отвечает 500 Продажи (200 Анна)."]) == ("queue", "queue")


@pytest.mark.parametrize(
    ("target", "away", "there"),
    [
        ("internal:200", "Недоступно: 200 Анна.", "Отвечает 200 Анна."),
        ("internal:500", "Недоступно: 500 Продажи.", "Отвечает 500 Продажи (200 Анна)."),
    ],
)
def test_now_means_the_phones_of_now(sentence, register, target, away, there):
    assert sentence(target, at=NOW) == away
    register("desk")
    assert sentence(target, at=NOW) == there


def test_a_phone_that_is_off_forwards_now(sentence, register, admin_client, make_device):
    boris = Extension.objects.get(internal_number__number="201")
    way = {"device": str(make_device("mobile", extension=boris).pk)}
    forwarding = {"forward_mode": "conditional", "forward_timeout_to": "200"}
    body = {"reach": [way | forwarding]}
    assert admin_client.patch(f"extensions/{boris.pk}/", body).status_code == 200
    register("desk")
    assert sentence("internal:201", at=NOW) == (
        "201 Борис переадресует вызовы на 200 Анна. Отвечает 200 Анна."
    )
    register("mobile")
    assert sentence("internal:201", at=NOW) == "Отвечает 201 Борис."


def test_a_redirect_number_is_said_with_its_line(sentence, admin_client):
    body = {"name": "Юрист", "number": "89161234567"}
    redirect = admin_client.post("redirect-numbers/", body).json()
    said = sentence(f"redirect:{redirect['id']}")
    assert said == "Вызов уходит на +79161234567 по линии Билайн."


def test_calls_to_numbers_that_lead_nowhere_have_a_place_of_their_own(sentence, admin_client):
    admin_client.patch("outside-settings/", {"unknown_target": "internal:200"})
    assert sentence("") == "Отвечает 200 Анна."


def test_out_of_hours_a_rule_decides(sentence, admin_client):
    weekend = {"days": [6, 7], "minutes": []}
    body = {"name": "Выходные", "called": NUMBER[1:], "times": weekend, "target": "200"}
    assert admin_client.post("override-rules/", body).status_code == 201
    assert sentence("internal:500", at=SATURDAY) == "Отвечает 200 Анна."
    assert sentence("internal:500", at=MONDAY).startswith("Отвечает 500 Продажи")


def test_a_rule_may_end_the_call(sentence, admin_client):
    admin_client.post("override-rules/", {"name": "Никому", "called": ".*", "target": ""})
    assert sentence("internal:500") == "Вызов завершает переопределяющее правило."


def test_a_forwarding_of_everybody_is_told(sentence, admin_client):
    anna = Extension.objects.get(internal_number__number="200")
    entry = anna.reach_entries.get()
    way = {"device": str(entry.device_id), "forward_mode": "always"}
    body = {"reach": [{**way, "forward_always_to": "89161234567"}]}
    assert admin_client.patch(f"extensions/{anna.pk}/", body).status_code == 200
    assert sentence("internal:200") == (
        "200 Анна переадресует вызовы на +79161234567. Отвечает +79161234567."
    )


def test_a_company_that_has_blocked_itself_answers_nobody(sentence, admin_client):
    admin_client.post("company/block/", {"reason": "x"})
    assert sentence("internal:200", at=NOW) == "Компания сама заблокировала свои вызовы."


def test_the_operator_sees_why_a_blocked_company_answers_nobody(
    operator_client, number, company, tenant
):
    operator_client.patch("session/profile/", {"language": "ru"})
    tenant_block(tenant, NewBlock(TenantBlock.Kind.ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    asked = {"tenant": "acme", "from": "", "to": NUMBER, "direction": "incoming"}
    found = operator_client.post("platform/expression-check/", asked).json()
    assert found["text"] == "Компания заблокирована оператором."


def test_a_restriction_of_all_calls_is_told(sentence, tenant):
    restriction_set(tenant, NewRestriction("Fraud", kind="all"), actor=SYSTEM)
    assert sentence("internal:200", at=NOW).startswith("Оператор остановил")
