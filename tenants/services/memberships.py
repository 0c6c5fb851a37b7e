"""People's places in companies.

An account is known by its mail address in the whole installation. A company's administrator who could attach
somebody else's account, or make a link for it, could become that person in other companies. So a company only
takes in people who are new, or its own already; the operator alone joins an account to a second company. Whoever
has no place any more is new again (accounts).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.context import current_tenant
from tenants.errors import BusinessError, FieldErrors
from tenants.models import Membership, Tenant, User
from tenants.permissions import Role
from tenants.services.accounts import (
    account_close_when_placeless,
    accounts_begin_anew,
    accounts_locked,
)
from tenants.services.audit import Actor, audit_write
from tenants.services.sign_in_links import sign_in_links_create


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person to be let in."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Invited:
    """A person's new place, and the address at which they set their password."""

    membership: Membership
    link_url: str


@transaction.atomic
def memberships_invite(invitees: Sequence[Invitee]) -> list[Invited]:
    """Let people into the current company, in the order given, with a fixed number of queries.

    Raises FieldErrors with `<index>.email` for addresses that cannot be taken in (`email_repeated`, `email_taken`,
    `email_not_available`); then nobody is.
    """
    tenant = current_tenant()
    emails = [invitee.email.strip().lower() for invitee in invitees]
    known = accounts_locked(emails)
    present = {
        membership.user_id: membership
        for membership in Membership.objects.filter(tenant=tenant, user__in=known.values())
    }
    if problems := list(_invite_problems(emails, known, present)):
        raise FieldErrors(problems)
    users = _accounts(invitees, emails, known, tenant)
    memberships = _places(invitees, users, present, tenant)
    links = sign_in_links_create(users, tenant=tenant)
    return [Invited(membership, link) for membership, link in zip(memberships, links, strict=True)]


def _invite_problems(
    emails: Sequence[str], known: dict[str, User], present: dict[int, Membership]
) -> Iterator[BusinessError]:
    """What is wrong with each address, at its place in the list."""
    mine = set(
        Membership.objects.filter(user__in=known.values()).values_list("user_id", "tenant_id")
    )
    own = {membership.tenant_id for membership in present.values()}
    seen: set[str] = set()
    for index, email in enumerate(emails):
        user = known.get(email)
        field = f"{index}.email"
        if email in seen:
            yield BusinessError("email_repeated", _("This mail address occurs twice."), field=field)
        elif user is not None and user.pk in present and present[user.pk].is_active:
            yield BusinessError(
                "email_taken", _("This person already belongs to the company."), field=field
            )
        elif user is not None and _is_foreign(user, mine, own):
            yield BusinessError(
                "email_not_available",
                _("This mail address cannot be used here. Ask the operator."),
                field=field,
            )
        seen.add(email)


def _is_foreign(user: User, places: set[tuple[int, int]], own: set[int]) -> bool:
    """Whether the account is an operator's, or belongs to a company other than this one."""
    return user.is_operator or any(
        user_id == user.pk and tenant not in own for user_id, tenant in places
    )


def _accounts(
    invitees: Sequence[Invitee], emails: Sequence[str], known: dict[str, User], tenant: Tenant
) -> list[User]:
    """The invitees' accounts, without a password: those that exist have no place in any company any more."""
    accounts_begin_anew(
        [
            (known[email], invitee.name)
            for invitee, email in zip(invitees, emails, strict=True)
            if email in known
        ],
        language=tenant.language,
    )
    new = [
        User(email=email, name=invitee.name, language=tenant.language, password=make_password(None))
        for invitee, email in zip(invitees, emails, strict=True)
        if email not in known
    ]
    made = {user.email: user for user in User.objects.bulk_create(new)}
    return [known.get(email) or made[email] for email in emails]


def _places(
    invitees: Sequence[Invitee],
    users: Sequence[User],
    present: dict[int, Membership],
    tenant: Tenant,
) -> list[Membership]:
    """The invitees' places; somebody who left comes back to the old one."""
    places = []
    for invitee, user in zip(invitees, users, strict=True):
        place = present.get(user.pk) or Membership(user=user, tenant=tenant)
        place.role, place.is_active = invitee.role.value, True
        places.append(place)
    fresh = [place for place in places if place.user_id not in present]
    Membership.objects.bulk_create(fresh)
    Membership.objects.bulk_update(
        [place for place in places if place.user_id in present], ["role", "is_active"]
    )
    return places


