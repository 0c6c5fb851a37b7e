"""Reading voicemail."""

from django.db.models import Count, Q, QuerySet

from telephony.models import VoicemailBox, VoicemailMessage
from telephony.selectors.extensions import own_numbers
from tenants.context import Member

_OWNERS = ("extension__employee", "queue")


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
