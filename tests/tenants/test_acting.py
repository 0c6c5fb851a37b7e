"""The operator acts on a company's behalf: seen, ended by one click, on record."""

from urllib.parse import urlsplit

from tenants.models import AuditEntry, Tenant, TenantBlock
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block
from tests.support.clients import SiteClient, tenant_site
from tests.support.people import operator


def path_of(url: str) -> str:
    return urlsplit(url).path


def actions() -> list[tuple[str, str | None, str | None]]:
    entries = AuditEntry.objects.select_related("actor", "tenant").order_by("id")
    return [(e.action, e.actor and e.actor.email, e.tenant and e.tenant.code) for e in entries]


def test_an_operator_outside_of_companies_has_no_company(operator_client: SiteClient) -> None:
    body = operator_client.get("session/").json()
    assert (body["tenant"], body["acting_as"], body["role"]) == (None, None, None)
    assert body["permissions"] == ["platform.act_as", "platform.edit", "platform.view"]


def test_acting_is_shown_ended_and_recorded(tenant: Tenant, operator_client: SiteClient) -> None:
    AuditEntry.objects.all().delete()
    body = operator_client.post("session/act-as/", {"code": "acme"}).json()
    assert (body["acting_as"]["code"], body["tenant"]["code"], body["role"]) == (
        "acme",
        "acme",
        "admin",
    )
    assert body["hand_over_url"] is None
    ended = operator_client.delete("session/act-as/").json()
    assert (ended["acting_as"], ended["tenant"]) == (None, None)
    email = operator().email
    assert actions() == [("act_as.begun", email, "acme"), ("act_as.ended", email, "acme")]


def test_what_is_done_meanwhile_is_recorded_as_done_for_the_company(
    tenant: Tenant, operator_client: SiteClient
) -> None:
    operator_client.post("session/act-as/", {"code": "acme"})
    operator_client.post(
        "platform/tenants/acme/block/", {"kind": "voluntary", "reason": "asked by phone"}
    )
    entry = AuditEntry.objects.get(action="tenant.blocked")
    assert (entry.acting_for, entry.actor, entry.address) == (tenant, operator(), "127.0.0.1")


def test_a_hand_over_leads_to_the_companys_host_once(
    tenant: Tenant, operator_client: SiteClient, settings
) -> None:
    asked = operator_client.post("session/act-as/", {"code": "acme", "hand_over": True}).json()
    url = asked["hand_over_url"]
    assert url.startswith(
        f"https://acme.localhost:{settings.SITE_HTTPS_PORT}/api/v1/session/hand-over/"
    )
    assert operator_client.get("session/").json()["acting_as"] is None
    path = path_of(url)
    there = tenant_site(tenant)
    assert there.get(path).status_code == 302
    assert there.get("session/").json()["acting_as"]["code"] == "acme"
    assert tenant_site(tenant).get(path).status_code == 404
    ended = there.delete("session/act-as/").json()
    assert ended["is_authenticated"] is False


def test_a_hand_over_opens_no_other_company(
    tenant: Tenant, other_tenant: Tenant, operator_client: SiteClient
) -> None:
    asked = operator_client.post("session/act-as/", {"code": "acme", "hand_over": True}).json()
    path = path_of(asked["hand_over_url"])
    assert tenant_site(other_tenant).get(path).status_code == 404


def test_a_companys_people_cannot_act_for_anybody(admin_client: SiteClient) -> None:
    assert admin_client.post("session/act-as/", {"code": "globex"}).status_code == 403
    assert admin_client.delete("session/act-as/").json()["code"] == "not_acting"


def test_operators_act_for_a_blocked_company(tenant: Tenant, operator_client: SiteClient) -> None:
    tenant_block(tenant, NewBlock(TenantBlock.Kind.ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    assert operator_client.post("session/act-as/", {"code": "acme"}).json()["role"] == "admin"


def test_an_operator_who_is_no_longer_one_loses_the_company_at_once(
    tenant: Tenant, operator_client: SiteClient
) -> None:
    operator_client.post("session/act-as/", {"code": "acme"})
    user = operator()
    user.is_operator = False
    user.save()
    body = operator_client.get("session/").json()
    assert (body["tenant"], body["permissions"]) == (None, [])


def test_a_missing_company_cannot_be_acted_for(operator_client: SiteClient) -> None:
    assert operator_client.post("session/act-as/", {"code": "nothere"}).status_code == 404
