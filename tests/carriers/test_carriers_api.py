"""The operator's carriers over HTTP."""

import pytest

from telephony.carriers.models import Carrier, EmergencyLine, LineAccount, PlatformRoute
from telephony.models import Route
from telephony.services.platform.rules import platform_route_create
from tenants.context import platform_scope, tenant_scope
from tenants.models import AuditEntry
from tenants.services.audit import SYSTEM
from tests.support.clients import field_codes

NUMBER = "+74951234567"
BODY = {"name": "mtt", "title": "МТТ", "addresses": ["sip.mtt.example:5070"]}


@pytest.fixture
def create(operator_client):
    """`create(name="rtk")`: a carrier, as the form makes it; its body."""

    def create(**values) -> dict:
        response = operator_client.post("platform/carriers/", {**BODY, **values})
        assert response.status_code == 201, response.content
        return response.json()

    return create


def test_a_carrier_is_saved_and_its_password_never_shown(create, operator_client):
    made = create(
        login="vpbx",
        secret="Secret-9",
        registers=True,
        limits={"seconds": 3600, "channels": 30},
        switches={"video": False},
        emergency_order=1,
    )
    assert (made["name"], made["has_secret"], made["is_default"]) == ("mtt", True, True)
    assert (made["emergency_order"], made["numbers"]) == (1, 0)
    assert made["limits"] == {"seconds": 3600, "channels": 30}
    assert "Secret-9" not in operator_client.get("platform/carriers/").content.decode()
    assert Carrier.objects.get().secret == "Secret-9"
    assert AuditEntry.objects.get(action="carrier.created").subject == "mtt"


def test_an_empty_password_leaves_the_old_one(create, operator_client):
    made = create(login="vpbx", secret="Secret-9")
    operator_client.patch(f"platform/carriers/{made['id']}/", {"secret": "", "title": "New"})
    assert Carrier.objects.get().secret == "Secret-9"


def test_the_first_carrier_is_the_default_and_a_choice_moves_it(create, operator_client):
    first, second = create(), create(name="rtk")
    assert (first["is_default"], second["is_default"]) == (True, False)
    operator_client.patch(f"platform/carriers/{second['id']}/", {"is_default": True})
    found = operator_client.get("platform/carriers/?ordering=name").json()["results"]
    assert [(each["name"], each["is_default"]) for each in found] == [
        ("mtt", False),
        ("rtk", True),
    ]


