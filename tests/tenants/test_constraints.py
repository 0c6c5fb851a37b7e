"""Two requests may race past a check; the constraint that decides then says the same as the check."""

import pytest
from django.db import connection

from tenants.constraints import constraint_names
from tenants.models import Membership, Tenant, User
from tenants.permissions import Role
from tenants.services import memberships, provisioning
from tenants.services.memberships import Invitee
from tests.support.clients import SiteClient, field_codes


def test_every_named_constraint_exists(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'"
        )
        existing = {row[0] for row in cursor.fetchall()}
    assert constraint_names() - existing == set()


def test_a_code_taken_meanwhile_is_refused_like_one_taken_before(
    operator_client: SiteClient, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = operator_client.post("platform/tenants/", {"code": "acme", "name": "Again"})
    monkeypatch.setattr(provisioning, "tenant_code_check", lambda _code: None)
    raced = operator_client.post("platform/tenants/", {"code": "acme", "name": "Again"})
    assert (raced.status_code, field_codes(raced)) == (409, {"code": ["tenant_code_taken"]})
    assert raced.content == checked.content
    assert not Tenant.objects.filter(name="Again").exists()


def test_a_deferred_constraint_that_fails_at_commit_is_a_refusal_too(
    admin_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import IntegrityError

    from tenants.api import session

    def fail(*_args: object, **_kwargs: object) -> None:
        raise IntegrityError("at commit")

    monkeypatch.setattr(session, "get_token", fail)
    response = admin_client.get("session/")
    assert (response.status_code, response.json()["code"]) == (409, "conflict")


def test_a_person_invited_meanwhile_is_refused_like_one_invited_before(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenants.constraints import database_refusal

    user = User.objects.create(email="twice@acme.example.org")
    Membership.objects.create(user=user, tenant=tenant, role="user")
    monkeypatch.setattr(memberships, "_invite_problems", lambda *_args: iter(()))
    monkeypatch.setattr(
        memberships,
        "_places",
        lambda *_args: Membership.objects.bulk_create(
            [Membership(user=user, tenant=tenant, role="user")]
        ),
    )
    with pytest.raises(Exception, match="membership_unique") as raised:
        memberships.memberships_invite([Invitee(user.email, "", Role.USER)])
    refusal = database_refusal(raised.value)
    assert refusal is not None
    assert refusal.code == "membership_exists"
