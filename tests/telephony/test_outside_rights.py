"""What calls of an extension may do outside; settings of the company; forwardings to outside numbers."""

import pytest

from telephony.carriers.models import Carrier, PhoneNumber, PlanPrefix
from telephony.dialling.config import CallClass
from telephony.models import Extension
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.starter_kit import starter_kit_create
from tenants.context import platform_scope
from tenants.models import Tenant, TenantRestriction
from tests.support.clients import field_codes

MOSCOW = "+74951234567"
IN_RUSSIA = ["internal", "local", "regional_mobile", "mobile", "long_distance"]


@pytest.fixture
def own_number(tenant) -> str:
    with platform_scope():
        carrier = Carrier.objects.create(name="beeline", addresses=["192.0.2.1"])
        PhoneNumber.objects.create(number=MOSCOW, carrier=carrier, tenant=tenant, state="assigned")
    return MOSCOW


def test_a_new_company_calls_within_the_country_and_not_abroad(tenant):
    starter_kit_create()
    for rights in config_snapshot().outside.rights:
        assert [each.value for each in rights.classes] == IN_RUSSIA
    assert CallClass.INTERNATIONAL not in config_snapshot().outside.ceiling


def test_new_extensions_get_no_more_than_the_operator_allows(tenant, make_extension):
    Tenant.objects.filter(pk=tenant.pk).update(call_class_ceiling=["internal", "local"])
    tenant.call_class_ceiling = ["internal", "local"]
    assert make_extension("200").call_classes == ["internal", "local"]


def test_rights_are_what_the_node_is_told(admin_client, own_number, make_extension):
    extension = make_extension("200")
    body = {
        "call_classes": ["local", "internal"],
        "outside_number": "8 495 123-45-67",
        "hides_number": True,
        "tags": ["vip"],
        "limits": {"seconds": 600, "channels": 2},
    }
    saved = admin_client.patch(f"extensions/{extension.pk}/", body)
    assert saved.status_code == 200, saved.content
    assert saved.json()["outside_number"] == own_number
    (rights,) = config_snapshot().outside.rights
    assert (rights.classes, rights.number) == ((CallClass.INTERNAL, CallClass.LOCAL), own_number)
    assert (rights.hides_number, rights.tags, rights.limits.seconds) == (True, ("vip",), 600)


def test_nobody_shows_a_number_that_is_not_the_companys(admin_client, own_number, make_extension):
    extension = make_extension("200")
    path = f"extensions/{extension.pk}/"
    refused = admin_client.patch(path, {"outside_number": "+74957654321"})
    assert field_codes(refused) == {"outside_number": ["number_not_owned"]}
    refused = admin_client.patch("outside-settings/", {"default_number": "+74957654321"})
    assert field_codes(refused) == {"default_number": ["number_not_owned"]}


def test_classes_above_the_ceiling_are_refused(admin_client, make_extension):
    extension = make_extension("200")
    path = f"extensions/{extension.pk}/"
    refused = admin_client.patch(path, {"call_classes": [*IN_RUSSIA, "international"]})
    assert field_codes(refused) == {"call_classes": ["class_above_ceiling"]}
    refused = admin_client.patch(path, {"call_classes": ["galactic"]})
    assert field_codes(refused) == {"call_classes": ["invalid_choice"]}


def test_classes_from_a_time_when_more_was_allowed_do_not_stop_a_save(
    admin_client, make_extension, tenant
):
    extension = make_extension("200")
    Tenant.objects.filter(pk=tenant.pk).update(call_class_ceiling=["internal"])
    body = {"call_classes": IN_RUSSIA, "display_name": "Anna"}
    assert admin_client.patch(f"extensions/{extension.pk}/", body).status_code == 200


def forward(number: str) -> dict:
    return {"reach": [{"outside_number": "+74951112233"}, {"outside_number": number}]}


