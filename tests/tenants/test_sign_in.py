"""Signing in: who is let in where, and what a stranger can learn by trying."""

import pytest

from tenants.models import Domain, Membership, Tenant, TenantBlock, User
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block
from tenants.services.tenants import tenant_disable
from tests.support.clients import SiteClient, field_codes, operator_site, tenant_site
from tests.support.people import ADMIN, OPERATOR_EMAIL, PASSWORD, email_of, person

ADMIN_EMAIL = email_of("acme", ADMIN)


def sign_in(client: SiteClient, email: str = ADMIN_EMAIL, password: str = PASSWORD, **more):
    return client.post("session/login/", {"email": email, "password": password}, **more)


def test_an_administrator_signs_in_at_the_companys_host(tenant: Tenant) -> None:
    body = sign_in(tenant_site(tenant)).json()
    assert body["is_authenticated"] is True
    assert (body["tenant"]["code"], body["role"], body["site"]) == ("acme", "admin", "tenant")
    assert "employee.edit" in body["permissions"]
    assert "platform.view" not in body["permissions"]


def test_the_mail_address_is_known_without_regard_to_case(tenant: Tenant) -> None:
    assert sign_in(tenant_site(tenant), email=ADMIN_EMAIL.upper()).status_code == 200


def test_the_session_lasts_until_signing_out(tenant: Tenant) -> None:
    client = tenant_site(tenant)
    sign_in(client)
    assert client.get("session/").json()["is_authenticated"] is True
    assert client.post("session/logout/").status_code == 204
    assert client.get("session/").json()["is_authenticated"] is False


def test_every_failure_looks_alike(tenant: Tenant, other_tenant: Tenant) -> None:
    blocked = User.objects.create(email="gone@acme.example.org", is_active=False)
    blocked.set_password(PASSWORD)
    blocked.save()
    tries = {
        "unknown": sign_in(tenant_site(tenant), email="nobody@acme.example.org"),
        "wrong": sign_in(tenant_site(tenant), password="not it"),
        "inactive": sign_in(tenant_site(tenant), email=blocked.email),
        "of another company": sign_in(tenant_site(other_tenant)),
        "an operator at a company": sign_in(tenant_site(tenant), email=OPERATOR_EMAIL),
    }
    answers = {(name, response.status_code, response.content) for name, response in tries.items()}
    assert len({answer[1:] for answer in answers}) == 1, answers
    assert tries["unknown"].json()["code"] == "sign_in_failed"


