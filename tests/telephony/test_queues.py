"""Groups."""

import pytest

from telephony.models import Queue, ReachEntry
from tests.support.clients import field_codes

NOBODY = "00000000-0000-0000-0000-000000000000"


def test_members_keep_their_order(admin_client, make_extension):
    ids = [str(make_extension(number).pk) for number in ("202", "200", "201")]
    made = admin_client.post("queues/", {"number": "500", "name": "Sales", "members": ids}).json()
    assert made["members"] == ids
    assert [member["number"] for member in made["member_extensions"]] == ["202", "200", "201"]
    changed = admin_client.patch(f"queues/{made['id']}/", {"members": ids[::-1]}).json()
    assert changed["members"] == ids[::-1]


def test_every_fault_of_a_group_is_named_at_once(admin_client, make_extension):
    member = str(make_extension("200").pk)
    body = {
        "number": "5",
        "name": " ",
        "algorithm": "random",
        "ring_seconds": 1,
        "members": [member, NOBODY, member],
    }
    response = admin_client.post("queues/", body)
    assert field_codes(response) == {
        "number": ["number_invalid"],
        "name": ["required"],
        "algorithm": ["invalid_choice"],
        "ring_seconds": ["out_of_range"],
        "members.1": ["does_not_exist"],
        "members.2": ["repeated"],
    }
    assert not Queue.objects.exists()


def test_a_member_of_another_company_does_not_exist_here(make_extension, other_admin_client):
    foreign = str(make_extension("200").pk)
    response = other_admin_client.post(
        "queues/", {"number": "500", "name": "Sales", "members": [foreign]}
    )
    assert field_codes(response) == {"members.0": ["does_not_exist"]}


def test_an_empty_group_is_allowed(admin_client):
    assert admin_client.post("queues/", {"number": "500", "name": "Later"}).status_code == 201


@pytest.fixture
def forwarded(make_extension, make_device, make_queue):
    """Group 500 to which extension 200 forwards; group 501 beside it."""
    extension = make_extension("200")
    make_device("desk", extension=extension)
    queue, other = make_queue("500"), make_queue("501")
    ReachEntry.objects.update(forward_mode="always", forward_always_to="500")
    return queue, other


def test_a_group_that_calls_are_forwarded_to_is_not_deleted_silently(admin_client, forwarded):
    queue, other = forwarded
    assert admin_client.delete(f"queues/{queue.pk}/").json()["code"] == "in_use"
    assert admin_client.delete(f"queues/{queue.pk}/?replace_with={other.pk}").status_code == 204
    assert ReachEntry.objects.get().forward_always_to == "501"


def test_forwardings_follow_a_group_that_changes_its_number(admin_client, forwarded):
    queue, _other = forwarded
    assert admin_client.patch(f"queues/{queue.pk}/", {"number": "555"}).json()["number"] == "555"
    assert ReachEntry.objects.get().forward_always_to == "555"
