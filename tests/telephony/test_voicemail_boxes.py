"""Voicemail boxes of persons and groups: what they are told, and what the node is."""

from telephony.selectors.config_snapshot import config_snapshot
from tests.support.clients import field_codes
from tests.support.voicemail import box, node

__all__ = ["box", "node"]


def test_the_node_is_told_of_boxes_that_are_on(box, admin_client, make_queue):
    make_queue("500")
    assert admin_client.post("voicemail-boxes/", {"number": "500", "is_enabled": False}).json()[
        "owner"
    ] == {
        "kind": "queue",
        "id": admin_client.get("queues/").json()["results"][0]["id"],
        "name": "Sales",
    }

    (mailbox,) = config_snapshot().mailboxes

    assert (mailbox.number, mailbox.pin, mailbox.greeting) == ("201", "4321", "")


def test_every_fault_of_a_box_is_named_at_once(admin_client, make_extension):
    body = {"number": "999", "email": "nobody", "pin": "12", "greeting": "0" * 32}
    assert field_codes(admin_client.post("voicemail-boxes/", body)) == {
        "number": ["does_not_exist"],
        "email": ["email_invalid"],
        "pin": ["pin_invalid"],
        "greeting": ["does_not_exist"],
    }


def test_a_number_has_one_box_and_its_pin_is_never_shown(box, admin_client):
    assert admin_client.post("voicemail-boxes/", {"number": "201"}).json()["code"] == "box_exists"
    shown = admin_client.get(f"voicemail-boxes/{box.pk}/").json()
    assert shown["has_pin"]
    assert "4321" not in str(shown)
    changed = admin_client.patch(f"voicemail-boxes/{box.pk}/", {"is_enabled": False, "pin": ""})
    assert (changed.json()["is_enabled"], changed.json()["has_pin"]) == (False, False)
