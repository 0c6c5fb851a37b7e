"""Mail about voice messages: what it carries, whatever a caller's name is, and when the server is away."""

import pytest
from django.core import mail
from django.utils import timezone

from telephony.models import VoicemailMessage
from telephony.services import voicemail_collect as collecting
from telephony.services.voicemail_mail import voicemail_mail, voicemail_mail_sweep
from tests.support.voicemail import box, leave, node

__all__ = ["box", "node"]

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
