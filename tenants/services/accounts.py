"""Accounts: who they are taken for when they come into a company.

An account is kept when its person leaves, for the journal. Whoever comes in by its address later is another person to
us: nobody has proved that the address is theirs, and the password may be one that an earlier company's administrator
has set by the person's one-time link. So an account without a place begins anew, and only a link opens it.
"""

from collections.abc import Collection

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.utils import timezone

from tenants.models import Membership, SignInLink, User


def accounts_locked(emails: Collection[str]) -> dict[str, User]:
    """The accounts of these addresses (small letters), held until the transaction ends: two companies that take in
    one address at the same moment come one after the other."""
    found = User.objects.alias(low=Lower("email")).filter(low__in=emails).order_by("pk")
    return {user.email.lower(): user for user in found.select_for_update(of=("self",))}


def account_begin_anew(user: User, *, name: str, language: str) -> None:
    """Make the account as if it were new. Its sessions end with its password."""
    user.name, user.language, user.preferences = name, language, {}
    user.password = make_password(None)


def accounts_begin_anew(accounts: Collection[tuple[User, str]], *, language: str) -> None:
    """Let those of the accounts, given with the names of their people, begin anew that have no place in any company."""
    users = [user for user, _name in accounts]
    placed = set(
        Membership.objects.filter(user__in=users, is_active=True).values_list("user_id", flat=True)
    )
    fresh = [(user, name) for user, name in accounts if user.pk not in placed]
    for user, name in fresh:
        account_begin_anew(user, name=name, language=language)
    User.objects.bulk_update(
        [user for user, _name in fresh], ["name", "language", "preferences", "password"]
    )


def account_close_when_placeless(user: User) -> None:
    """Take the password and the open links from an account that has lost its last place. Operators keep theirs."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_operator or Membership.objects.filter(user=locked, is_active=True).exists():
        return
    locked.password = make_password(None)
    locked.save(update_fields=["password"])
    now = timezone.now()
    SignInLink.objects.filter(user=locked, used_at=None, expires_at__gt=now).update(expires_at=now)
