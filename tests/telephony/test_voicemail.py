"""Voicemail in the cabinet: boxes, messages taken from the node once each, mail, and who may hear what."""

import shutil
import struct
import time
import wave
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.utils import timezone

from telephony.models import VoicemailBox, VoicemailMessage
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services import voicemail_collect as collecting
from telephony.services.extensions import extension_delete, extension_update
from telephony.services.voicemail_mail import voicemail_mail, voicemail_mail_sweep
from tests.support.clients import field_codes

CORPUS = (
    "${SHELL(touch /tmp/pwned)}",
    "Subject: x\r\nBcc: all@example.org",
    "<script>alert(1)</script>",
    'a" <sip:666@evil>',
    "=HYPERLINK(1)",
    "Ёлка \u202e отсюда",
    "\x00\x1b[2J",
    "и" * 500,
)
AT = 1_795_286_745  # 2026-11-21 21:45:45 in Moscow


@dataclass
class Asked:
    """Stands where the link to Asterisk does, and does to the files what Asterisk would."""

    spool: Path
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def ask(self, action: str, **headers: str) -> None:
        self.asked.append((action, headers))
        if "ID" not in headers:
            return
        box = self.spool / headers["Context"] / headers["Mailbox"]
        to = headers.get("ToFolder", "Deleted")
        (box / to).mkdir(exist_ok=True)
        for text in list((box / headers["Folder"]).glob("*.txt")):
            if f"msg_id={headers['ID']}\n" in text.read_text():
                for each in (text, text.with_suffix(".wav")):
                    shutil.copy(each, box / to / each.name)
                    if to != "Deleted":  # what is moved leaves a copy there
                        (box / "Deleted").mkdir(exist_ok=True)
                        shutil.copy(each, box / "Deleted" / each.name)
                    each.unlink()


@pytest.fixture
def node(tenant, settings, tmp_path, monkeypatch):
    """The node's disk and Asterisk; storage beside it."""
    settings.NODE_DIR, settings.MEDIA_ROOT = tmp_path / "node", tmp_path / "storage"
    link = Asked(tmp_path / "node/spool/voicemail")
    monkeypatch.setattr(collecting, "node_link", lambda: link)
    monkeypatch.setattr(collecting, "_known", {})
    monkeypatch.setattr(collecting, "_failing", {})
    return link


@pytest.fixture
def box(node, make_extension, admin_client):
    """The box of 201, whose owner gets mail."""
    make_extension("201", display_name="Борис Щукин")
    body = {"number": "201", "email": "boris@example.org", "pin": "4321"}
    made = admin_client.post("voicemail-boxes/", body)
    assert made.status_code == 201, made.json()
    return old(VoicemailBox.objects.get())


def old(box: VoicemailBox) -> VoicemailBox:
    """The box is there since the day before the messages."""
    box.created_at = datetime.fromtimestamp(AT, UTC) - timedelta(days=1)
    box.save(update_fields=["created_at"])
    return box


def leave(node, key="1795286745-00000000", *, folder="INBOX", number="201", caller='"Анна" <200>'):
    """Asterisk has put a message of one second into a box."""
    place = node.spool / "acme" / number / folder
    place.mkdir(parents=True, exist_ok=True)
    text = place / f"msg{len(list(place.glob('*.txt'))):04d}.txt"
    with wave.open(str(text.with_suffix(".wav")), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(struct.pack("<8000h", *range(8000)))
    text.write_text(
        f";\n[message]\norigmailbox={number}\ncallerid={caller}\norigtime={AT}\nmsg_id={key}\nduration=1\n"
    )
    return text


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


def test_mail_carries_the_sound_the_number_and_the_time(box, node):
    leave(node, caller='"Кафе <Ёж>\t" <79161234567>')
    collecting.voicemail_scan()

    assert voicemail_mail(VoicemailMessage.objects.get().pk)

    (sent,) = mail.outbox
    assert sent.to == ["boris@example.org"]
    assert "79161234567" in sent.subject
    assert "201" in sent.subject
    assert "21.11.2026 21:45" in sent.body
    ((name, content, kind),) = sent.attachments
    assert (name, content[:4], kind) == ("2026-11-21_21-45_201.wav", b"RIFF", "audio/wav")
    assert not voicemail_mail(VoicemailMessage.objects.get().pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", CORPUS)
def test_no_callers_name_breaks_mail_or_message(box, node, admin_client, name):
    leave(node, caller=f'"{name}" <200>'.replace("\n", " ").replace("\r", " "))
    collecting.voicemail_scan()

    assert voicemail_mail(VoicemailMessage.objects.get().pk)

    assert "\n" not in mail.outbox[-1].subject
    mail.outbox[-1].message().as_bytes()
    shown = admin_client.get("voicemail-messages/").json()["results"][0]["caller"]
    assert shown["number"] == "200"


def test_a_mail_server_that_is_away_is_asked_again(box, node, settings, enqueued):
    leave(node)
    collecting.voicemail_scan()
    message = VoicemailMessage.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert not voicemail_mail(message.pk)
    message.refresh_from_db()
    assert message.mail_attempts == 1
    assert message.mail_due_at > timezone.now()
    assert enqueued.names.count("telephony.voicemail_mail") == 2  # at once, and again later
    assert voicemail_mail_sweep() == 0

    VoicemailMessage.objects.update(mail_due_at=timezone.now())
    assert voicemail_mail_sweep() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert voicemail_mail(message.pk)


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
