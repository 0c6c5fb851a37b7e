"""Routes and override rules: patterns, templates, times, order."""

import pytest

from telephony.carriers.models import Carrier, PhoneNumber
from telephony.models import OverrideRule, Route
from telephony.selectors.config_snapshot import config_snapshot
from tenants.context import current_tenant, platform_scope
from tests.support.clients import field_codes

NIGHT = {"days": [5, 1, 1], "minutes": [[1200, 1440], [0, 480]]}


@pytest.fixture
def trunk(admin_client):
    body = {"name": "mts", "addresses": ["192.0.2.9"], "number": "+74951234567"}
    return admin_client.post("trunks/", body).json()


@pytest.fixture
def make_route(admin_client, trunk):
    def make(name: str, **values) -> dict:
        made = admin_client.post("routes/", {"name": name, "trunks": ["trunk:mts"], **values})
        assert made.status_code == 201, made.content
        return made.json()

    return make


@pytest.fixture
def make_rule(admin_client):
    def make(name: str, **values) -> dict:
        made = admin_client.post("override-rules/", {"name": name, "called": ".*", **values})
        assert made.status_code == 201, made.content
        return made.json()

    return make


def test_a_route_is_what_the_node_is_told(make_route):
    made = make_route(
        "Moscow",
        called=[r"\+7495\d{7}", "7499......."],
        calling=["2.."],
        tags=["sales"],
        times=NIGHT,
        called_template="8{number:1}",
        on_failure="next",
        is_recorded=True,
    )
    assert made["times"] == {"days": [1, 5], "minutes": [[0, 480], [1200, 1440]]}
    (route,) = config_snapshot().outside.routes
    assert (route.name, route.called) == ("Moscow", (r"\+7495\d{7}", "7499......."))
    assert (route.times.days, route.times.minutes) == ((1, 5), ((0, 480), (1200, 1440)))
    assert (route.trunks, route.on_failure, route.is_recorded) == (("trunk:mts",), "next", True)


@pytest.mark.parametrize("pattern", [r"\d{6,}", "915..", ".*", "_X.", "[2-5]XX", "(495|499).*"])
def test_patterns_of_the_source_documents_are_accepted(make_route, pattern):
    assert make_route("one", called=[pattern])["called"] == [pattern]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": ""}, {"name": ["required"]}),
        ({"called": ["495", "(a+)+"]}, {"called.1": ["pattern_invalid"]}),
        ({"called": [r"(\d*)*\d*"]}, {"called.0": ["pattern_invalid"]}),
        ({"called": ['495",${SHELL(id)}']}, {"called.0": ["pattern_invalid"]}),
        ({"called": ["9" * 65]}, {"called.0": ["pattern_invalid"]}),
        ({"called": [f"[1-9]{{2,20}}{n}" for n in range(50)]}, {"called": ["pattern_invalid"]}),
        ({"calling": [""]}, {"calling.0": ["pattern_invalid"]}),
        ({"tags": ["a;b"]}, {"tags.0": ["tag_invalid"]}),
        ({"times": {"days": [0]}}, {"times.days": ["weekday_invalid"]}),
        ({"times": {"minutes": [[600, 600]]}}, {"times.minutes.0": ["window_invalid"]}),
        ({"times": {"minutes": [[0, 1441]]}}, {"times.minutes.0": ["window_invalid"]}),
        ({"times": {"minutes": [[5]]}}, {"times.minutes.0": ["window_invalid"]}),
        ({"called_template": "{number}@evil"}, {"called_template": ["template_invalid"]}),
        ({"caller_template": "74950000000"}, {"caller_template": ["template_invalid"]}),
        ({"trunks": []}, {"trunks": ["required"]}),
        ({"trunks": ["trunk:mts", "carrier:x"]}, {"trunks.1": ["line_unknown"]}),
        ({"trunks": ["PJSIP/1@x"]}, {"trunks.0": ["line_unknown"]}),
        ({"on_failure": "again"}, {"on_failure": ["invalid_choice"]}),
    ],
)
def test_what_cannot_be_in_a_route_is_refused_at_its_field(admin_client, trunk, values, errors):
    body = {"name": "x", "trunks": ["trunk:mts"], **values}
    response = admin_client.post("routes/", body)
    assert (response.status_code, field_codes(response)) == (400, errors)
    assert not Route.objects.exists()


def test_a_pattern_is_refused_in_words_of_the_readers_language(admin_client, trunk):
    body = {"name": "x", "trunks": ["trunk:mts"], "called": ["[12"]}
    english = admin_client.post("routes/", body).json()["message"]
    assert english == "At character 1: Close the class with ]."
    admin_client.patch("session/profile/", {"language": "ru"})
    russian = admin_client.post("routes/", body).json()["message"]
    assert russian == "Символ 1: закройте класс знаком ]."


@pytest.mark.parametrize(("kind", "model"), [("routes", Route), ("override-rules", OverrideRule)])
def test_rows_are_put_into_another_order_by_one_call(
    admin_client, make_route, make_rule, kind, model
):
    make = make_route if kind == "routes" else make_rule
    ids = [make(name)["id"] for name in "abc"]
    turned = [ids[2], ids[0], ids[1]]
    assert admin_client.post(f"{kind}/reorder/", {"ids": turned}).status_code == 204
    assert [str(each.pk) for each in model.objects.all()] == turned
    listed = admin_client.get(f"{kind}/").json()["results"]
    assert [each["id"] for each in listed] == turned
    for wrong in (ids[:2], [*ids, ids[0]], []):
        refused = admin_client.post(f"{kind}/reorder/", {"ids": wrong})
        assert (refused.status_code, refused.json()["code"]) == (409, "order_outdated")
    assert [str(each.pk) for each in model.objects.all()] == turned


