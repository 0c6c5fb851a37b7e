"""Reading extensions."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from telephony.models import Device, Employee, Extension, QueueMember, ReachEntry
from tenants.context import Member


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
    """Internal numbers of the person who asks: those whose calls they may see."""
    if member.membership_id is None:
        return []
    own = Extension.objects.filter(employee__membership_id=member.membership_id)
    return list(own.values_list("internal_number__number", flat=True))


def employee_numbers(employee_id: UUID) -> list[str] | None:
    """Internal numbers of a person of the company; None when there is no such person."""
    if not Employee.objects.filter(pk=employee_id).exists():
        return None
    own = Extension.objects.filter(employee=employee_id)
    return list(own.values_list("internal_number__number", flat=True))
