"""One form, one person."""

import contextlib
import threading
from functools import partial

import pytest

from telephony.models import Device, Employee, Extension, InternalNumber
from telephony.selectors.numbering import numbers_free
from telephony.services.employees import employee_create
from tenants.models import Membership, TenantConfigState, User
from tests.support.at_once import at_once
from tests.support.clients import SiteClient, field_codes, tenant_site
from tests.support.people import PASSWORD

FORM = {
    "name": "Иван Петров",
    "email": "ivan@acme.example.org",
    "mobile": "8 916 123-45-67",
    "role": "user",
    "extension": {"number": "205"},
    "device": {"title": "Desk"},
}


def test_one_form_makes_person_number_phone_and_sign_in(admin_client, tenant):
    made = admin_client.post("employees/", FORM).json()
    assert (made["name"], made["mobile"], made["role"]) == ("Иван Петров", "+79161234567", "user")
    [extension] = made["extensions"]
    assert (extension["number"], extension["devices"][0]["login"]) == ("205", "acme+205")
    assert made["credentials"]["login"] == "acme+205"
    assert "/link/" in made["sign_in_link"]
    stored = Extension.objects.get()
    assert [entry.device.name for entry in stored.reach_entries.all()] == ["205"]
    assert Membership.objects.get(pk=Employee.objects.get().membership_id).tenant == tenant


def test_the_link_lets_the_person_in_to_their_own_page(admin_client):
    made = admin_client.post("employees/", FORM).json()
    token = made["sign_in_link"].rpartition("/")[2]
    person: SiteClient = tenant_site("acme")
    assert person.post(f"session/links/{token}/", {"password": PASSWORD}).status_code == 200
    page = person.get("own/").json()
    assert page["employee"]["name"] == "Иван Петров"
    assert [device["login"] for device in page["devices"]] == ["acme+205"]
    assert person.get("employees/").status_code == 403


def test_the_form_makes_one_revision_and_wakes_the_node_once(admin_client, tenant, enqueued):
    before = TenantConfigState.objects.get(tenant=tenant).requested
    admin_client.post("employees/", FORM)
    assert TenantConfigState.objects.get(tenant=tenant).requested == before + 1
    [job] = [job for job in enqueued.jobs if job.name == "telephony.config_apply"]
    assert (job.schema, job.queue) == ("t_acme", f"node.{tenant.node.name}")


def test_without_a_number_the_first_free_one_is_given(admin_client, make_extension):
    make_extension("200")
    made = admin_client.post("employees/", {"name": "Anna", "extension": {}, "device": {}}).json()
    assert made["extensions"][0]["number"] == "201"
    assert made["role"] == "none"
    assert made["sign_in_link"] == ""


def test_a_person_may_come_without_anything(admin_client):
    made = admin_client.post("employees/", {"name": "Anna"}).json()
    assert (made["extensions"], made["credentials"]) == ([], None)


def test_a_taken_device_name_gives_way_to_the_next(admin_client, make_device):
    make_device("205")
    made = admin_client.post("employees/", {**FORM, "role": "none"}).json()
    assert made["credentials"]["login"] == "acme+205-2"


def test_every_fault_of_the_form_is_named_at_once_and_nothing_is_saved(admin_client):
    body = {
        "name": "a\nb",
        "email": "not a mail",
        "mobile": "12",
        "role": "king",
        "extension": {"number": "0", "display_name": "x" * 81},
        "device": {"name": "?", "secret": "weak"},
    }
    response = admin_client.post("employees/", body)
    assert response.status_code == 400
    assert field_codes(response) == {
        "name": ["control_characters"],
        "email": ["email_invalid"],
        "mobile": ["outside_number_invalid"],
        "role": ["invalid_choice"],
        "extension.number": ["number_invalid"],
        "extension.display_name": ["too_long"],
        "device.name": ["device_name_invalid"],
        "device.secret": ["secret_short"],
    }
    for model in (Employee, Extension, Device, InternalNumber):
        assert not model.objects.exists(), model


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"extension": {"number": "300"}}, "extension.number", "number_taken"),
        ({"device": {"name": "desk"}}, "device.name", "device_name_taken"),
        ({"email": "admin@acme.example.org"}, "email", "email_taken"),
        ({"email": "admin@globex.example.org"}, "email", "email_not_available"),
        ({"email": "operator@example.org"}, "email", "email_not_available"),
        ({"email": ""}, "email", "required"),
    ],
)
def test_a_late_refusal_leaves_nothing_half_saved(
    admin_client, make_extension, make_device, change, field, code
):
    make_extension("300")
    make_device("desk")
    people = User.objects.count()
    response = admin_client.post("employees/", {**FORM, **change})
    assert field_codes(response) == {field: [code]}
    assert (Employee.objects.count(), Extension.objects.count(), Device.objects.count()) == (
        0,
        1,
        1,
    )
    assert User.objects.count() == people


def test_the_number_of_people_is_limited(admin_client, tenant):
    tenant.max_users = 1
    tenant.save()
    assert admin_client.post("employees/", FORM).status_code == 201
    refused = admin_client.post("employees/", {"name": "One too many", "extension": {}})
    assert (refused.status_code, refused.json()["code"]) == (409, "user_limit_reached")
    assert (Employee.objects.count(), Extension.objects.count()) == (1, 1)