def test_an_administrative_block_keeps_the_companys_people_out(tenant: Tenant) -> None:
    client = tenant_site(tenant)
    sign_in(client)
    tenant_block(tenant, NewBlock(TenantBlock.Kind.ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    assert client.get("session/").json()["role"] is None
    assert client.patch("session/profile/", {"name": "still me"}).status_code == 200
    refused = sign_in(tenant_site(tenant))
    assert (refused.status_code, refused.json()["code"]) == (400, "sign_in_failed")


def test_a_voluntary_block_does_not_keep_anybody_out(tenant: Tenant) -> None:
    tenant_block(tenant, NewBlock(TenantBlock.Kind.VOLUNTARY, "holidays"), actor=SYSTEM)
    assert sign_in(tenant_site(tenant)).status_code == 200


def test_nobody_signs_in_to_a_disabled_company(tenant: Tenant) -> None:
    tenant_disable(tenant, actor=SYSTEM)
    assert sign_in(tenant_site(tenant)).status_code == 400


def test_a_session_of_one_company_is_nobody_at_another(
    admin_client: SiteClient, other_tenant: Tenant
) -> None:
    body = admin_client.get("session/", HTTP_HOST=f"{other_tenant.code}.localhost").json()
    assert (body["role"], body["permissions"]) == (None, [])


def test_the_company_is_chosen_after_sign_in_on_the_bare_host(
    tenant: Tenant, other_tenant: Tenant
) -> None:
    user = person(tenant, ADMIN)
    Membership.objects.create(user=user, tenant=other_tenant, role="user")
    client = operator_site()
    body = sign_in(client).json()
    assert body["tenant"] is None
    assert [item["code"] for item in body["memberships"]] == ["acme", "globex"]
    chosen = client.post("session/tenant/", {"code": "globex"}).json()
    assert (chosen["tenant"]["code"], chosen["role"]) == ("globex", "user")


def test_the_only_company_is_chosen_by_itself_on_the_bare_host(tenant: Tenant) -> None:
    assert sign_in(operator_site()).json()["tenant"]["code"] == "acme"


def test_a_company_one_does_not_belong_to_cannot_be_chosen(tenant: Tenant) -> None:
    client = operator_site()
    sign_in(client)
    refused = client.post("session/tenant/", {"code": "globex"})
    missing = client.post("session/tenant/", {"code": "nothere"})
    assert (refused.status_code, refused.content) == (404, missing.content)


def test_too_many_failures_lock_the_name_out(tenant: Tenant) -> None:
    for _attempt in range(7):
        sign_in(tenant_site(tenant), password="wrong")
    locked = sign_in(tenant_site(tenant))
    assert (locked.status_code, locked.json()["code"]) == (429, "too_many_attempts")


def test_a_lockout_does_not_cross_companies(tenant: Tenant, other_tenant: Tenant) -> None:
    for _attempt in range(8):
        sign_in(tenant_site(tenant), password="wrong")
    Membership.objects.create(user=person(tenant, ADMIN), tenant=other_tenant, role="user")
    assert sign_in(tenant_site(other_tenant)).status_code == 200
    assert sign_in(tenant_site(other_tenant), email=email_of("globex", ADMIN)).status_code == 200


def test_a_lockout_holds_for_names_that_do_not_exist(tenant: Tenant) -> None:
    for _attempt in range(7):
        sign_in(tenant_site(tenant), email="nobody@acme.example.org")
    assert sign_in(tenant_site(tenant), email="nobody@acme.example.org").status_code == 429


def test_a_lockout_does_not_reach_another_address(tenant: Tenant) -> None:
    for _attempt in range(8):
        sign_in(tenant_site(tenant), password="wrong", HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert sign_in(tenant_site(tenant), HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == 200


@pytest.mark.parametrize(
    ("sources", "other"),
    [
        ("2001:db8:1:2::{:x}", "2001:db8:1:3::1"),  # addresses of one line, and the next line
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8"),
    ],
)
def test_all_addresses_of_one_line_are_locked_out_together(
    tenant: Tenant, sources: str, other: str
) -> None:
    for attempt in range(1, 8):
        source = sources.format(attempt)
        sign_in(tenant_site(tenant), password="wrong", HTTP_X_FORWARDED_FOR=source)
    locked = sign_in(tenant_site(tenant), HTTP_X_FORWARDED_FOR=sources.format(0xABC))
    assert locked.status_code == 429
    assert sign_in(tenant_site(tenant), HTTP_X_FORWARDED_FOR=other).status_code == 200


def test_a_forged_forwarding_header_does_not_escape_the_lockout(tenant: Tenant) -> None:
    for attempt in range(7):
        forged = f"10.0.0.{attempt}, 203.0.113.7"  # nginx appends the true address last
        sign_in(tenant_site(tenant), password="wrong", HTTP_X_FORWARDED_FOR=forged)
    forged = "10.9.9.9, 203.0.113.7"
    assert sign_in(tenant_site(tenant), HTTP_X_FORWARDED_FOR=forged).status_code == 429


def test_signing_in_needs_the_cross_site_token(tenant: Tenant) -> None:
    client = tenant_site(tenant, enforce_csrf_checks=True)
    assert sign_in(client).json()["code"] == "csrf_failed"
    token = client.get("session/").cookies["csrftoken"].value
    assert sign_in(client, HTTP_X_CSRFTOKEN=token).status_code == 200


def test_a_host_of_nobody_answers_nothing(db: None) -> None:
    response = SiteClient("nosuch.localhost").get("session/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_company_with_a_longer_code_is_another_company(admin_client: SiteClient) -> None:
    body = admin_client.get("session/", HTTP_HOST="acme1.localhost").json()
    assert (body["tenant"]["code"], body["role"]) == ("acme1", None)


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 100_000, b"NaN"])
def test_a_body_that_is_not_an_object_is_refused(tenant: Tenant, body: bytes) -> None:
    client = tenant_site(tenant)
    response = client.generic("POST", "session/login/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["code"] in {"malformed", "invalid"}


@pytest.mark.parametrize(
    "value", ["x" * 5000, "a\x00b", "😀", None, 7, [], {}, "', DROP TABLE x; --", "${SHELL(id)}"]
)
def test_strange_values_are_refused_by_field(tenant: Tenant, value: object) -> None:
    response = sign_in(tenant_site(tenant), email=value)
    assert response.status_code == 400
    assert response.json()["code"] in {"invalid", "sign_in_failed"}


def test_half_a_character_is_refused_at_its_field(tenant: Tenant) -> None:
    body = rb'{"email": "\ud800", "password": "x", "more": [{"\u0000": 1}]}'
    response = tenant_site(tenant).generic("POST", "session/login/", body, "application/json")
    assert response.status_code == 400
    assert set(field_codes(response)) == {"email", "more.0"}


def test_a_password_of_megabytes_is_not_hashed(tenant: Tenant) -> None:
    response = sign_in(tenant_site(tenant), password="x" * 1_000_000)
    assert response.json()["extra"]["fields"]["password"][0]["code"] == "max_length"


def test_a_body_of_megabytes_is_refused(tenant: Tenant) -> None:
    body = b'{"email": "' + b"x" * (17 * 1024 * 1024) + b'"}'
    response = tenant_site(tenant).generic("POST", "session/login/", body, "application/json")
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


FOREIGN_HOSTS = [
    "evil.example",
    "testserver",
    "localhost.evil.example",
    "xlocalhost",
    "127.0.0.1.nip.example",
    "acme.localhost@evil.example",
    "",
]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_name_is_refused_in_the_common_form(tenant: Tenant, host: str) -> None:
    response = SiteClient(host).get("session/")
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize("host", ["pbx.acme.example", "PBX.ACME.EXAMPLE:8443", "pbx.acme.example."])
def test_a_companys_own_domain_is_its_host(tenant: Tenant, host: str) -> None:
    Domain.objects.create(tenant=tenant, domain="pbx.acme.example", is_primary=False)
    body = SiteClient(host).get("session/").json()
    assert (body["site"], body["tenant"]["code"]) == ("tenant", "acme")
    assert SiteClient("other.acme.example").get("session/").status_code == 400


def test_ones_own_domain_lets_nobody_of_another_company_in(
    tenant: Tenant, other_admin_client: SiteClient
) -> None:
    Domain.objects.create(tenant=tenant, domain="pbx.acme.example", is_primary=False)
    body = other_admin_client.get("session/", HTTP_HOST="pbx.acme.example").json()
    assert (body["tenant"]["code"], body["role"]) == ("acme", None)


def test_answers_of_the_api_are_kept_by_nobody(admin_client: SiteClient) -> None:
    assert admin_client.get("session/")["Cache-Control"] == "no-store"
