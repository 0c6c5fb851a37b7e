"""Messages of the node become rows with their sound in storage, once each; what was done with them here is done there.

Runs in the worker of the node. A box is looked at when its folders have changed, or somebody asks. Whatever fails is
found again: the node keeps a message until the database has it, and what was deleted or read here is noted until the
node knows. A message that the node does not have (its disk was lost) stays here; only one that Asterisk has put into
its folder of deleted ones was deleted by phone.
"""

import logging
import time
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from telephony import dispatch, notify
from telephony.asterisk.mailboxes import DELETED, INBOX, OLD, LeftMessage, Mailboxes, Signature
from telephony.models import VoicemailBox, VoicemailMessage
from telephony.services.node_link import NodeUnavailableError, node_link
from telephony.services.voicemail_folders import folders_follow
from telephony.services.voicemail_room import voicemail_room_tell
from telephony.services.voicemail_store import message_drop, message_keep
from telephony.services.writes import row_lock
from tenants.context import current_tenant, platform_scope, tenant_scope
from tenants.models import AsteriskNode, Tenant

_SETTLE_SECONDS = 0.2

logger = logging.getLogger(__name__)

_FIRST_DELAY_SECONDS, _LONGEST_DELAY_SECONDS = 5.0, 600.0

_known: dict[tuple[str, str], Signature] = {}  # what this process has collected
_failing: dict[tuple[str, str], tuple[int, float]] = {}  # attempts, and the moment of the next


def node_mailboxes() -> Mailboxes:
    """The boxes of the node of this process."""
    return Mailboxes(Path(settings.NODE_DIR) / "spool" / "voicemail")


def voicemail_scan() -> int:
    """Collect from every box of the node whose folders have changed since this process looked; their number. What needs
    no database comes first: calls learn how much room there is.
    """
    mailboxes = node_mailboxes()
    signatures = {place: mailboxes.signature(*place) for place in mailboxes.boxes()}
    voicemail_room_tell(mailboxes, signatures)
    changed: dict[str, dict[str, Signature]] = {}
    for (code, number), signature in signatures.items():
        if _known.get((code, number)) != signature and not _is_waiting((code, number)):
            changed.setdefault(code, {})[number] = signature
    if not changed:
        return 0
    with platform_scope():
        tenants = list(Tenant.objects.filter(code__in=changed).select_related("node"))
    for tenant in tenants:
        with tenant_scope(tenant):
            for number, signature in changed[tenant.code].items():
                if _is_collected(number):
                    _known[tenant.code, number] = signature
    return sum(len(numbers) for numbers in changed.values())


def _is_collected(number: str) -> bool:
    """Collect from one box. Whatever is wrong with it keeps no other one waiting; a later scan comes again."""
    place = (current_tenant().code, number)
    try:
        voicemail_collect([number])
    except (DatabaseError, OSError, NodeUnavailableError) as error:
        failures = _failing[place][0] + 1 if place in _failing else 1
        delay = min(_FIRST_DELAY_SECONDS * 2**failures, _LONGEST_DELAY_SECONDS)
        _failing[place] = (failures, time.monotonic() + delay)
        logger.warning("voicemail of %s/%s not collected (%d): %s", *place, failures, error)
        return False
    _failing.pop(place, None)
    return True


def _is_waiting(place: tuple[str, str]) -> bool:
    """Whether a box that could not be collected from is left alone for now."""
    return place in _failing and time.monotonic() < _failing[place][1]


def voicemail_sweep() -> None:
    """Have every node looked through."""
    with platform_scope():
        nodes = list(AsteriskNode.objects.values_list("name", flat=True))
    for name in nodes:
        dispatch.voicemail_scan(name)


def voicemail_node_forget(number: str) -> None:
    """Remove what callers left at a number of the current company that has no box (any more). Where it has one again,
    its collection removes what is older."""
    folders_follow(node_mailboxes())
    if not VoicemailBox.objects.filter(internal_number__number=number).exists():
        node_mailboxes().remove(current_tenant().code, number)
        node_link().ask("VoicemailRefresh", Context=current_tenant().code, Mailbox=number)