def test_two_who_are_added_at_the_same_moment_get_different_numbers(committed, monkeypatch):
    """Neither has chosen a number or a name of the phone. Who would read the free ones before the other has written
    meets the other at the barrier; who waits for the other does not come there in time."""
    both_read = threading.Barrier(2, timeout=0.5)

    def read(*args, **kwargs):
        free = numbers_free(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_read.wait()
        return free

    monkeypatch.setattr("telephony.services.employees.numbers_free", read)

    def add(name: str) -> tuple[str, str]:
        made = employee_create({"name": name, "extension": {}, "device": {}})
        return made.extension.number, made.device.name

    outcomes = at_once(committed, partial(add, "Anna"), partial(add, "Boris"))
    assert sorted(outcomes) == [("200", "200"), ("201", "201")]


def test_people_are_filtered_by_role_and_number(admin_client):
    admin_client.post("employees/", FORM)
    admin_client.post("employees/", {"name": "Anna"})
    for query, names in [
        ({"role": "user"}, ["Иван Петров"]),
        ({"role": "admin"}, []),
        ({"role": "none"}, ["Anna"]),
        ({"has_extension": "true"}, ["Иван Петров"]),
        ({"has_extension": "false"}, ["Anna"]),
    ]:
        rows = admin_client.get("employees/", query).json()["results"]
        assert [row["name"] for row in rows] == names, query


class TestSignIn:
    """The role of a person."""

    def test_a_role_given_later_makes_a_sign_in_and_taken_away_ends_it(self, admin_client):
        made = admin_client.post(
            "employees/", {"name": "Anna", "email": "anna@acme.example.org"}
        ).json()
        address = f"employees/{made['id']}/"
        given = admin_client.patch(address, {"role": "admin"}).json()
        assert (given["role"], "/link/" in given["sign_in_link"]) == ("admin", True)
        lowered = admin_client.patch(address, {"role": "user"}).json()
        assert (lowered["role"], lowered["sign_in_link"]) == ("user", "")
        assert admin_client.patch(address, {"role": "none"}).json()["role"] == "none"
        assert not Membership.objects.filter(user__email="anna@acme.example.org").exists()

    def test_another_mail_address_is_another_sign_in(self, admin_client):
        made = admin_client.post("employees/", FORM).json()
        changed = admin_client.patch(
            f"employees/{made['id']}/", {"email": "petrov@acme.example.org"}
        ).json()
        assert (changed["role"], "/link/" in changed["sign_in_link"]) == ("user", True)
        assert not Membership.objects.filter(user__email=FORM["email"]).exists()

    def test_a_change_of_name_leaves_the_sign_in_alone(self, admin_client):
        made = admin_client.post("employees/", FORM).json()
        before = Employee.objects.get().membership_id
        changed = admin_client.patch(
            f"employees/{made['id']}/", {"name": "Иван", "email": FORM["email"]}
        ).json()
        assert (changed["sign_in_link"], Employee.objects.get().membership_id) == ("", before)

    def test_whoever_signs_in_needs_a_mail_address(self, admin_client):
        made = admin_client.post("employees/", {"name": "Anna"}).json()
        response = admin_client.patch(f"employees/{made['id']}/", {"role": "user"})
        assert field_codes(response) == {"email": ["required"]}
        again = admin_client.post(f"employees/{made['id']}/sign-in-link/")
        assert (again.status_code, again.json()["code"]) == (409, "no_sign_in")

    def test_another_link_can_be_made(self, admin_client):
        made = admin_client.post("employees/", FORM).json()
        link = admin_client.post(f"employees/{made['id']}/sign-in-link/").json()["sign_in_link"]
        assert link != made["sign_in_link"]


class TestDeletion:
    """Removing a person."""

    @pytest.fixture
    def made(self, admin_client) -> dict:
        return admin_client.post("employees/", FORM).json()

    def test_a_person_with_a_number_is_not_deleted_silently(self, admin_client, made):
        refused = admin_client.delete(f"employees/{made['id']}/")
        assert refused.status_code == 409
        assert [usage["label"] for usage in refused.json()["extra"]["usages"]] == [
            "205 Иван Петров"
        ]

    def test_a_replacement_takes_the_number_over(self, admin_client, made):
        other = admin_client.post("employees/", {"name": "Anna"}).json()
        assert (
            admin_client.delete(f"employees/{made['id']}/?replace_with={other['id']}").status_code
            == 204
        )
        assert Extension.objects.get().employee.name == "Anna"
        assert not Membership.objects.filter(user__email=FORM["email"]).exists()

    def test_forced_deletion_takes_number_and_phone_along(self, admin_client, made):
        assert admin_client.delete(f"employees/{made['id']}/?force=true").status_code == 204
        assert not Extension.objects.exists()
        assert not Device.objects.exists()
        assert not InternalNumber.objects.exists()


@pytest.mark.parametrize("body", ["not json", "[1, 2]", "null", '"x"', "", "{", "[" * 100_000])
def test_a_body_that_is_no_object_is_refused(admin_client, body):
    response = admin_client.generic("POST", "employees/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["code"] in ("malformed", "invalid")
