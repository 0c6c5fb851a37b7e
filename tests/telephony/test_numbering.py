"""One numbering plan per company."""

import threading

import pytest

from telephony.models import InternalNumber
from telephony.selectors.numbering import numbers_free
from telephony.services.numbering import number_take
from tenants.context import tenant_scope
from tenants.models import TenantSearchTerm
from tests.support.at_once import at_once
from tests.support.clients import field_codes

EXTENSION = InternalNumber.Kind.EXTENSION
QUEUE = InternalNumber.Kind.QUEUE


@pytest.mark.parametrize(
    "number",
    ["", "1", "20", "012", "112", "200000", "2a0", "*72", "-200", "٢٠٠", "2 0 0", "200\x00", "²00"],
)
def test_a_malformed_number_is_refused(admin_client, number):
    response = admin_client.post("extensions/", {"number": number})
    assert response.status_code == 400
    assert list(field_codes(response)) == ["number"]


@pytest.mark.parametrize("number", ["200", "2000", "99999"])
def test_three_to_five_digits_are_accepted(admin_client, number):
    assert admin_client.post("extensions/", {"number": number}).json()["number"] == number


def test_a_group_cannot_take_the_number_of_an_extension(admin_client, make_extension):
    make_extension("300")
    response = admin_client.post("queues/", {"number": "300", "name": "Sales"})
    assert (response.status_code, response.json()["code"]) == (409, "number_taken")
    assert field_codes(response) == {"number": ["number_taken"]}


def test_whoever_wants_a_number_is_told_who_has_it(admin_client, make_extension, make_queue):
    make_extension("300", display_name="Reception")
    make_extension("301")
    make_queue("500")
    schedule = {"name": "Hours", "number": "780"}
    assert admin_client.post("schedules/", schedule).status_code == 201
    admin_client.patch("session/profile/", {"language": "ru"})
    for number, words in {
        "300": "Номер 300 занят: сотрудник Reception.",
        "301": "Номер 301 занят.",
        "500": "Номер 500 занят: группа «Sales».",
        "780": "Номер 780 занят: расписание «Hours».",
    }.items():
        refused = admin_client.post("queues/", {"number": number, "name": "New"})
        assert (refused.json()["code"], refused.json()["message"]) == ("number_taken", words)


def test_two_companies_have_the_same_number(make_extension, other_tenant):
    make_extension("200")
    with tenant_scope(other_tenant):
        assert number_take("200", kind=EXTENSION).number == "200"


def test_the_plan_says_what_answers_each_number(admin_client, make_extension, make_queue):
    extension = make_extension("200", display_name="Reception")
    queue = make_queue("500")
    rows = admin_client.get("numbering/").json()["results"]
    assert rows == [
        {"number": "200", "kind": "extension", "id": str(extension.pk), "label": "Reception"},
        {"number": "500", "kind": "queue", "id": str(queue.pk), "label": "Sales"},
    ]


def test_the_first_free_number_is_suggested(admin_client, make_extension):
    assert admin_client.get("numbering/free/").json() == {"number": "200"}
    make_extension("200")
    make_extension("202")
    assert admin_client.get("numbering/free/?kind=extension").json() == {"number": "201"}
    assert admin_client.get("numbering/free/?kind=queue").json() == {"number": "500"}
    assert admin_client.get("numbering/free/?kind=menu").status_code == 400


def test_when_short_numbers_are_used_up_longer_ones_are_suggested(tenant):
    InternalNumber.objects.bulk_create(
        InternalNumber(number=str(n), kind=EXTENSION) for n in range(200, 1000)
    )
    assert numbers_free(EXTENSION, count=2) == ["2000", "2001"]
    assert numbers_free(QUEUE) == ["2000"]


def test_the_operator_finds_a_company_by_number_until_it_is_given_back(admin_client, tenant):
    made = admin_client.post("extensions/", {"number": "777"}).json()
    terms = TenantSearchTerm.objects.filter(tenant=tenant).values_list("kind", "value")
    assert list(terms) == [("extension", "777")]
    admin_client.patch(f"extensions/{made['id']}/", {"number": "778"})
    assert list(terms.all()) == [("extension", "778")]
    admin_client.delete(f"extensions/{made['id']}/")
    assert not terms.all()


def test_of_two_who_take_a_number_at_the_same_moment_one_is_refused(committed, monkeypatch):
    """Both have passed the check when they write: the constraint decides, with the code of the check."""
    both_checked = threading.Barrier(2)
    monkeypatch.setattr(
        "telephony.services.numbering._refuse_taken", lambda _number: both_checked.wait(10)
    )

    def take() -> str:
        return number_take("4321", kind=EXTENSION).number

    outcomes = at_once(committed, take, take)
    assert sorted(getattr(each, "code", each) for each in outcomes) == ["4321", "number_taken"]