def test_rows_that_are_switched_off_do_not_reach_the_node(admin_client, make_route, make_rule):
    route, rule = make_route("off")["id"], make_rule("off")["id"]
    for kind, row in (("routes", route), ("override-rules", rule)):
        admin_client.post(f"{kind}/bulk/", {"ids": [row], "action": "disable"})
    outside = config_snapshot().outside
    assert (outside.routes, outside.overrides) == ((), ())


def test_an_override_rule_is_what_the_node_is_told(admin_client, make_rule, make_extension):
    make_extension("200")
    numbers = admin_client.post("number-lists/", {"name": "VIP"}).json()
    rule = make_rule(
        "vip",
        called="7495.*",
        callers=["7916.*"],
        lists=[numbers["id"]],
        times=NIGHT,
        target="200",
    )
    assert rule["lists"] == [numbers["id"]]
    (told,) = config_snapshot().outside.overrides
    assert (told.called, told.callers, told.target) == ("7495.*", ("7916.*",), "200")
    assert told.lists == (numbers["id"].replace("-", ""),)
    assert config_snapshot().outside.lists[0].key == told.lists[0]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"called": ""}, {"called": ["pattern_invalid"]}),
        ({"target": "299"}, {"target": ["internal_number_unknown"]}),
        ({"target": "sip:x@y"}, {"target": ["outside_number_invalid"]}),
        (
            {"lists": ["00000000-0000-0000-0000-000000000000"]},
            {"lists.0": ["does_not_exist"]},
        ),
    ],
)
def test_what_cannot_be_in_a_rule_is_refused_at_its_field(admin_client, values, errors):
    response = admin_client.post("override-rules/", {"name": "x", "called": ".*", **values})
    assert (response.status_code, field_codes(response)) == (400, errors)


def test_a_rule_follows_its_target(admin_client, make_rule, make_extension):
    extension, other = make_extension("200"), make_extension("201")
    make_rule("one", target="200")
    usages = admin_client.delete(f"extensions/{extension.pk}/").json()["extra"]["usages"]
    assert [each["kind"] for each in usages] == ["override_rule"]
    admin_client.patch(f"extensions/{extension.pk}/", {"number": "210"})
    assert OverrideRule.objects.get().target == "210"
    admin_client.delete(f"extensions/{extension.pk}/?replace_with={other.pk}")
    assert OverrideRule.objects.get().target == "201"
    admin_client.delete(f"extensions/{other.pk}/?force=true")
    rule = OverrideRule.objects.get()
    assert (rule.target, rule.is_enabled) == ("", False)  # else it would end calls


def test_patterns_and_templates_are_tried_before_they_are_saved(admin_client):
    body = {"pattern": "7495.*", "examples": ["+74951234567", "+74991234567", "x"]}
    found = admin_client.post("routes/check-pattern/", body).json()
    assert (found["ok"], found["matches"]) == (True, ["+74951234567"])
    assert found["hint"] == ""
    assert not admin_client.post("routes/check-pattern/", {"pattern": "(("}).json()["ok"]
    dialled = admin_client.post("routes/check-pattern/", {"pattern": "8916.*"}).json()
    assert dialled["ok"] is True
    assert "7916" in dialled["hint"]
    body = {"template": "8{number:1}", "number": "+74951234567"}
    found = admin_client.post("routes/check-template/", body).json()
    assert found == {"ok": True, "problem": "", "result": "84951234567"}
    assert not admin_client.post("routes/check-template/", {"template": "{x}"}).json()["ok"]


def test_a_route_changes_no_number_on_its_way_to_the_operators_lines(
    admin_client, trunk, make_route
):
    """The number was permitted before; another one would go out unasked, at the operator's cost."""
    with platform_scope():
        carrier = Carrier.objects.create(name="mtt", addresses=["192.0.2.1"])
        PhoneNumber.objects.create(
            number="+74957654321", carrier=carrier, tenant=current_tenant(), state="assigned"
        )
    body = {"name": "x", "trunks": ["trunk:mts", "carrier:mtt"]}
    for field in ("called_template", "caller_template"):
        refused = admin_client.post("routes/", {**body, field: "8{number:1}"})
        assert (refused.status_code, field_codes(refused)) == (
            400,
            {field: ["template_on_carrier"]},
        )
    own = make_route("own", called_template="8{number:1}")
    moved = admin_client.patch(f"routes/{own['id']}/", {"trunks": ["carrier:mtt"]})
    assert field_codes(moved) == {"called_template": ["template_on_carrier"]}
    assert admin_client.post("routes/", body).status_code == 201


def test_numbers_of_another_pbx_leave_by_lines_to_one_only(admin_client, trunk):
    """No permission is asked for them."""
    pbx = {"name": "pbx", "addresses": ["192.0.2.7"], "is_internal": True}
    admin_client.post("trunks/", pbx)
    body = {"name": "x", "called": ["3XX"], "is_internal": True}
    refused = admin_client.post("routes/", {**body, "trunks": ["trunk:pbx", "trunk:mts"]})
    assert field_codes(refused) == {"trunks.1": ["line_not_internal"]}
    made = admin_client.post("routes/", {**body, "trunks": ["trunk:pbx"]})
    assert made.status_code == 201, made.content
    pbx_id = admin_client.get("trunks/?search=pbx").json()["results"][0]["id"]
    kept = admin_client.patch(f"trunks/{pbx_id}/", {"is_internal": False})
    assert field_codes(kept) == {"is_internal": ["line_used_inside"]}
    changed = admin_client.patch(f"routes/{made.json()['id']}/", {"trunks": ["trunk:mts"]})
    assert field_codes(changed) == {"trunks.0": ["line_not_internal"]}
