"""Whose voice messages are whose, when numbers change hands."""

from datetime import UTC, datetime

from django.core.files.storage import default_storage

from telephony.models import VoicemailBox, VoicemailMessage
from telephony.services import voicemail_collect as collecting
from telephony.services.extensions import extension_delete, extension_update
from tests.support.voicemail import AT, box, leave, node, old

__all__ = ["box", "node"]


def test_messages_follow_their_owner_to_a_new_number(box, node, enqueued):
    leave(node)
    collecting.voicemail_scan()
    extension_update(box.internal_number.extension, {"number": "211"})
    [job] = [job for job in enqueued.jobs if job.name == "telephony.voicemail_collect"]

    collecting.voicemail_collect([job.kwargs["number"]])

    assert (node.spool / "acme/211/INBOX/msg0000.txt").exists()
    assert VoicemailMessage.objects.count() == 1
    lamps = [told["Mailbox"] for name, told in node.asked if name == "VoicemailRefresh"]
    assert sorted(lamps) == ["201", "211"]


def test_whoever_gets_the_old_number_gets_no_message_of_its_former_owner(
    box, node, make_extension, admin_client, enqueued
):
    leave(node, "1")
    collecting.voicemail_scan()
    leave(node, "2")
    extension_update(box.internal_number.extension, {"number": "211"})
    leave(node, "3", number="211")
    make_extension("201")
    made = admin_client.post("voicemail-boxes/", {"number": "201", "email": "new@example.org"})
    enqueued.jobs.clear()

    collecting.voicemail_scan()
    collecting.voicemail_scan()

    newcomer = VoicemailBox.objects.get(pk=made.json()["id"])
    assert not newcomer.messages.exists()
    assert sorted(box.messages.values_list("key", flat=True)) == ["1", "2", "3"]
    assert len(list((node.spool / "acme/211/INBOX").glob("msg*.wav"))) == 3
    assert not (node.spool / "acme/201").exists()
    leave(node, "4")
    old(newcomer)
    collecting.voicemail_scan()
    assert [message.key for message in newcomer.messages.all()] == ["4"]


def test_two_who_swap_their_numbers_keep_their_messages(box, node, make_extension, admin_client):
    make_extension("202")
    other = old(
        VoicemailBox.objects.get(
            pk=admin_client.post("voicemail-boxes/", {"number": "202"}).json()["id"]
        )
    )
    leave(node, "1")
    leave(node, "2", number="202")
    for each, number in ((box, "299"), (other, "201"), (box, "202")):
        extension_update(each.internal_number.extension, {"number": number})

    collecting.voicemail_scan()

    assert [message.key for message in box.messages.all()] == ["1"]
    assert [message.key for message in other.messages.all()] == ["2"]
    assert "msg_id=1" in (node.spool / "acme/202/INBOX/msg0000.txt").read_text()


def test_a_box_that_was_made_anew_has_none_of_the_messages_before(box, node, admin_client):
    """The node's worker was away when the box was deleted, and the number has one again."""
    leave(node)
    assert admin_client.delete(f"voicemail-boxes/{box.pk}/").status_code == 204
    admin_client.post("voicemail-boxes/", {"number": "201"})
    VoicemailBox.objects.update(created_at=datetime.fromtimestamp(AT + 1, UTC))

    collecting.voicemail_node_forget("201")
    collecting.voicemail_scan()
    collecting.voicemail_collect(["201"])

    assert not VoicemailMessage.objects.exists()
    assert not list((node.spool / "acme/201").rglob("msg*"))


def test_whoever_gets_a_number_next_finds_no_messages(
    box, node, make_extension, admin_client, enqueued
):
    leave(node)
    collecting.voicemail_scan()
    message = VoicemailMessage.objects.get()

    extension_delete(box.internal_number.extension, force=True)

    assert not VoicemailBox.objects.exists()
    assert "telephony.voicemail_forget" in enqueued.names
    assert not default_storage.exists(f"acme/voicemail/{message.pk}.wav")
    collecting.voicemail_node_forget("201")
    make_extension("201")
    admin_client.post("voicemail-boxes/", {"number": "201"})
    collecting.voicemail_scan()
    assert not VoicemailMessage.objects.exists()
