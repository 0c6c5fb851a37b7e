"""A person's own page: what they see and may change."""

import pytest

from telephony.models import Employee, Extension, ReachEntry
from telephony.selectors.extensions import employee_numbers_held, own_numbers_held
from tenants.models import Membership
from tenants.selectors.members import member_get
from tests.support.clients import field_codes
from tests.support.people import USER, person


@pytest.fixture
def own(tenant, make_extension, make_device) -> Extension:
    """Extension 200 with a phone, of the person behind `user_client`; 201 is somebody else's."""
    membership = Membership.objects.get(user=person(tenant, USER), tenant=tenant)
    employee = Employee.objects.create(name="Olga", membership_id=membership.pk)
    extension = make_extension("200", employee=employee.pk)
    make_device("desk", extension=extension)
    make_device("other", extension=make_extension("201"))
    return extension


def test_the_page_shows_ones_own_numbers_and_phones_only(user_client, own):
    page = user_client.get("own/").json()
    assert page["employee"]["name"] == "Olga"
    assert [extension["number"] for extension in page["extensions"]] == ["200"]
    assert [device["login"] for device in page["devices"]] == ["acme+desk"]


def test_a_sign_in_without_a_person_has_an_empty_page(user_client, admin_client):
    for client in (user_client, admin_client):
        assert client.get("own/").json() == {"employee": None, "extensions": [], "devices": []}


def test_one_changes_ones_forwarding_and_nothing_else(user_client, own):
    entry = own.reach_entries.get()
    body = {
        "display_name": "Boss",
        "ring_order": "sequential",
        "reach": [
            {
                "id": str(entry.pk),
                "forward_mode": "conditional",
                "forward_timeout_to": "201",
                "is_enabled": False,
                "ring_seconds": 5,
                "device": None,
            }
        ],
    }
    answer = user_client.patch(f"own/extensions/{own.pk}/", body).json()
    assert (answer["display_name"], answer["ring_order"]) == ("", "parallel")
    changed = ReachEntry.objects.get(pk=entry.pk)
    assert (changed.forward_mode, changed.forward_timeout_to) == ("conditional", "201")
    assert (changed.is_enabled, changed.ring_seconds, changed.device_id) == (
        True,
        20,
        entry.device_id,
    )


def test_forwarding_obeys_the_same_rules_as_for_the_administrator(user_client, own):
    entry = own.reach_entries.get()
    reach = [
        {"id": str(entry.pk), "forward_mode": "always", "forward_always_to": "200"},
        {"id": "00000000-0000-0000-0000-000000000000"},
    ]
    response = user_client.patch(f"own/extensions/{own.pk}/", {"reach": reach})
    assert field_codes(response) == {
        "reach.0.forward_always_to": ["forward_to_self"],
        "reach.1.id": ["does_not_exist"],
    }


def test_ways_of_somebody_elses_number_cannot_be_changed(user_client, own):
    foreign = Extension.objects.get(internal_number__number="201")
    entry = foreign.reach_entries.get()
    reach = [{"id": str(entry.pk), "forward_mode": "always", "forward_always_to": "+74951234567"}]
    assert user_client.patch(f"own/extensions/{foreign.pk}/", {"reach": reach}).status_code == 404
    response = user_client.patch(f"own/extensions/{own.pk}/", {"reach": reach})
    assert field_codes(response) == {"reach.0.id": ["does_not_exist"]}
    entry.refresh_from_db()
    assert entry.forward_mode == "none"


def test_one_makes_a_setup_page_for_ones_own_phone_only(user_client, own):
    device = own.devices.get()
    assert (
        "/setup/acme."
        in user_client.post(f"own/devices/{device.pk}/setup-link/").json()["setup_url"]
    )
    foreign = Extension.objects.get(internal_number__number="201").devices.get()
    assert user_client.post(f"own/devices/{foreign.pk}/setup-link/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "employees/"), ("get", "extensions/"), ("get", "devices/"), ("get", "queues/"), ("get", "numbering/"),
     ("get", "registrations/"), ("get", "company/"), ("patch", "company/"), ("post", "devices/"),
     ("post", "employees/import/"), ("post", "devices/bulk/"), ("get", "devices/export/"),
     ("post", "company/block/")],
)  # fmt: skip
def test_the_company_is_closed_to_a_user(user_client, method, path):
    assert getattr(user_client, method)(path, {}).status_code == 403


def test_calls_of_ones_own_numbers_are_ones_own(tenant, own):
    member = member_get(user=person(tenant, USER), tenant=tenant)
    assert own_numbers_held(member) == [("200", own.held_since)]
    assert employee_numbers_held(own.employee_id) == [("200", own.held_since)]
    assert employee_numbers_held("00000000-0000-0000-0000-000000000000") == []
