"""Every WebSocket, with another company's session, with none, and from another company's page."""

import pytest

from telephony.realtime.routing import websocket_urlpatterns
from tenants.models import Domain, Tenant, TenantBlock
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block
from tests.support.clients import SiteClient, operator_site, tenant_site
from tests.support.people import ADMIN, USER, operator, person
from tests.support.sockets import socket_open

PATHS = [f"/{pattern.pattern}" for pattern in websocket_urlpatterns]
each_socket = pytest.mark.parametrize("path", PATHS)
REFUSED = {4401, 4403}
A_MOMENT = 0.3  # seconds for which one that stays open is listened to


@each_socket
def test_the_companys_own_page_may_open_it(path: str, admin_client: SiteClient) -> None:
    opened = socket_open(
        path,
        host="acme.localhost",
        client=admin_client,
        origin="https://acme.localhost",
        wait=A_MOMENT,
    )
    assert opened.is_accepted
    assert opened.code not in REFUSED


@each_socket
def test_a_session_of_another_company_opens_none(
    path: str, tenant: Tenant, other_tenant: Tenant
) -> None:
    client = tenant_site(other_tenant).signed_in(person(tenant, ADMIN))
    opened = socket_open(path, host="globex.localhost", client=client)
    assert (opened.code in REFUSED, opened.messages) == (True, [])


@each_socket
@pytest.mark.parametrize("query", ["", "?scope=platform", "?tenant=globex", "?code=globex"])
def test_without_a_session_none_opens(path: str, query: str, tenant: Tenant) -> None:
    for host in ("acme.localhost", "localhost", "globex.localhost"):
        opened = socket_open(path + query, host=host)
        assert (opened.code in REFUSED, opened.messages) == (True, [])


@each_socket
@pytest.mark.parametrize("role", [ADMIN, USER])
def test_the_operators_view_is_closed_to_companies(path: str, role: str, tenant: Tenant) -> None:
    for site in (tenant_site(tenant), operator_site()):
        client = site.signed_in(person(tenant, role))
        opened = socket_open(f"{path}?scope=platform", host=client.host, client=client)
        assert (opened.code, opened.messages) == (4403, [])


@each_socket
def test_an_operator_who_does_not_act_for_a_company_sees_none(path: str, tenant: Tenant) -> None:
    client = tenant_site(tenant).signed_in(operator())
    assert socket_open(path, host="acme.localhost", client=client).code in REFUSED


@each_socket
@pytest.mark.parametrize(
    "origin",
    [
        "https://globex.localhost",
        "https://evil.example",
        "null",
        "https://acme.localhost.evil.example",
    ],
)
def test_a_foreign_page_opens_none_with_the_visitors_session(
    path: str, origin: str, admin_client: SiteClient
) -> None:
    opened = socket_open(path, host="acme.localhost", client=admin_client, origin=origin)
    assert (opened.is_accepted, opened.code) == (False, 4404)


@each_socket
def test_a_blocked_companys_people_open_none(
    path: str, admin_client: SiteClient, tenant: Tenant
) -> None:
    tenant_block(tenant, NewBlock(TenantBlock.Kind.ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    assert socket_open(path, host="acme.localhost", client=admin_client).code in REFUSED


def test_an_unknown_address_opens_none(admin_client: SiteClient) -> None:
    for path in ("/ws/nothing/", "/", "/api/v1/session/"):
        opened = socket_open(path, host="acme.localhost", client=admin_client)
        assert (opened.is_accepted, opened.code) == (False, 4404)


@each_socket
def test_a_host_of_nobody_opens_none(path: str, admin_client: SiteClient) -> None:
    for host in ("nosuch.localhost", "evil.example", "", "acme\x00.localhost"):
        assert socket_open(path, host=host, client=admin_client).code == 4404


@each_socket
def test_a_companys_own_domain_opens_them_for_its_people(
    path: str, admin_client: SiteClient, tenant: Tenant
) -> None:
    Domain.objects.create(tenant=tenant, domain="pbx.acme.example", is_primary=False)
    opened = socket_open(path, host="pbx.acme.example", client=admin_client, wait=A_MOMENT)
    assert opened.is_accepted


@each_socket
@pytest.mark.parametrize(
    "cookie", ["vpbx_session=nonsense", "=;=;\x00", "vpbx_session=" + "x" * 5000]
)
def test_a_strange_cookie_is_nobody(path: str, cookie: str, tenant: Tenant) -> None:
    client = tenant_site(tenant)
    client.cookies["vpbx_session"] = cookie.partition("=")[2].replace("\x00", "")
    assert socket_open(path, host="acme.localhost", client=client).code in REFUSED