def test_places_among_emergency_lines_stay_in_order(create, operator_client):
    create(emergency_order=1)
    second = create(name="rtk", emergency_order=1)
    assert second["emergency_order"] == 1
    settings = operator_client.get("platform/outside-settings/").json()
    assert settings["emergency_lines"] == ["rtk", "mtt"]
    operator_client.patch(f"platform/carriers/{second['id']}/", {"emergency_order": None})
    assert EmergencyLine.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": "МТТ"}, {"name": ["line_name_invalid"]}),
        ({"addresses": []}, {"addresses": ["required"]}),
        ({"addresses": ["http://x"]}, {"addresses.0": ["address_invalid"]}),
        ({"addresses": ["127.0.0.1"]}, {"addresses.0": ["address_local"]}),
        ({"sources": ["0.0.0.0/0"]}, {"sources.0": ["network_too_wide"]}),
        ({"registers": True}, {"login": ["required"], "secret": ["required"]}),
        ({"number": "123"}, {"number": ["outside_number_invalid"]}),
        ({"transport": "sctp"}, {"transport": ["invalid_choice"]}),
        ({"limits": {"channels": -1}}, {"limits.channels": ["limit_invalid"]}),
        ({"caller_template": "78005553535"}, {"caller_template": ["template_invalid"]}),
        ({"emergency_order": 0}, {"emergency_order": ["min_value"]}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(operator_client, values, errors):
    refused = operator_client.post("platform/carriers/", {**BODY, **values})
    assert (refused.status_code, field_codes(refused)) == (400, errors)
    assert not Carrier.objects.exists()


def test_a_refusal_speaks_the_readers_language(operator_client):
    operator_client.patch("session/profile/", {"language": "ru"})
    refused = operator_client.post("platform/carriers/", {**BODY, "addresses": ["sip://x"]})
    [error] = refused.json()["extra"]["fields"]["addresses.0"]
    assert error["message"] == "Пишите так: sip.example.org или 203.0.113.7:5060."


def test_a_name_is_taken_once_and_never_changes(create, operator_client):
    made = create()
    again = operator_client.post("platform/carriers/", {**BODY, "addresses": ["192.0.2.9"]})
    assert (again.status_code, list(field_codes(again))) == (409, ["name"])
    renamed = operator_client.patch(f"platform/carriers/{made['id']}/", {"name": "other"})
    assert field_codes(renamed) == {"name": ["line_name_fixed"]}


def test_an_account_is_used_by_one_line_of_the_fleet(create, operator_client, admin_client):
    create(login="vpbx", secret="x")
    body = {"name": "own", "addresses": BODY["addresses"], "login": "vpbx", "secret": "y"}
    refused = admin_client.post("trunks/", body)
    assert field_codes(refused) == {"login": ["line_account_taken"]}
    with platform_scope():
        assert LineAccount.objects.count() == 1


def test_a_used_carrier_is_not_deleted_silently(create, operator_client, make_number):
    made = create()
    make_number(NUMBER, tenant="acme")
    operator_client.post("platform/routes/", {"name": "All", "trunks": ["carrier:mtt"]})
    refused = operator_client.delete(f"platform/carriers/{made['id']}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    kinds = {usage["kind"] for usage in refused.json()["extra"]["usages"]}
    assert kinds == {"phone_number", "platform_route", "platform_settings"}
    forced = operator_client.delete(f"platform/carriers/{made['id']}/?force=true")
    assert (forced.status_code, Carrier.objects.count()) == (409, 1)


def test_a_replacement_takes_over_numbers_and_routes(
    create, operator_client, admin_client, make_number, tenant
):
    old, new = create(), create(name="rtk", addresses=["192.0.2.9"])
    make_number(NUMBER, tenant="acme")
    operator_client.post("platform/routes/", {"name": "All", "trunks": ["carrier:mtt"]})
    admin_client.post("routes/", {"name": "Own", "trunks": ["carrier:mtt"]})
    path = f"platform/carriers/{old['id']}/?replace_with={new['id']}"
    assert operator_client.delete(path).status_code == 204
    assert PlatformRoute.objects.get().trunks == ["carrier:rtk"]
    [number] = operator_client.get("platform/phone-numbers/").json()["results"]
    assert number["line"] == "carrier:rtk"
    assert operator_client.get(f"platform/carriers/{new['id']}/").json()["is_default"]
    with tenant_scope(tenant):
        assert Route.objects.get().trunks == ["carrier:rtk"]


def test_by_force_routes_without_a_line_are_switched_off(create, operator_client):
    made = create()
    platform_route_create({"name": "All", "trunks": ["carrier:mtt"]}, actor=SYSTEM)
    assert operator_client.delete(f"platform/carriers/{made['id']}/?force=true").status_code == 204
    route = PlatformRoute.objects.get()
    assert (route.trunks, route.is_enabled) == ([], False)


def test_many_are_switched_off_at_once(create, operator_client):
    ids = [create()["id"], create(name="rtk")["id"]]
    body = {"ids": [*ids, "00000000-0000-0000-0000-000000000000"], "action": "disable"}
    done = operator_client.post("platform/carriers/bulk/", body).json()
    assert done["done"] == ids
    assert [each["code"] for each in done["refused"]] == ["not_found"]
    states = operator_client.get("platform/carriers/?state=disabled").json()["results"]
    assert {each["state"] for each in states} == {"disabled"}
    assert len(states) == 2


def test_a_test_of_a_name_that_leads_nowhere_says_so(create, operator_client):
    made = create(addresses=["nowhere.invalid"])
    found = operator_client.post(f"platform/carriers/{made['id']}/test/").json()
    assert (found["ok"], [step["key"] for step in found["steps"]]) == (False, ["resolve"])
    assert found["steps"][0]["text"] == "The name nowhere.invalid leads nowhere."
