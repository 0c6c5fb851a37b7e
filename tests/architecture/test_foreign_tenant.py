"""Every address of the API, with another company's ids and sessions: nothing is shown, nothing changes.

Generated from the routes: an address that is added tomorrow is tested tomorrow.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tenants.api.base import Access, PlatformViewSet
from tenants.models import Tenant, TenantBlock
from tenants.permissions import GRANTS, Role
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block
from tests.architecture.conftest import Stage
from tests.support.clients import SiteClient, tenant_site
from tests.support.flow_documents import document, element
from tests.support.people import ADMIN, USER, operator, person
from tests.support.routes import Route, api_routes
from tests.support.world import World, belongings

ROUTES = api_routes()
each_route = pytest.mark.parametrize("route", ROUTES, ids=str)
METHODS = ("get", "post", "put", "patch", "delete")
NOT_ITS_BUSINESS = {400, 403, 404, 405, 409, 415}
# Bodies must be looked at even where nothing is found: these answers are about whoever asks.
ABOUT_ONESELF = {"session", "preferences", "health"}


def bodies(route: Route, stage: Stage) -> Iterator[dict[str, Any]]:
    """Requests that point at the other company's things in every way a field may."""
    foreign = stage.foreign
    pointing = {
        "extension": foreign.extension,
        "employee": foreign.employee,
        "device": foreign.device,
        "members": [foreign.extension],
        "reach": [{"device": foreign.device, "ring_seconds": 20}],
        "devices": [foreign.device],
        "forward_always_to": "7771",
        "code": "globex",
        "tenant": "globex",
        "trunks": [foreign.outside.trunk_line, foreign.outside.carrier_line],
        "line": foreign.outside.trunk_line,
        "lists": [foreign.outside.numberlist],
        "block_list": foreign.outside.numberlist,
        "target": f"redirect:{foreign.outside.redirectnumber}",
        "unknown_target": f"redirect:{foreign.outside.redirectnumber}",
        "outside_number": foreign.outside.number,
        "default_number": foreign.outside.number,
        "to": foreign.outside.number,
        "from": "",
        "direction": "incoming",
        "flow": foreign.flows.flow,
        "plan": f"flow:{foreign.flows.flow}/start",
        "document": foreign_document(foreign),
        "revision": 1,
        "caller": "",
    }
    yield {**pointing, "name": "named", "number": "4441"}
    yield {"name": "named", "number": foreign.outside.number, "addresses": ["192.0.2.1"]}
    if any(action == "reorder" for _method, action in route.actions):
        yield {"ids": stage.foreign_ids}
    if any(action == "bulk" for _method, action in route.actions):
        actions = getattr(route.view, "bulk_actions", {})
        names = actions if isinstance(actions, dict) else ("block", "unblock", "disable", "delete")
        for name in names:
            yield {"ids": stage.foreign_ids, "action": name}


def foreign_document(foreign: World) -> dict[str, Any]:
    """A flow that names the other company's things."""
    numbers = {"numbers": [foreign.outside.number]}
    key = foreign.flows.schedule.replace("-", "")
    return document(
        element("start", "start", settings=numbers, exits={"next": "hours"}),
        element("hours", "schedule", settings={"schedule": key}, number="7871"),
    )


def values(route: Route, stage: Stage) -> list[str]:
    """What to put into the address: the other company's thing of the kind that belongs there, and its code."""
    if not route.parameters:
        return [""]
    world = stage.foreign
    by_name = {
        "extension_id": world.extension,
        "device_id": world.device,
        "list_id": world.outside.numberlist,
        "flow_id": world.flows.flow,
        "code": "globex",
    }
    model = getattr(getattr(route.view, "queryset", None), "model", None)
    kind = by_name.get(route.parameters[0]) or world.thing(model)
    return [kind] if kind else [*stage.foreign_ids, "globex.token"]


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace") + str(dict(response.headers))


def attempts(client: SiteClient, route: Route, stage: Stage) -> Iterator[tuple[str, str, Any]]:
    """What the address offers, and a method it does not, with every id and body: (method, path, response)."""
    for value in values(route, stage):
        path = route.path(value)
        for method in _methods(route):
            for body in bodies(route, stage) if method != "get" else [None]:
                yield method, path, getattr(client, method)(path, body)


def knocks(client: SiteClient, route: Route, stage: Stage) -> Iterator[tuple[str, str, Any]]:
    """The same, once per method: whoever must be turned away at the door does not come as far as ids and bodies."""
    path = route.path(values(route, stage)[0])
    body = next(bodies(route, stage))
    for method in _methods(route):
        yield method, path, getattr(client, method)(path, None if method == "get" else body)


