"""How many voice messages there may be: counted on the node, told to its calls, shown in the cabinet."""

import time
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from telephony.asterisk.voicemail_rows import BOX_MESSAGES_MAX, HELD_FAMILY
from telephony.models import VoicemailMessage
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services import voicemail_collect as collecting
from telephony.services import voicemail_room
from telephony.services.node_link import NodeUnavailableError
from tenants.models import Tenant
from tests.support.voicemail import box, leave, node

__all__ = ["box", "node"]


def keep(box, count, **values):
    """The box has so many messages in the cabinet."""
    row = {"received_at": timezone.now(), "seconds": 1, "size_bytes": 1, **values}
    VoicemailMessage.objects.bulk_create(
        VoicemailMessage(box=box, key=str(uuid4()), **row) for _ in range(count)
    )


def test_the_node_is_told_how_many_messages_each_company_has(box, node):
    leave(node, "1"), leave(node, "2", folder="Old"), leave(node, "3", folder="Deleted")
    leave(node, "4", number="500")

    collecting.voicemail_scan()
    assert node.families == {HELD_FAMILY: {"acme": "3"}}

    time.sleep(0.01)  # the folder's time is another one
    leave(node, "5")
    collecting.voicemail_scan()
    assert node.families == {HELD_FAMILY: {"acme": "4"}}


def test_a_count_that_is_wrong_on_the_node_is_set_right_without_reading_the_boxes(
    box, node, monkeypatch
):
    """Callers who said nothing were counted by the calls."""
    leave(node)
    collecting.voicemail_scan()
    node.families.clear()
    monkeypatch.setattr(collecting.Mailboxes, "count", None)

    collecting.voicemail_scan()

    assert node.families == {HELD_FAMILY: {"acme": "1"}}


def test_the_count_needs_no_database(box, node, monkeypatch):
    def away(*_arguments, **_options):
        raise OperationalError

    leave(node)
    monkeypatch.setattr(Tenant.objects, "filter", away)

    with pytest.raises(OperationalError):
        collecting.voicemail_scan()

    assert node.families == {HELD_FAMILY: {"acme": "1"}}


def test_messages_are_collected_while_asterisk_is_away(box, node, monkeypatch):
    def away(*_arguments):
        raise NodeUnavailableError

    leave(node)
    monkeypatch.setattr(node, "family_apply", away)

    collecting.voicemail_scan()

    assert VoicemailMessage.objects.count() == 1
    assert voicemail_room._counted.keys() == {("acme", "201")}


def test_the_cabinet_shows_what_is_used_and_which_boxes_are_full(
    box, tenant, admin_client, other_admin_client, user_client
):
    Tenant.objects.filter(pk=tenant.pk).update(max_voicemails=500)
    keep(box, BOX_MESSAGES_MAX - 1)
    keep(box, 2, deleted_at=timezone.now())
    path = "voicemail-boxes/room/"
    room = {"used": BOX_MESSAGES_MAX - 1, "limit": 500, "box_limit": BOX_MESSAGES_MAX}
    assert admin_client.get(path).json() == room | {"full_boxes": []}

    keep(box, 1, is_read=True)

    room["used"] += 1
    assert admin_client.get(path).json() == room | {"full_boxes": ["201"]}
    assert other_admin_client.get(path).json()["used"] == 0
    assert user_client.get(path).status_code == 403


def test_the_operator_sets_the_limit_and_the_node_is_told(tenant, operator_client):
    changed = operator_client.patch("platform/tenants/acme/", {"max_voicemails": 7})
    assert changed.json()["max_voicemails"] == 7
    assert config_snapshot().max_voicemails == 7
