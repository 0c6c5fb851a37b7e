"""New messages by mail (000, 004): the sound, who called, and when. Sent at least once, also when the mail server or we
were away; a message that was deleted meanwhile is not."""

import logging
from datetime import timedelta
from email.utils import formataddr
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from telephony import dispatch
from telephony.models import VoicemailMessage
from telephony.services.voicemail_store import CONTENT_TYPE, message_open
from tenants.context import current_tenant, platform_scope, tenant_scope
from tenants.models import Tenant

logger = logging.getLogger(__name__)

GIVEN_UP_AFTER = timedelta(days=3)
_FIRST_DELAY, _LONGEST_DELAY = timedelta(seconds=30), timedelta(hours=1)


def voicemail_mail(message_id: UUID) -> bool:
    """Mail a message to the owner of its box; False when there is nothing to send (any more).

    The row is held meanwhile, so that two workers never send the same. Of a server that does not take it another
    attempt is noted.
    """
    with transaction.atomic():
        due = VoicemailMessage.objects.select_for_update(skip_locked=True, of=("self",))
        waiting = due.filter(pk=message_id, mail_due_at__isnull=False, deleted_at=None)
        message = waiting.select_related("box__internal_number").first()
        if message is None or not message.box.email:
            return False
        try:
            mail_of(message).send()
        except (
            OSError,
            ValueError,
            ImproperlyConfigured,
        ) as error:  # network, SMTP, storage, settings
            _later(message, error)
            return False
        message.mailed_at, message.mail_due_at = timezone.now(), None
        message.save(update_fields=["mailed_at", "mail_due_at"])
        return True


def voicemail_mail_sweep() -> int:
    """Send on what is due in all companies; the number of messages."""
    with platform_scope():
        tenants = list(Tenant.objects.filter(status=Tenant.Status.ACTIVE).select_related("node"))
    found = 0
    for tenant in tenants:
        with tenant_scope(tenant):
            due = VoicemailMessage.objects.filter(mail_due_at__lte=timezone.now())
            for message_id in due.values_list("pk", flat=True):
                dispatch.voicemail_mail(message_id)
                found += 1
    return found


def mail_of(message: VoicemailMessage) -> EmailMessage:
    """The mail about a message, in the language and time of the company. What callers call themselves is plain text of
    one line wherever it stands."""
    tenant, number = current_tenant(), message.box.internal_number.number
    with translation.override(tenant.language):
        at = message.received_at.astimezone(ZoneInfo(tenant.timezone))
        caller = message.caller_number or _("hidden number")
        told = {
            "caller": f"{message.caller_name} {caller}".strip(),
            "number": number,
            "at": f"{at:%d.%m.%Y %H:%M}",
            "seconds": round(message.seconds),
            "company": tenant.name,
        }
        mail = EmailMessage(
            subject=_("Voice message from %(caller)s for %(number)s") % told,
            body=_(
                "%(caller)s left a voice message for %(number)s.\n\n"
                "When: %(at)s\nLength: %(seconds)d s\n\n%(company)s"
            )
            % told,
            from_email=formataddr((settings.MAIL_SENDER_NAME, settings.DEFAULT_FROM_EMAIL)),
            to=[message.box.email],
        )
    with message_open(message) as sound:
        mail.attach(f"{at:%Y-%m-%d_%H-%M}_{number}.wav", sound.read(), CONTENT_TYPE)
    return mail


def _later(message: VoicemailMessage, error: Exception) -> None:
    message.mail_attempts += 1
    delay = min(_FIRST_DELAY * 2 ** min(message.mail_attempts, 10), _LONGEST_DELAY)
    now = timezone.now()
    is_over = now - message.received_at > GIVEN_UP_AFTER
    message.mail_due_at = None if is_over else now + delay
    message.save(update_fields=["mail_attempts", "mail_due_at"])
    if not is_over:
        dispatch.voicemail_mail(message.pk, delay_seconds=delay.total_seconds())
    logger.warning(
        "voice message %s not mailed (attempt %d): %s", message.pk, message.mail_attempts, error
    )
