"""Reading voicemail."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from telephony.asterisk.voicemail_rows import BOX_MESSAGES_MAX
from telephony.models import VoicemailBox, VoicemailMessage
from telephony.selectors.extensions import own_numbers
from tenants.context import Member, current_tenant
from tenants.models import Tenant

_OWNERS = ("extension__employee", "queue")


@dataclass(frozen=True, slots=True)
class VoicemailRoom:
    """How many messages a company has, and how many it may have; a limit of 0 means any number."""

    used: int
    limit: int
    box_limit: int
    full_boxes: list[str]  # their numbers


def voicemail_room() -> VoicemailRoom:
    """The room that the current company has for messages."""
    held = Count("messages", filter=Q(messages__deleted_at=None))
    full = VoicemailBox.objects.annotate(held=held).filter(held__gte=BOX_MESSAGES_MAX)
    return VoicemailRoom(
        used=VoicemailMessage.objects.filter(deleted_at=None).count(),
        limit=Tenant.objects.values_list("max_voicemails", flat=True).get(pk=current_tenant().pk),
        box_limit=BOX_MESSAGES_MAX,
        full_boxes=list(full.values_list("internal_number__number", flat=True)),
    )


def voicemail_box_list() -> QuerySet[VoicemailBox]:
    """Boxes with their owners and counts, in a fixed number of queries."""
    here = Q(messages__deleted_at=None)
    return VoicemailBox.objects.select_related(
        "internal_number", "greeting", *(f"internal_number__{owner}" for owner in _OWNERS)
    ).annotate(
        total=Count("messages", filter=here),
        new_count=Count("messages", filter=here & Q(messages__is_read=False)),
    )


def voicemail_message_list() -> QuerySet[VoicemailMessage]:
    """Messages that nobody has deleted, with their boxes, the newest first."""
    owners = (f"box__internal_number__{owner}" for owner in _OWNERS)
    found = VoicemailMessage.objects.filter(deleted_at=None)
    return found.select_related("box__internal_number", *owners)


def own_voicemail_message_list(member: Member) -> QuerySet[VoicemailMessage]:
    """Messages in the boxes of the person who asks: of their own numbers, and of groups that they are in."""
    own = own_numbers(member)
    is_own = Q(box__internal_number__number__in=own)
    is_groups = Q(box__internal_number__queue__members__extension__internal_number__number__in=own)
    return voicemail_message_list().filter(is_own | is_groups).distinct()
