"""What the operator and billing forbid a company: restrictions, limits, ceiling; how they come to the node."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from telephony.selectors.config_snapshot import config_snapshot
from tenants.context import tenant_scope
from tenants.models import AuditEntry, Tenant, TenantConfigState, TenantRestriction
from tenants.services.audit import SYSTEM
from tenants.services.restrictions import (
    NewRestriction,
    restriction_lift,
    restriction_set,
    restrictions_refresh,
)
from tenants.services.tenants import tenant_disable
from tests.support.clients import field_codes

PATH = "platform/restrictions/"


def told(tenant: Tenant) -> tuple[bool, bool]:
    """Whether the node is told to stop calls to the outside, and from there."""
    with tenant_scope(Tenant.objects.get(pk=tenant.pk)):
        outside = config_snapshot().outside
    return outside.is_restricted, outside.is_closed


def revision(tenant: Tenant) -> int:
    return TenantConfigState.objects.get(tenant=tenant).requested


def test_billing_stops_the_calls_of_a_company_and_lets_them_go_on(tenant):
    before = revision(tenant)
    new = NewRestriction(reason="Balance is used up", source="billing")
    restriction = restriction_set(tenant, new, actor=SYSTEM)
    assert (told(tenant), revision(tenant)) == ((True, False), before + 1)
    restriction_lift(restriction, actor=SYSTEM)
    assert (told(tenant), revision(tenant)) == ((False, False), before + 2)
    actions = AuditEntry.objects.filter(tenant=tenant).values_list("action", flat=True)
    assert {"tenant.restricted", "tenant.unrestricted"} <= set(actions)


def test_the_operator_restricts_by_hand(operator_client, admin_client, tenant):
    made = operator_client.post(PATH, {"tenant": "acme", "kind": "all", "reason": "Fraud"})
    assert made.status_code == 201, made.content
    assert (made.json()["tenant"]["code"], made.json()["source"]) == ("acme", "operator")
    assert told(tenant) == (True, True)
    seen = admin_client.get("outside-settings/").json()
    assert (seen["is_restricted"], seen["restriction"]) == (True, "Fraud")
    again = operator_client.post(PATH, {"tenant": "acme", "reason": "Again"})
    assert (again.status_code, again.json()["code"]) == (409, "restriction_exists")
    assert operator_client.delete(f"{PATH}{made.json()['id']}/").status_code == 204
    assert told(tenant) == (False, False)
    assert operator_client.get(PATH).json()["count"] == 0
    assert TenantRestriction.objects.get().lifted_at


def test_restrictions_of_several_sources_stand_side_by_side(operator_client, tenant):
    restriction_set(tenant, NewRestriction("Balance", source="billing"), actor=SYSTEM)
    made = operator_client.post(PATH, {"tenant": "acme", "reason": "Fraud"}).json()
    operator_client.delete(f"{PATH}{made['id']}/")
    assert told(tenant) == (True, False)


def test_a_restriction_begins_and_ends_at_its_time(tenant):
    now = timezone.now()
    period = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
    restriction_set(tenant, NewRestriction("Planned", **period), actor=SYSTEM)
    assert (told(tenant), restrictions_refresh()) == ((False, False), 0)
    before = revision(tenant)
    with time_machine.travel(now + timedelta(minutes=61)):
        assert restrictions_refresh() == 1
        assert (told(tenant), revision(tenant)) == ((True, False), before + 1)
        assert restrictions_refresh() == 0
    with time_machine.travel(now + timedelta(minutes=121)):
        assert restrictions_refresh() == 1
        assert (told(tenant), revision(tenant)) == ((False, False), before + 2)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"tenant": "nobody"}, {"tenant": ["tenant_unknown"]}),
        ({"reason": ""}, {"reason": ["blank"]}),
        ({"reason": "two\nlines"}, {"reason": ["control_characters"]}),
        ({"reason": "x" * 501}, {"reason": ["max_length"]}),
        ({"kind": "half"}, {"kind": ["invalid_choice"]}),
        ({"ends_at": "2020-01-01T00:00:00Z"}, {"ends_at": ["restriction_period_invalid"]}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(operator_client, values, errors):
    refused = operator_client.post(PATH, {"tenant": "acme", "reason": "x", **values})
    assert (refused.status_code, field_codes(refused)) == (400, errors)
    assert not TenantRestriction.objects.exists()


def test_limits_and_ceiling_of_the_operator_reach_the_node(operator_client, tenant):
    body = {
        "max_channels_in": 5,
        "max_channels_out": 7,
        "max_channels_private": 3,
        "call_class_ceiling": ["international", "local", "local"],
        "area_code": "495",
    }
    changed = operator_client.patch("platform/tenants/acme/", body)
    assert changed.status_code == 200, changed.content
    allowed = ["internal", "local", "international"]  # calls inside are never forbidden
    assert changed.json()["call_class_ceiling"] == allowed
    with tenant_scope(Tenant.objects.get(pk=tenant.pk)):
        outside = config_snapshot().outside
    assert (outside.max_channels_in, outside.max_channels_out) == (5, 7)
    assert outside.max_channels_private == 3
    assert [each.value for each in outside.ceiling] == allowed
    assert outside.area == "495"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"max_channels_in": -1}, "max_channels_in"),
        ({"max_channels_out": 10**9}, "max_channels_out"),
        ({"max_channels_private": -1}, "max_channels_private"),
        ({"call_class_ceiling": ["space"]}, "call_class_ceiling.0"),
        ({"call_class_ceiling": "local"}, "call_class_ceiling"),
        ({"area_code": "4"}, "area_code"),
        ({"area_code": "49x"}, "area_code"),
        ({"area_code": "112"}, "area_code"),
    ],
)
def test_wrong_limits_are_refused_at_their_field(operator_client, tenant, values, field):
    refused = operator_client.patch("platform/tenants/acme/", values)
    assert (refused.status_code, list(field_codes(refused))) == (400, [field])
    assert Tenant.objects.get(pk=tenant.pk).max_channels_in == 0


def test_lines_of_a_company_out_of_service_are_still_shown(operator_client, admin_client, tenant):
    admin_client.post("trunks/", {"name": "own", "addresses": ["192.0.2.9"]})
    tenant_disable(tenant, actor=SYSTEM)
    found = operator_client.get("platform/company-trunks/?tenant=acme")
    assert (found.status_code, [line["name"] for line in found.json()]) == (200, ["own"])
    assert operator_client.get("platform/company-trunks/?tenant=nobody").status_code == 400
