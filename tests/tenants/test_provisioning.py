"""A new company: complete, quick, and without a trace when something fails."""

import pytest
from django.db import DatabaseError, connection

from tenants import signals
from tenants.errors import BusinessError
from tenants.models import AuditEntry, Domain, Membership, Tenant, User
from tenants.services.audit import SYSTEM
from tenants.services.provisioning import USUAL_CHANNELS_OUT, NewTenant, tenant_provision
from tests.support.clients import SiteClient, field_codes, tenant_site
from tests.support.people import ADMIN, email_of

COMPANY = {
    "code": "initech",
    "name": "Initech",
    "timezone": "Asia/Yekaterinburg",
    "language": "en",
    "admin": {"name": "Bill", "email": "bill@initech.example.org"},
}


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 't\\_%'")
        return {row[0] for row in cursor.fetchall()}


def create(client: SiteClient, **changes):
    return client.post("platform/tenants/", {**COMPANY, **changes})


def test_a_new_companys_administrator_signs_in_by_the_link(
    operator_client: SiteClient, settings
) -> None:
    made = create(operator_client)
    assert made.status_code == 201
    body = made.json()
    assert (body["code"], body["status"], body["counts"]["users"]) == ("initech", "active", 3)
    host, _slash, path = body["admin_link"].removeprefix("https://").partition("/")
    assert host == f"initech.localhost:{settings.SITE_HTTPS_PORT}"
    token = path.rpartition("/")[2]
    there = tenant_site("initech")
    signed_in = there.post(f"session/links/{token}/", {"password": "a-very-long-one"}).json()
    assert (signed_in["role"], signed_in["tenant"]["code"]) == ("admin", "initech")


def test_the_link_is_shown_at_creation_only(operator_client: SiteClient) -> None:
    create(operator_client)
    assert "admin_link" not in operator_client.get("platform/tenants/initech/").json()


def test_the_starter_kit_is_three_extensions_and_their_group(operator_client: SiteClient) -> None:
    create(operator_client)
    counts = operator_client.get("platform/tenants/initech/").json()["counts"]
    assert counts["extensions"] == 3
    assert (
        operator_client.get("platform/tenants/?search=500").json()["results"][0]["code"]
        == "initech"
    )


def test_a_company_can_be_created_without_the_kit(operator_client: SiteClient) -> None:
    counts = create(operator_client, with_starter_kit=False).json()["counts"]
    assert counts["extensions"] == 0


def test_the_schema_is_the_templates_copy_and_not_the_applications_own(db: None) -> None:
    tenant_provision(NewTenant(code="initech", name="Initech"), actor=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, contype FROM pg_constraint"
            " WHERE connamespace = 't_initech'::regnamespace"
        )
        copy = {(table.rpartition(".")[2], *rest) for table, *rest in cursor.fetchall()}
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, contype FROM pg_constraint"
            " WHERE connamespace = 'tenant_template'::regnamespace"
        )
        template = {(table.rpartition(".")[2], *rest) for table, *rest in cursor.fetchall()}
        cursor.execute(
            "SELECT DISTINCT confrelid::regclass::text FROM pg_constraint"
            " WHERE connamespace = 't_initech'::regnamespace AND contype = 'f'"
        )
        referred = {row[0].partition(".")[0] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('t_initech', 'public')"
        )
        owners = {row[0] for row in cursor.fetchall()}
    assert copy == template
    assert referred == {"t_initech"}
    assert owners == {"vpbx_owner"}


def test_the_application_cannot_change_or_drop_a_companys_tables(tenant: Tenant) -> None:
    with pytest.raises(DatabaseError, match="must be owner"), connection.cursor() as cursor:
        cursor.execute("DROP TABLE t_acme.telephony_employee")


@pytest.mark.parametrize("code", ["acme; DROP", "Acme", "", "1acme", "a", "template'--"])
def test_the_cloning_function_takes_nothing_but_codes(db: None, code: str) -> None:
    with pytest.raises(DatabaseError, match="not a tenant code"), connection.cursor() as cursor:
        cursor.execute("SELECT public.tenant_schema_clone(%s)", [code])