@transaction.atomic
def admin_invite(
    tenant: Tenant, *, email: str, name: str = "", field: str = "email", join: bool = False
) -> str:
    """Make a person administrator of a company, by the operator, and answer the link that lets them in.

    Unlike a company's administrator, the operator may take an account that belongs to other companies, and has to
    say so by `join` (else `email_elsewhere`, with `companies`): the administrators there have given the account its
    first link, so its password may be known to them. `field` is what a refusal calls the address.
    """
    address = email.strip().lower()
    user = accounts_locked([address]).get(address)
    if user is None:
        user = User(
            email=address, name=name, language=tenant.language, password=make_password(None)
        )
        user.save()
    elif user.is_operator:
        raise BusinessError(
            "email_not_available",
            _("An operator cannot be a company's administrator."),
            field=field,
        )
    else:
        if not join:
            _elsewhere_refuse(user, tenant, field=field)
        accounts_begin_anew([(user, name)], language=tenant.language)
    Membership.objects.update_or_create(
        user=user, tenant=tenant, defaults={"role": Role.ADMIN.value, "is_active": True}
    )
    return sign_in_links_create([user], tenant=tenant)[0]


def _elsewhere_refuse(user: User, tenant: Tenant, *, field: str) -> None:
    """Refuse an account that other companies have let in and this one has not."""
    places = Membership.objects.filter(user=user, is_active=True).select_related("tenant")
    companies = {place.tenant_id: str(place.tenant.name) for place in places}
    if companies and tenant.pk not in companies:
        raise BusinessError(
            "email_elsewhere",
            _(
                "This address belongs to a person of %(companies)s, who keeps the password. Confirm that it is the"
                " same person."
            )
            % {"companies": ", ".join(companies.values())},
            field=field,
            companies=list(companies.values()),
        )


@transaction.atomic
def admin_link_create(
    tenant: Tenant, *, actor: Actor, email: str = "", name: str = "", join: bool = False
) -> str:
    """A new link for an administrator: the one named, who becomes one if need be, else the longest-standing.

    `join` takes in somebody of another company (admin_invite).
    """
    if not email:
        first = Membership.objects.filter(tenant=tenant, role=Role.ADMIN.value, is_active=True)
        place = first.select_related("user").order_by("created_at").first()
        if place is None:
            raise BusinessError(
                "admin_missing", _("The company has no administrator; name one."), field="email"
            )
        email = place.user.email
    link = admin_invite(tenant, email=email, name=name, join=join)
    audit_write("tenant.admin_link", actor=actor, tenant=tenant, subject=email)
    return link


@transaction.atomic
def membership_update(
    membership_id: UUID | str, *, role: Role | None = None, is_active: bool | None = None
) -> Membership:
    """Change a person's role in the current company, or let them in or out. The last administrator stays."""
    membership = membership_get(membership_id)
    was_admin = membership.role == Role.ADMIN.value
    if role is not None:
        membership.role = role.value
    if is_active is not None:
        membership.is_active = is_active
    membership.save(update_fields=["role", "is_active"])
    if not membership.is_active:
        account_close_when_placeless(membership.user)
    if was_admin:
        _admin_check(membership.tenant)
    return membership


@transaction.atomic
def membership_remove(membership_id: UUID | str) -> None:
    """End a person's place in the current company. The account stays, for the journal; with its last place it loses
    its password."""
    membership = membership_get(membership_id)
    membership.delete()
    account_close_when_placeless(membership.user)
    if membership.role == Role.ADMIN.value:
        _admin_check(membership.tenant)


def membership_get(membership_id: UUID | str) -> Membership:
    """A place in the current company; another company's is not found."""
    found = Membership.objects.select_related("user", "tenant").filter(
        pk=membership_id, tenant=current_tenant()
    )
    membership = found.first()
    if membership is None:
        raise BusinessError("not_found", _("Not found."), status=404)
    return membership


def _admin_check(tenant: Tenant) -> None:
    """Keep a company from losing its last administrator. Locks the company, so that two cannot leave at once."""
    Tenant.objects.select_for_update().get(pk=tenant.pk)
    if not Membership.objects.filter(tenant=tenant, role=Role.ADMIN.value, is_active=True).exists():
        raise BusinessError("last_admin", _("The company needs at least one administrator."))
