"""The sign-in of a person: their place among the company's members."""

from django.utils.translation import gettext as _

from telephony.models import Employee
from telephony.services.problems import invalid
from telephony.services.writes import tenant_lock
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


def sign_in_role(employee: Employee) -> Role | None:
    """The role in which the person signs in; None for somebody who does not."""
    return Role(membership_get(employee.membership_id).role) if employee.membership_id else None


def sign_in_set(employee: Employee, role: Role | None, *, anew: bool = False) -> str:
    """Let the person in with this role, or no more; returns the link of a sign-in made now, else an empty string.

    `anew`: a sign-in that exists ends and another one is made, for a person with another mail address. It is made
    before the old one ends, so that the last administrator may have it.
    """
    tenant_lock()  # before the account's lock, in whatever order a write comes to both
    ended = employee.membership_id if role is None or anew else None
    if ended:
        employee.membership_id = None
    link = _given(employee, role) if role is not None else ""
    employee.save(update_fields=["membership_id"])
    if ended:
        membership_remove(ended)
    return link


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
