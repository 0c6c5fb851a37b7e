"""Two requests may race past a check; the constraint that decides then says the same as the check."""

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from tenants.api import session
from tenants.constraints import constraint_names, database_refusal
from tenants.middleware import RefusalMiddleware
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


def test_an_unknown_constraint_is_a_conflict_and_not_a_fault(
    admin_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise IntegrityError("something_else_unique")

    monkeypatch.setattr(session, "get_token", fail)
    response = admin_client.get("session/")
    assert (response.status_code, response.json()["code"]) == (409, "conflict")


def test_a_person_invited_meanwhile_is_refused_like_one_invited_before(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    with pytest.raises(IntegrityError, match="membership_unique") as raised:
        memberships.memberships_invite([Invitee(user.email, "", Role.USER)])
    refusal = database_refusal(raised.value)
    assert refusal is not None
    assert refusal.code == "membership_exists"


def test_a_constraint_that_fails_at_the_commit_is_refused_in_the_common_form(
    tenant: Tenant,
) -> None:
    """Deferred constraints speak when the view has answered already; the middleware turns that into a refusal."""
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    response = middleware.process_exception(
        RequestFactory().post("/api/v1/x/"), IntegrityError("late")
    )
    assert response is not None
    assert response.status_code == 409
    assert (
        middleware.process_exception(RequestFactory().get("/page"), IntegrityError("late")) is None
    )
