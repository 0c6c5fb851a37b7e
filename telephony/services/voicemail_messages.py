"""What people do with messages in the cabinet; the node is told after the commit."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from telephony import dispatch
from telephony.models import VoicemailMessage
from telephony.services.voicemail_store import message_drop
from telephony.services.writes import row_lock


@transaction.atomic
def message_mark(message: VoicemailMessage, *, is_read: bool) -> VoicemailMessage:
    """Mark a message as listened to, or as new again: the lamps of its owner follow."""
    row_lock(message)
    if message.is_read != is_read:
        message.is_read, message.must_move = is_read, True
        message.save(update_fields=["is_read", "must_move"])
        dispatch.voicemail_collect(message.box.internal_number.number)
    return message


@transaction.atomic
def message_delete(message: VoicemailMessage) -> None:
    """Delete a message here at once, and on the node as soon as it answers."""
    row_lock(message)
    message.deleted_at, message.mail_due_at = timezone.now(), None
    message.caller_number = message.caller_name = ""
    message.save()
    transaction.on_commit(partial(message_drop, message.pk))
    dispatch.voicemail_collect(message.box.internal_number.number)
