"""Whatever is sent, the answer is a success or a refusal in the common form, never a fault.

Generated from the routes and the description of the API.
"""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from tenants.api.base import PlatformViewSet
from tests.architecture.conftest import Stage
from tests.support.clients import SiteClient
from tests.support.routes import Route, api_routes

ROUTES = [route for route in api_routes() if not str(route).startswith("session/logout")]
WRITES = {"post", "put", "patch"}
each_write = pytest.mark.parametrize(
    ("route", "method"),
    [(route, method) for route in ROUTES for method, _action in route.actions if method in WRITES],
    ids=str,
)
VALUES: dict[str, Any] = {
    "very long": "x" * 5000,
    "null character": "a\x00b",
    "emoji and quotes": "😀 \"quoted\" 'too' ; <script>",
    "lines": "one\ntwo\r\nthree",
    "dialplan": "${SHELL(id)}",
    "nothing": None,
    "huge number": 10**30,
    "negative": -1,
    "fraction": 1.5,
    "list": [[], {}, None, "x"],
    "object": {"id": {"id": "x"}, "": []},
    "truth": True,
}
BODIES = [b"", b"{", b"[]", b"null", b'"text"', b"7", b"\xff\xfe\x00", b"[" * 5000, b'{"a": NaN}']


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def fields(schema: dict[str, Any], route: Route, method: str) -> list[str]:
    """Names of the operation's input fields, from the description of the API."""
    template = "/" + route.template
    found = [path for path in schema["paths"] if _shape(path) == _shape(template)]
    operation = schema["paths"][found[0]].get(method, {}) if found else {}
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {}).get("schema", {})
    name = body.get("$ref", "").rpartition("/")[2]
    return list(schema["components"]["schemas"].get(name, body).get("properties", {}))


def _shape(path: str) -> list[str]:
    return ["{}" if part.startswith("{") else part for part in path.split("/")]


def sender(route: Route, admin: SiteClient, operator: SiteClient) -> SiteClient:
    return operator if issubclass(route.view, PlatformViewSet) else admin


def address(route: Route, stage: Stage) -> str:
    """The address with one of the company's own things in it."""
    model = getattr(getattr(route.view, "queryset", None), "model", None)
    named = {
        "extension_id": stage.own.extension,
        "device_id": stage.own.device,
        "list_id": stage.own.outside.numberlist,
        "code": "acme",
    }
    own = stage.own.thing(model) or "a-token"
    return route.path(own, **named)


def check(response: Any, sent: object) -> None:
    """A success, or a refusal with a code and words."""
    assert response.status_code < 500, (sent, response.content)
    if response.status_code >= 400:
        body = response.json()
        assert set(body) == {"code", "message", "extra"}, (sent, body)
        assert body["code"], (sent, body)
        assert body["message"], (sent, body)


def test_the_fields_of_requests_are_known(schema: dict) -> None:
    """Else the tests below would send nothing of interest."""
    found = {str(route): fields(schema, route, "post") for route in ROUTES}
    assert {"email", "password"} <= set(found["session/login/"])
    assert {"name", "extension", "device"} <= set(found["employees/"])
    assert {"code", "name", "admin"} <= set(found["platform/tenants/"])


@each_write
def test_strange_values_in_every_field_are_refused_in_words(
    route: Route,
    method: str,
    schema: dict,
    stage: Stage,
    admin_client: SiteClient,
    operator_client: SiteClient,
) -> None:
    client = sender(route, admin_client, operator_client)
    names = fields(schema, route, method)
    for what, value in VALUES.items():
        body = dict.fromkeys(names or ["name"], value)
        check(getattr(client, method)(address(route, stage), body), what)


@each_write
def test_a_body_that_is_not_what_was_asked_for_is_refused_in_words(
    route: Route, method: str, stage: Stage, admin_client: SiteClient, operator_client: SiteClient
) -> None:
    client = sender(route, admin_client, operator_client)
    for body in BODIES:
        response = client.generic(method.upper(), address(route, stage), body, "application/json")
        check(response, body)
    check(client.generic(method.upper(), address(route, stage), b"a=b", "text/plain"), "text")


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if "get" in dict(route.actions)], ids=str
)
def test_strange_addresses_are_refused_in_words(
    route: Route, stage: Stage, admin_client: SiteClient, operator_client: SiteClient
) -> None:
    client = sender(route, admin_client, operator_client)
    queries = [
        "search=%00",
        "search=" + "я" * 5000,
        "ordering=--",
        "cursor=%F0%9F%98%80",
        "page_size=1e9",
    ]
    queries += [
        "since=yesterday&until=" + "9" * 300,
        "employee=x&number=%25&result=x&direction=x",
        "kind=%5B%5D",
    ]
    for query in queries:
        check(client.get(f"{address(route, stage)}?{query}"), query)
    if route.parameters:
        for value in ("%F0%9F%98%80", "x" * 3000, "..%2F..%2Fetc", "0", "-1", "%27%3B--"):
            check(client.get(route.path(value)), value)
