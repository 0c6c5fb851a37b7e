"""Reading people."""

from django.db.models import Prefetch, QuerySet

from telephony.models import Device, Employee, Extension
from tenants.context import Member, current_tenant
from tenants.models import Membership


def employee_list() -> QuerySet[Employee]:
    """People with their extensions and devices, in a fixed number of queries."""
    extensions = Extension.objects.select_related("internal_number").prefetch_related(
        Prefetch("devices", Device.objects.defer("secret"))
    )
    return Employee.objects.prefetch_related(Prefetch("extensions", extensions))


def employee_of(member: Member) -> Employee | None:
    """The person behind a sign-in; None for a sign-in without a person (an operator, the first administrator)."""
    if member.membership_id is None:
        return None
    return employee_list().filter(membership_id=member.membership_id).first()


def employee_roles(employees: list[Employee]) -> dict[object, str]:
    """Roles of those who may sign in, by membership id, read by one query."""
    ids = [each.membership_id for each in employees if each.membership_id]
    memberships = Membership.objects.filter(tenant=current_tenant(), pk__in=ids, is_active=True)
    return dict(memberships.values_list("pk", "role"))


def employees_with_role(employees: QuerySet[Employee], role: str) -> QuerySet[Employee]:
    """Those of `employees` who sign in with this role; with an empty role those who do not sign in."""
    active = Membership.objects.filter(tenant=current_tenant(), is_active=True)
    if not role:
        return employees.exclude(membership_id__in=active.values("pk"))
    return employees.filter(membership_id__in=active.filter(role=role).values("pk"))