def _methods(route: Route) -> list[str]:
    offered = [method for method, _action in route.actions]
    return [*offered, next(method for method in METHODS[::-1] if method not in offered)]


@each_route
def test_another_companys_things_are_neither_seen_nor_touched(
    route: Route, stage: Stage, admin_client: SiteClient, tenant: Tenant, other_tenant: Tenant
) -> None:
    before = belongings(other_tenant)
    for method, path, response in attempts(admin_client, route, stage):
        text = text_of(response)
        assert response.status_code < 500, (method, path, text)
        assert stage.foreign.mark not in text, (method, path)
        if route.parameters and str(route).partition("/")[0] not in ABOUT_ONESELF:
            assert response.status_code in NOT_ITS_BUSINESS, (method, path, text)
        if "done" in (
            body := response.json() if response.get("Content-Type") == "application/json" else {}
        ):
            assert body["done"] == [], (method, path)
    assert belongings(other_tenant) == before
    kept = str(belongings(tenant))
    assert not [foreign for foreign in stage.foreign_ids if foreign in kept]


@each_route
def test_a_session_of_another_company_opens_nothing(
    route: Route, stage: Stage, tenant: Tenant, other_tenant: Tenant
) -> None:
    """The administrator of `acme` carries the session to the host of `globex`."""
    before = belongings(other_tenant)
    client = tenant_site(other_tenant).signed_in(person(tenant, ADMIN))
    for method, path, response in knocks(client, route, stage):
        assert stage.foreign.mark not in text_of(response), (method, path)
        needed = route.needed(dict(route.actions).get(method, ""))
        if not isinstance(needed, Access):
            assert response.status_code in {401, 403, 404, 405}, (method, path, text_of(response))
    assert belongings(other_tenant) == before


@each_route
def test_whoever_is_not_signed_in_is_asked_to_sign_in(
    route: Route, stage: Stage, other_tenant: Tenant
) -> None:
    before = belongings(other_tenant)
    for method, path, response in knocks(tenant_site(other_tenant), route, stage):
        assert stage.foreign.mark not in text_of(response), (method, path)
        action = dict(route.actions).get(method)
        if action is None:
            assert response.status_code in {401, 403, 404, 405}, (method, path, text_of(response))
        elif not route.is_public(action):
            assert response.status_code in {401, 404}, (method, path, text_of(response))
    assert belongings(other_tenant) == before


@each_route
def test_a_user_gets_no_further_than_the_own_page(
    route: Route, stage: Stage, user_client: SiteClient, tenant: Tenant
) -> None:
    """A person without rights, inside their own company, with the ids of its things."""
    before = belongings(tenant)
    inside = Stage(stage.foreign, stage.own, stage.foreign_call)
    granted = GRANTS[Role.USER]
    for method, path, response in attempts(user_client, route, inside):
        assert stage.own.mark not in text_of(response), (method, path)
        needed = route.needed(dict(route.actions).get(method, ""))
        if not isinstance(needed, Access) and needed not in granted:
            assert response.status_code in {401, 403, 404, 405}, (method, path, text_of(response))
    after = belongings(tenant)
    after["Membership"] = before["Membership"]
    assert after == before


@each_route
def test_an_operator_outside_of_companies_finds_none(
    route: Route, stage: Stage, tenant: Tenant
) -> None:
    """On a company's host an operator who does not act for it is nobody."""
    client = tenant_site(tenant).signed_in(operator())
    for method, path, response in knocks(client, route, stage):
        needed = route.needed(dict(route.actions).get(method, ""))
        assert stage.own.mark not in text_of(response), (method, path)
        if not isinstance(needed, Access):
            assert response.status_code in {401, 403, 404, 405}, (method, path, text_of(response))


@each_route
def test_a_blocked_companys_administrator_gets_nowhere(
    route: Route, stage: Stage, admin_client: SiteClient, tenant: Tenant
) -> None:
    tenant_block(tenant, NewBlock(TenantBlock.Kind.ADMINISTRATIVE, "unpaid"), actor=SYSTEM)
    for method, action in route.actions:
        if isinstance(route.needed(action), Access):
            continue
        response = getattr(admin_client, method)(route.path(stage.own.device))
        assert response.status_code in {403, 404}, (method, response.content)


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if issubclass(route.view, PlatformViewSet)], ids=str
)
@pytest.mark.parametrize("role", [ADMIN, USER])
def test_the_operators_area_is_closed_to_companies(
    route: Route, role: Role, tenant: Tenant, stage: Stage
) -> None:
    for host in ("acme.localhost", "localhost"):
        client = SiteClient(host).signed_in(person(tenant, role))
        for method, path, response in knocks(client, route, stage):
            assert response.status_code in {401, 403, 404, 405}, (method, path, text_of(response))
