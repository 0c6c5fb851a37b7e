"""Deleting selected rows asks what deleting one asks: what is used elsewhere stays, and is told with its places."""

from typing import Any

import pytest

from telephony.models import Device, Employee, Extension, NumberTarget, OverrideRule, Queue
from telephony.services.override_rules import override_rule_create


@pytest.fixture
def bulk(admin_client):
    """`bulk("extensions/", "delete", id, ...)`: what was done, and what was refused."""

    def run(path: str, action: str, *ids: object) -> dict[str, Any]:
        answer = admin_client.post(f"{path}bulk/", {"action": action, "ids": [*map(str, ids)]})
        assert answer.status_code == 200, answer.content
        return answer.json()

    return run


def test_a_number_that_others_lead_to_stays_and_says_who(
    bulk, admin_client, make_extension, own_number
):
    used, free = make_extension("300"), make_extension("301")
    admin_client.patch(f"phone-numbers/{own_number.pk}/", {"target": "internal:300"})
    override_rule_create({"name": "To 300", "called": "555", "target": "300"})
    told = bulk("extensions/", "delete", used.pk, free.pk)
    assert told["done"] == [str(free.pk)]
    [refused] = told["refused"]
    assert (refused["id"], refused["code"]) == (str(used.pk), "in_use")
    assert {each["kind"] for each in refused["usages"]} == {"phone_number", "override_rule"}
    assert NumberTarget.objects.get().internal_number == used.internal_number
    assert OverrideRule.objects.get().target == "300"


def test_it_goes_all_the_same_when_that_is_said(bulk, admin_client, make_extension, own_number):
    used = make_extension("300")
    admin_client.patch(f"phone-numbers/{own_number.pk}/", {"target": "internal:300"})
    told = bulk("extensions/", "delete_used", used.pk)
    assert told == {"done": [str(used.pk)], "refused": []}
    assert not Extension.objects.exists()


def test_a_number_goes_with_its_own_devices(bulk, make_extension, make_device):
    extension = make_extension("300")
    make_device("desk", extension=extension)
    assert bulk("extensions/", "delete", extension.pk)["refused"] == []
    assert not Device.objects.exists()


def test_a_person_goes_with_number_and_phone_but_not_out_of_a_group(bulk, admin_client, make_queue):
    form = {"extension": {}, "device": {}}
    anna, boris = (
        admin_client.post("employees/", {"name": name, **form}).json() for name in ("Anna", "Boris")
    )
    extension = Extension.objects.get(employee=anna["id"])
    make_queue("500", members=[extension.pk])
    told = bulk("employees/", "delete", anna["id"], boris["id"])
    assert told["done"] == [boris["id"]]
    assert [each["kind"] for each in told["refused"][0]["usages"]] == ["queue"]
    assert [each.name for each in Employee.objects.all()] == ["Anna"]
    assert bulk("employees/", "delete_used", anna["id"])["done"] == [anna["id"]]
    assert not Queue.objects.get().members.exists()
    assert not Device.objects.exists()


def test_a_device_goes_that_rings_for_its_own_number_alone(
    bulk, admin_client, make_extension, make_device
):
    own, other = make_extension("300"), make_extension("301")
    desk, room = make_device("desk", extension=own), make_device("room", extension=own)
    reach = {"reach": [{"device": str(room.pk)}]}
    assert admin_client.patch(f"extensions/{other.pk}/", reach).status_code == 200
    told = bulk("devices/", "delete", desk.pk, room.pk)
    assert told["done"] == [str(desk.pk)]
    assert [each["id"] for each in told["refused"][0]["usages"]] == [str(other.pk)]


def test_other_refusals_name_no_places(bulk):
    [refused] = bulk("devices/", "delete", "nonsense")["refused"]
    assert (refused["code"], refused["usages"]) == ("not_found", [])