@pytest.mark.parametrize(
    ("classes", "number", "is_allowed"),
    [
        (IN_RUSSIA, "+79161234567", True),
        (IN_RUSSIA, "+442083661177", False),
        (["internal"], "+79161234567", False),
    ],
)
def test_a_way_to_be_reached_may_not_lead_where_the_person_may_not_call(
    admin_client, make_extension, classes, number, is_allowed
):
    extension = make_extension("200")
    Extension.objects.update(call_classes=classes)
    entry = {"outside_number": number}
    saved = admin_client.patch(f"extensions/{extension.pk}/", {"reach": [entry]})
    assert (saved.status_code == 200) is is_allowed, saved.content
    if not is_allowed:
        assert field_codes(saved) == {"reach.0.outside_number": ["outside_not_permitted"]}


def test_a_forwarding_abroad_is_refused_at_its_field(
    admin_client, user_client, make_extension, make_device
):
    extension = make_extension("200")
    device = make_device("desk", extension=extension)
    entry = {
        "device": str(device.pk),
        "forward_mode": "always",
        "forward_always_to": "+442083661177",
    }
    refused = admin_client.patch(f"extensions/{extension.pk}/", {"reach": [entry]})
    assert field_codes(refused) == {"reach.0.forward_always_to": ["outside_not_permitted"]}
    assert refused.json()["extra"]["reason"] == "class-international"


def test_a_number_that_was_brought_along_makes_no_forwarding_cheaper(admin_client, make_extension):
    """A line of the operator cannot know whose number that is: the form says what the node will say."""
    admin_client.post("trunks/", {"name": "mts", "title": "MTS", "addresses": ["192.0.2.9"]})
    made = admin_client.post("phone-numbers/", {"number": MOSCOW, "line": "trunk:mts"})
    assert made.status_code == 201, made.content
    with platform_scope():
        PlanPrefix.objects.create(prefix="7495", value="77:fixed")
        PlanPrefix.objects.create(prefix="7916", value="77:mobile")
    extension = make_extension("200")
    Extension.objects.update(call_classes=["internal", "local", "regional_mobile"])
    body = {"reach": [{"outside_number": "+79161234567"}]}

    refused = admin_client.patch(f"extensions/{extension.pk}/", body)

    assert field_codes(refused) == {"reach.0.outside_number": ["outside_not_permitted"]}
    assert refused.json()["extra"]["reason"] == "class-mobile"


def test_rights_given_in_the_same_save_count(admin_client, make_extension):
    extension = make_extension("200")
    body = {"call_classes": ["internal"], "reach": [{"outside_number": "+79161234567"}]}
    assert admin_client.patch(f"extensions/{extension.pk}/", body).status_code == 400
    extension.refresh_from_db()
    assert extension.call_classes == IN_RUSSIA


def test_a_number_that_was_there_stays_when_rights_have_been_taken_away(
    admin_client, make_extension
):
    extension = make_extension("200", reach=[{"outside_number": "+79161234567"}])
    Extension.objects.update(call_classes=["internal"])
    body = {"reach": [{"outside_number": "+79161234567", "ring_seconds": 10}]}
    assert admin_client.patch(f"extensions/{extension.pk}/", body).status_code == 200


def test_settings_are_what_the_node_is_told(admin_client, own_number, make_queue, tenant):
    make_queue("500")
    body = {
        "default_number": own_number,
        "unknown_target": "internal:500",
        "max_channels_in": 4,
        "max_channels_out": 2,
    }
    saved = admin_client.patch("outside-settings/", body)
    assert saved.status_code == 200, saved.content
    assert {key: saved.json()[key] for key in body} == body
    outside = config_snapshot().outside
    assert outside.default_number == own_number
    assert outside.unknown_target == "internal:500"
    assert (outside.max_channels_in, outside.max_channels_out) == (4, 2)


