"""Voice messages in the cabinet: taken from the node once each, heard, marked and deleted here and there."""

import time

from django.core.files.storage import default_storage
from django.db import OperationalError

from telephony.models import VoicemailMessage
from telephony.services import voicemail_collect as collecting
from tests.support.voicemail import AT, box, leave, node

__all__ = ["box", "node"]


def test_a_message_is_taken_once_with_its_sound(box, node, enqueued):
    text = leave(node)
    sound = text.with_suffix(".wav").read_bytes()

    for _ in range(3):
        collecting._known.clear()
        collecting.voicemail_scan()

    message = VoicemailMessage.objects.get()
    assert (message.caller_number, message.caller_name, message.seconds) == ("200", "Анна", 1.0)
    assert message.received_at.timestamp() == AT
    with default_storage.open(f"acme/voicemail/{message.pk}.wav") as kept:
        assert kept.read() == sound
    assert [job.name for job in enqueued.jobs].count("telephony.voicemail_mail") == 1
    assert text.exists()  # its owner may listen by phone


def test_a_box_that_did_not_change_costs_no_query(box, node, django_assert_num_queries):
    leave(node)
    assert collecting.voicemail_scan() == 1
    with django_assert_num_queries(0):
        assert collecting.voicemail_scan() == 0
    time.sleep(0.01)
    leave(node, "2")
    assert collecting.voicemail_scan() == 1


def test_nothing_is_lost_when_the_database_was_away(box, node, monkeypatch):
    leave(node)

    def away(*_arguments):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "message_keep", away)
        collecting.voicemail_scan()
    assert not VoicemailMessage.objects.exists()
    assert collecting.voicemail_scan() == 0  # not at once

    monkeypatch.setattr(collecting, "_is_waiting", lambda _place: False)
    collecting.voicemail_scan()

    assert VoicemailMessage.objects.count() == 1


def test_what_was_heard_and_deleted_by_phone_is_so_here(box, node, enqueued):
    first, second = leave(node, "1"), leave(node, "2")
    collecting.voicemail_scan()
    node.ask("VoicemailMove", Context="acme", Mailbox="201", Folder="INBOX", ID="1", ToFolder="Old")
    node.ask("VoicemailRemove", Context="acme", Mailbox="201", Folder="INBOX", ID="2")
    gone = VoicemailMessage.objects.get(key="2")

    collecting.voicemail_scan()

    assert VoicemailMessage.objects.get().key == "1"
    assert VoicemailMessage.objects.get().is_read
    assert enqueued.jobs  # what waits for the commit is done
    assert not default_storage.exists(f"acme/voicemail/{gone.pk}.wav")
    assert not list((node.spool / "acme/201/Deleted").iterdir())
    assert (node.spool / "acme/201/Old" / first.name).exists()
    assert not first.exists()
    assert not second.exists()


def test_a_node_that_lost_its_disk_deletes_nothing(box, node):
    text = leave(node)
    collecting.voicemail_scan()
    text.unlink()
    time.sleep(0.01)
    leave(node, "2")

    collecting.voicemail_scan()

    assert VoicemailMessage.objects.count() == 2


def test_marking_and_deleting_here_reaches_the_node(box, node, admin_client, enqueued):
    leave(node, "1"), leave(node, "2")
    collecting.voicemail_scan()
    kept, gone = VoicemailMessage.objects.order_by("key")

    path = "voicemail-messages"
    assert admin_client.patch(f"{path}/{kept.pk}/", {"is_read": True}).json()["is_read"]
    assert admin_client.delete(f"{path}/{gone.pk}/").status_code == 204
    assert [each["id"] for each in admin_client.get(f"{path}/").json()["results"]] == [str(kept.pk)]
    assert [job.kwargs for job in enqueued.jobs if job.name == "telephony.voicemail_collect"] == [
        {"number": "201"}
    ] * 2
    collecting.voicemail_collect(["201"])
    collecting.voicemail_collect(["201"])

    assert [(name, told["ID"], told["Folder"]) for name, told in node.asked] == [
        ("VoicemailMove", "1", "INBOX"),
        ("VoicemailRemove", "2", "INBOX"),
    ]
    message = VoicemailMessage.objects.get()
    assert (message.key, message.is_read, message.must_move) == ("1", True, False)
    assert not list((node.spool / "acme/201/Deleted").iterdir())


def test_a_message_is_heard_in_parts_and_by_its_company_alone(
    box, node, admin_client, other_admin_client, user_client
):
    leave(node)
    collecting.voicemail_scan()
    path = f"voicemail-messages/{VoicemailMessage.objects.get().pk}/"

    whole = admin_client.get(f"{path}audio/")
    assert b"".join(whole.streaming_content)[:4] == b"RIFF"
    part = admin_client.get(f"{path}audio/", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")
    for each in (path, f"{path}audio/"):
        assert other_admin_client.get(each).status_code == 404
    assert other_admin_client.patch(path, {"is_read": True}).status_code == 404
    assert other_admin_client.delete(path).status_code == 404
    assert other_admin_client.get(f"voicemail-boxes/{box.pk}/").status_code == 404
    assert user_client.get(path).status_code == 403
