"""Reading extensions."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from telephony.models import Device, Extension, QueueMember, ReachEntry
from tenants.context import Member

HeldNumber = tuple[str, datetime]  # an internal number, and since when its person has it


def extension_list() -> QuerySet[Extension]:
    """Extensions with their person, ways to be reached, devices and groups, in a fixed number of queries."""
    memberships = QueueMember.objects.select_related("queue__internal_number").order_by(
        "queue__internal_number__number"
    )
    return Extension.objects.select_related(
        "internal_number", "employee", "block_list", "plan_flow"
    ).prefetch_related(
        Prefetch("reach_entries", ReachEntry.objects.select_related("device")),
        Prefetch("devices", Device.objects.defer("secret")),
        Prefetch("queue_memberships", memberships),
    )


def own_extension_list(member: Member) -> QuerySet[Extension]:
    """The extensions of the person who asks."""
    if member.membership_id is None:
        return extension_list().none()
    return extension_list().filter(employee__membership_id=member.membership_id)


def own_numbers(member: Member) -> list[str]:
    """Internal numbers of the person who asks."""
    return [number for number, _since in own_numbers_held(member)]


def own_numbers_held(member: Member) -> list[HeldNumber]:
    """Internal numbers of the person who asks, each with the moment from which its calls are theirs to see."""
    if member.membership_id is None:
        return []
    return _held(Extension.objects.filter(employee__membership_id=member.membership_id))


def employee_numbers_held(employee_id: UUID) -> list[HeldNumber]:
    """Internal numbers of a person of the company, each with the moment since when they have it; none when there is
    no such person."""
    return _held(Extension.objects.filter(employee=employee_id))


def _held(extensions: QuerySet[Extension]) -> list[HeldNumber]:
    return list(extensions.values_list("internal_number__number", "held_since"))
