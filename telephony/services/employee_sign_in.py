"""The sign-in of a person: their place among the company's members."""

from uuid import UUID

from django.utils.translation import gettext as _

from telephony.models import Employee
from telephony.services.problems import invalid
from tenants.errors import BusinessError, FieldErrors
from tenants.permissions import Role
from tenants.services.memberships import (
    Invitee,
    membership_get,
    membership_remove,
    membership_update,
    memberships_invite,
)
from tenants.services.sign_in_links import sign_in_link_create

NO_ROLE = "none"


def role_parse(raw: str) -> Role | None:
    """The role that a form names; None for somebody who does not sign in."""
    if raw in ("", NO_ROLE):
        return None
    try:
        return Role(raw)
    except ValueError:
        values = ", ".join([NO_ROLE, *Role])
        raise invalid(
            "invalid_choice", _("Choose one of: %(values)s.") % {"values": values}
        ) from None


def sign_in_change(
    employee: Employee, *, role: Role | None, is_kept: bool = False, has_moved: bool = False
) -> str:
    """Give a person the role, or none; returns the link of a sign-in made now, else an empty string.

    `is_kept`: the role stays as it is. `has_moved`: the person has another mail address, so the old sign-in ends.
    """
    if is_kept and employee.membership_id:
        role = Role(membership_get(employee.membership_id).role)
    if role is None or has_moved:
        ended = employee.membership_id
        employee.membership_id = None
    else:
        ended = None
    link = _given(employee, role) if role is not None else ""
    employee.save(update_fields=["membership_id"])
    if ended:
        membership_remove(ended)
    return link


def sign_in_end(employee: Employee) -> None:
    """Let the person in no more."""
    ended: UUID | None = employee.membership_id
    if ended:
        employee.membership_id = None
        employee.save(update_fields=["membership_id"])
        membership_remove(ended)


def sign_in_link(employee: Employee) -> str:
    """Another link by which the person sets a password; refused for somebody who does not sign in."""
    if not employee.membership_id:
        raise BusinessError("no_sign_in", _("This person has no sign-in; choose a role first."))
    return sign_in_link_create(membership_get(employee.membership_id))


def _given(employee: Employee, role: Role) -> str:
    if employee.membership_id:
        membership_update(employee.membership_id, role=role)
        return ""
    if not employee.email:
        raise invalid("required", _("Whoever signs in needs a mail address."), field="email")
    try:
        [invited] = memberships_invite([Invitee(employee.email, employee.name, role)])
    except FieldErrors as error:
        first = error.errors[0]
        raise BusinessError(
            first.code, first.message, field="email", status=409, **first.extra
        ) from error
    employee.membership_id = invited.membership.pk
    return invited.link_url
