"""Folders of voicemail boxes on the node follow the numbers of their owners."""

from django.db import transaction
from django.db.models import F

from telephony.asterisk.mailboxes import Mailboxes
from telephony.models import VoicemailBox
from tenants.context import current_tenant


def folders_follow(mailboxes: Mailboxes) -> dict[str, str]:
    """Give the folder of each box of the current company the name of its number; returns old -> new.

    One process at a time, for a folder that has moved may be followed by another person's under its old name.
    """
    with transaction.atomic():
        boxes = VoicemailBox.objects.exclude(folder=F("internal_number__number"))
        late = list(boxes.select_related("internal_number").select_for_update(of=("self",)))
        moves = {box.folder: box.internal_number.number for box in late if box.folder}
        mailboxes.rename(current_tenant().code, moves)
        for box in late:
            VoicemailBox.objects.filter(pk=box.pk).update(folder=box.internal_number.number)
    return moves
