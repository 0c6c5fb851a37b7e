"""What the operator limits: people, and numbers that are nobody's; and what he is shown of it."""

import pytest

from telephony.models import Device, Employee, Extension
from telephony.services.employees import employee_delete
from telephony.services.starter_kit import starter_kit_create
from tenants.models import Tenant, TenantConfigState
from tests.support.clients import SiteClient, field_codes


def limit_to(tenant: Tenant, users: int) -> None:
    tenant.max_users = users
    tenant.save()


def seen_by_operator(client: SiteClient) -> int:
    return client.get("platform/tenants/acme/").json()["counts"]["users"]


@pytest.fixture
def figures(admin_client, operator_client):
    """The users that the company is shown, which must be those that the operator is shown."""

    def read() -> int:
        own = admin_client.get("company/").json()["users_count"]
        assert seen_by_operator(operator_client) == own
        return own

    return read


def test_a_number_without_a_person_is_a_user(admin_client, tenant, figures):
    limit_to(tenant, 1)
    assert admin_client.post("extensions/", {"number": "300"}).status_code == 201
    refused = admin_client.post("extensions/", {"number": "301"})
    assert (refused.status_code, refused.json()["code"]) == (409, "user_limit_reached")
    assert (Extension.objects.count(), figures()) == (1, 1)


def test_a_person_takes_over_a_number_of_a_full_company(admin_client, tenant, figures):
    limit_to(tenant, 1)
    number = admin_client.post("extensions/", {"number": "300"}).json()["id"]
    person = admin_client.post("employees/", {"name": "Anna"}).json()["id"]
    assert admin_client.patch(f"extensions/{number}/", {"employee": person}).status_code == 200
    assert figures() == 1
    assert admin_client.post("employees/", {"name": "Boris"}).json()["code"] == "user_limit_reached"


def test_a_number_taken_off_a_person_is_a_user(admin_client, tenant, figures):
    limit_to(tenant, 2)
    made = [
        admin_client.post("employees/", {"name": name, "extension": {}}).json() for name in "AB"
    ]
    extra = {"number": "300", "employee": made[0]["id"]}
    assert admin_client.post("extensions/", extra).status_code == 201  # the second one of a person
    third = Extension.objects.get(internal_number__number="300")
    refused = admin_client.patch(f"extensions/{third.pk}/", {"employee": None})
    assert refused.json()["code"] == "user_limit_reached"
    assert figures() == 2


def test_one_person_has_not_any_number_of_numbers(admin_client, tenant):
    limit_to(tenant, 1)
    person = admin_client.post("employees/", {"name": "Anna"}).json()["id"]
    answers = [
        admin_client.post("extensions/", {"number": str(number), "employee": person})
        for number in range(300, 304)
    ]
    assert [each.status_code for each in answers] == [201, 201, 201, 409]
    assert answers[-1].json()["code"] == "extension_limit_reached"


def test_one_user_has_not_any_number_of_devices(admin_client, tenant):
    limit_to(tenant, 1)
    answers = [admin_client.post("devices/", {"name": f"d{index}"}) for index in range(6)]
    assert [each.status_code for each in answers] == [201] * 5 + [409]
    assert answers[-1].json()["code"] == "device_limit_reached"
    assert Device.objects.count() == 5


def test_who_has_too_many_may_change_and_lose_them_but_not_get_more(admin_client, tenant, figures):
    people = [admin_client.post("employees/", {"name": name}).json()["id"] for name in "ABC"]
    limit_to(tenant, 1)
    assert admin_client.patch(f"employees/{people[0]}/", {"name": "Anna"}).status_code == 200
    assert (
        admin_client.post("extensions/", {"number": "300"}).status_code == 201
    )  # one of the three
    assert admin_client.delete(f"employees/{people[1]}/").status_code == 204
    assert figures() == 2
    assert admin_client.post("employees/", {"name": "D"}).json()["code"] == "user_limit_reached"


def test_the_figure_follows_every_change(admin_client, figures):
    assert figures() == 0
    made = admin_client.post("employees/", {"name": "Anna", "extension": {}}).json()
    other = admin_client.post("employees/", {"name": "Boris", "extension": {}}).json()
    assert figures() == 2
    rows = [{"name": "Vera", "number": "400"}, {"name": "Gleb", "number": "401"}]
    loaded = admin_client.post("employees/import/", {"rows": rows, "mode": "all_or_nothing"})
    assert (loaded.json()["created"], figures()) == (2, 4)
    replaced = admin_client.delete(f"employees/{made['id']}/?replace_with={other['id']}")
    assert (replaced.status_code, figures()) == (204, 3)
    employee_delete(Employee.objects.get(pk=other["id"]), force=True)
    assert figures() == 2


def test_an_import_counts_numbers_without_a_person(admin_client, tenant):
    limit_to(tenant, 3)
    for number in ("300", "301"):
        admin_client.post("extensions/", {"number": number})
    rows = [{"name": "Vera", "number": "400"}, {"name": "Gleb", "number": "401"}]
    report = admin_client.post("employees/import/", {"rows": rows, "mode": "good_rows_only"})
    assert (report.json()["created"], report.json()["refused"]) == (1, 1)
    errors = report.json()["rows"][1]["errors"]
    assert errors["name"][0]["code"] == "user_limit_reached"


@pytest.mark.parametrize(("limit", "numbers"), [(1, 1), (2, 2), (50, 3)])
def test_the_starter_kit_keeps_the_limit(tenant, limit, numbers):
    limit_to(tenant, limit)
    starter_kit_create()
    assert Extension.objects.count() == numbers
    assert TenantConfigState.objects.get(tenant=tenant).users == numbers


def test_the_form_names_what_is_over_the_limit(admin_client, tenant):
    limit_to(tenant, 1)
    admin_client.post("extensions/", {"number": "300"})
    form = {"name": "Anna", "extension": {"number": "301"}, "device": {}}
    refused = admin_client.post("employees/", form)
    assert (refused.json()["code"], field_codes(refused)) == ("user_limit_reached", {})
    assert (Employee.objects.count(), Extension.objects.count()) == (0, 1)
