"""The operator's routes, filters, settings and expression check over HTTP."""

import pytest

from telephony.carriers.models import PlatformFilter, PlatformRoute
from telephony.selectors.platform.snapshot import platform_rules
from tenants.context import platform_scope
from tests.support.clients import field_codes

NUMBER = "+74951234567"
ROUTE = {"name": "Moscow", "called": ["7495.*"], "trunks": ["carrier:mtt"]}
FILTER = {"name": "Premium", "direction": "out", "called": ["7809.*"]}


@pytest.fixture(autouse=True)
def _carriers(make_carrier):
    make_carrier("mtt", title="МТТ")
    make_carrier("rtk")


def rules():
    with platform_scope():
        return platform_rules({})


def test_a_route_is_what_the_nodes_are_told(operator_client):
    body = {
        **ROUTE,
        "called_template": "8{number:1}",
        "times": {"days": [1, 5], "minutes": [[540, 1080]]},
        "on_failure": "next",
    }
    made = operator_client.post("platform/routes/", body)
    assert made.status_code == 201, made.content
    [route] = rules().routes
    assert (route.name, route.called, route.trunks) == ("Moscow", ("7495.*",), ("carrier:mtt",))
    assert (route.times.days, route.times.minutes) == ((1, 5), ((540, 1080),))
    off = operator_client.patch(f"platform/routes/{made.json()['id']}/", {"is_enabled": False})
    assert (off.json()["is_enabled"], rules().routes) == (False, ())


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": ""}, {"name": ["required"]}),
        ({"trunks": []}, {"trunks": ["required"]}),
        ({"trunks": ["carrier:other"]}, {"trunks.0": ["carrier_unknown"]}),
        ({"trunks": ["trunk:own"]}, {"trunks.0": ["carrier_unknown"]}),
        ({"called": ["(a+)+$"]}, {"called.0": ["pattern_invalid"]}),
        ({"times": {"days": [8]}}, {"times.days": ["weekday_invalid"]}),
        ({"times": {"minutes": [[600, 540]]}}, {"times.minutes.0": ["window_invalid"]}),
        ({"on_failure": "maybe"}, {"on_failure": ["invalid_choice"]}),
        ({"called_template": "${SHELL(id)}"}, {"called_template": ["template_invalid"]}),
    ],
)
def test_what_cannot_be_in_a_route_is_refused_at_its_field(operator_client, values, errors):
    refused = operator_client.post("platform/routes/", {**ROUTE, **values})
    assert (refused.status_code, field_codes(refused)) == (400, errors)
    assert not PlatformRoute.objects.exists()


def test_routes_are_put_into_another_order_by_one_call(operator_client):
    ids = [
        operator_client.post("platform/routes/", {**ROUTE, "name": name}).json()["id"]
        for name in ("A", "B", "C")
    ]
    path = "platform/routes/reorder/"
    assert operator_client.post(path, {"ids": ids[::-1]}).status_code == 204
    assert [route.name for route in rules().routes] == ["C", "B", "A"]
    outdated = operator_client.post(path, {"ids": ids[:2]})
    assert (outdated.status_code, outdated.json()["code"]) == (409, "order_outdated")
    bulk = {"ids": ids[:2], "action": "delete"}
    assert operator_client.post("platform/routes/bulk/", bulk).json()["done"] == ids[:2]
    assert [route.name for route in rules().routes] == ["C"]


def test_patterns_are_tried_before_they_are_saved(operator_client):
    body = {"pattern": "7495.*", "examples": [NUMBER, "+74991234567"]}
    for path in ("platform/routes/check-pattern/", "platform/filters/check-pattern/"):
        found = operator_client.post(path, body).json()
        assert (found["ok"], found["matches"]) == (True, [NUMBER])