def test_a_failing_starter_kit_undoes_everything(db: None) -> None:
    def fail(**_kwargs: object) -> None:
        raise BusinessError("out_of_numbers", "No numbers.")

    before = schemas()
    signals.tenant_provisioned.connect(fail)
    try:
        with pytest.raises(BusinessError):
            tenant_provision(
                NewTenant(code="initech", name="Initech", admin_email="b@x.org"), actor=SYSTEM
            )
    finally:
        signals.tenant_provisioned.disconnect(fail)
    assert schemas() == before
    assert not Tenant.objects.filter(code="initech").exists()
    assert not User.objects.filter(email="b@x.org").exists()


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"code": "Acme"}, "code", "code_malformed"),
        ({"code": "a"}, "code", "code_malformed"),
        ({"code": "x" * 21}, "code", "code_malformed"),
        ({"code": "x" * 5000}, "code", "code_malformed"),
        ({"code": "acme"}, "code", "tenant_code_taken"),
        ({"code": "www"}, "code", "tenant_code_reserved"),
        ({"code": None}, "code", "null"),
        ({"name": ""}, "name", "blank"),
        ({"name": "two\nlines"}, "name", "control_characters"),
        ({"name": "x" * 5000}, "name", "max_length"),
        ({"timezone": "Moon/Base"}, "timezone", "timezone_unknown"),
        ({"language": "tlh"}, "language", "invalid_choice"),
        ({"max_users": 0}, "max_users", "min_value"),
        ({"max_channels": 10**12}, "max_channels", "max_value"),
        ({"max_channels": "many"}, "max_channels", "invalid"),
        ({"admin": {"email": "nobody"}}, "admin.email", "invalid"),
        ({"admin": {"email": "operator@example.org"}}, "admin.email", "email_not_available"),
    ],
)
def test_a_refused_creation_names_the_field_and_leaves_nothing(
    operator_client: SiteClient, changes: dict, field: str, code: str
) -> None:
    before = schemas(), Tenant.objects.count(), User.objects.count(), AuditEntry.objects.count()
    refused = create(operator_client, **changes)
    assert refused.status_code in {400, 409}
    assert field_codes(refused) == {field: [code]}
    after = schemas(), Tenant.objects.count(), User.objects.count(), AuditEntry.objects.count()
    assert after == before


@pytest.mark.parametrize(
    "name", ['"Rog & Kopyta"', "${SHELL(id)}", "a;b", "<script>alert(1)</script>", "😀 Ltd"]
)
def test_names_are_kept_as_they_were_written(operator_client: SiteClient, name: str) -> None:
    assert create(operator_client, name=name).json()["name"] == name


def test_an_existing_person_may_become_administrator_of_a_second_company(
    operator_client: SiteClient, tenant: Tenant
) -> None:
    known = {"email": email_of("acme", ADMIN).upper(), "join": True}
    create(operator_client, admin=known)
    places = Membership.objects.filter(user__email=email_of("acme", ADMIN))
    assert {place.tenant.code for place in places} == {"acme", "initech"}


def test_a_disabled_companys_code_is_not_given_again(
    operator_client: SiteClient, tenant: Tenant
) -> None:
    operator_client.post("platform/tenants/acme/disable/")
    assert field_codes(create(operator_client, code="acme")) == {"code": ["tenant_code_taken"]}
    assert operator_client.delete("platform/tenants/acme/").status_code == 405


def test_a_company_has_a_host_name(operator_client: SiteClient) -> None:
    create(operator_client)
    assert Domain.objects.get(tenant__code="initech").domain == "initech.localhost"


def test_on_a_bare_address_companies_have_no_host_names(
    operator_client: SiteClient, settings
) -> None:
    settings.SITE_HOST = "192.0.2.10"
    link = create(operator_client).json()["admin_link"]
    assert link.startswith(f"https://192.0.2.10:{settings.SITE_HTTPS_PORT}/link/")
    assert not Domain.objects.filter(tenant__code="initech").exists()


def test_an_operator_who_acts_for_a_company_may_create_and_change_others(
    operator_client: SiteClient, tenant: Tenant
) -> None:
    operator_client.post("session/act-as/", {"code": "acme"})
    assert create(operator_client).status_code == 201
    changed = operator_client.patch("platform/tenants/globex/", {"name": "Globex Two"})
    assert changed.json()["name"] == "Globex Two"
    assert operator_client.post("platform/tenants/globex/disable/").json()["status"] == "disabled"


def test_only_operators_create_companies(admin_client: SiteClient, user_client: SiteClient) -> None:
    assert create(admin_client).status_code == 403
    assert create(user_client).status_code == 403
    assert create(tenant_site("acme")).status_code == 401


def test_a_new_company_calls_within_bounds(operator_client: SiteClient) -> None:
    """A stolen password or a loop of forwardings shall not cost without end before anybody looks."""
    body = {"code": "bounded", "name": "Bounded", "with_starter_kit": False}
    made = operator_client.post("platform/tenants/", body)
    assert made.status_code == 201, made.content
    assert made.json()["max_channels_out"] == 30
    assert "international" not in made.json()["call_class_ceiling"]


def test_a_company_that_nobody_said_a_limit_for_has_the_usual_one(db: None) -> None:
    """However it is made: by a command, as a demonstration."""
    made = tenant_provision(NewTenant(code="initech", name="Initech"), actor=SYSTEM)
    assert made.tenant.max_channels_out == USUAL_CHANNELS_OUT
