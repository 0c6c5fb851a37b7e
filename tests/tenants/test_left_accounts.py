"""Whoever has left a company is nobody: what an administrator there knew of the account opens nothing elsewhere."""

import pytest
from django.utils import timezone

from tenants.context import tenant_scope
from tenants.models import Membership, SignInLink, Tenant, User
from tenants.permissions import Role
from tenants.services.memberships import (
    Invitee,
    admin_invite,
    membership_remove,
    membership_update,
    memberships_invite,
)
from tests.support.clients import SiteClient, field_codes, operator_site, tenant_site
from tests.support.people import ADMIN, PASSWORD, email_of

VICTIM = "victim@example.org"
KNOWN = "attacker-knows-991"


def sign_in(site: SiteClient, email: str = VICTIM, password: str = KNOWN):
    return site.post("session/login/", {"email": email, "password": password})


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


@pytest.fixture
def placed(other_tenant: Tenant) -> Membership:
    """The victim in `globex`, whose administrator has opened the link and set the password."""
    with tenant_scope(other_tenant):
        [invited] = memberships_invite([Invitee(VICTIM, "Victim", Role.USER)])
        token = token_of(invited.link_url)
        there = tenant_site(other_tenant)
        assert there.post(f"session/links/{token}/", {"password": KNOWN}).status_code == 200
    return invited.membership


@pytest.fixture
def left(placed: Membership, other_tenant: Tenant) -> None:
    """The victim has left `globex`."""
    with tenant_scope(other_tenant):
        membership_remove(placed.pk)


def test_the_password_set_in_one_company_opens_no_other(left: None, tenant: Tenant) -> None:
    memberships_invite([Invitee(VICTIM, "Victim", Role.ADMIN)])
    refused = sign_in(tenant_site(tenant))
    assert (refused.status_code, refused.json()["code"]) == (400, "sign_in_failed")


def test_nor_does_it_when_the_operator_names_the_person(left: None, tenant: Tenant) -> None:
    link = admin_invite(tenant, email=VICTIM)
    assert sign_in(tenant_site(tenant)).json()["code"] == "sign_in_failed"
    opened = tenant_site(tenant).post(
        f"session/links/{token_of(link)}/", {"password": "a-much-better-one"}
    )
    assert opened.json()["role"] == "admin"


def test_a_password_that_came_back_behind_our_back_ends_with_the_next_company(
    left: None, tenant: Tenant
) -> None:
    """As in an installation of before the rule."""
    account = User.objects.get(email=VICTIM)
    account.set_password(KNOWN)
    account.name, account.preferences = "Somebody", {"calls.table": {"search": "+7495"}}
    account.save()
    memberships_invite([Invitee(VICTIM.upper(), "Victim", Role.ADMIN)])
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert (account.name, account.preferences) == ("Victim", {})


def test_with_the_last_place_the_password_and_the_links_end(
    placed: Membership, other_tenant: Tenant
) -> None:
    account = placed.user
    SignInLink.objects.filter(user=account).update(used_at=None)
    with tenant_scope(other_tenant):
        membership_remove(placed.pk)
    account.refresh_from_db()
    assert not account.has_usable_password()
    token_site = tenant_site(other_tenant)
    assert sign_in(token_site).json()["code"] == "sign_in_failed"
    assert not [link for link in SignInLink.objects.filter(user=account) if is_open(link)]


def is_open(link: SignInLink) -> bool:
    return link.used_at is None and link.expires_at > timezone.now()


def test_a_place_that_is_closed_is_no_place(placed: Membership, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant):
        membership_update(placed.pk, is_active=False)
    placed.user.refresh_from_db()
    assert not placed.user.has_usable_password()


def test_a_place_in_another_company_keeps_the_password(
    placed: Membership, tenant: Tenant, other_tenant: Tenant
) -> None:
    admin_invite(tenant, email=VICTIM, join=True)
    with tenant_scope(other_tenant):
        membership_remove(placed.pk)
    assert sign_in(tenant_site(tenant)).json()["role"] == "admin"


def test_the_session_of_a_person_who_left_is_over(
    placed: Membership, tenant: Tenant, other_tenant: Tenant
) -> None:
    there = operator_site().signed_in(User.objects.get(email=VICTIM))
    assert there.get("session/").json()["is_authenticated"] is True
    with tenant_scope(other_tenant):
        membership_remove(placed.pk)
    memberships_invite([Invitee(VICTIM, "Victim", Role.ADMIN)])
    assert there.get("session/").json()["is_authenticated"] is False


def test_the_operator_joins_a_person_of_another_company_only_when_told_so(
    tenant: Tenant, placed: Membership, operator_client: SiteClient
) -> None:
    path = f"platform/tenants/{tenant.code}/admin-link/"
    refused = operator_client.post(path, {"email": VICTIM})
    assert (refused.status_code, field_codes(refused)) == (409, {"email": ["email_elsewhere"]})
    assert "Globex" in refused.json()["message"]
    assert not Membership.objects.filter(tenant=tenant, user__email=VICTIM).exists()
    assert operator_client.post(path, {"email": VICTIM, "join": True}).status_code == 200
    assert sign_in(tenant_site(tenant)).json()["role"] == "admin"  # the same person


def test_a_new_companys_administrator_is_joined_only_when_told_so(
    placed: Membership, operator_client: SiteClient
) -> None:
    new = {"code": "initech", "name": "Initech", "admin": {"email": VICTIM}}
    refused = operator_client.post("platform/tenants/", new)
    assert field_codes(refused) == {"admin.email": ["email_elsewhere"]}
    assert not Tenant.objects.filter(code="initech").exists()
    new["admin"]["join"] = True
    assert operator_client.post("platform/tenants/", new).status_code == 201


def test_an_administrator_of_the_company_gets_another_link_and_keeps_the_password(
    tenant: Tenant,
) -> None:
    admin_invite(tenant, email=email_of(tenant.code, ADMIN))
    assert sign_in(tenant_site(tenant), email_of(tenant.code, ADMIN), PASSWORD).status_code == 200