def test_the_smaller_of_two_limits_counts(admin_client, tenant):
    admin_client.patch("outside-settings/", {"max_channels_in": 4, "max_channels_out": 2})
    Tenant.objects.filter(pk=tenant.pk).update(max_channels_in=3, max_channels_out=9)
    outside = config_snapshot().outside
    assert (outside.max_channels_in, outside.max_channels_out) == (3, 2)
    body = admin_client.get("outside-settings/").json()
    assert (body["operator_max_channels_in"], body["max_channels_in"]) == (3, 4)


def test_a_company_does_not_allow_itself_more_than_the_operator(admin_client, tenant):
    Tenant.objects.filter(pk=tenant.pk).update(max_channels_out=10)
    refused = admin_client.patch("outside-settings/", {"max_channels_out": 11})
    assert field_codes(refused) == {"max_channels_out": ["limit_above_operators"]}


def test_a_company_does_not_say_where_its_calls_are_local(admin_client, tenant):
    """Or it would choose what its calls by the operator's carriers count as."""
    Tenant.objects.filter(pk=tenant.pk).update(area_code="495")
    seen = admin_client.patch("outside-settings/", {"area": "4012"})
    assert (seen.status_code, seen.json()["area"]) == (200, "495")
    assert config_snapshot().outside.area == "495"


@pytest.mark.parametrize(("kind", "told"), [("outgoing", (True, False)), ("all", (True, True))])
def test_a_restriction_is_told_to_the_node(admin_client, tenant, kind, told):
    TenantRestriction.objects.create(
        tenant=tenant, kind=kind, source="billing", reason="No money", starts_at="2026-01-01T00:00Z"
    )
    outside = config_snapshot().outside
    assert (outside.is_restricted, outside.is_closed) == told
    body = admin_client.get("outside-settings/").json()
    assert (body["is_restricted"], body["restriction"]) == (True, "No money")


def test_services_and_limits_of_devices_and_groups_reach_the_node(
    admin_client, make_device, make_queue
):
    device, queue = make_device("desk"), make_queue("500")
    body = {"limits": {"channels": 1, "seconds": 60}, "switches": {"transfer": False}}
    for path in (f"devices/{device.pk}/", f"queues/{queue.pk}/"):
        saved = admin_client.patch(path, body).json()
        assert saved["limits"] == {"seconds": 60, "channels": 1}
        assert (saved["switches"]["transfer"], saved["switches"]["hold"]) == (False, True)
    config = config_snapshot()
    for told in (config.devices[0], config.queues[0]):
        assert (told.limits.channels, told.switches.transfer) == (1, False)
    wrong = {"limits": {"channels": -1}, "switches": {"transfer": True}}
    refused = admin_client.patch(f"devices/{device.pk}/", wrong)
    assert field_codes(refused) == {"limits.channels": ["limit_invalid"]}


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("redirect-numbers/", {"name": "Lawyer", "number": "+442083661177"}, "number"),
        (
            "override-rules/",
            {"name": "Night", "called": "500", "target": "810442083661177"},
            "target",
        ),
    ],
)
def test_rules_lead_no_further_than_the_operator_allows(admin_client, tenant, path, body, field):
    refused = admin_client.post(path, body)
    assert (refused.status_code, field_codes(refused)) == (400, {field: ["outside_not_permitted"]})
    assert refused.json()["message"] == "International calls are not allowed here."
    made = admin_client.post(path, {**body, field: "89161234567"})
    assert (made.status_code, made.json()[field]) == (201, "+79161234567")
    Tenant.objects.filter(pk=tenant.pk).update(call_class_ceiling=["local"])
    kept = admin_client.patch(f"{path}{made.json()['id']}/", {field: "89161234567", "comment": "x"})
    assert kept.status_code == 200, kept.content


def test_a_rule_may_lead_to_an_own_number_whatever_is_allowed(admin_client, tenant, own_number):
    Tenant.objects.filter(pk=tenant.pk).update(call_class_ceiling=["internal"])
    body = {"name": "Home", "called": "500", "target": own_number}
    assert admin_client.post("override-rules/", body).status_code == 201
