"""Messages of a number that nobody has any more, or somebody else."""

from functools import partial

from django.db import transaction

from telephony import dispatch
from telephony.models import InternalNumber, VoicemailBox, VoicemailMessage
from telephony.services.voicemail_store import message_drop


def voicemail_follow(number: InternalNumber) -> None:
    """The holder of a box has another number: after the commit the node brings the messages there."""
    if VoicemailBox.objects.filter(internal_number=number).exists():
        dispatch.voicemail_collect(number.number)


def voicemail_forget(number: InternalNumber) -> None:
    """Take the box of a number away with its messages, here and, after the commit, on the node. Whoever gets the number
    next finds none of them."""
    if not VoicemailBox.objects.filter(internal_number=number).exists():
        return
    for message in VoicemailMessage.objects.filter(box__internal_number=number):
        transaction.on_commit(partial(message_drop, message.pk))
    VoicemailBox.objects.filter(internal_number=number).delete()
    dispatch.voicemail_forget(number.number)