def test_a_filter_is_what_the_nodes_are_told(operator_client):
    made = operator_client.post("platform/filters/", FILTER)
    assert made.status_code == 201, made.content
    [known] = rules().filters
    assert (known.name, known.direction, known.called) == ("Premium", "out", ("7809.*",))
    operator_client.patch(f"platform/filters/{made.json()['id']}/", {"is_enabled": False})
    assert rules().filters == ()
    assert operator_client.delete(f"platform/filters/{made.json()['id']}/").status_code == 204


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"called": []}, {"called": ["required"]}),
        ({"called": ["[12"]}, {"called.0": ["pattern_invalid"]}),
        ({"direction": "sideways"}, {"direction": ["invalid_choice"]}),
        ({"name": "  "}, {"name": ["required"]}),
    ],
)
def test_what_cannot_be_in_a_filter_is_refused_at_its_field(operator_client, values, errors):
    refused = operator_client.post("platform/filters/", {**FILTER, **values})
    assert (refused.status_code, field_codes(refused)) == (400, errors)
    assert not PlatformFilter.objects.exists()


def test_settings_say_what_holds_where_nothing_else_is_said(operator_client):
    body = {"default_carrier": "rtk", "emergency_lines": ["rtk", "mtt"], "quarantine_days": 30}
    assert operator_client.patch("platform/outside-settings/", body).json() == body
    known = rules()
    assert known.default_carrier == "rtk"
    assert known.emergency_lines == ("carrier:rtk", "carrier:mtt")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"default_carrier": "x"}, {"default_carrier": ["carrier_unknown"]}),
        ({"emergency_lines": ["mtt", "x"]}, {"emergency_lines.1": ["carrier_unknown"]}),
        ({"quarantine_days": 4000}, {"quarantine_days": ["days_invalid"]}),
    ],
)
def test_wrong_settings_are_refused_at_their_field(operator_client, values, errors):
    before = operator_client.get("platform/outside-settings/").json()
    refused = operator_client.patch("platform/outside-settings/", values)
    assert (refused.status_code, field_codes(refused)) == (400, errors)
    assert operator_client.get("platform/outside-settings/").json() == before


def test_the_operator_checks_calls_of_any_company(operator_client, admin_client, make_number):
    make_number(NUMBER, tenant="acme")
    admin_client.post("extensions/", {"number": "200"})
    operator_client.post("platform/filters/", FILTER)
    asked = {"tenant": "acme", "from": "200", "to": "89161234567"}
    found = operator_client.post("platform/expression-check/", asked).json()
    assert (found["result"], found["shown"]) == ("connected", NUMBER)
    assert [line["line"] for line in found["lines"]] == ["carrier:mtt"]
    nobody = operator_client.post("platform/expression-check/", {**asked, "tenant": "nobody"})
    assert field_codes(nobody) == {"tenant": ["tenant_unknown"]}
    stranger = operator_client.post("platform/expression-check/", {**asked, "from": "299"})
    assert field_codes(stranger) == {"from": ["internal_number_unknown"]}


def test_what_is_the_operators_has_no_name_for_companies(
    operator_client, admin_client, make_number
):
    make_number(NUMBER, tenant="acme")
    admin_client.post("extensions/", {"number": "200"})
    spam = {"name": "Spam", "direction": "in", "calling": ["7903.*"]}
    operator_client.post("platform/filters/", spam)
    secret = {"name": "Secret way", "called": ["7916.*"], "trunks": ["carrier:rtk"]}
    operator_client.post("platform/routes/", secret)
    mtt = operator_client.get("platform/carriers/?search=mtt").json()["results"][0]["id"]
    operator_client.patch(f"platform/carriers/{mtt}/", {"is_enabled": False})

    def asked(**body) -> tuple[dict, dict]:
        own = admin_client.post("expression-check/", body)
        whole = operator_client.post("platform/expression-check/", {**body, "tenant": "acme"})
        return own.json(), whole.json()

    own, whole = asked(**{"from": "89031234567", "to": NUMBER, "direction": "incoming"})
    assert own["reason"] == whole["reason"] == "filtered"
    assert ("Spam" in str(own), "Spam" in str(whole)) == (False, True)
    own, whole = asked(**{"from": "200", "to": "89161234567"})
    assert [line["line"] for line in whole["lines"]] == ["carrier:rtk"]
    assert [(line["line"], line["title"]) for line in own["lines"]] == [
        ("carrier", "the operator's line")
    ]
    assert (own["route"], whole["route"]) == ("", "Secret way")
    assert ("Secret way" in str(own), "rtk" in str(own)) == (False, False)
