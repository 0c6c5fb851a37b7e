"""What the operator's screens read besides lists: how far a change has come, and a company's own trunks."""

import pytest

from telephony.carriers.models import NodePlatformState
from telephony.services.trunks import trunk_create
from tenants.context import tenant_scope

CONFIG_STATE = "/api/v1/platform/config-state/"
TRUNKS = "/api/v1/platform/company-trunks/"


def test_a_change_is_live_when_every_node_has_it(operator_client, make_carrier):
    make_carrier()
    before = operator_client.get(CONFIG_STATE).json()
    assert before["requested"] > before["applied"]
    assert not before["is_live"]
    for state in NodePlatformState.objects.all():
        NodePlatformState.objects.filter(pk=state.pk).update(applied=state.requested)
    after = operator_client.get(CONFIG_STATE).json()
    assert after["applied"] == after["requested"] == before["requested"]
    assert after["is_live"]


def test_the_error_of_one_node_is_told(operator_client, make_carrier):
    make_carrier()
    NodePlatformState.objects.update(error="node_unavailable")
    said = operator_client.get(CONFIG_STATE).json()
    assert (said["error"], said["is_live"]) == ("node_unavailable", False)


def test_an_operator_sees_the_trunks_of_one_company(operator_client, tenant):
    with tenant_scope(tenant):
        trunk_create({"name": "own", "addresses": ["192.0.2.9"], "title": "Own"})
    shown = operator_client.get(TRUNKS, {"tenant": tenant.code}).json()
    assert [(each["name"], each["title"], each["state"]) for each in shown] == [
        ("own", "Own", "unknown")
    ]
    assert not {"login", "has_secret"} & set(shown[0])
    assert operator_client.get(TRUNKS, {"tenant": "globex"}).json() == []


@pytest.mark.parametrize("code", ["", "nobody", "acme'--"])
def test_trunks_of_an_unknown_company_are_refused(operator_client, code):
    answer = operator_client.get(TRUNKS, {"tenant": code})
    assert answer.status_code == 400
    assert answer.json()["extra"]["fields"]["tenant"][0]["code"] == "tenant_unknown"