def voicemail_collect(numbers: Iterable[str]) -> None:
    """Make boxes of the current company here and on the node say the same; of numbers without one nothing is taken.

    Boxes whose owners have new numbers come first: nothing of theirs is taken for whoever has the old number now.
    """
    moved = folders_follow(node_mailboxes())
    places = {*numbers, *moved, *moved.values()}
    boxes = VoicemailBox.objects.select_related("internal_number")
    for box in boxes.filter(internal_number__number__in=places):
        _box_collect(box)
    for number in {*moved, *moved.values()}:  # lamps
        node_link().ask("VoicemailRefresh", Context=current_tenant().code, Mailbox=number)


def _box_collect(box: VoicemailBox) -> None:
    left = _look(box)
    with transaction.atomic():
        row_lock(box)
        known = {message.key: message for message in box.messages.all()}
        for each in _last_seen(left):
            if each.key in known:
                _message_compare(known[each.key], each)
            elif each.folder != DELETED and _is_own(box, each):
                _message_take(box, each)
        transaction.on_commit(partial(_tell, box))
    _node_follow(box, left)


def _look(box: VoicemailBox) -> list[LeftMessage]:
    """What lies in a box. Asterisk may be giving its files other names at this moment, so that one is not seen: nothing
    counts as deleted that was elsewhere a moment ago, or is then."""
    place = (current_tenant().code, box.internal_number.number)
    left = node_mailboxes().messages(*place)
    if any(each.folder == DELETED for each in left):
        time.sleep(_SETTLE_SECONDS)
        left += node_mailboxes().messages(*place)
    return left


def _last_seen(left: Iterable[LeftMessage]) -> Collection[LeftMessage]:
    """Each message once, where it was seen last. Of one that was moved Asterisk leaves a copy among the deleted."""
    found: dict[str, LeftMessage] = {}
    for each in left:
        if each.folder != DELETED or each.key not in found:
            found[each.key] = each
    return found.values()


def _is_own(box: VoicemailBox, left: LeftMessage) -> bool:
    """Whether a message was left for this box; the owner of a box that had the number before is gone, with it."""
    return left.received_at >= int(box.created_at.timestamp())


def _message_take(box: VoicemailBox, left: LeftMessage) -> None:
    message = VoicemailMessage(
        box=box,
        key=left.key,
        caller_number=left.caller_number,
        caller_name=left.caller_name,
        received_at=datetime.fromtimestamp(left.received_at, UTC),
        seconds=round(left.seconds, 1),
        size_bytes=left.sound.stat().st_size,
        is_read=left.is_read,
        mail_due_at=timezone.now() if box.email else None,
    )
    message_keep(message, left.sound)  # a file that nobody names is better than a row without one
    message.save()
    if box.email:
        dispatch.voicemail_mail(message.pk)


def _message_compare(message: VoicemailMessage, left: LeftMessage) -> None:
    """What was done by phone is done here, unless something was done here that the node does not know yet."""
    if left.folder == DELETED:
        transaction.on_commit(partial(message_drop, message.pk))
        message.delete()
    elif not message.must_move and message.deleted_at is None and message.is_read != left.is_read:
        message.is_read = left.is_read
        message.save(update_fields=["is_read"])


def _node_follow(box: VoicemailBox, left: Collection[LeftMessage]) -> None:
    """Tell the node what was deleted, read or marked as new here, which moves lamps and counts; forget on its disk what
    was deleted there."""
    rows = {message.key: message for message in box.messages.all()}
    seen = _last_seen(left)
    kept = {each.key for each in seen if each.folder != DELETED}
    for each in left:
        if each.folder == DELETED and (each.key not in rows or each.key in kept):
            each.remove()
    place = {"Context": current_tenant().code, "Mailbox": box.internal_number.number}
    for each in seen:
        message = rows.get(each.key)
        if each.folder == DELETED:
            continue
        if message is None or message.deleted_at is not None:
            node_link().ask("VoicemailRemove", **place, Folder=each.folder, ID=each.key)
        elif message.must_move:
            if message.is_read != each.is_read:
                to = OLD if message.is_read else INBOX
                node_link().ask(
                    "VoicemailMove", **place, Folder=each.folder, ID=each.key, ToFolder=to
                )
            VoicemailMessage.objects.filter(pk=message.pk, is_read=message.is_read).update(
                must_move=False
            )


def _tell(box: VoicemailBox) -> None:
    """Open pages learn how many new messages a box has."""
    new = box.messages.filter(is_read=False, deleted_at=None).count()
    message: dict[str, object] = {"type": "voicemail", "box": str(box.pk), "new": new}
    notify.publish(current_tenant().code, message)
